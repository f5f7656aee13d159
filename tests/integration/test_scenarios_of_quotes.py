"""What the running product's users expect of quotes and of a date's run, over real routes."""

import datetime as dt
from typing import Any

from models.rules import RULE_PRESETS
from tests.integration.desk import Desk, Stage, said
from tests.integration.job_world import until
from tests.integration.postgres_servers import DATE, House, at


def only(room: House, *names: str) -> None:
    """Take all other tables out of service."""
    room.rows(
        "update table_inventory set status = 'out_of_service' where restaurant_id = %s"
        " and table_number <> all(%s) returning 1",
        room.id,
        list(names),
    )


def planned(operator: Desk, room: House, **more: Any) -> dict[str, Any]:
    """Plan the test date."""
    body = {"restaurantId": str(room.id), "date": str(DATE), "budgetMs": 3000, **more}
    answer = operator.http.post("/api/ops/dashboard/assign-tables", json=body)
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


def test_q01_what_somebody_holds_is_not_chosen(operator: Desk, room: House) -> None:
    """The best pair is held: another one is chosen, and no reason is given for success."""
    large = [room.booking(dt.time(19), party_size=8) for _ in range(2)]
    first = operator.quoted(large[0], zoneId=str(room.zones["main"]))
    second = operator.quoted(large[1], zoneId=str(room.zones["main"]))
    assert second["holdId"] is not None
    assert set(second["candidate"]["tableIds"]).isdisjoint(first["candidate"]["tableIds"])
    assert "reason" not in second


def test_q02_without_merges_a_large_party_has_no_table(operator: Desk, room: House) -> None:
    """The reason says that merges are off, and the reason of a single table says capacity."""
    rules = RULE_PRESETS["product"].replace(merges=False).model_dump(mode="json")
    room.insert("maitred.restaurant_settings", restaurant_id=room.id, rules=rules)
    found = operator.quoted(room.booking(dt.time(19), party_size=7))
    assert (found["holdId"], found["candidate"]) == (None, None)
    assert found["reason"].startswith("No suitable tables available")
    assert "merges are switched off" in found["reason"]
    giant = operator.quoted(room.booking(dt.time(19), party_size=99))
    assert giant["reason"] == "Insufficient global capacity"


def test_s14_tables_out_of_service_are_never_offered(operator: Desk, room: House) -> None:
    """Neither the inactive ones, nor those that are out of service."""
    only(room, "T1", "T2", "T3")
    room.rows(
        "update table_inventory set active = false where id = %s returning 1", room.tables["T2"]
    )
    found = operator.quoted(room.booking(dt.time(19), party_size=4), hold=False)
    offers = [found["candidate"], *found["alternates"]]
    assert {table for item in offers for table in item["tableNumbers"]} == {"T1", "T3"}
    none = operator.quoted(room.booking(dt.time(19), party_size=8))
    assert none["candidate"] is None


def test_s22_a_fixed_table_is_in_no_merge(operator: Desk, room: House) -> None:
    """Although it stands beside a movable one."""
    room.insert("table_adjacencies", table_a=room.tables["T1"], table_b=room.tables["F1"])
    only(room, "T1", "F1")
    guest = room.booking(dt.time(19), party_size=8)
    assert operator.quoted(guest)["candidate"] is None
    assert said(operator.ask("hold", guest, "T1", "F1")) == (422, "TABLE_IMMUTABLE")
    assert planned(operator, room)["assigned"] == []


def test_s42_a_smallest_party_binds_quotes_and_warns_operators(operator: Desk, room: House) -> None:
    """Two guests, tables for three and more: no candidate, and a choice by hand with a warning."""
    room.rows(
        "update table_inventory set min_party_size = 3 where restaurant_id = %s returning 1",
        room.id,
    )
    guest = room.booking(dt.time(19))
    assert operator.quoted(guest)["candidate"] is None
    answer = operator.ask("validate", guest, "T1")
    assert answer.json()["ok"] is True
    warned = [item["id"] for item in answer.json()["checks"] if item["status"] == "warning"]
    assert warned == ["party_limits"]
    held = operator.hold(guest, "T1")
    assert operator.confirm(guest, held["hold"]["id"]).status_code == 200


