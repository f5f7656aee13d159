"""``maitred flags``: the product's feature flags, and what they are here."""

import json
import os
from collections.abc import Iterator
from typing import Annotated, Any

import typer

from models.base import Value
from models.flags import OVERRIDES, Flags, read_flags
from models.idle_flags import IDLE_OVERRIDES, IdleFlags

HEAD = """# Flags

The running product's feature flags, under their own names. Each is an environment variable; blank
is unset, and a value out of its range stops the start with a sentence that names it. Flags are what
counts where a restaurant has no setting of its own: a row of `maitred.restaurant_settings` goes
before them. A row of `feature_flag_overrides` in this environment goes before both; it counts from
the next request on.

`maitred flags` prints this page; a test keeps it true. `maitred flags --here` prints what the flags
are in this environment. `maitred doctor`, and the log at start, tell contradictions.

| flag | default | values | override | meaning |
|---|---|---|---|---|
"""

IDLE_HEAD = """
## Without effect

These are read and validated, and do nothing. One that is set to something else than its default is
told at start and by `maitred doctor`.

| flag | default | values | override | why |
|---|---|---|---|---|
"""

BLANK = "–"


def flags(
    here: Annotated[
        bool, typer.Option("--here", help="Print what they are in this environment, as JSON.")
    ] = False,
) -> None:
    """Print every feature flag of the product: default, range, override, and what it means here.

    Examples:

    `maitred flags > flags.md`

    `FEATURE_ALLOCATOR_K_MAX=2 maitred flags --here | jq .FEATURE_ALLOCATOR_K_MAX`
    """
    if here:
        print(json.dumps(_here(read_flags(os.environ)), indent=2))  # noqa: T201 - plain JSON
    else:
        print(flag_page(), end="")  # noqa: T201 - plain Markdown, never wrapped to a width


def flag_page() -> str:
    """Return the reference page."""
    lines = [HEAD, *_rows(Flags, OVERRIDES), IDLE_HEAD, *_rows(IdleFlags, IDLE_OVERRIDES)]
    return "".join(lines)


def _here(found: Flags) -> dict[str, Any]:
    told = {_name(key): value for key, value in found.model_dump(exclude={"idle"}).items()}
    idle = {_name(key): value for key, value in found.idle.model_dump().items()}
    return {**told, "withoutEffect": idle}


def _rows(kind: type[Value], overrides: dict[str, str]) -> Iterator[str]:
    rows = {flag: f"`{name}`" for name, flag in overrides.items()}
    for name, field in kind.model_fields.items():
        if name == "idle":
            continue
        default = BLANK if field.default is None else f"`{_shown(field.default)}`"
        meaning = " ".join((field.description or "").split())
        cells = (f"`{_name(name)}`", default, _values(kind, name), rows.get(name, BLANK), meaning)
        yield f"| {' | '.join(cells)} |\n"


def _shown(default: object) -> str:
    return default if isinstance(default, str) else json.dumps(default)


def _name(field: str) -> str:
    return "MAITRED_ENVIRONMENT" if field == "environment" else field.upper()


def _values(kind: type[Value], name: str) -> str:
    """Return what a flag may be, from its schema."""
    schema = kind.model_json_schema()["properties"][name]
    schema = next((s for s in schema.get("anyOf", [schema]) if s.get("type") != "null"), schema)
    if "enum" in schema:
        return ", ".join(schema["enum"])
    if "minimum" in schema:
        return f"{schema['minimum']} to {schema['maximum']}"
    return {"boolean": "true, false", "string": "text"}[schema["type"]]
