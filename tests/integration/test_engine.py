"""Who decides tables, over a real socket: what each state lets through, and what it refuses."""

import datetime as dt
from typing import Any

import psycopg
import pytest

from tests.integration.desk import Desk, Stage, said
from tests.integration.engine_switch import DISABLED, OFF, Json, decides, path, plan, switch
from tests.integration.postgres_servers import DATE, House

WRITTEN = "booking_table_assignments", "allocations", "table_holds", "bookings"


def rows(house: House) -> list[Any]:
    """Return what is in the product's tables."""
    return [
        house.value(f"select md5(string_agg(t::text, ',' order by t::text)) from {name} t")
        for name in WRITTEN
    ]


def test_nothing_set_is_as_it_always_was(stage: Stage, room: House) -> None:
    """On, by default, and it says that nobody has said otherwise."""
    guest = room.booking()
    found = stage.http.get(path(room), params={"date": str(DATE)}).json()
    assert (found["state"], found["decides"], found["source"]) == ("on", "maitred", "default")
    assert [item["source"] for item in found["sources"]] == [
        *("kill_environment", "kill_switch", "feature_flag_overrides", "setting"),
        *("environment", "default"),
    ]
    assert found["changes"] == []
    assert plan(stage.http, room).status_code == 200
    assert room.seated_at(guest)


def test_who_said_so_is_told_in_parts(stage: Stage, room: House) -> None:
    """Who, since when and what for: of a setting, and of a kill switch until it is revived."""
    asked = {"date": str(DATE)}
    switch(stage.http, room, state="off", reason="inventory")
    found = switch(stage.http, room, killed=True, reason="odd plans")
    says = {item["source"]: item for item in found["sources"]}
    for source, note in (("setting", "inventory"), ("kill_switch", "odd plans")):
        assert (says[source]["by"], says[source]["note"]) == ("dev-auth", note)
        assert note in says[source]["reason"]
        assert dt.datetime.fromisoformat(says[source]["since"]).tzinfo is not None
    assert (says["default"]["by"], says["default"]["since"]) == (None, None)
    [kill] = found["kills"]
    assert (kill["everywhere"], kill["by"], kill["reason"]) == (False, "dev-auth", "odd plans")
    assert kill["at"] == says["kill_switch"]["since"]
    switch(stage.http, room, killed=False)
    assert stage.http.get(path(room), params=asked).json()["kills"] == []


@pytest.mark.parametrize("state", ["off", "shadow", "killed"])
def test_an_engine_that_is_not_on_writes_nothing(stage: Stage, room: House, state: str) -> None:
    """Each family of routes: the engine's are refused and say who decides; looking goes on."""
    guest, other = room.booking(), room.booking()
    desk = Desk(stage.http, room)
    hold = desk.quoted(guest)["holdId"]
    kept = plan(stage.http, room, dryRun=True).json()["runId"]
    if state == "killed":
        switch(stage.http, room, killed=True, reason="odd plans")
    else:
        switch(stage.http, room, state=state, reason="odd plans")
    before = rows(room)
    refused = plan(stage.http, room)
    assert said(refused) == OFF
    assert refused.json()["details"] == {
        "restaurantId": str(room.id),
        "date": str(DATE),
        "state": "off" if state == "killed" else state,
        "source": "kill_switch" if state == "killed" else "setting",
        "reason": refused.json()["details"]["reason"],
    }
    assert "dev-auth" in refused.json()["message"]
    assert "odd plans" in refused.json()["message"]
    day = f"/api/v1/restaurants/{room.id}/days/{DATE}"
    assert said(stage.http.post(f"{day}/plan", json={"idempotencyKey": "k"})) == OFF
    assert said(stage.http.post(f"/api/v1/runs/{kept}/apply", json={})) == OFF
    assert said(desk.quote(other)) == OFF
    assert said(desk.quote(other, tableIds=desk.ids("T4"))) == OFF
    party = {"party": 2, "time": "19:00", "budgetMs": 500}
    assert said(stage.http.post(f"{day}/quote", json={**party, "hold": True})) == OFF
    assert said(desk.confirm_automatically(guest, hold)) == DISABLED
    assert plan(stage.http, room, dryRun=True).status_code == 200
    assert desk.quoted(other, hold=False)["candidate"] is not None
    assert said(stage.http.post(f"{day}/quote", json=party)) == (200, None)
    assert rows(room) == before
    switch(stage.http, room, **({"killed": False} if state == "killed" else {"state": "on"}))
    assert said(stage.http.post(f"/api/v1/runs/{kept}/apply", json={})) != OFF
    assert said(desk.confirm_automatically(guest, hold)) == (200, None)


