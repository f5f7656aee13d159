"""The table of traps names every trap, and only tests that exist."""

import re
from pathlib import Path

from tests.trap_mutants import MUTANTS

ROOT = Path(__file__).parents[2]
TABLE = (ROOT / "docs/reference/traps.md").read_text()


def test_every_trap_has_tests_that_exist() -> None:
    """All 25, in order."""
    rows = re.findall(r"^\| (\d+) \|.*$", TABLE, re.MULTILINE)
    assert rows == [str(number) for number in range(1, 26)]
    sources = (path.read_text() for path in (ROOT / "tests").rglob("test_*.py"))
    defined = {name for text in sources for name in re.findall(r"def (test_\w+)", text)}
    lines = [line for line in TABLE.splitlines() if re.match(r"\| \d+ \|", line)]
    for line in lines:
        named = set(re.findall(r"`(test_\w+)`", line))
        assert named, line
        assert named <= defined, named - defined


def test_every_test_of_a_trap_is_in_the_table_or_its_trap_is() -> None:
    """A test that names traps names only traps of the table."""
    for path in (ROOT / "tests").rglob("test_*.py"):
        for numbers in re.findall(r"def test_traps?_((?:\d+_(?:and_)?)+)", path.read_text()):
            assert all(1 <= int(number) <= 25 for number in re.findall(r"\d+", numbers))


def test_the_table_says_what_can_be_taken_out() -> None:
    """Something of every trap, each in one place only, with a test that is there."""
    taken_out = TABLE.partition("## Taken out")[2]
    assert re.findall(r"^\| .* \| `test_.*$", taken_out, re.MULTILINE) == [m.row for m in MUTANTS]
    assert {trap for mutant in MUTANTS for trap in mutant.traps} == set(range(1, 26))
    for mutant in MUTANTS:
        path, _, name = mutant.test.partition("::")
        assert mutant.broken != (ROOT / mutant.file).read_text()
        assert f"def {name}(" in (ROOT / path).read_text()
