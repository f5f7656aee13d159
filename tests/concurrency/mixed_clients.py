"""The clients of mixed traffic: each kind on a restaurant of its own, so that its promises can be
checked whatever the others do."""

import datetime as dt
import hashlib
import json
import time
from collections import defaultdict
from collections.abc import Iterable
from uuid import UUID

from tests.concurrency.chaos import NEVER_SECONDS, PARTIES
from tests.concurrency.history import History, Kind, Op, Taken, lost_acknowledgements, tables_of
from tests.concurrency.mixed_caller import Caller, Json, NeverError, Product
from tests.integration.postgres_servers import DATE, House
from tests.integration.running_service import ASSIGN

QUOTE, CONFIRM = "/api/staff/auto/quote", "/api/staff/auto/confirm"
HOURS = tuple(range(10, 21))
EFFECTIVE_SECONDS = 2.0
"""A switch counts everywhere after this."""
FINAL = frozenset({"done", "failed", "cancelled"})


class Client:
    """Does one thing after the other, on a restaurant of its own."""

    name = ""
    pause = 1.0
    """Mean seconds between two things."""

    def __init__(self, product: Product) -> None:
        self.product = product
        self.steps = 0

    @property
    def house(self) -> House:
        """The restaurant."""
        return self.product.house

    @property
    def date(self) -> dt.date:
        """The date of the present step: every step has one of its own."""
        return DATE + dt.timedelta(days=self.steps)

    def days(self, date: dt.date | None = None) -> str:
        """Return the path of a date."""
        return f"/api/v1/restaurants/{self.house.id}/days/{date or self.date}"

    def guest(self, date: dt.date, hour: int, party: int) -> UUID:
        """Book, as the product does."""
        return self.product.do(
            lambda house: house.booking(dt.time(hour), 2, party_size=party, booking_date=date)
        )

    def step(self, caller: Caller) -> None:
        """Do one thing."""
        raise NotImplementedError

    def broken(self, rows: Iterable[Taken]) -> list[str]:
        """Name the promises that the database does not keep."""
        return []


class Planner(Client):
    """Plans one date after the other, and asks again with the same key."""

    name = "planner"

    def __init__(self, product: Product) -> None:
        super().__init__(product)
        self.history = History()

    def step(self, caller: Caller) -> None:
        """Book four parties, and plan."""
        for party in PARTIES:
            self.guest(self.date, 19, party)
        body = {"restaurantId": str(self.house.id), "date": str(self.date), "budgetMs": 2000}
        for _ in range(2):
            answer = self._planned(caller, body)
            self.history.add(Op(f"plan {self.steps}", Kind.OK, answer))

    def _planned(self, caller: Caller, body: Json) -> bytes:
        until = time.monotonic() + NEVER_SECONDS
        while True:
            answer = caller.ask("POST", ASSIGN, body, f"plan-{self.steps}")
            if answer.status_code == 200:
                return answer.content
            if answer.status_code != 409 or time.monotonic() > until:
                raise NeverError(f"planner: {answer.status_code} {answer.text[:200]}")
            time.sleep(0.2)

    def broken(self, rows: Iterable[Taken]) -> list[str]:
        """Every acknowledged plan is there whole."""
        return lost_acknowledgements(self.history.ops, rows)


class Hand(Client):
    """Gives bookings tables and takes them away, where others want them as well."""

    name = "hand"
    pause = 0.3

    def __init__(self, product: Product) -> None:
        super().__init__(product)
        self.guests = [self.guest(DATE, 12 + n % 7, 2 + 3 * (n % 2)) for n in range(12)]
        self.has: dict[UUID, frozenset[str]] = defaultdict(frozenset)

    def step(self, caller: Caller) -> None:
        """Give a booking a table, or two neighbours, or take away what it has."""
        guest, key = caller.dice.choice(self.guests), f"hand-{self.steps}"
        path = f"/api/ops/bookings/{guest}/assign-tables"
        if self.has[guest] and caller.dice.random() < 0.4:
            body: Json = {"tableIds": sorted(self.has[guest])}
            if caller.twice("DELETE", path, body, key).status_code == 200:
                self.has[guest] = frozenset()
            else:
                caller.wrong("tables could not be taken away")
            return
        names = caller.dice.choice((("T1", "T2"), ("T4", "T5"), ("F1",), ("T3",), ("B1",), ("T1",)))
        tables = sorted(str(self.house.tables[name]) for name in names)
        answer = caller.twice("POST", path, {"tableIds": tables, "idempotencyKey": key}, key)
        if answer.status_code == 200:
            self.has[guest] = frozenset(tables)
        elif answer.status_code not in (409, 422):
            caller.wrong(f"{answer.status_code}: {answer.text[:200]}")

    def broken(self, rows: Iterable[Taken]) -> list[str]:
        """Each booking has what it was last promised, and nothing else."""
        stored = tables_of(rows)
        return [str(guest) for guest in self.guests if stored[str(guest)] != self.has[guest]]


