"""``maitred demo`` as people start it: a real process, a real server, a real database."""

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

MAITRED = Path(sys.executable).with_name("maitred")
GENEROUS_SECONDS = 90


@pytest.fixture(scope="module")
def home() -> Iterator[Path]:
    """A folder of somebody who starts the demo; its database is made by the first test.

    Not pytest's own folder: only root may enter that, so a server started by root, which does
    not run as root, would keep its data elsewhere.
    """
    folder = Path(tempfile.mkdtemp(prefix="maitred-demo-"))
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder)


@pytest.fixture(scope="module")
def first(home: Path) -> subprocess.CompletedProcess[str]:
    """The first start: plan and exit."""
    return once(home)


def once(home: Path) -> subprocess.CompletedProcess[str]:
    """Run ``maitred demo --once`` from a folder of its own."""
    return subprocess.run(
        [MAITRED, "demo", "--once", "--budget", "3", "--port", "18080"],
        cwd=home,
        env={**os.environ, "COLUMNS": "160"},
        capture_output=True,
        text=True,
        timeout=GENEROUS_SECONDS,
        check=False,
    )


def left_behind(home: Path, patience_seconds: float = 5) -> list[str]:
    """Return the command lines of processes that still know the folder."""
    deadline = time.monotonic() + patience_seconds
    while True:
        found = []
        for process in Path("/proc").glob("[0-9]*"):
            try:
                command = (process / "cmdline").read_bytes().replace(b"\0", b" ").decode()
                folder = os.readlink(process / "cwd")
            except OSError:
                continue
            if str(home) in command or str(home) in folder:
                found.append(command)
        if not found or time.monotonic() > deadline:
            return found
        time.sleep(0.1)


@contextmanager
def serving(home: Path, port: int) -> Iterator[tuple[subprocess.Popen[str], list[str]]]:
    """Start the demo and lend it once its last line is out, with the lines so far."""
    process = subprocess.Popen(
        [MAITRED, "demo", "--budget", "3", "--port", str(port)],
        cwd=home,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    assert process.stdout is not None
    lines: list[str] = []
    try:
        for line in process.stdout:
            lines.append(line.strip())
            if "/console/" in line:
                break
        yield process, lines
    finally:
        process.kill()
        process.communicate()


def test_the_night_is_planned_and_printed(
    first: subprocess.CompletedProcess[str], home: Path
) -> None:
    """Exit 0, the night by zone and table, covers, the gap, and who has no table and why."""
    assert first.returncode == 0, first.stdout + first.stderr
    shown = first.stdout
    assert re.search(r"Village Pub, Saturday \d\d \w+ \d{4}", shown)
    assert all(zone in shown for zone in ("Main Bar", "Dining Room", "Garden"))
    assert re.search(r"\d\d of 112 bookings seated, 3\d\d of 410 covers, \d+ merges", shown)
    assert re.search(r"Gap [\d.<]+ ", shown)
    assert re.search(r"Without a table: \d+", shown)
    assert (home / ".maitred" / "demo").is_dir()


def test_no_process_is_left_behind(first: subprocess.CompletedProcess[str], home: Path) -> None:
    """After --once neither a server nor a database nor a solver runs."""
    assert first.returncode == 0
    assert left_behind(home) == []


def test_the_second_start_is_quick_and_changes_nothing(
    first: subprocess.CompletedProcess[str], home: Path
) -> None:
    """The same night is shown again, nobody is seated anew, in well under twenty seconds."""
    began = time.monotonic()
    second = once(home)
    assert time.monotonic() - began < 20
    assert second.returncode == 0, second.stdout + second.stderr
    assert " 0 newly seated" in second.stdout

    def night(shown: str) -> list[str]:
        return [line for line in shown.splitlines() if "│" in line and "–" in line]

    assert night(second.stdout) == night(first.stdout)
    assert len(night(second.stdout)) >= 26


@pytest.mark.parametrize("stop", [signal.SIGTERM, signal.SIGINT])
def test_serving_until_told_to_stop(
    first: subprocess.CompletedProcess[str], home: Path, stop: signal.Signals
) -> None:
    """A busy port is stepped over, the last line is the console, a signal ends everything."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with serving(home, port) as (process, lines):
            assert f"Port {port} is busy; using " in lines[0]
            assert any("dev auth" in line for line in lines)
            assert any("postgres" in command for command in left_behind(home, 0))
            with urllib.request.urlopen(lines[-1], timeout=10) as response:
                assert b"<title>maitred</title>" in response.read()
            process.send_signal(stop)
            rest, _ = process.communicate(timeout=30)
            assert "Stopped; nothing is left running." in rest
            assert process.returncode == 0
    assert left_behind(home) == []


def test_a_killed_demo_leaves_no_database_behind(
    first: subprocess.CompletedProcess[str], home: Path
) -> None:
    """Even when the demo has no chance to clean up, its database stops, and it starts again."""
    with serving(home, 18081) as (process, _):
        process.kill()
        process.wait()
    assert left_behind(home) == []
    assert once(home).returncode == 0


def test_two_demos_cannot_share_a_database(
    first: subprocess.CompletedProcess[str], home: Path
) -> None:
    """The second one says so in a sentence and leaves the first alone."""
    with serving(home, 18082) as (process, lines):
        second = once(home)
        assert second.returncode == 2
        assert "Error:" in second.stderr
        assert "Traceback" not in second.stderr
        with urllib.request.urlopen(lines[-1], timeout=10) as response:
            assert response.status == 200
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=30)


def test_a_file_in_the_place_of_the_database_is_refused(tmp_path: Path) -> None:
    """A wrong --data-dir is a usage error, not a traceback."""
    (tmp_path / "file").write_text("")
    done = subprocess.run(
        [MAITRED, "demo", "--once", "--data-dir", "file"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=GENEROUS_SECONDS,
        check=False,
    )
    assert done.returncode == 2
    assert "data-dir" in done.stderr
    assert "Traceback" not in done.stderr
