"""What the command prints with: results on stdout, progress and errors on stderr."""

import errno
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Self

import structlog
from rich.console import Console
from rich.live import Live
from rich.markup import escape
from rich.text import Text

from models.errors import Flaw, InvalidInputError, MaitredError
from solver.search import Progress

out = Console(highlight=False)
err = Console(stderr=True, highlight=False, soft_wrap=True)

MAX_FILE_BYTES = 50_000_000


def fail(error: MaitredError) -> None:
    """Print an error in full: every flaw on a line of its own, and what to do."""
    if isinstance(error, InvalidInputError) and len(error.flaws) > 1:
        subject = error.message.split(":", 1)[0]
        err.print(f"[red]Error:[/] {escape(subject)} has {len(error.flaws)} flaws")
        for flaw in error.flaws[:20]:
            err.print(f"  - {escape(str(flaw))}")
        if len(error.flaws) > 20:
            err.print(f"  - and {len(error.flaws) - 20} more")
    else:
        err.print(f"[red]Error:[/] {escape(error.message)}")
    if error.hint:
        err.print(f"[dim]{escape(error.hint)}[/]")


@contextmanager
def quiet_logs() -> Iterator[None]:
    """Log only what is wrong, and on stderr: results are on stdout. A service logs as it says."""
    before = structlog.get_config()
    structlog.configure(
        wrapper_class=structlog.make_filtering_bound_logger("warning"),
        logger_factory=lambda *_: structlog.PrintLogger(sys.stderr),
    )
    try:
        yield
    finally:
        structlog.configure(**before)


def exit_code(error: MaitredError) -> int:
    """Return 3 for trouble with the database, 2 for wrong input."""
    return int(getattr(error, "exit_code", 2))


def read_file(path: Path) -> bytes:
    """Return a file's bytes; ``-`` is standard input.

    Raises:
        InvalidInputError: the file is missing, unreadable, or far too large to be a day.
    """
    try:
        if str(path) == "-":
            with open(0, "rb", closefd=False) as stdin:
                data = stdin.read(MAX_FILE_BYTES + 1)
        else:
            with path.open("rb") as file:
                data = file.read(MAX_FILE_BYTES + 1)
    except OSError as error:
        reason = error.strerror or str(error)
        raise InvalidInputError([Flaw("", "", reason.lower())], subject=str(path)) from error
    if len(data) > MAX_FILE_BYTES:
        flaw = Flaw("", "", f"larger than {MAX_FILE_BYTES // 1_000_000} MB")
        raise InvalidInputError([flaw], subject=str(path))
    return data


def require_writable(path: Path, option: str) -> None:
    """Try whether a file can be written, and leave nothing behind.

    Raises:
        InvalidInputError: the place cannot be written to.
    """
    trial = path.with_name(f".{path.name}.unfinished")
    try:
        if path.is_dir():
            raise IsADirectoryError(errno.EISDIR, "is a directory")
        if not path.exists() or path.is_file():
            trial.write_bytes(b"")
            trial.unlink()
    except OSError as error:
        raise _unwritable(path, option, error) from error


def write_file(path: Path, content: str | bytes, *, option: str = "--out") -> None:
    """Write a file whole or not at all; a pipe or device is written into.

    Raises:
        InvalidInputError: the place cannot be written to.
    """
    unfinished = path.with_name(f".{path.name}.unfinished")
    data = content.encode() if isinstance(content, str) else content
    try:
        if path.exists() and not path.is_file():
            path.write_bytes(data)
            return
        try:
            unfinished.write_bytes(data)
            unfinished.replace(path)
        finally:
            # Whatever ended it, a Ctrl-C too: nothing half-written is left behind.
            unfinished.unlink(missing_ok=True)
    except OSError as error:
        raise _unwritable(path, option, error) from error


def _unwritable(path: Path, option: str, error: OSError) -> InvalidInputError:
    flaw = Flaw(option, str(path), (error.strerror or str(error)).lower())
    return InvalidInputError([flaw], subject="cannot write")


class ProgressLine:
    """One line on stderr that follows a solve; on a plain pipe, a line a second."""

    def __init__(self, *, quiet: bool = False) -> None:
        self._live = None if quiet or not err.is_terminal else Live(console=err, transient=True)
        self._quiet = quiet
        self._last = 0.0

    def __enter__(self) -> Self:
        if self._live:
            self._live.start()
        return self

    def __exit__(self, *_: object) -> None:
        if self._live:
            self._live.stop()

    def show(self, progress: Progress) -> None:
        """Show the latest state."""
        text = (
            f"{progress.seconds:6.1f} s   {progress.seated} seated ({progress.covers} covers)   "
            f"gap {percent(progress.gap)}"
        )
        if self._live:
            self._live.update(Text(text))
        elif not self._quiet and time.monotonic() - self._last >= 1:
            self._last = time.monotonic()
            err.print(text)


class CountLine:
    """One line on stderr that counts what is done; on a plain pipe, a line a second.

    Without a total nobody knows yet how much there will be.
    """

    def __init__(self, total: int | None, *, quiet: bool = False) -> None:
        self._live = None if quiet or not err.is_terminal else Live(console=err, transient=True)
        self._quiet, self._total, self._done, self._last = quiet, total, 0, 0.0

    def __enter__(self) -> Self:
        if self._live:
            self._live.start()
        return self

    def __exit__(self, *_: object) -> None:
        if self._live:
            self._live.stop()

    def show(self, latest: str) -> None:
        """Count one more, and say what it was."""
        self._done += 1
        of = "" if self._total is None else f" of {self._total}"
        text = f"{self._done}{of}   {latest}"
        if self._live:
            self._live.update(Text(text))
        elif not self._quiet and time.monotonic() - self._last >= 1:
            self._last = time.monotonic()
            err.print(escape(text))


def percent(gap: float | None) -> str:
    """Show a gap: 0 is said to be proven, a tiny one never rounds to 0."""
    if gap is None:
        return "unknown"
    if gap == 0:
        return "0 % (proven)"
    return f"{gap:.2%}".replace("%", " %") if gap >= 0.0001 else "< 0.01 %"
