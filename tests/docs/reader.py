"""Somebody who types what a page says, from top to bottom."""

import os
import re
import subprocess
from pathlib import Path

from tests.docs.blocks import ROOT, Block, Command
from tests.docs.running import run, says_when_there

NAMED = {
    "MAITRED_JWKS_URL": "http://127.0.0.1:9/auth/v1/.well-known/jwks.json",
    "MAITRED_JWT_SECRET": "0123456789abcdef0123456789abcdef",
    "MAITRED_JWT_ISSUER": "https://id.example.com/auth/v1",
}
"""What stands for `...` in variables."""

FINDS = {"doctor": 1}
"""The exit code of a subcommand that has found something, which is no failure."""

PLACEHOLDER = re.compile(r"\.\.\.|<[a-z]+>")
_started: set[tuple[str, ...]] = set()


class Reader:
    """Types commands in a folder, with a database at hand and, if needed, PostgreSQL's programs."""

    def __init__(self, folder: Path, dsn: str, postgres: Path | None = None) -> None:
        self.folder, self.dsn, self.postgres = folder, dsn, postgres
        self.environment = {
            "PATH": os.environ["PATH"],
            "HOME": str(folder),
            "NO_COLOR": "1",
            "COLUMNS": "200",
            "MAITRED_PORT": "0",
            "DATABASE_URL": dsn,
            **NAMED,
        }

    def follow(self, block: Block) -> list[str]:
        """Do all that a block says; return what each command printed."""
        return [self.type(block, command) for command in block.commands]

    def type(self, block: Block, command: Command) -> str:
        """Do what a command line says; return what it printed."""
        known = {**NAMED, "DATABASE_URL": self.dsn}
        sets = {
            name: known[name] if PLACEHOLDER.search(value) else value
            for name, value in command.sets.items()
        }
        if not command.words:
            self.environment.update(sets)
            return ""
        if command.program == "make":
            targets = re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE)
            assert command.words[1] in targets, block.place
            return ""
        if command.program == "maitred":
            said = self._maitred(block, command, sets)
        else:
            said = self._postgres(block, command)
        if command.output is not None:
            (self.folder / command.output).write_text(said)
        return said

    def _maitred(self, block: Block, command: Command, sets: dict[str, str]) -> str:
        name = command.words[1]
        there = says_when_there(command.words)
        if there is not None and command.words in _started:
            return ""  # a service is started once, whichever page says so first
        _started.add(command.words)
        code, said = run(command.words, self.folder, {**self.environment, **sets})
        assert code in (0, FINDS.get(name, 0)), f"{block.place}: {command.text}\n{said}"
        assert (there or "") in said, f"{block.place}: {said}"
        return said

    def _postgres(self, block: Block, command: Command) -> str:
        assert self.postgres is not None, f"{block.place}: {command.program} is not run here"
        words = [word.replace("$DATABASE_URL", self.dsn) for word in command.words]
        ran = subprocess.run(
            [self.postgres / words[0], *words[1:]],
            cwd=self.folder,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
        assert ran.returncode == 0, f"{block.place}: {command.text}\n{ran.stderr}"
        return ran.stdout
