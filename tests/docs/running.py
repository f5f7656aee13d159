"""Run commands of `maitred` each in a process of its own, without reading its modules each time."""

import multiprocessing
import os
import sys
import time
from multiprocessing.context import ForkServerProcess
from pathlib import Path

SERVICES = {"serve": "Listening on", "worker": "Working on"}
"""Subcommands that go on until they are stopped, and what they say once they are there."""

PATIENCE_SECONDS = 60.0

_forks = multiprocessing.get_context("forkserver")
_forks.set_forkserver_preload(["cli.app", "api.app", "services.jobs.worker"])


def says_when_there(words: tuple[str, ...]) -> str | None:
    """Return what a service says when it is there; None for a command that ends by itself."""
    ends = {"--help", "--status"} & set(words)
    return None if ends else SERVICES.get(words[1])


def run(words: tuple[str, ...], folder: Path, environment: dict[str, str]) -> tuple[int, str]:
    """Run a command line in a folder; return its exit code and all that it printed.

    A service is stopped once it is there, as a supervisor stops it.
    """
    printed = folder / ".printed"
    printed.unlink(missing_ok=True)
    process = _forks.Process(target=_be, args=(words, folder, environment, printed))
    process.start()
    try:
        there = says_when_there(words)
        if there is not None:
            _stop_when_there(process, printed, there)
        process.join(PATIENCE_SECONDS)
        assert process.exitcode is not None, f"{' '.join(words)} does not end"
        return process.exitcode, printed.read_text()
    finally:
        if process.exitcode is None:
            process.kill()
            process.join()


def _stop_when_there(process: ForkServerProcess, printed: Path, there: str) -> None:
    until = time.monotonic() + PATIENCE_SECONDS
    while process.is_alive() and time.monotonic() < until:
        if printed.exists() and there in printed.read_text():
            time.sleep(0.1)
            process.terminate()
            return
        time.sleep(0.05)


def _be(words: tuple[str, ...], folder: Path, environment: dict[str, str], printed: Path) -> None:
    """Become the command: what the entry point of the installed program does."""
    output = os.open(printed, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
    for stream in (1, 2):
        os.dup2(output, stream)
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(environment)
    sys.argv = list(words)
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    from cli.main import main

    main()
