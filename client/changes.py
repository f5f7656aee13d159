"""Which changes of an OpenAPI document break its clients; all others are additions.

Clients rely on every route and every field of an answer, and on each value they may meet; they
send what the old document let them send.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

Json = dict[str, Any]

LEAST = ("minimum", "exclusiveMinimum", "minLength", "minItems")
MOST = ("maximum", "exclusiveMaximum", "maxLength", "maxItems")


def breaking(old: Json, new: Json) -> list[str]:
    """Return what clients of the old document would stumble over, one sentence each."""
    return list(_Comparison(old, new).run())


@dataclass(frozen=True)
class _Comparison:
    old: Json
    new: Json

    def run(self) -> Iterator[str]:
        for path, operations in self.old["paths"].items():
            for method, before in operations.items():
                after = self.new["paths"].get(path, {}).get(method)
                name = f"{method.upper()} {path}"
                if after is None:
                    yield f"{name}: is gone"
                else:
                    yield from self._operation(name, before, after)

    def _operation(self, name: str, before: Json, after: Json) -> Iterator[str]:
        if before["operationId"] != after["operationId"]:
            yield f"{name}: is called {after['operationId']} now"
        yield from self._parameters(name, before, after)
        if "requestBody" in after:
            body = _content(after["requestBody"])
            if "requestBody" not in before:
                yield f"{name}: wants a body now"
            else:
                earlier = _content(before["requestBody"])
                yield from self._schema(f"{name}: body", earlier, body, answer=False)
        yield from self._schema(
            f"{name}: answer",
            _content(_good(before)),
            _content(_good(after)),
            answer=True,
        )

    def _parameters(self, name: str, before: Json, after: Json) -> Iterator[str]:
        known = {(item["in"], item["name"]): item for item in before.get("parameters", [])}
        for item in after.get("parameters", []):
            earlier = known.pop((item["in"], item["name"]), None)
            place = f"{name}: parameter {item['name']}"
            if item.get("required") and not (earlier or {}).get("required"):
                yield f"{place}: is required now"
            if earlier is not None:
                yield from self._schema(place, earlier["schema"], item["schema"], answer=False)
        for _, gone in known:
            yield f"{name}: parameter {gone}: is gone"

    def _schema(self, place: str, old: Json, new: Json, *, answer: bool) -> Iterator[str]:
        before, after = _kinds(self.old, old), _kinds(self.new, new)
        must, may = (after, before) if answer else (before, after)
        if "any" not in may:
            for kind in sorted(must.keys() - may.keys()):
                yield f"{place}: may be {kind} now" if answer else f"{place}: takes no {kind} now"
        for kind in sorted(before.keys() & after.keys()):
            yield from self._same_kind(place, before[kind], after[kind], answer=answer)

    def _same_kind(self, place: str, old: Json, new: Json, *, answer: bool) -> Iterator[str]:
        if "items" in old and "items" in new:
            yield from self._schema(f"{place}[]", old["items"], new["items"], answer=answer)
        yield from _values(place, old, new, answer=answer)
        if not answer:
            yield from _limits(place, old, new)
        if "properties" in old:
            yield from self._fields(place, old, new, answer=answer)

    def _fields(self, place: str, old: Json, new: Json, *, answer: bool) -> Iterator[str]:
        fields = new.get("properties", {})
        needed, was = set(new.get("required", [])), set(old.get("required", []))
        for name, before in old["properties"].items():
            if name not in fields:
                yield f"{place}.{name}: is gone"
                continue
            if answer and name in was - needed:
                yield f"{place}.{name}: may be missing now"
            yield from self._schema(f"{place}.{name}", before, fields[name], answer=answer)
        if not answer:
            for name in sorted(needed - was):
                yield f"{place}.{name}: is required now"


def _good(operation: Json) -> Json:
    """Return the one answer that is no refusal."""
    found: Json = next(item for code, item in operation["responses"].items() if code < "300")
    return found


def _content(described: Json) -> Json:
    """Return the schema of a body, or of what each event of a stream carries."""
    [content] = described["content"].values()
    events: Json | None = content.get("itemSchema")
    found: Json = content["schema"]
    return found if events is None else events["properties"]["data"]["contentSchema"]


def _kinds(document: Json, schema: Json) -> dict[str, Json]:
    """Return the alternatives of a schema by the kind of their values."""
    while "$ref" in schema:
        schema = document["components"]["schemas"][schema["$ref"].rpartition("/")[2]]
    if "anyOf" in schema:
        found: dict[str, Json] = {}
        for item in schema["anyOf"]:
            found |= _kinds(document, item)
        return found
    kind = schema.get("type", "any")
    return {f"{kind} ({schema['format']})" if "format" in schema else kind: schema}


def _allowed(schema: Json) -> set[str] | None:
    """Return the only values there are; None where there is no end of them."""
    if "const" in schema:
        return {repr(schema["const"])}
    return set(map(repr, schema["enum"])) if "enum" in schema else None


def _values(place: str, old: Json, new: Json, *, answer: bool) -> Iterator[str]:
    before, after = _allowed(old), _allowed(new)
    must, may = (after, before) if answer else (before, after)
    if may is None:
        return
    if must is None:
        yield f"{place}: may be any value now" if answer else f"{place}: takes few values now"
        return
    for value in sorted(must - may):
        yield f"{place}: may be {value} now" if answer else f"{place}: takes no {value} now"


def _limits(place: str, old: Json, new: Json) -> Iterator[str]:
    if new.get("pattern") not in (None, old.get("pattern")):
        yield f"{place}: has to match another pattern now"
    for name in LEAST:
        if name in new and new[name] > old.get(name, float("-inf")):
            yield f"{place}: {name} is {new[name]} now"
    for name in MOST:
        if name in new and new[name] < old.get(name, float("inf")):
            yield f"{place}: {name} is {new[name]} now"
