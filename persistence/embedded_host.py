"""What the embedded server needs of the system: an account, a reachable place, a lock."""

import contextlib
import ctypes
import fcntl
import hashlib
import os
import pwd
import signal
import stat
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import IO, Any, NamedTuple

from models.errors import MaitredError

FALLBACK_ROOT = Path("/var/lib/maitred")
ORPHAN_TIMEOUT_SECONDS = 30.0
ORPHAN_GRACE_SECONDS = 1.0
"""How long what a dead postmaster left running may take to notice; who is idle notices at once."""
PR_SET_PDEATHSIG = 1


class EmbeddedPostgresError(MaitredError):
    """The embedded PostgreSQL server cannot be started or used."""

    code = "EMBEDDED_POSTGRES"


class Account(NamedTuple):
    """Who the server runs as. PostgreSQL refuses to run as root."""

    uid: int
    gid: int


def server_account(data_dir: Path) -> Account | None:
    """Return who has to run the server; ``None`` is the current user."""
    owner = data_dir.stat() if data_dir.exists() else None
    if os.geteuid() == 0:
        if owner is not None and owner.st_uid != 0:
            return Account(owner.st_uid, owner.st_gid)
        nobody = pwd.getpwnam("nobody")
        return Account(nobody.pw_uid, nobody.pw_gid)
    if owner is not None and owner.st_uid != os.geteuid():
        raise EmbeddedPostgresError(
            f"{data_dir} belongs to user id {owner.st_uid}, this process is {os.geteuid()}",
            hint="Run it as the same user as before (or as root), or use another directory.",
        )
    return None


def as_account(account: Account | None) -> dict[str, Any]:
    """Return the arguments that make subprocess run something as the account."""
    if account is None:
        return {}
    return {"user": account.uid, "group": account.gid, "extra_groups": []}


def may(account: Account | None, access: str, path: Path) -> bool:
    """Ask the system itself: ``access`` is an operator of test(1), such as ``-x``."""
    return subprocess.run(["test", access, path], cwd="/", **as_account(account)).returncode == 0


def reachable_place(data_dir: Path, account: Account | None) -> Path:
    """Return where the data really lives, for root in a place that the server can reach."""
    place = data_dir.resolve()
    if may(account, "-x", place.parent):
        return place
    name = hashlib.sha256(os.fsencode(place)).hexdigest()[:12]
    fallback = FALLBACK_ROOT / name / "data"
    try:
        for directory in (FALLBACK_ROOT, FALLBACK_ROOT / name):
            directory.mkdir(parents=True, exist_ok=True)
            directory.chmod(0o755)
        if data_dir.is_dir():
            data_dir.rmdir()  # Empty, or this place cannot be given up.
        data_dir.symlink_to(fallback)
    except OSError as error:
        raise EmbeddedPostgresError(
            f"the server's account (user id {account.uid if account else '?'}) cannot reach "
            f"{data_dir}, and {fallback} cannot take its place: {error}",
            hint="Choose a data directory whose parents everybody may enter.",
        ) from error
    return fallback.resolve()


def lock_exclusively(path: Path, data_dir: Path) -> IO[str]:
    """Take the lock that goes away with this process, however it ends."""
    file = path.open("a+")
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        file.seek(0)
        owner = file.read().strip()
        file.close()
        raise EmbeddedPostgresError(
            f"{data_dir} is in use by process {owner or 'unknown'}",
            hint="Stop that process, or use another data directory.",
        ) from None
    file.truncate(0)
    file.write(str(os.getpid()))
    file.flush()
    return file


def wait_for_orphans(data_dir: Path) -> None:
    """Let a server whose owner was killed finish; remove a pid file that nobody stands behind.

    What a dead postmaster left running is killed if it does not notice: a backend in the middle
    of a statement would at its end only. Its memory is lost anyway, and what was committed is not
    there.

    Process ids are reused, so a number in ``postmaster.pid`` alone proves nothing: only a
    PostgreSQL process that works in ``data_dir`` is one of ours. Elsewhere than on Linux
    PostgreSQL's own check has to do.
    """
    if sys.platform != "linux":
        return
    pid_file = data_dir / "postmaster.pid"
    began, told = time.monotonic(), False
    while running := _servers_working_in(data_dir):
        waited = time.monotonic() - began
        if waited > ORPHAN_TIMEOUT_SECONDS:
            raise EmbeddedPostgresError(f"{data_dir} is still in use by processes {running}")
        leader = pid_file.read_text().split("\n", 1)[0] if pid_file.exists() else ""
        if leader.isdecimal() and int(leader) in running:
            if not told:
                os.kill(int(leader), signal.SIGINT)
                told = True
        elif waited > ORPHAN_GRACE_SECONDS:
            for process in running:
                with contextlib.suppress(ProcessLookupError):
                    os.kill(process, signal.SIGKILL)
        time.sleep(0.05)
    pid_file.unlink(missing_ok=True)


def _servers_working_in(directory: Path) -> list[int]:
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            is_server = (process / "comm").read_text() == "postgres\n"
            if is_server and (process / "cwd").readlink() == directory:
                found.append(int(process.name))
        except OSError:
            continue  # It ended, or it is not ours to look at.
    return found


def make_private_dir(path: Path, account: Account | None) -> None:
    """Make a directory that only the account (and root) may enter."""
    path.mkdir(mode=0o700, exist_ok=True)
    if account is not None:
        os.chown(path, *account)


def make_readable(root: Path) -> None:
    """Let everybody read a copy of ours, whatever the umask of the original was."""
    for path in (root, *root.rglob("*")):
        if not path.is_symlink():
            mode = path.stat().st_mode
            path.chmod(mode | (0o055 if mode & stat.S_IXUSR else 0o044))


def die_with_parent() -> Callable[[], None] | None:
    """Return what makes the child stop (fast shutdown) as soon as its parent is gone."""
    if sys.platform != "linux":
        return None
    prctl = ctypes.CDLL(None).prctl  # Looked up here: after the fork, the less the better.
    owner = os.getpid()

    def ask_the_kernel() -> None:
        prctl(PR_SET_PDEATHSIG, int(signal.SIGINT))
        if os.getppid() != owner:
            os._exit(1)

    return ask_the_kernel


def environment() -> dict[str, str]:
    """Return an environment without the caller's PG* variables and language."""
    return {"PATH": os.environ.get("PATH", os.defpath), "LC_ALL": "C", "TZ": "UTC"}
