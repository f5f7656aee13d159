"""The rest of an evening: sessions, tables without holds, plans, undo, repetitions, edits, time."""

import sys
from uuid import uuid4

from hypothesis import strategies as st
from hypothesis.stateful import invariant, precondition, rule

from services.sweeper import sweep_all_holds
from tests.concurrency.booking_machine import (
    ADJACENCY,
    CHOICES,
    GUESTS,
    MANY,
    MOSTLY,
    PASSES,
    SECONDS,
    BookingMachine,
)
from tests.concurrency.chaos import SOAKING
from tests.concurrency.evening import PARTIES, STARTS, TABLES, day_route
from tests.concurrency.reference import Names
from tests.integration.postgres_servers import DATE, at
from tests.integration.running_service import ASSIGN

SESSION = "/api/staff/manual/session"
CLEARED: Names = frozenset()

DIRECT_CODES = {
    "closed": "CAPACITY",
    "capacity": "CAPACITY",
    "zone": "ZONE",
    "movable": "MOVABLE",
    "adjacency": "ADJACENCY",
    "conflict": "CONFLICTS",
    "holds": "CONFLICTS",
}


class EveningMachine(BookingMachine):
    """All that may happen on an evening."""

    # Sessions.

    def open(self, guest: str) -> tuple[str, int]:
        """Open the session of a booking; return its id and version."""
        answer = self.ask("POST", SESSION, json={"bookingId": guest})
        session = self.accepted(answer)["session"]
        known, hold = self.sessions.get(guest, (session["id"], None))
        assert known == session["id"], "one session for one booking"
        live = hold if hold in self.known.live() else None
        assert session["holdId"] == live, session
        assert (session["state"] == "held") is (live is not None), session
        self.sessions[guest] = known, live
        self.print = self.evening.fingerprint()
        return known, session["selectionVersion"]

    @rule(
        number=GUESTS,
        chosen=CHOICES,
        adjacency=ADJACENCY,
        seconds=SECONDS,
        mode=st.sampled_from(["hold", "propose"]),
        old=st.sampled_from([None, None, None, "contextVersion", "selectionVersion"]),
    )
    def choose(
        self,
        number: int,
        chosen: Names,
        adjacency: bool | None,
        seconds: int,
        mode: str,
        old: str | None,
    ) -> None:
        """A choice within a session, on its versions."""
        guest = self.guest(number)
        if self.known.guests[guest].over:
            answer = self.ask("POST", SESSION, json={"bookingId": guest})
            self.refused(answer, 409, "BOOKING_STATE_CONFLICT")
            return
        session, version = self.open(guest)
        body = {**self.choice(guest, chosen, old != "contextVersion", adjacency), "mode": mode}
        body["holdTtlSeconds"] = seconds
        body["selectionVersion"] = version + 1 if old == "selectionVersion" else version
        answer = self.ask("PUT", f"{SESSION}/{session}/selection", json=body)
        if old == "selectionVersion":
            self.refused(answer, 409, "SELECTION_VERSION_MISMATCH")
        elif old == "contextVersion":
            self.refused(answer, 409, "STALE_CONTEXT")
        elif mode == "hold":
            key = self.hold_chosen(answer, guest, chosen, adjacency, seconds)
            if answer.status_code == 200:
                self.sessions[guest] = session, key
                assert answer.json()["session"]["selectionVersion"] == version + 1
        elif not self.bad_choice(answer, guest, chosen):
            assert self.accepted(answer)["session"]["state"] in ("proposed", "conflicted")
            self.sessions[guest] = session, None

    @precondition(lambda self: bool(self.sessions))
    @rule(number=GUESTS, key=MANY, own=MOSTLY)
    def confirm_session(self, number: int, key: int, own: bool) -> None:
        """What the session holds becomes the booking's tables."""
        guest = self.guest(number)
        if guest not in self.sessions:
            body = {"holdId": str(uuid4()), "bookingId": guest}
            answer = self.keyed("POST", f"{SESSION}/{uuid4()}/confirm", body)
            self.refused(answer, 404, "HOLD_NOT_FOUND")
            return
        session, mine = self.sessions[guest]
        wanted, hold = (mine, self.known.holds.get(mine)) if mine and own else self.some_hold(key)
        body = {"holdId": wanted, "bookingId": guest}
        answer = self.keyed("POST", f"{SESSION}/{session}/confirm", body)
        stale = None if wanted == mine else "HOLD_MISMATCH"
        self.end_hold(answer, guest, wanted, hold, stale=stale, confirms=True)
        if answer.status_code == 200:
            assert answer.json()["session"]["state"] == "confirmed"
            self.sessions[guest] = session, None

    # Tables without a hold.

    @rule(number=GUESTS, chosen=CHOICES, adjacency=ADJACENCY)
    def assign(self, number: int, chosen: Names, adjacency: bool | None) -> None:
        """Exactly these tables; empty seats are somebody's decision."""
        guest = self.guest(number)
        body = {"tableIds": self.evening.ids(chosen), "requireAdjacency": adjacency}
        answer = self.keyed("POST", f"/api/ops/bookings/{guest}/assign-tables", body)
        faults = [f for f in self.known.faults(guest, chosen, adjacency) if f != "slack"]
        if self.bad_choice(answer, guest, chosen):
            return
        if faults:
            self.refused(answer, 422, DIRECT_CODES[faults[0]])
        else:
            found = self.accepted(answer)
            got = self.evening.named([row["table_id"] for row in found["assignments"]])
            assert got == chosen
            self.known.seat(guest, chosen)
            self.known.confirm(guest)

    @rule(number=GUESTS, name=st.sampled_from(TABLES))
    def add(self, number: int, name: str) -> None:
        """One more table, as far as the database itself allows it."""
        guest = self.guest(number)
        item = self.known.guests[guest]
        chosen = item.tables | {name}
        body = {"tableId": self.evening.ids(frozenset({name}))[0]}
        answer = self.headed("POST", f"/api/ops/bookings/{guest}/tables", body)
        faults = self.known.faults(guest, chosen, adjacency=False)
        if self.bad_choice(answer, guest, chosen):
            return
        if {"zone", "movable"} & set(faults):
            self.refused(answer, 422, "ASSIGNMENT_VALIDATION")
        elif {"conflict", "holds"} & set(faults):
            code = "ASSIGNMENT_CONFLICT" if "conflict" in faults else "HOLD_CONFLICT"
            self.refused(answer, 409, code)
        elif "closed" in faults:
            self.refused(answer, 422, "ASSIGNMENT_VALIDATION")
        else:
            found = self.accepted(answer)["tableAssignments"]
            assert self.evening.named([row["tableId"] for row in found]) == chosen
            self.known.seat(guest, chosen)

    @rule(number=GUESTS, chosen=CHOICES, one=st.booleans(), every=st.booleans())
    def take_away(self, number: int, chosen: Names, one: bool, every: bool) -> None:
        """Fewer tables, kept for what they were kept for; those that it has not are none."""
        guest = self.guest(number)
        item = self.known.guests[guest]
        gone = (frozenset({min(chosen)}) if one else chosen) if not every else item.tables | chosen
        path, body = (
            f"/api/ops/bookings/{guest}/assign-tables",
            {"tableIds": self.evening.ids(gone)},
        )
        if len(gone) == 1:
            path, body = f"/api/ops/bookings/{guest}/tables/{self.evening.ids(gone)[0]}", {}
        answer = self.headed("DELETE", path, body or None)
        left = item.tables - gone
        found = self.accepted(answer)
        assert found["removedCount"] == len(item.tables & gone)
        assert self.evening.named([row["tableId"] for row in found["tableAssignments"]]) == left
        self.known.keep(guest, left, item.kept)

    # The whole date.

    @rule(
        mode=st.sampled_from(["fill", "fill", "improve", "rebuild"]),
        dry=st.booleans(),
    )
    def plan(self, mode: str, dry: bool) -> None:
        """Nobody loses tables, nobody gets what is taken, nobody stays without a free one."""
        body = {"restaurantId": str(self.evening.house.id), "date": str(DATE), "mode": mode}
        body |= {"budgetMs": 3000, "dryRun": dry} | ({"maxMoves": 1} if mode == "improve" else {})
        answer = self.keyed("POST", ASSIGN, body)
        if all(item.over for item in self.known.guests.values()):
            self.refused(answer, 422, "NO_BOOKINGS")
            return
        found = self.accepted(answer)
        if dry:
            self.unchanged_but_for_keys()
            return
        before = {key: item.tables for key, item in self.known.guests.items()}
        self.look()
        for guest, item in self.known.guests.items():
            had, has = before[guest], item.tables
            assert has or not had, f"{guest} has lost its tables"
            assert has == had or not had or mode != "fill", f"{guest} was moved"
            if has != had:
                faults = set(self.known.faults(guest, has, window=item.kept)) - {"slack"}
                assert not faults, (guest, has, faults)
        plain = not any(item.edited for item in self.known.guests.values())
        if plain and found["status"] == "optimal":
            for guest, item in self.known.guests.items():
                alone = [] if item.tables or item.over else list(self.known.fits_alone(guest))
                assert not alone, f"{guest} has no table, with {alone} free"
        changed = {k: had for k, had in before.items() if self.known.guests[k].tables != had}
        if changed:
            self.runs.append((found["runId"], changed))

    def unchanged_but_for_keys(self) -> None:
        assert self.evening.fingerprint()[:-1] == self.print[:-1]

    def look(self) -> None:
        """Take over what a plan, or an undo, has decided; whether it may is for the caller."""
        stored = self.evening.seats()
        for guest, item in self.known.guests.items():
            mine = [row for row in stored if row[0] == guest]
            item.tables = frozenset(row[1] for row in mine)
            item.kept = (mine[0][2], mine[0][3]) if mine else None

    @rule(dry=st.booleans())
    def undo(self, dry: bool) -> None:
        """The last run is taken back whole, or not at all."""
        answer = self.headed("POST", f"{day_route(self.evening.house)}/undo", {"dryRun": dry})
        if answer.status_code != 200:
            codes = ["NOTHING_TO_UNDO", "UNDO_CONFLICT"] if self.runs else ["NOTHING_TO_UNDO"]
            self.refused(answer, answer.status_code, *codes)
            return
        found = self.accepted(answer)
        run, before = self.runs[-1]
        assert found["undoes"] == run
        if dry:
            self.unchanged_but_for_keys()
            return
        self.runs.pop()
        # Of bookings that are over nothing is asked any more.
        others = {k: i.tables for k, i in self.known.guests.items() if k not in before or i.over}
        self.look()
        for guest, tables in (before | others).items():
            item = self.known.guests[guest]
            assert item.tables == tables, f"{guest} has {item.tables}, not {tables} as before"
            self.known.keep(guest, item.tables, item.kept)

    # Keys.

    @precondition(lambda self: bool(self.kept))
    @rule(number=MANY)
    def repeat(self, number: int) -> None:
        """A repeated key is answered with the same bytes, whatever has happened since."""
        kept = self.kept[number % len(self.kept)]
        answer = kept.ask()
        assert (answer.status_code, answer.content) == (200, kept.content)
        assert answer.headers["Idempotency-Replayed"] == "true"
        self.unchanged()

    @rule(number=GUESTS, chosen=CHOICES)
    def misuse(self, number: int, chosen: Names) -> None:
        """A key is for one request."""
        guest, key = self.guest(number), str(uuid4())
        path, body = (
            f"/api/ops/bookings/{guest}/assign-tables",
            {"tableIds": self.evening.ids(chosen)},
        )
        if self.keyed("POST", path, body, key).status_code == 200:
            self.known.seat(guest, chosen)
            self.known.confirm(guest)
            self.print = self.evening.fingerprint()
            other = {"tableIds": self.evening.ids(frozenset(TABLES) - chosen)}
            answer = self.ask("POST", path, json={**other, "idempotencyKey": key})
            self.refused(answer, 409, "IDEMPOTENCY_KEY_CONFLICT")
        else:
            self.unchanged()

    # What others do, and time.

    @rule(
        number=GUESTS,
        party=st.sampled_from(PARTIES),
        start=st.sampled_from(STARTS),
    )
    def edit(self, number: int, party: int, start: tuple[int, int]) -> None:
        """Somebody changes a booking, and nobody touches its tables."""
        guest, starts = self.guest(number), at(*start)
        self.evening.edit(guest, party_size=party, start_time=starts.time(), end_time=at(22).time())
        self.known.guests[guest].party = party
        self.known.guests[guest].start = starts

    @rule(number=GUESTS)
    def cancel(self, number: int) -> None:
        """Somebody cancels a booking, or takes it up again."""
        guest = self.guest(number)
        item = self.known.guests[guest]
        item.status = "pending" if item.over else "cancelled"
        self.evening.edit(guest, status=item.status)

    @rule(name=st.sampled_from(TABLES))
    def close(self, name: str) -> None:
        """A table is closed, or opened again."""
        self.known.closed ^= {name}
        table, open_now = self.evening.tables[name], name not in self.known.closed
        self.evening.run("update table_inventory set active = %s where id = %s", open_now, table)

    @rule(seconds=PASSES)
    def wait(self, seconds: int) -> None:
        """Time passes, and holds run out."""
        self.evening.wait(seconds)
        self.known.wait(seconds)

    @rule()
    def sweep(self) -> None:
        """What has run out is removed."""
        sweep_all_holds(self.evening.pool)
        self.known.holds = self.known.live()

    @invariant()
    def all_is_as_known(self) -> None:
        """No table twice, and every row as the reference knows it."""
        wrong = self.evening.deviations(self.known)
        if SOAKING:  # it takes as long as everything else together
            wrong += self.evening.findings(self.known)
        assert wrong == [], wrong
        self.print = self.evening.fingerprint()

    def teardown(self) -> None:
        """The doctor comes at the end of the evening."""
        super().teardown()
        if sys.exc_info()[1] is None:
            wrong = self.evening.findings(self.known)
            assert wrong == [], wrong
