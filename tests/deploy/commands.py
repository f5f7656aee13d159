"""Whether a command line of `maitred` exists: its subcommand, and every option."""

from collections.abc import Sequence

import typer
from typer.core import TyperGroup

from cli.app import app

COMMAND = typer.main.get_command(app)


def check_command(words: Sequence[str]) -> None:
    """Fail unless a command line is one of `maitred`'s; what options are given does not matter."""
    assert words[0].rpartition("/")[2] == "maitred", words
    command, rest = COMMAND, list(words[1:])
    while isinstance(command, TyperGroup) and rest and not rest[0].startswith("-"):
        name = rest.pop(0)
        if name not in command.commands:
            assert command.invoke_without_command, f"{' '.join(words)}: there is no {name!r}"
            break
        command = command.commands[name]
    known = {spelt for item in command.params for spelt in (*item.opts, *item.secondary_opts)} | {
        "--help"
    }
    for word in rest:
        if word.startswith("-") and word != "-" and not word[1:2].isdigit():
            option = word.partition("=")[0]
            assert option in known, f"{' '.join(words)}: there is no {option!r}"
