"""YAML text from outside, read strictly, with the line of every value.

Only what JSON has too: objects, lists, strings, numbers, true, false and null. Words such as
``yes`` and times such as ``19:30`` stay strings. JSON is read as JSON.
"""

import re
from collections.abc import Sequence
from typing import Any

import yaml

from models.errors import Flaw, InvalidInputError, shorten
from models.jsontext import parse_json

MAX_BYTES = 2_000_000
MAX_DEPTH = 40

WORDS = {"": None, "~": None, "null": None, "true": True, "false": False}
INTEGER = re.compile(r"[-+]?(0|[1-9][0-9]*)")
NUMBER = re.compile(r"[-+]?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][-+]?[0-9]+)?")

Path = tuple[str | int, ...]


class Lines:
    """The line on which each value of a text begins."""

    def __init__(self, known: dict[Path, int]) -> None:
        self._known = known

    def of(self, path: Sequence[str | int]) -> int:
        """Return the line of a value, or of the nearest one around it."""
        steps = tuple(path)
        while steps and steps not in self._known:
            steps = steps[:-1]
        return self._known.get(steps, 1)


def parse_text(text: str | bytes, *, subject: str) -> tuple[Any, Lines]:
    """Return the data of a YAML or JSON text, and its lines.

    Raises:
        InvalidInputError: too large, not UTF-8, not YAML, or more than JSON has; the message names
            the line.
    """
    if len(text) > MAX_BYTES:
        flaw = Flaw("", "", f"larger than {MAX_BYTES // 1_000_000} MB")
        raise InvalidInputError([flaw], subject=subject)
    try:
        decoded = text.decode("utf-8-sig") if isinstance(text, bytes) else text
    except UnicodeDecodeError as error:
        flaw = Flaw(f"byte {error.start}", "", "the text is not UTF-8")
        raise InvalidInputError([flaw], subject=subject) from error
    if decoded.lstrip().startswith("{"):
        data = parse_json(decoded, subject=subject)
        # YAML knows no tabs; outside of strings JSON may have them, inside it may not.
        return data, _lines(decoded.replace("\t", " "))
    reader = _Reader(subject)
    node = reader.compose(decoded)
    return reader.read(node, ()), Lines(reader.lines)


def _lines(text: str) -> Lines:
    """Return the lines of JSON text, as far as it is YAML as well."""
    reader = _Reader("")
    try:
        reader.read(reader.compose(text), ())
    except InvalidInputError:
        return Lines({})
    return Lines(reader.lines)


class _Reader:
    def __init__(self, subject: str) -> None:
        self._subject = subject
        self.lines: dict[Path, int] = {}

    def compose(self, text: str) -> yaml.Node | None:
        """Return the tree of nodes, without making anything of it."""
        loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
        try:
            self._refuse_references(yaml.parse(text, Loader=loader))
            return yaml.compose(text, Loader=loader)
        except yaml.MarkedYAMLError as error:
            mark = error.problem_mark or error.context_mark
            place = f"line {mark.line + 1}, column {mark.column + 1}" if mark else ""
            raise self._flaw(place, "", f"not valid YAML: {error.problem}") from error
        except (yaml.YAMLError, ValueError) as error:
            # What the reader of characters refuses: control characters, half surrogates.
            raise self._flaw("", "", f"not valid YAML: {str(error).splitlines()[0]}") from error
        except RecursionError as error:
            raise self._flaw("", "", "nested too deeply") from error

    def _refuse_references(self, events: Any) -> None:
        depth = 0
        for event in events:
            line = f"line {event.start_mark.line + 1}"
            if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
                raise self._flaw(line, "", "anchors and aliases (& and *) are not read; use `base`")
            if getattr(event, "tag", None):
                raise self._flaw(line, str(event.tag), "tags (!) are not read")
            if isinstance(event, yaml.CollectionStartEvent):
                depth += 1
                if depth > MAX_DEPTH:
                    raise self._flaw(line, "", "nested too deeply")
            elif isinstance(event, yaml.CollectionEndEvent):
                depth -= 1

    def read(self, node: yaml.Node | None, path: Path) -> Any:
        """Return the data of a node, and note the lines."""
        if node is None:
            return None
        self.lines.setdefault(path, node.start_mark.line + 1)
        if isinstance(node, yaml.MappingNode):
            return self._object(node, path)
        if isinstance(node, yaml.SequenceNode):
            return [self.read(item, (*path, at)) for at, item in enumerate(node.value)]
        return self._scalar(node)

    def _object(self, node: yaml.MappingNode, path: Path) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for key, value in node.value:
            line = key.start_mark.line + 1
            if not isinstance(key, yaml.ScalarNode):
                raise self._flaw(f"line {line}", "", "a key must be a word")
            if key.value in found:
                raise self._flaw(f"line {line}", shorten(key.value), "a key is repeated")
            self.lines[(*path, key.value)] = line
            found[key.value] = self.read(value, (*path, key.value))
        return found

    def _scalar(self, node: yaml.Node) -> Any:
        text = str(node.value)
        if getattr(node, "style", None):
            return text
        if text in WORDS:
            return WORDS[text]
        if INTEGER.fullmatch(text) and len(text) < 19:
            return int(text)
        return float(text) if NUMBER.fullmatch(text) and len(text) < 40 else text

    def _flaw(self, place: str, value: str, message: str) -> InvalidInputError:
        return InvalidInputError([Flaw(place, value, message)], subject=self._subject)