def test_people_choose_tables_whatever_the_engine_does(stage: Stage, room: House) -> None:
    """A switch that kept staff from seating guests would be an outage."""
    desk, guest = Desk(stage.http, room), room.booking()
    assert plan(stage.http, room).status_code == 200
    switch(stage.http, room, killed=True)
    undone = stage.http.post(f"/api/v1/restaurants/{room.id}/days/{DATE}/undo", json={})
    assert undone.status_code == 200, undone.text
    assert room.seated_at(guest) == []
    hold = desk.hold(guest, "T1")["hold"]["id"]
    assert desk.confirm(guest, hold).status_code == 200
    assert room.seated_at(guest) == ["T1"]
    others = [room.booking() for _ in range(4)]
    assert desk.assign(others[0], "T2").status_code == 200
    assert desk.add(others[1], "T3").status_code == 200
    session = desk.open(others[2])
    held = desk.choose(session["id"], others[2], "T4").json()
    assert desk.close(session["id"], others[2], held["hold"]["id"]).status_code == 200
    body = {"changes": [{"bookingId": str(others[3]), "tableIds": desk.ids("T5")}]}
    day = f"/api/v1/restaurants/{room.id}/days/{DATE}"
    assert stage.http.post(f"{day}/changes", json=body).status_code == 200
    assert [room.seated_at(item) for item in others] == [["T2"], ["T3"], ["T4"], ["T5"]]
    held = desk.hold(room.booking(), "T6")["hold"]
    lock = f"/api/v1/restaurants/{room.id}/bookings/{guest}/lock"
    assert stage.http.put(lock, json={}).status_code == 200
    assert stage.http.delete(f"/api/v1/restaurants/{room.id}/holds/{held['id']}").status_code == 200


def test_a_hold_of_the_engine_may_be_confirmed_by_hand(stage: Stage, room: House) -> None:
    """Somebody may have told the guest the table: who confirms it then is a person."""
    desk, guest = Desk(stage.http, room), room.booking()
    hold = desk.quoted(guest)["holdId"]
    switch(stage.http, room, state="off")
    assert said(desk.confirm_automatically(guest, hold)) == DISABLED
    assert desk.confirm(guest, hold, key="hand").status_code == 200
    assert len(room.seated_at(guest)) == 1


def test_what_was_answered_is_answered_again(stage: Stage, room: House) -> None:
    """Repeating a request writes nothing: the engine's switch has nothing to say about it."""
    room.booking()
    first = plan(stage.http, room, idempotencyKey="k")
    switch(stage.http, room, state="off")
    again = plan(stage.http, room, idempotencyKey="k")
    assert (again.status_code, again.content) == (200, first.content)
    assert again.headers["idempotency-replayed"] == "true"
    assert said(plan(stage.http, room, idempotencyKey="another")) == OFF


