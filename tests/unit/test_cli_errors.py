"""Wrong input at the command line: one clear message, exit code 2, never a traceback."""

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from cli import solve as solve_command
from tests.cli_runs import RICH, TINY, Maitred, Ran, for_real, in_process, written

TABLE = {"id": "T1", "capacity": 4, "zone": "Z"}
BOOKING = {"id": "b1", "party": 2, "start": "19:00", "end": "20:30"}


@pytest.fixture
def maitred(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Maitred:
    """Return the command, run in this process."""

    def run(*arguments: object) -> Ran:
        return in_process(monkeypatch, capsys, *arguments)

    return run


def day(**changes: Any) -> dict[str, Any]:
    """Return a small day file with changes."""
    return {"id": "d", "tables": [TABLE], "bookings": [BOOKING], **changes}


def guest(**changes: Any) -> dict[str, Any]:
    """Return a day file with one changed booking."""
    return day(bookings=[{**BOOKING, **changes}])


BAD_DAYS = {
    "unknown table in a pair": (day(adjacency=[["T1", "T9"]]), ["T9", "does not exist"]),
    "ends before it starts": (guest(end="18:00"), ["bookings[0]", "b1", "end after it starts"]),
    "duplicate booking": (day(bookings=[BOOKING, BOOKING]), ["'b1' is used more than once"]),
    "duplicate table": (day(tables=[TABLE, TABLE]), ["'T1' is used more than once"]),
    "party of 0": (guest(party=0), ["bookings[0].party", "(got 0)"]),
    "party of 10,000": (guest(party=10_000), ["bookings[0].party", "(got 10000)"]),
    "NaN": ('{"id": "d", "tables": [], "bookings": [], "weights": NaN}', ["finite", "NaN"]),
    "infinity": ('{"id": "d", "x": Infinity}', ["finite", "Infinity"]),
    "invalid JSON": ('{"id": ', ["not valid JSON", "line 1, column 8"]),
    "no JSON object": ("[1, 2]", ["must be a JSON object"]),
    "empty": ("", ["not valid JSON", "line 1, column 1"]),
    "unknown field": (guest(colour="red"), ["bookings[0].colour", "unknown field", "'red'"]),
    "capacity below min party": (
        day(tables=[{**TABLE, "min_party": 6}]),
        ["tables[0]", "T1 seats 4", "at least 6"],
    ),
    "missing field": (day(tables=[{"id": "T1", "zone": "Z"}]), ["tables[0].capacity", "required"]),
    "unknown rules": (day(rules="house"), ["rules", "'house'", "product, reference, singles"]),
    "unknown time zone": (day(time_zone="Mars/Base"), ["time_zone", "Mars/Base"]),
    "moves without improve": (day(max_moves=2), ["max_moves 2", "improve"]),
    "locale number": (guest(party="2"), ["bookings[0].party", "(got '2')"]),
}


@pytest.mark.parametrize("name", BAD_DAYS)
@pytest.mark.parametrize("command", ["solve", "check"])
def test_bad_days(maitred: Maitred, tmp_path: Path, name: str, command: str) -> None:
    """Each names the place and the value, with exit code 2 and nothing written."""
    data, words = BAD_DAYS[name]
    file = written(tmp_path / "busy.json", data)
    plan = written(tmp_path / "plan.json", {"assigned": {}})
    out = tmp_path / "out.json"
    extra = ["--out", out] if command == "solve" else [plan]
    ran = maitred(command, file, *extra)
    assert ran.code == 2
    assert ran.out == ""
    assert ran.err.startswith("Error:")
    assert name == "unknown rules" or "busy.json" in ran.flat or "day d" in ran.flat
    for word in words:
        assert word in ran.flat
    assert "Traceback" not in ran.err
    assert not out.exists()


def test_a_missing_file(maitred: Maitred, tmp_path: Path) -> None:
    """The path is named, and that it does not exist; a directory is no file either."""
    ran = maitred("solve", tmp_path / "nowhere.json")
    assert ran.code == 2
    assert "nowhere.json: no such file or directory" in ran.flat
    assert "is a directory" in maitred("solve", tmp_path).flat
    assert maitred("solve", TINY / "w1_last_two_top_hoarded.json", "--rules", "x.json").code == 2


def test_many_flaws_are_listed_line_by_line(maitred: Maitred, tmp_path: Path) -> None:
    """All that is wrong at once, up to twenty, and how many more."""
    guests = [{**BOOKING, "id": f"b{i}", "party": 0} for i in range(25)]
    ran = maitred("solve", written(tmp_path / "d.json", day(bookings=guests)))
    assert ran.code == 2
    assert "has 25 flaws" in ran.err
    assert "bookings[19].party" in ran.err
    assert "and 5 more" in ran.err


def test_bytes_that_are_no_text(maitred: Maitred, tmp_path: Path) -> None:
    """A binary file is refused with the position of the first bad byte."""
    file = tmp_path / "d.json"
    file.write_bytes(b'{"id": "\xff"}')
    ran = maitred("solve", file)
    assert ran.code == 2
    assert "byte 8: the text is not UTF-8" in ran.flat


def test_brackets_in_a_message_are_shown_as_they_are(maitred: Maitred, tmp_path: Path) -> None:
    """Input never acts as markup of the terminal."""
    ran = maitred("solve", written(tmp_path / "d.json", guest(status="[red]x[/]")))
    assert ran.code == 2
    assert "'[red]x[/]'" in ran.flat


def test_a_date_with_no_bookings_is_said_so(maitred: Maitred, tmp_path: Path) -> None:
    """There is nothing to plan: nobody should take the wrong file's silence for a plan."""
    out = tmp_path / "plan.json"
    ran = maitred("solve", written(tmp_path / "d.json", day(bookings=[])), "--out", out)
    assert (ran.code, out.exists()) == (2, False)
    assert "bookings: there are none on 2" in ran.flat


@pytest.mark.parametrize(
    "arguments",
    [
        ["solve"],
        ["solve", "x.json", "--budget", "-1"],
        ["solve", "x.json", "--budget", "nan"],
        ["solve", "x.json", "--budget", "soon"],
        ["solve", "x.json", "--mode", "magic"],
        ["solve", "x.json", "--format", "xml"],
        ["solve", "x.json", "--seed", "-3"],
        ["solve", "x.json", "--no-such-option"],
        ["check", "x.json"],
        ["fly"],
    ],
)
def test_wrong_usage_ends_with_2(maitred: Maitred, arguments: list[str]) -> None:
    """Typer's own errors use the same exit code and show no traceback."""
    ran = maitred(*arguments)
    assert ran.code == 2
    assert "Traceback" not in ran.err


def test_a_defect_says_so_and_ends_with_70(
    maitred: Maitred, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An unexpected error is one line and exit code 70; MAITRED_DEBUG shows the traceback."""

    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("out of cheese")

    monkeypatch.setattr(solve_command, "plan_day", broken)
    ran = maitred("solve", TINY / "w1_last_two_top_hoarded.json")
    assert ran.code == 70
    assert "Defect in maitred: RuntimeError: out of cheese" in ran.flat
    assert "Traceback" not in ran.err
    monkeypatch.setenv("MAITRED_DEBUG", "1")
    with pytest.raises(RuntimeError, match="out of cheese"):
        maitred("solve", TINY / "w1_last_two_top_hoarded.json")


def test_help_teaches_with_examples(maitred: Maitred) -> None:
    """Every command's help shows how it is used; the main help explains the exit codes."""
    assert "Exit codes: 0 done" in maitred("--help").out
    assert "maitred solve saturday.json" in maitred("solve", "--help").out
    assert "--mode improve --max-moves 3" in maitred("solve", "--help").out
    assert "maitred check day.json plan.json" in maitred("check", "--help").out
    assert "maitred schema > day.schema.json" in maitred("schema", "--help").out
    assert maitred("--version").out.startswith("maitred ")


def test_schema_accepts_what_loads(maitred: Maitred) -> None:
    """The printed JSON Schema is one, and the tiny days and a rich day of our own fit it."""
    described = json.loads(maitred("schema").out)
    jsonschema.Draft202012Validator.check_schema(described)
    validator = jsonschema.Draft202012Validator(described)
    for path in TINY.glob("w*.json"):
        validator.validate(json.loads(path.read_text()))
    validator.validate(RICH)


@pytest.mark.parametrize("name", ["party of 0", "party of 10,000", "unknown field",
                                  "missing field", "locale number"])  # fmt: skip
def test_schema_refuses_what_does_not_load(maitred: Maitred, name: str) -> None:
    """Mistakes that a schema can see, it sees."""
    validator = jsonschema.Draft202012Validator(json.loads(maitred("schema").out))
    assert list(validator.iter_errors(BAD_DAYS[name][0]))


def test_the_real_command_on_bad_input() -> None:
    """The installed command: exit code 2, a message on stderr, nothing on stdout."""
    ran = for_real("solve", "-", stdin=json.dumps(guest(party=0)))
    assert (ran.code, ran.out) == (2, "")
    assert "bookings[0].party" in ran.flat
    assert "Traceback" not in ran.err
    assert for_real("solve", "-", stdin=b"\xff\xfe").code == 2
