"""Random evenings over HTTP: whatever is asked in whatever order, the routes do as the reference.

What is refused says why and changes nothing; what is repeated with its key answers the same bytes;
and after every step the rows of the database are those that the reference knows.
"""

import sys
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

import httpx2
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule

from persistence.history import NOBODY
from services.holds import extend_hold
from tests.concurrency.chaos import say
from tests.concurrency.evening import PARTIES, STARTS, Evening, World
from tests.concurrency.reference import Hold, Names, Reference

Json = dict[str, Any]

GUESTS = st.integers(0, 3)
MANY = st.integers(0, 1000)
"""One of however many there are by then."""
MERGES = ("T1", "T2", "T3", "F1", "B1", "T1 T2", "T2 T3", "T1 T2 T3", "T1 T3", "T1 F1", "T3 B1")
CHOICES = st.sampled_from([frozenset(item.split()) for item in MERGES])
MOSTLY = st.sampled_from([True, True, True, False])
ADJACENCY = st.sampled_from([None, None, True, False])
SECONDS = st.sampled_from([200, 400, 600])
PASSES = st.sampled_from([160, 360])
"""Neither comes near a deadline, so that it does not matter how long the steps take."""

INVALID = 422, "ASSIGNMENT_VALIDATION"
HOLD_CODES = {
    "closed": "CAPACITY_INSUFFICIENT",
    "capacity": "CAPACITY_INSUFFICIENT",
    "slack": "SLACK_BUDGET_EXCEEDED",
    "zone": "ZONE_MISMATCH",
    "movable": "TABLE_IMMUTABLE",
    "adjacency": "ADJACENCY_INVALID",
    "conflict": "ASSIGNMENT_CONFLICT",
    "holds": "HOLD_CONFLICT",
}


@dataclass
class Kept:
    """A request with a key that was answered."""

    ask: Callable[[], httpx2.Response]
    content: bytes


def held_once(machine: "BookingMachine") -> bool:
    """Tell whether there has been a hold."""
    return bool(machine.hold_ids)


