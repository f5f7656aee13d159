"""``maitred shadow``: weeks that are past, the report, gates of a release pipeline, replay."""

import datetime as dt
import json

import pytest

from tests.cli_runs import Maitred, Ran, in_process
from tests.integration.old_allocator import allocate, busy_night, three_tables
from tests.integration.postgres_servers import Database, House

DAY = dt.timedelta(days=1)
TODAY = dt.datetime.now(dt.UTC).date()
FIRST, LAST = TODAY - 4 * DAY, TODAY - 2 * DAY


@pytest.fixture
def maitred(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], database: Database
) -> Maitred:
    """Return the command, run in this process, with the test's database in the environment."""
    monkeypatch.setenv("DATABASE_URL", database.dsn)

    def run(*arguments: object) -> Ran:
        return in_process(monkeypatch, capsys, *arguments)

    return run


@pytest.fixture
def week(house: House) -> House:
    """Two nights of the old allocator in the week that is past."""
    three_tables(house)
    for date in (FIRST, LAST):
        busy_night(house, date)
        allocate(house, date)
    return house


def test_past_nights_are_planned_reported_and_replayed(maitred: Maitred, week: House) -> None:
    """Each date says what it left; a line of the report is repeated from its stored input."""
    options = ("--to", LAST, "--budget", 5, "--deterministic", "--json")
    ran = maitred("shadow", "run", week.id, FIRST, *options)
    assert (ran.code, ran.err) == (0, "")
    told = json.loads(ran.out)
    assert [item["date"] for item in told] == [str(FIRST), str(FIRST + DAY), str(LAST)]
    assert [item["runId"] is not None for item in told] == [True, False, True]
    assert "in hindsight: 2 of 4 bookings, 12 of 16 guests" in told[0]["words"]
    assert "no bookings to compare" in told[1]["words"]
    ran = maitred("shadow", "report", week.id, "--json", "--lines", "all")
    found = json.loads(ran.out)
    assert (found["verdict"], found["better"], found["worse"]) == ("better", 2, 4)
    assert [night["run"] for night in found["nights"]] == [told[0]["runId"], told[2]["runId"]]
    assert sum(len(night["lines"]) for night in found["nights"]) == found["bookings"] == 8
    again = maitred("replay", told[0]["runId"], "--quiet")
    assert (again.code, again.out.split(":")[0]) == (0, "Identical")
    text = maitred("shadow", "report", week.id).out
    assert "8 → 12" in text
    assert "maitred would have seated more guests" in text
    assert told[0]["runId"] in text
    second = maitred("shadow", "run", week.id, FIRST).out
    assert "nothing new: planned, and its end kept, before" in second


def test_gates_end_a_pipeline(maitred: Maitred, week: House) -> None:
    """0 when all hold, 1 when one does not, 2 when one cannot be read; the table says why."""
    maitred("shadow", "run", week.id, FIRST, "--to", LAST)
    base = ("shadow", "report", week.id)
    fine = (
        "--gate",
        "nights>=2",
        "--gate",
        "covers>=0",
        "--gate",
        "p95<=5s",
        "--gate",
        "waste<=0%",
    )
    ran = maitred(*base, *fine)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.count("passed") == 4
    ran = maitred(*base, *fine, "--gate", "worse<=2%", "--json")
    assert ran.code == 1
    last = json.loads(ran.out)["gates"][-1]
    assert (last["passed"], last["value"], last["words"]) == (False, 50.0, "50.00 %")
    ran = maitred(*base, "--gate", "guests>=0", "--gate", "covers")
    assert ran.code == 2
    assert "unknown metric 'guests'; there are covers, seated," in ran.err
    assert "in quotes" in ran.err
    ran = maitred(*base, "--to", FIRST - DAY, "--gate", "covers>=0")
    assert (ran.code, "nothing to compare" in ran.out) == (1, True)


def test_wrong_moments_dates_and_names_are_told(maitred: Maitred, house: House) -> None:
    """The field, the value, what to do; nothing is written."""
    base = ("shadow", "run", house.id, FIRST)
    wrong = {
        ("--at", "noon"): "--at: must be a local time such as 15:00",
        ("--to", FIRST - DAY): "--to: must be 0 to 99 days after",
        ("--to", FIRST + 100 * DAY): "--to: must be 0 to 99 days after",
        (): "no bookings to compare",
    }
    for options, message in wrong.items():
        ran = maitred(*base, *options)
        assert (ran.code, message in ran.err) == (2, True), ran.err
    ran = maitred("shadow", "report", "nowhere")
    assert (ran.code, "no active restaurant" in ran.err) == (2, True)
    ran = maitred("shadow", "run", house.id, TODAY + 9 * DAY, "--at", "15:00")
    assert (ran.code, "is in the future" in ran.err) == (2, True)
    assert house.value("select count(*) from maitred.runs") == 0
