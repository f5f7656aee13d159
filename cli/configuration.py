"""``maitred configuration``: every setting, from the class that reads them."""

import json
from collections.abc import Iterator
from typing import Any

import typer
from pydantic import AliasChoices
from pydantic.fields import FieldInfo

from settings import Settings, Variable

SECTIONS = {
    "database_url": "The database",
    "host": "Listening",
    "jwks_url": "Who may ask",
    "pool_size": "Connections to the database",
    "plan_budget_seconds": "Planning",
    "worker": "Jobs",
    "max_body_bytes": "Requests",
}
"""A section begins with the setting that is named, in the order of the class."""

OPTIONS = {
    "database_url": ("serve", "--database-url"),
    "host": ("serve", "--host"),
    "port": ("serve", "--port"),
    "dev_auth": ("serve", "--dev-auth"),
    "plan_budget_seconds": ("serve", "--budget"),
    "worker": ("serve", "--worker/--no-worker"),
    "worker_concurrency": ("worker", "--concurrency"),
    "worker_grace_seconds": ("worker", "--grace"),
    "schedule": ("worker", "--schedule"),
}
"""The command's option for a setting, which wins over the variable."""

OTHERS: dict[str, str] = {
    Variable.SECRETS_DIR: "directory of files that are settings, such as `/run/secrets`",
    Variable.CREDENTIALS_DIRECTORY: "the same, set by systemd for `LoadCredential=`; "
    f"`{Variable.SECRETS_DIR}` wins",
    Variable.DEBUG: "set to anything: a defect ends with where it happened",
    "FORWARDED_ALLOW_IPS": "proxies whose `X-Forwarded-For` and `X-Forwarded-Proto` are believed "
    "(read by uvicorn; default `127.0.0.1`)",
    "PGPASSFILE, PGSSLROOTCERT, PGAPPNAME, ...": "whatever a URL of a database leaves out "
    "(read by libpq; never for an embedded database)",
    "HTTPS_PROXY, NO_PROXY": "the way to the identity provider's keys",
    "NO_COLOR, COLUMNS": "what is printed on a terminal",
}
"""What is read besides the settings."""

INTRODUCTION = """\
# Configuration

<!-- Written by `maitred configuration`, to which a test holds it. -->

Each setting is an environment variable. One that has an option is overruled by it. A setting may
also be a file of that name, in the directory that `MAITRED_SECRETS_DIR` names; the environment wins
over files. Lists are written as JSON. A value that is not allowed is named when the command starts,
and the exit code is 2; secrets are never repeated.

One of `MAITRED_JWKS_URL`, `MAITRED_JWT_SECRET` and `MAITRED_DEV_AUTH` has to be set, or
`maitred serve` does not start ([who may use it](../how-to/access.md)). `maitred worker` needs the
database only.

The product's feature flags, `MAITRED_ENGINE` and its kill switch are on
[a page of their own](flags.md).
"""


def configuration() -> None:
    """Print every setting: its variable, option, default, and what it may be.

    Example: `maitred configuration > configuration.md`
    """
    print(configuration_page(), end="")  # noqa: T201 - plain Markdown, never wrapped to a width


def configuration_page() -> str:
    """Return docs/reference/configuration.md."""
    return "\n".join([INTRODUCTION.rstrip(), *_settings(), *_options(), *_others()]) + "\n"


def variables_of(name: str, field: FieldInfo) -> list[str]:
    """Return the environment variables of a setting; the first wins."""
    if isinstance(field.validation_alias, AliasChoices):
        return [str(choice) for choice in field.validation_alias.choices]
    return [f"{Settings.model_config['env_prefix']}{name}".upper()]


def _settings() -> Iterator[str]:
    shapes = Settings.model_json_schema(by_alias=False)["properties"]
    for name, field in Settings.model_fields.items():
        if name == "flags":  # they have a page of their own
            continue
        if name in SECTIONS:
            yield f"\n## {SECTIONS[name]}\n"
            yield "| variable | default | may be | meaning |\n|---|---|---|---|"
        variables = ", ".join(f"`{variable}`" for variable in variables_of(name, field))
        if name in OPTIONS:
            command, option = OPTIONS[name]
            variables += f"; `maitred {command} {option}`"
        meaning = " ".join((field.description or "").replace("``", "`").split()).rstrip(".")
        default = _default(field)
        yield f"| {variables} | {default} | {_may_be(shapes[name])} | {meaning} |"


def _default(field: FieldInfo) -> str:
    if field.default is None:
        return "–"
    value = list(field.default) if isinstance(field.default, tuple) else field.default
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return f"`{value if isinstance(value, str) else json.dumps(value)}`"


def _may_be(shape: dict[str, Any]) -> str:
    """Say in words what JSON Schema says of a setting."""
    shape = next((item for item in shape.get("anyOf", ()) if item["type"] != "null"), shape)
    kind = {"array": "JSON list", "number": "number", "integer": "whole number"}.get(
        shape["type"], "true or false" if shape["type"] == "boolean" else "text"
    )
    low = shape.get("minimum", shape.get("exclusiveMinimum"))
    if low is not None:
        above = "above " if "exclusiveMinimum" in shape else ""
        kind += f", {above}{low:,g} to {shape['maximum']:,}"
    if shape.get("format") == "password":
        kind = "secret"
    if shape.get("minLength", 0) > 1:
        kind += f", {shape['minLength']} characters or more"
    return kind


def _options() -> Iterator[str]:
    from cli.app import app  # which imports this module

    yield "\n## Options without a variable\n\n| option | meaning |\n|---|---|"
    commands = typer.main.get_command(app).commands  # type: ignore[attr-defined]
    told = set(OPTIONS.values()) | {("worker", "--database-url")}
    for name in ("serve", "worker"):
        for option in commands[name].params:
            spelt = "/".join((*option.opts[:1], *option.secondary_opts))
            if (name, spelt) not in told:
                yield f"| `maitred {name} {spelt}` | {option.help.rstrip('.')} |"


def _others() -> Iterator[str]:
    yield "\n## Besides\n\n| variable | meaning |\n|---|---|"
    for names, meaning in OTHERS.items():
        shown = ", ".join(name if name == "..." else f"`{name}`" for name in names.split(", "))
        yield f"| {shown} | {meaning} |"