class Telephone(Client):
    """Quotes with a hold, then confirms it, releases it, or forgets it."""

    name = "telephone"
    pause = 0.5

    def __init__(self, product: Product) -> None:
        super().__init__(product)
        self.promised: dict[str, frozenset[str]] = {}

    def step(self, caller: Caller) -> None:
        """Ask for a new party on an evening that fills up."""
        date, dice = DATE + dt.timedelta(days=self.steps // 15), caller.dice
        guest = str(self.guest(date, dice.choice(HOURS), dice.choice((2, 4, 6, 8))))
        answer = caller.ask("POST", QUOTE, {"bookingId": guest, "holdTtlSeconds": 60})
        if answer.status_code != 200:
            # A repeated quote may meet the hold of the one that got no answer.
            self._refused(caller, answer.status_code, answer.text, {409})
            return
        found = answer.json()
        if found["holdId"] is None or dice.random() < 0.2:
            return
        key, hold = f"call-{self.steps}", found["holdId"]
        if dice.random() < 0.2:
            path = f"/api/v1/restaurants/{self.house.id}/holds/{hold}"
            released = caller.ask("DELETE", path)
            self._refused(caller, released.status_code, released.text, {200, 404})
            return
        body = {"holdId": hold, "bookingId": guest, "idempotencyKey": key}
        done = caller.twice("POST", CONFIRM, body, key)
        if done.status_code == 200:
            tables = {item["tableId"] for item in done.json()["assignments"]}
            if tables != set(found["candidate"]["tableIds"]):
                caller.wrong(f"{guest} was promised other tables than it got")
            self.promised[guest] = frozenset(tables)
        else:  # it may have run out while nothing worked
            self._refused(caller, done.status_code, done.text, {404, 409, 410})

    def _refused(self, caller: Caller, status: int, text: str, allowed: set[int]) -> None:
        if status not in allowed:
            caller.wrong(f"{status}: {text[:200]}")

    def broken(self, rows: Iterable[Taken]) -> list[str]:
        """Who was confirmed has the tables of the hold, and who was not has none."""
        stored, mine = tables_of(rows), {str(row["id"]) for row in self._bookings()}
        wanted: dict[str, frozenset[str]] = {
            key: self.promised.get(key, frozenset()) for key in mine
        }
        return sorted(key for key, tables in wanted.items() if stored[key] != tables)

    def _bookings(self) -> list[Json]:
        query = "select id from bookings where restaurant_id = %s"
        return self.product.do(lambda house: house.rows(query, house.id))


class Office(Client):
    """Orders plans and scenarios as jobs, and waits for them."""

    name = "office"
    pause = 3.0

    def step(self, caller: Caller) -> None:
        """Order something; it has to be done."""
        for party in (2, 4, 7):
            self.guest(self.date, 18, party)
        key = f"job-{self.steps}"
        if self.steps % 4 == 3:
            bar = str(self.house.zones["bar"])
            body: Json = {
                "restaurantId": str(self.house.id),
                "dates": [str(self.date)],
                "scenarios": [{"name": "bar closed", "edits": [{"kind": "close", "zone": bar}]}],
                "budgetMs": 1000,
            }
            answer = caller.twice("POST", "/api/v1/scenarios", body, key)
        else:
            body = {"mode": "rebuild", "budgetMs": 1000}
            answer = caller.twice("POST", f"{self.days()}/plan", body, key)
        if answer.status_code != 202:
            caller.wrong(f"{answer.status_code}: {answer.text[:200]}")
            return
        state = wait_for(caller, answer.json()["id"])
        if state != "done":
            caller.wrong(f"job {answer.json()['id']} ended as {state}")


def wait_for(caller: Caller, job: str) -> str:
    """Wait for the end of a job; return its state."""
    until = time.monotonic() + NEVER_SECONDS
    state = ""
    while state not in FINAL and time.monotonic() < until:
        time.sleep(0.3)
        state = caller.ask("GET", f"/api/v1/jobs/{job}").json()["state"]
    return state


class Looker(Client):
    """Looks at everything, and follows a date for a while."""

    name = "looker"
    pause = 0.7

    def step(self, caller: Caller) -> None:
        """Look at something."""
        base, day = f"/api/v1/restaurants/{self.house.id}", self.days(DATE)
        places = (
            day,
            f"{day}/history",
            f"{base}/engine?date={DATE}",
            f"{base}/jobs",
            "/api/v1/restaurants",
            f"{base}/shadow",
            "/health/live",
            "/console/",
        )
        answer = caller.ask("GET", caller.dice.choice(places))
        if answer.status_code != 200:
            caller.wrong(f"{answer.request.url.path}: {answer.status_code} {answer.text[:200]}")


class Switcher(Client):
    """Turns the engine off and on: what is off plans nothing, everywhere, two seconds later."""

    name = "switcher"
    pause = 8.0

    def step(self, caller: Caller) -> None:
        """Off and on again."""
        self.guest(self.date, 19, 4)
        wanted = {"off": (409, "ENGINE_OFF"), "on": (200, None)}
        for state, (status, code) in wanted.items():
            caller.ask("PUT", f"/api/v1/restaurants/{self.house.id}/engine", {"state": state})
            time.sleep(EFFECTIVE_SECONDS)
            body = {"restaurantId": str(self.house.id), "date": str(self.date), "budgetMs": 1000}
            answer = caller.ask("POST", ASSIGN, body)
            told = answer.json().get("code") if status != 200 else None
            if (answer.status_code, told) != (status, code):
                caller.wrong(f"{state}: {answer.status_code} {answer.text[:200]}")


class Shadow(Client):
    """The old allocator's restaurant: it is planned in the shadow, and nothing of it is written."""

    name = "shadow"
    pause = 5.0

    def __init__(self, product: Product) -> None:
        super().__init__(product)
        self.product.do(
            lambda house: house.insert(
                "maitred.engine_settings",
                restaurant_id=house.id,
                state="shadow",
                set_by="mixed traffic",
            )
        )

    def step(self, caller: Caller) -> None:
        """Seat somebody as the old allocator does; look at the date in the shadow."""
        guest = self.guest(self.date, 19, 4)
        self.guest(self.date, 19, 7)
        self.product.do(lambda house: house.assign(guest, "F1"))
        before = self._rows()
        answer = caller.twice("POST", f"{self.days()}/shadow", {"budgetMs": 500}, f"s-{self.steps}")
        state = wait_for(caller, answer.json()["id"]) if answer.status_code == 202 else answer.text
        if state != "done":
            caller.wrong(f"a look ended as {state[:200]}")
        if self._rows() != before:
            caller.wrong("the shadow wrote something")

    def _rows(self) -> str:
        query = (
            "select 'a' as place, to_jsonb(a) as row from booking_table_assignments a"
            " join bookings b on b.id = a.booking_id where b.restaurant_id = %(house)s"
            " union all select 'b', to_jsonb(b) from bookings b where b.restaurant_id = %(house)s"
            " union all select 'c', to_jsonb(c) from allocations c"
            " join bookings b on b.id = c.booking_id where b.restaurant_id = %(house)s"
            " order by 1, 2"
        )
        rows = self.product.do(
            lambda house: house.connection.execute(query, {"house": house.id}).fetchall()
        )
        return hashlib.sha256(json.dumps(rows, default=str).encode()).hexdigest()


KINDS: tuple[type[Client], ...] = (
    Planner,
    Planner,
    Hand,
    Hand,
    Telephone,
    Telephone,
    Office,
    Looker,
    Switcher,
    Shadow,
)
