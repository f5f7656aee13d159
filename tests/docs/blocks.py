"""The commands of the documentation: blocks of `console` and `sh`, and what they say."""

import re
import shlex
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
PAGES = [
    *(ROOT / name for name in ("README.md", "CONTRIBUTING.md", "SECURITY.md")),
    *sorted((ROOT / "docs").rglob("*.md")),
]
BLOCK = re.compile(
    r"(?:^[ ]*<!-- not run: (?P<why>[^\n]+) -->\n)?"
    r"^(?P<indent>[ ]*)```(?P<language>console|sh|sql)\n(?P<text>.*?)^(?P=indent)```$",
    re.MULTILINE | re.DOTALL,
)
ASSIGNMENT = re.compile(r"^(\w+)=(.*)$", re.DOTALL)
MARKER = "<!-- not run: "


@dataclass(frozen=True)
class Command:
    """One command line: what is set for it, its words, and where its output goes."""

    text: str
    sets: dict[str, str]
    words: tuple[str, ...]
    output: str | None = None
    variable: str | None = None

    @property
    def program(self) -> str:
        """The program's name without its folder; empty when variables are set only."""
        return self.words[0].rpartition("/")[2] if self.words else ""


@dataclass(frozen=True)
class Block:
    """A block of a page."""

    page: Path
    line: int
    language: str
    text: str
    why_not_run: str | None

    @property
    def place(self) -> str:
        """Where it is, for messages."""
        return f"{self.page.relative_to(ROOT)}:{self.line}"

    @property
    def commands(self) -> list[Command]:
        """Its command lines; in a `console` block those behind a prompt."""
        return [command_of(text) for text in self._lines()]

    def _lines(self) -> Iterator[str]:
        lines = iter(self.text.splitlines())
        for line in lines:
            if self.language == "console" and not line.startswith("$ "):
                continue
            text = line.removeprefix("$ ")
            while not _complete(text):
                text = text.removesuffix("\\") + "\n" + next(lines)
            if shlex.split(text, comments=True):
                yield text


def blocks_of(page: Path) -> list[Block]:
    """Return a page's blocks of commands and of SQL, without their indentation."""
    text = page.read_text(encoding="utf-8")
    return [
        Block(
            page,
            text.count("\n", 0, found.start("language")) + 1,
            found["language"],
            re.sub(rf"^{found['indent']}", "", found["text"], flags=re.MULTILINE),
            found["why"],
        )
        for found in BLOCK.finditer(text)
    ]


def inline_commands(text: str) -> list[str]:
    """Return the command lines of `maitred` between backticks in sentences."""
    prose = re.sub(r"^ *```.*?^ *```$", "", text, flags=re.MULTILINE | re.DOTALL)
    return re.findall(r"`((?:[A-Z_]+=\S+ )*maitred [^`]+)`", prose)


def command_of(text: str) -> Command:
    """Take a command line apart."""
    variable = None
    caught = re.fullmatch(r"(\w+)=\$\((.*)\)", text.strip(), re.DOTALL)
    if caught:
        variable, text = caught[1], caught[2]
    words, sets = shlex.split(text, comments=True), {}
    if words[0] == "export":
        del words[0]
    while words and (found := ASSIGNMENT.match(words[0])):
        sets[found[1]] = found[2]
        del words[0]
    output = None
    if ">" in words:
        place = words.index(">")
        output = words[place + 1]
        del words[place : place + 2]
    return Command(text, sets, tuple(words), output, variable)


def _complete(text: str) -> bool:
    if text.endswith("\\"):
        return False
    try:
        shlex.split(text, comments=True)
    except ValueError:  # a quotation that goes on
        return False
    return True
