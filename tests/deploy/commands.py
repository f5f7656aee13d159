"""Whether a command line of `maitred` exists: its subcommand, and every option."""

from collections.abc import Iterator, Sequence

import typer
from typer.core import TyperCommand, TyperGroup

from cli.app import app

COMMAND = typer.main.get_command(app)
UNSAID = {"simulate": "season"}
"""Subcommands that need not be named: `maitred simulate pub` plays a season."""


def check_command(words: Sequence[str]) -> None:
    """Fail unless a command line is one of `maitred`'s; what options are given does not matter."""
    said = " ".join(words)
    assert words[0].rpartition("/")[2] == "maitred", said
    command, rest = COMMAND, list(words[1:])
    while isinstance(command, TyperGroup) and rest:
        name = rest[0] if rest[0] in command.commands else UNSAID.get(str(command.name))
        if name is None:
            assert rest[0].startswith("-"), f"{said}: there is no {rest[0]!r}"
            break
        command, rest = command.commands[name], rest[rest[0] == name :]
    known = {spelt for item in command.params for spelt in (*item.opts, *item.secondary_opts)}
    for word in rest:
        if word.startswith("-") and word != "-" and not word[1:2].isdigit():
            for option in word.partition("=")[0].split("/"):
                assert option in known | {"--help"}, f"{said}: there is no {option!r}"


def help_texts(command: TyperGroup | TyperCommand | None = None) -> Iterator[str]:
    """Return what every subcommand says of itself."""
    command = command or COMMAND
    yield command.help or ""
    for inner in command.commands.values() if isinstance(command, TyperGroup) else ():
        yield from help_texts(inner)