class BookingMachine(RuleBasedStateMachine):
    """One evening of four bookings."""

    def __init__(self, world: World) -> None:
        super().__init__()
        self.evening = Evening(world)
        self.known = Reference({}, frozenset(), frozenset())
        self.kept: list[Kept] = []
        self.hold_ids: list[str] = []
        self.sessions: dict[str, tuple[str, str | None]] = {}
        """Of a guest: the session's id, and the hold that it is about."""
        self.runs: list[tuple[str, dict[str, Names]]] = []
        """Runs that have not been taken back, and what the changed guests had before."""
        self.print = self.evening.fingerprint()
        self.steps: list[str] = []
        """What was asked, and the status of the answer."""

    @initialize(
        wanted=st.lists(
            st.tuples(st.integers(0, len(PARTIES) - 1), st.integers(0, len(STARTS) - 1)),
            min_size=4,
            max_size=4,
        )
    )
    def open_house(self, wanted: list[tuple[int, int]]) -> None:
        """Write the bookings of the evening."""
        self.known = self.evening.reference(wanted)

    def teardown(self) -> None:
        """Tell of a failure at once: one that depends on the moment is never seen again."""
        error = sys.exc_info()[1]
        if isinstance(error, Exception):
            say("".join(traceback.format_exception(error, limit=-4)) + "\n".join(self.steps[-12:]))

    # How requests are sent, and what is expected of their answers.

    def ask(self, method: str, path: str, **options: Any) -> httpx2.Response:
        answer = self.evening.http.request(method, path, **options)
        assert answer.status_code < 500, answer.text
        self.steps.append(f"{method} {path} {options.get('json')}: {answer.status_code}")
        code = "done" if answer.status_code == 200 else answer.json()["code"]
        self.evening.seen[code] += 1
        return answer

    def keyed(self, method: str, path: str, body: Json, key: str | None = None) -> httpx2.Response:
        """Ask with a key in the body; what was answered can be asked again."""
        whole = {**body, "idempotencyKey": key or str(uuid4())}
        again = lambda: self.ask(method, path, json=whole)  # noqa: E731
        return self.remember(again, again())

    def headed(self, method: str, path: str, body: Json | None) -> httpx2.Response:
        """Ask with a key in the header."""
        headers = {"Idempotency-Key": str(uuid4())}
        again = lambda: self.ask(method, path, json=body, headers=headers)  # noqa: E731
        return self.remember(again, again())

    def remember(
        self, ask: Callable[[], httpx2.Response], answer: httpx2.Response
    ) -> httpx2.Response:
        if answer.status_code == 200:
            self.kept.append(Kept(ask, answer.content))
        return answer

    def refused(self, answer: httpx2.Response, status: int, *codes: str) -> None:
        """It says why, and nothing has changed."""
        told = (answer.status_code, answer.json().get("code"))
        assert told in [(status, code) for code in codes], (told, status, codes, answer.text)
        self.unchanged()

    def unchanged(self) -> None:
        assert self.evening.fingerprint() == self.print

    def accepted(self, answer: httpx2.Response) -> Json:
        assert answer.status_code == 200, answer.text
        found: Json = answer.json()
        return found

    def guest(self, number: int) -> str:
        return self.evening.guests[number % len(self.evening.guests)]

    def some_hold(self, number: int) -> tuple[str, Hold | None]:
        """Return a hold of now or of earlier; None when there is none any more."""
        if not self.hold_ids:
            return str(uuid4()), None
        key = self.hold_ids[-1 - number % min(3, len(self.hold_ids))]
        return key, self.known.holds.get(key)

    def placed(self, key: str, hold: Hold) -> None:
        self.hold_ids.append(key)
        self.known.hold(key, hold)

    # Quotes and their holds.

    @rule(number=GUESTS, hold=MOSTLY, seconds=SECONDS, adjacency=ADJACENCY)
    def quote(self, number: int, hold: bool, seconds: int, adjacency: bool | None) -> None:
        """The best of what is free is held; which that is, the optimum decides."""
        guest = self.guest(number)
        item = self.known.guests[guest]
        body: Json = {"bookingId": guest, "hold": hold, "holdTtlSeconds": seconds}
        body |= {"budgetMs": 3000, "maxMoves": 0, "requireAdjacency": adjacency}
        answer = self.ask("POST", "/api/staff/auto/quote", json=body)
        if item.over:
            self.refused(answer, 409, "BOOKING_STATE_CONFLICT")
            return
        found = self.accepted(answer)
        if found["candidate"] is None:
            alone = set(self.known.fits_alone(guest)) - item.tables
            assert not alone, f"no offer, with {alone} free: {found}"
            self.unchanged()
            return
        chosen = self.evening.named(found["candidate"]["tableIds"])
        faults = set(self.known.faults(guest, chosen, adjacency))
        assert faults <= {"slack"}, (faults, found)
        if not hold:
            assert found["holdId"] is None
            self.unchanged()
            return
        placed = Hold(guest, chosen - item.tables, chosen, item.window, seconds, False, adjacency)
        assert placed.tables, "the booking has all of it"
        self.placed(found["holdId"], placed)

    @precondition(held_once)
    @rule(number=MANY, whose=GUESTS, own=MOSTLY)
    def release(self, number: int, whose: int, own: bool) -> None:
        """A hold ends, once, and for its booking only."""
        key, hold = self.some_hold(number)
        guest = hold.guest if hold and own else self.guest(whose)
        body = {"holdId": key, "bookingId": guest}
        answer = self.ask("DELETE", "/api/staff/manual/hold", json=body)
        if hold is None or (not hold.live and answer.status_code == 404):
            self.refused(answer, 404, "HOLD_NOT_FOUND")
        elif hold.guest != guest:
            self.refused(answer, 409, "HOLD_BOOKING_MISMATCH")
        else:
            assert self.accepted(answer) == {"holdId": key, "released": True}
            del self.known.holds[key]

    @precondition(held_once)
    @rule(number=MANY, seconds=SECONDS)
    def extend(self, number: int, seconds: int) -> None:
        """A live hold lasts longer, never shorter."""
        key, hold = self.some_hold(number)
        if hold is not None and hold.live:
            ids = (self.evening.house.id, UUID(hold.guest), UUID(key))
            extend_hold(self.evening.pool, *ids, seconds, NOBODY)
            hold.left = max(hold.left, seconds)

    @precondition(held_once)
    @rule(number=MANY, whose=GUESTS, own=MOSTLY)
    def confirm(self, number: int, whose: int, own: bool) -> None:
        """A hold becomes its booking's tables; the booking's status stays."""
        key, hold = self.some_hold(number)
        guest = hold.guest if hold and own else self.guest(whose)
        body = {"holdId": key, "bookingId": guest}
        answer = self.keyed("POST", "/api/staff/auto/confirm", body)
        self.end_hold(answer, guest, key, hold, mismatch=422)

    def end_hold(
        self,
        answer: httpx2.Response,
        guest: str,
        key: str,
        hold: Hold | None,
        *,
        mismatch: int = 409,
        stale: str | None = None,
        confirms: bool = False,
    ) -> None:
        """What a confirmation does, by whichever route; ``stale`` is what it says of the screen."""
        if hold is None or (not hold.live and answer.status_code == 404):
            self.refused(answer, 404, "HOLD_NOT_FOUND")
            return
        if hold.guest != guest:
            self.refused(answer, mismatch, "HOLD_BOOKING_MISMATCH")
            return
        if not hold.live:
            self.refused(answer, 409, "HOLD_EXPIRED")
            return
        if stale == "STALE_CONTEXT" and self.known.guests[guest].over:
            stale = "BOOKING_STATE_CONFLICT"
        if stale or self.known.guests[guest].over:
            self.refused(answer, 409, stale or "BOOKING_STATE_CONFLICT")
            return
        faults, taken = self.known.faults(guest, hold.chosen, hold.adjacency), {"conflict", "holds"}
        if hold.by_hand and self.known.switched_off(guest, hold.chosen):
            self.refused(answer, 409, "RESOURCE_DISABLED")
            return
        if hold.by_hand and faults:
            lost = bool(taken & set(faults))
            self.refused(answer, *((409, "ASSIGNMENT_CONFLICT") if lost else INVALID))
            return
        if set(faults) - {"slack"}:
            rules = set(faults) - {"slack"} - taken
            status, code = INVALID if rules else (409, "ASSIGNMENT_CONFLICT")
            if answer.status_code != status and len(hold.chosen) > 1:  # nor may it be too large
                status, code = INVALID
            self.refused(answer, status, code)
            return
        too_large = len(hold.chosen) > 1 and self.known.guests[guest].party <= 8
        if too_large and answer.status_code == 422:  # a table is not needed any more
            self.refused(answer, *INVALID)
            return
        assigned = self.accepted(answer)["assignments"]
        assert self.evening.named([row["tableId"] for row in assigned]) == hold.chosen
        del self.known.holds[key]
        self.known.seat(guest, hold.chosen)
        if confirms:
            self.known.confirm(guest)

    # Choices by hand.

    @rule(number=GUESTS, chosen=CHOICES, fresh=MOSTLY, adjacency=ADJACENCY)
    def validate(self, number: int, chosen: Names, fresh: bool, adjacency: bool | None) -> None:
        """Every check is an answer; nothing is written."""
        guest = self.guest(number)
        body = self.choice(guest, chosen, fresh, adjacency)
        answer = self.ask("POST", "/api/staff/manual/validate", json=body)
        if not self.bad_choice(answer, guest, chosen, fresh):
            faults = self.known.faults(guest, chosen, adjacency)
            window = self.known.guests[guest].window
            mine = [h for _, h in self.known.of(guest) if h.live and h.tables & chosen]
            mine = [h for h in mine if h.window[0] < window[1] and window[0] < h.window[1]]
            found = self.accepted(answer)
            assert found["ok"] is not bool(faults or mine), (faults, mine, found)
            self.unchanged()

    @rule(number=GUESTS, chosen=CHOICES, fresh=MOSTLY, adjacency=ADJACENCY, seconds=SECONDS)
    def hold_by_hand(
        self, number: int, chosen: Names, fresh: bool, adjacency: bool | None, seconds: int
    ) -> None:
        """Held when every check passes, on the screen that the operator saw."""
        guest = self.guest(number)
        body = {**self.choice(guest, chosen, fresh, adjacency), "holdTtlSeconds": seconds}
        answer = self.ask("POST", "/api/staff/manual/hold", json=body)
        if not self.bad_screen(answer, guest, fresh):
            self.hold_chosen(answer, guest, chosen, adjacency, seconds)

    def hold_chosen(
        self,
        answer: httpx2.Response,
        guest: str,
        chosen: Names,
        adjacency: bool | None,
        seconds: int,
    ) -> str | None:
        """What holding a choice does, by whichever route; return the hold."""
        had = self.known.guests[guest].tables
        faults = self.known.faults(guest, chosen, adjacency)
        if chosen <= had:
            self.refused(answer, 409, "ALREADY_ASSIGNED")
        elif self.known.switched_off(guest, chosen):
            self.refused(answer, 409, "RESOURCE_DISABLED")
        elif faults and answer.status_code != 200:
            code = HOLD_CODES[faults[0]]
            self.refused(answer, 409 if code == "HOLD_CONFLICT" else 422, code)
        else:
            found = self.accepted(answer)
            if faults:
                assert (found["hold"], found["validation"]["ok"]) == (None, False)
                return None
            key: str = found["hold"]["id"]
            window = self.known.guests[guest].window
            assert self.evening.named(found["hold"]["tableIds"]) == chosen
            self.placed(key, Hold(guest, chosen - had, chosen, window, seconds, True, adjacency))
            return key
        return None

    def choice(self, guest: str, chosen: Names, fresh: bool, adjacency: bool | None) -> Json:
        return {
            "bookingId": guest,
            "tableIds": self.evening.ids(chosen),
            "contextVersion": self.evening.context(guest) if fresh else "old",
            "requireAdjacency": adjacency,
        }

    def bad_screen(self, answer: httpx2.Response, guest: str, fresh: bool) -> bool:
        """Tell whether a request has to be refused for what the operator saw."""
        if self.known.guests[guest].over:
            self.refused(answer, 409, "BOOKING_STATE_CONFLICT")
        elif not fresh:
            self.refused(answer, 409, "STALE_CONTEXT")
        else:
            return False
        return True

    def bad_choice(
        self, answer: httpx2.Response, guest: str, chosen: Names, fresh: bool = True
    ) -> bool:
        """Tell whether a request has to be refused before anything is checked."""
        if self.bad_screen(answer, guest, fresh):
            return True
        if self.known.switched_off(guest, chosen):
            self.refused(answer, 409, "RESOURCE_DISABLED")
            return True
        return False

    @precondition(held_once)
    @rule(number=MANY, whose=GUESTS, own=MOSTLY, fresh=MOSTLY)
    def confirm_by_hand(self, number: int, whose: int, own: bool, fresh: bool) -> None:
        """A hold becomes its booking's tables, and the booking is confirmed."""
        key, hold = self.some_hold(number)
        guest = hold.guest if hold and own else self.guest(whose)
        version = self.evening.context(guest) if fresh else "old"
        body = {"holdId": key, "bookingId": guest, "contextVersion": version}
        answer = self.keyed("POST", "/api/staff/manual/confirm", body)
        stale = None if fresh else "STALE_CONTEXT"
        self.end_hold(answer, guest, key, hold, stale=stale, confirms=True)
