"""``maitred whatif``: the examples, every format, errors, and results that are kept."""

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest

from models.dayfile import DayFile
from models.problem import DayProblem
from scenarios.demand import sample_demand
from scenarios.venues import load_venue
from tests.cli_runs import Maitred, Ran, in_process, written

EXAMPLES = Path(__file__).parents[2] / "docs/examples"
PUB = EXAMPLES / "pub-saturday.json"
TINY: dict[str, Any] = {
    "id": "tiny",
    "tables": [{"id": "A", "capacity": 2, "zone": "Z"}, {"id": "B", "capacity": 4, "zone": "Z"}],
    "bookings": [
        {"id": "b1", "party": 2, "start": "19:00", "end": "20:00"},
        {"id": "b2", "party": 4, "start": "19:00", "end": "20:00"},
    ],
}
SMALL = """
scenarios:
  - name: without B
    edits: [{kind: remove_table, table: B}]
  - name: nothing
    edits:
      - {kind: lock, booking: b1}
      - {kind: unlock, booking: b1}
  - name: without B, a four
    base: without B
    edits: [{kind: add_table, table: {id: C, capacity: 4, zone: Z}}]
"""


@pytest.fixture
def maitred(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Maitred:
    """Return the command, run in this process."""

    def run(*arguments: object) -> Ran:
        more = ("--processes", "1") if arguments[0] == "whatif" else ()
        return in_process(monkeypatch, capsys, *arguments, *more)

    return run


@pytest.fixture
def small(tmp_path: Path) -> tuple[Path, Path]:
    """Return a scenario file and a day."""
    file = tmp_path / "small.yaml"
    file.write_text(SMALL)
    return file, written(tmp_path / "tiny.json", TINY)


def test_the_example_day_is_the_demo_pub() -> None:
    """Room, services and demand are those of the demo, with the services of the bookings."""
    pub = load_venue("pub")
    file = DayFile.model_validate_json(PUB.read_text())
    demand = sample_demand(
        pub.seats,
        pub.policy,
        file.date,
        pub.zone_info,
        bookings=pub.saturday.bookings,
        seed=pub.saturday.seed,
        largest_party=pub.saturday.largest_party,
    )
    bookings = tuple(item.to_booking().replace(service=item.service) for item in demand)
    assert file.to_problem() == DayProblem(
        id="pub-saturday",
        date=file.date,
        venue=pub.to_venue(),
        bookings=bookings,
        policy=pub.policy,
    )


@pytest.mark.parametrize("name", ["rain", "room"])
def test_the_examples_run(maitred: Maitred, name: str) -> None:
    """On the demo pub's Saturday, every scenario with a verdict."""
    ran = maitred("whatif", EXAMPLES / f"{name}.yaml", PUB, "--gap", "1", "--format", "json")
    assert ran.code == 0
    found = json.loads(ran.out)
    verdicts = {item["scenario"]: item["verdict"] for item in found["comparisons"]}
    assert len(verdicts) >= 3
    assert "worse" in verdicts.values()
    assert all(item["worst_gap"] <= 0.01 for item in found["comparisons"])


def test_the_example_of_growth_runs(maitred: Maitred) -> None:
    """Over two seeds: pairs and intervals."""
    arguments = ("--seeds", "1,2", "--gap", "1", "--format", "json")
    ran = maitred("whatif", EXAMPLES / "growth.yaml", PUB, *arguments)
    assert ran.code == 0
    for item in json.loads(ran.out)["comparisons"]:
        assert item["pairs"] == 2
        change = item["changes"]["covers"]
        assert change["low"] <= change["mean"] <= change["high"]


def test_the_table(maitred: Maitred, small: tuple[Path, Path]) -> None:
    """What stands beside what, and what it means."""
    ran = maitred("whatif", *small, "--quiet")
    assert ran.code == 0
    lines = {line.split("  ")[0].strip(): line for line in ran.out.splitlines()}
    assert "0 % (proven)" in lines["as it is"]
    assert "worse" in lines["without B"]
    assert "same" in lines["nothing"]
    assert "better" in lines["without B, a four"]
    assert "+4" in lines["without B, a four"]


def test_json_and_csv_say_the_same(maitred: Maitred, small: tuple[Path, Path]) -> None:
    """Figure by figure."""
    found = json.loads(maitred("whatif", *small, "--format", "json", "--quiet").out)
    rows = list(csv.DictReader(io.StringIO(maitred("whatif", *small, "--format", "csv").out)))
    for item in found["comparisons"]:
        mine = {row["figure"]: row for row in rows if row["scenario"] == item["scenario"]}
        for name, change in item["changes"].items():
            assert float(mine[name]["difference"]) == pytest.approx(change["mean"])
            assert float(mine[name]["before"]) == pytest.approx(change["base"])
    assert {run["scenario"] for run in found["runs"]} == {
        "base",
        "without B",
        "nothing",
        "without B, a four",
    }


def test_results_are_kept_and_can_be_checked(
    maitred: Maitred, small: tuple[Path, Path], tmp_path: Path
) -> None:
    """Nothing is solved twice, and `maitred check` reads what is there."""
    arguments = ("whatif", *small, "--out", tmp_path / "results", "--format", "json")
    first = json.loads(maitred(*arguments).out)
    second = json.loads(maitred(*arguments).out)
    assert all(run["remembered"] for run in second["runs"])
    assert second["comparisons"] == first["comparisons"]
    for run in first["runs"]:
        problem = tmp_path / "results/problems" / f"{run['problem']}.json"
        plan = tmp_path / "results/plans" / f"{run['key']}.json"
        assert maitred("check", problem, plan).code == 0
    other = json.loads(maitred(*arguments, "--gap", "2").out)
    assert not any(run["remembered"] for run in other["runs"] if run["scenario"] != "nothing")


def test_a_result_that_was_cut_short_is_made_again(
    maitred: Maitred, small: tuple[Path, Path], tmp_path: Path
) -> None:
    """Half a file, and a plan of another problem, count as nothing."""
    results = tmp_path / "results"
    arguments = ("whatif", *small, "--out", results, "--format", "json")
    first = json.loads(maitred(*arguments).out)
    plans = sorted((results / "plans").iterdir())
    plans[0].write_text(plans[0].read_text()[:100])
    plans[1].write_text(plans[2].read_text())
    second = json.loads(maitred(*arguments).out)
    assert second["comparisons"] == first["comparisons"]
    assert not all(run["remembered"] for run in second["runs"])


FLAWED = [
    (SMALL.replace("remove_table, table: B", "remove_table, table: X"), "without B', remove_table"),
    (SMALL.replace("kind: lock", "kind: look"), "line 7, scenarios[1].edits[0]"),
    (SMALL.replace("base: without B", "base: no"), "no such name"),
]


@pytest.mark.parametrize(("text", "words"), FLAWED)
def test_a_wrong_file_is_one_clear_error(
    maitred: Maitred, small: tuple[Path, Path], text: str, words: str
) -> None:
    """Exit code 2; nothing was solved."""
    small[0].write_text(text)
    ran = maitred("whatif", *small)
    assert ran.code == 2
    assert words in ran.err


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--seeds", "one"), "must be numbers such as"),
        (("--seeds", "1,1"), "none twice"),
        (("--seeds", "1-9999999999"), "at most 1000"),
        (("--out", "/dev/null/x"), "not a directory"),
    ],
)
def test_wrong_options(
    maitred: Maitred, small: tuple[Path, Path], arguments: tuple[str, ...], words: str
) -> None:
    """Exit code 2 and what is wrong."""
    ran = maitred("whatif", *small, *arguments)
    assert ran.code == 2
    assert words in ran.err


def test_the_same_day_twice_is_refused(maitred: Maitred, small: tuple[Path, Path]) -> None:
    """Pairs would not be told apart."""
    ran = maitred("whatif", *small, small[1])
    assert (ran.code, "two days have this id" in ran.err) == (2, True)
