"""``maitred simulate``: seasons that are played, kept, gone on with and shown."""

import csv
import io
import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from cli.schema import MODELS, Kind
from tests.cli_runs import RICH, Maitred, in_process, written

HOUSE: dict[str, Any] = {
    "id": "house",
    "tables": [
        {"id": f"T{number}", "zone": "Z", "capacity": seats}
        for number, seats in enumerate((2, 2, 2, 4, 4, 6))
    ],
    "adjacency": [["T0", "T1"], ["T1", "T2"], ["T3", "T4"]],
    "bookings": [],
}
FAST = ("--days", 3, "--load", "1.0,1.3", "--processes", 1)


@pytest.fixture
def maitred(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Maitred:
    """Run the command in this process."""
    return lambda *arguments: in_process(monkeypatch, capsys, *arguments)


@pytest.fixture
def house(tmp_path: Path) -> Path:
    """A small house as a day file."""
    return written(tmp_path / "house.json", HOUSE)


def without_seconds(text: str) -> Any:
    """Return a JSON result without what depends on the machine."""
    result = json.loads(text)
    for day in result["days"]:
        del day["seconds"]
    return result


def test_the_same_season_whatever_plays_it(maitred: Maitred, house: Path) -> None:
    """One process or two: the same result, and JSON and CSV agree."""
    alone = maitred("simulate", house, *FAST, "--format", "json")
    crew = maitred("simulate", house, *FAST, "--processes", 2, "--format", "json")
    assert alone.code == crew.code == 0
    result = without_seconds(alone.out)
    assert result == without_seconds(crew.out)
    assert len(result["days"]) == 6
    assert {item["baseline"] for item in result["bands"]} == {"legacy", "legacy-singles"}
    table = maitred("simulate", house, *FAST, "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(table.out)))
    for item in result["bands"]:
        for name, figure in item["figures"].items():
            row = next(
                row
                for row in rows
                if (row["load"], row["baseline"], row["figure"])
                == (item["band"], item["baseline"], name)
            )
            assert float(row["difference"]) == pytest.approx(figure["difference"])


def test_what_is_done_is_not_played_again(maitred: Maitred, house: Path, tmp_path: Path) -> None:
    """The same command with a directory; more dates are added to it."""
    out = ("--out", tmp_path / "season", "--format", "json")
    first = maitred("simulate", house, *FAST, *out)
    again = maitred("simulate", house, *FAST, *out)
    assert "6 of 6 dates are done already" in again.flat
    assert again.out == first.out
    more = maitred("simulate", house, *FAST, "--days", 4, *out)
    assert "6 of 8 dates are done already" in more.flat
    other = maitred("simulate", house, *FAST, "--policies", "maitred", *out)
    assert other.code == 2
    assert "another season" in other.flat


def test_text_has_a_verdict_by_band(maitred: Maitred, house: Path) -> None:
    """Both baselines, each with its sentences."""
    ran = maitred("simulate", house, *FAST)
    assert "maitred beside legacy: one at a time" in ran.out
    assert "maitred beside legacy-singles" in ran.out
    assert "load all: " in ran.out
    on = maitred("simulate", house, *FAST, "--legacy-merges", "on", "-q")
    assert "legacy-singles" not in on.out
    assert on.err == ""
    alone = maitred("simulate", house, *FAST, "--policies", "legacy")
    assert "guests seated" in alone.out


def test_fit_and_play(maitred: Maitred, house: Path, tmp_path: Path) -> None:
    """From a past to a season of that demand, at its own volume."""
    lines = ["start,party,booked_at,booked_minutes,status"]
    lines += [
        f"2026-05-{day:02}T19:{day % 4 * 15:02},2,2026-05-01T10:00,90,completed"
        for day in range(2, 30)
    ]
    past = written(tmp_path / "past.csv", "\n".join(lines))
    demand = tmp_path / "demand.json"
    fitted = maitred("simulate", "fit", past, "--out", demand)
    assert fitted.code == 0
    assert "Fitted from 28 bookings" in fitted.err
    assert json.loads(demand.read_text())["bookings_per_day"] == pytest.approx(1.0)
    assert maitred("simulate", "fit", past).out == demand.read_text()
    played = maitred("simulate", house, "--demand", demand, *FAST[:2], "--format", "json")
    assert {day["key"]["load"] for day in json.loads(played.out)["days"]} == {None}


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["nowhere"], "VENUE: no such restaurant or file; there are pub, bistro"),
        (["pub", "--load", "1,x"], "--load: must be loads such as"),
        (["pub", "--seeds", "3-1"], "--seeds"),
        (["pub", "--policies", "chance"], "--policies: must be"),
        (["pub", "--demand", "none.json"], "none.json: no such file"),
        (["pub", "--rules", "lax"], "--rules"),
        (["fit", "none.csv"], "none.csv: no such file"),
    ],
)
def test_what_is_wrong_is_named(maitred: Maitred, arguments: list[str], says: str) -> None:
    """Place, value and what there is."""
    ran = maitred("simulate", *arguments)
    assert ran.code == 2
    assert says in ran.flat


def test_a_house_without_tables_in_service(maitred: Maitred, tmp_path: Path) -> None:
    """Nobody could ever sit."""
    closed = [{**table, "active": False} for table in HOUSE["tables"]]
    place = written(tmp_path / "closed.json", {**HOUSE, "tables": closed})
    assert "none is in service" in maitred("simulate", place).flat


def test_a_rich_day_is_a_venue(maitred: Maitred, tmp_path: Path) -> None:
    """Zones, limits, fixed and inactive tables, named sets; its bookings and holds do not count."""
    ran = maitred("simulate", written(tmp_path / "rich.json", RICH), "--days", 1, "--load", 1)
    assert ran.code == 0


@pytest.mark.parametrize("kind", [Kind.PAST, Kind.DEMAND])
def test_schemas_are_schemas(maitred: Maitred, kind: Kind) -> None:
    """Of past bookings, and of demand."""
    schema = json.loads(maitred("schema", kind).out)
    jsonschema.Draft202012Validator.check_schema(schema)
    assert set(MODELS[kind].model_fields) == set(schema["properties"])