def test_s44_a_table_that_only_a_waiting_party_fits_is_left(operator: Desk, room: House) -> None:
    """Five guests get two tables; the one that seven wait for is listed behind, with its price."""
    for seats in (3, 7):
        room.insert("allowed_capacities", restaurant_id=room.id, capacity=seats)
    only(room)
    room.table("S7", capacity=7)
    for name in ("A", "B"):
        room.table(name, capacity=3)
    room.insert("table_adjacencies", table_a=room.tables["A"], table_b=room.tables["B"])
    guest = room.booking(dt.time(19), party_size=5)
    alone = operator.quoted(guest, hold=False)
    assert alone["candidate"]["tableNumbers"] == ["S7"]
    waits = room.booking(dt.time(19, 30), party_size=7)
    found = operator.quoted(guest)
    assert sorted(found["candidate"]["tableNumbers"]) == ["A", "B"]
    [other] = found["alternates"]
    assert other["tableNumbers"] == ["S7"]
    assert other["price"]["losses"][0]["bookingId"] == str(waits)


def test_d05_merges_seat_six_at_three_and_four(operator: Desk, room: House) -> None:
    """Both tables are assigned, in the words of the old answer."""
    room.insert("allowed_capacities", restaurant_id=room.id, capacity=3)
    only(room, "T4")
    room.table("S3", capacity=3)
    room.insert("table_adjacencies", table_a=room.tables["T4"], table_b=room.tables["S3"])
    guest = room.booking(dt.time(19), party_size=6)
    [assigned] = planned(operator, room)["assigned"]
    assert assigned["bookingId"] == str(guest)
    assert set(assigned["tableIds"]) == {str(room.tables[name]) for name in ("T4", "S3")}


def test_d04_the_event_has_the_reason_of_the_answer(operator: Desk, room: House) -> None:
    """Ten guests, four and three seats: capacity, in the answer and in the event log."""
    room.insert("allowed_capacities", restaurant_id=room.id, capacity=3)
    only(room, "T4")
    room.table("S3", capacity=3)
    room.insert("table_adjacencies", table_a=room.tables["T4"], table_b=room.tables["S3"])
    guest = room.booking(dt.time(19), party_size=10)
    [skipped] = planned(operator, room)["skipped"]
    assert "capacity" in skipped["reason"]
    told = (
        "select context from observability_events where booking_id = %s"
        " and event_type = 'capacity.selector.skipped'"
    )
    until(lambda: room.value(told, guest) is not None, 5)
    context = room.value(told, guest)
    assert context["skipReason"].rstrip(".") in skipped["reason"]
    assert context["rejectionClassification"] == "hard"


def test_s02_s03_configuration_that_cannot_be_read_is_an_error(own_stage: Stage) -> None:
    """500, and never an empty list; without a policy it is 404."""
    http = own_stage.http
    assert http.get("/api/config/merge-rules").json() == {"rules": []}
    assert said(http.get("/api/config/service-policy")) == (404, "SERVICE_POLICY_NOT_FOUND")
    own_stage.connection.execute("alter table merge_rules rename column to_capacity to seats")
    answer = http.get("/api/config/merge-rules")
    assert said(answer) == (500, "SCHEMA_MISMATCH")


def test_o09_o10_a_stored_assignment_is_in_others_way_only(operator: Desk, room: House) -> None:
    """18:00 to 19:35: not at 19:30, free at 20:00, and never in its own way."""
    seated = room.booking(dt.time(18))
    room.assign(seated, "T1", window=(at(18), at(19, 35)))
    others = [str(table) for name, table in room.tables.items() if name != "T1"]
    late, later = room.booking(dt.time(19, 30)), room.booking(dt.time(20))
    asked: dict[str, Any] = {"hold": False, "avoidTables": others}
    assert operator.quoted(late, **asked)["candidate"] is None
    assert operator.quoted(later, **asked)["candidate"]["tableNumbers"] == ["T1"]
    assert operator.quoted(seated, **asked)["candidate"]["tableNumbers"] == ["T1"]