def test_of_what_is_set_for_a_date_the_last_counts(stage: Stage, room: House) -> None:
    """Ranges include both their ends; another range leaves the rest as it was."""
    week = DATE + dt.timedelta(days=7)
    switch(stage.http, room, state="on")
    switch(stage.http, room, state="off", **{"from": str(DATE), "to": str(week)})
    assert decides(stage.http, room, DATE - dt.timedelta(days=1)) == ("on", "setting")
    assert decides(stage.http, room, DATE) == decides(stage.http, room, week) == ("off", "setting")
    assert decides(stage.http, room, week + dt.timedelta(days=1)) == ("on", "setting")
    switch(stage.http, room, state="shadow", **{"from": str(week)})
    assert decides(stage.http, room, week) == ("shadow", "setting")
    assert decides(stage.http, room) == ("off", "setting")
    found = switch(stage.http, room, state="inherit", **{"to": str(DATE)}, reason="over")
    assert decides(stage.http, room) == ("on", "default")
    assert decides(stage.http, room, week) == ("shadow", "setting")
    assert found["changes"][0] == {
        **{"what": "set", "state": None, "percent": None, "from": None, "to": str(DATE)},
        **{"everywhere": False, "by": "dev-auth", "reason": "over"},
        "at": found["changes"][0]["at"],
    }
    other = House.build(room.connection)
    assert decides(stage.http, other) == ("on", "default")


def test_a_canary_takes_whole_evenings(stage: Stage, room: House) -> None:
    """The same ones again and again; each is planned by one of both, all of it."""
    switch(stage.http, room, state="canary", percent=50)
    days = [DATE + dt.timedelta(days=day) for day in range(12)]
    states = [decides(stage.http, room, day)[0] for day in days]
    assert states == [decides(stage.http, room, day)[0] for day in days]
    assert set(states) == {"on", "off"}
    chosen, left = days[states.index("on")], days[states.index("off")]
    for day, status in ((chosen, 200), (left, 409)):
        guests = [room.booking(booking_date=day) for _ in range(3)]
        assert plan(stage.http, room, date=str(day)).status_code == status
        assert {bool(room.seated_at(guest)) for guest in guests} == {status == 200}
    assert "50 % of evenings" in plan(stage.http, room, date=str(left)).json()["message"]


@pytest.mark.parametrize(
    ("body", "status", "place"),
    [
        ({}, 422, "state or killed"),
        ({"state": "on", "killed": True}, 422, "state or killed"),
        ({"state": "of"}, 400, "state"),
        ({"state": "canary"}, 422, "percent"),
        ({"state": "on", "percent": 5}, 422, "percent"),
        ({"state": "canary", "percent": 101}, 400, "percent"),
        ({"state": "off", "from": "2030-06-02", "to": "2030-06-01"}, 422, "to"),
        ({"state": "off", "from": "June"}, 400, "from"),
        ({"state": "off", "reason": "a\nb"}, 400, "reason"),
        ({"state": "off", "reason": ""}, 400, "reason"),
    ],
    ids=str,
)
def test_what_makes_no_sense_changes_nothing(
    stage: Stage, room: House, body: Json, status: int, place: str
) -> None:
    """And the answer says which field."""
    answer = stage.http.put(path(room), json=body)
    assert answer.status_code == status, answer.text
    assert place in answer.text
    assert decides(stage.http, room) == ("on", "default")


def test_a_kill_of_one_restaurant_is_not_anothers(stage: Stage, room: House) -> None:
    """And whoever works for one restaurant cannot throw the switch of all."""
    other = House.build(room.connection)
    switch(stage.http, room, killed=True)
    assert decides(stage.http, room) == ("off", "kill_switch")
    assert decides(stage.http, other) == ("on", "default")
    with room.connection.transaction(force_rollback=True):
        room.connection.execute("grant usage on schema maitred to service_role")
        room.connection.execute("grant all on maitred.engine_kills to service_role")
        room.connection.execute("set local role service_role")
        room.rows("select set_config('app.restaurant_id', %s, true)", str(room.id))
        with pytest.raises(psycopg.Error, match="row-level security"):
            room.insert("maitred.engine_kills", killed_by="somebody")
