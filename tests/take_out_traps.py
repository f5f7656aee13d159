"""Take what maitred does about each trap out of a copy of it: the named test has to fail.

``python -m tests.take_out_traps [TRAP ...]`` runs the tests on PostgreSQL 18.
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.trap_mutants import MUTANTS, ROOT, Mutant

LEFT_OUT = shutil.ignore_patterns(".*", "artifacts", "__pycache__")
PASSED, FAILED = "passed", "failed"


@contextmanager
def copied_project() -> Iterator[Path]:
    """Lend a copy of the project, with the same interpreter."""
    with tempfile.TemporaryDirectory(prefix="maitred-mutants-") as directory:
        copy = Path(directory) / "project"
        shutil.copytree(ROOT, copy, ignore=LEFT_OUT)
        (copy / ".venv").symlink_to(ROOT / ".venv")
        yield copy


def outcome(copy: Path, *tests: str) -> str:
    """Run tests in the copy; return how they ended, or what kept them from running."""
    options = ["-q", "-x", "-p", "no:cacheprovider", "-k", "not pg15"]
    ran = subprocess.run(
        [sys.executable, "-B", "-m", "pytest", *options, *tests],
        cwd=copy,
        env={**os.environ, "PYTHONPATH": str(copy)},
        capture_output=True,
        text=True,
        check=False,
    )
    if re.search(r"^FAILED ", ran.stdout, re.MULTILINE):  # not what the test needs, but the test
        return FAILED
    return PASSED if ran.returncode == 0 else ran.stdout + ran.stderr


def ending(copy: Path, mutant: Mutant) -> str:
    """Return how the test of a mutant ends, and leave the copy as it was."""
    path = copy / mutant.file
    whole = path.read_text(encoding="utf-8")
    path.write_text(mutant.broken, encoding="utf-8")
    try:
        return outcome(copy, mutant.test)
    finally:
        path.write_text(whole, encoding="utf-8")


def main() -> None:
    """Fail when a test fails with everything in place, or passes without what it is a test of."""
    wanted = set(map(int, sys.argv[1:])) or set(range(1, 26))
    mutants = [mutant for mutant in MUTANTS if wanted & set(mutant.traps)]
    with copied_project() as copy:
        ended = outcome(copy, *sorted({mutant.test for mutant in mutants}))
        wrong = int(ended != PASSED)
        sys.stdout.write(f"{ended}: all of the tests, with everything in place\n")
        for mutant in mutants:
            ended = ending(copy, mutant)
            wrong += ended != FAILED
            sys.stdout.write(f"{ended}: {mutant.test}, without {mutant.taken_out}\n")
            sys.stdout.flush()
    sys.exit(f"{wrong} tests ended otherwise than they should" if wrong else None)


if __name__ == "__main__":
    main()
