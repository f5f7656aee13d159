"""A restaurant in the middle of its work, and for every route a request that it accepts."""

import datetime as dt
import json
import time
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from uuid import UUID

from tests.contract.solved import solved
from tests.integration.access_world import World
from tests.integration.postgres_servers import DATE

ASSIGN = "/api/ops/dashboard/assign-tables"
QUOTE = "/api/staff/auto/quote"
MANUAL = "/api/staff/manual"
SESSION = f"{MANUAL}/session"
ENGINE = "/api/v1/restaurants/{restaurant_id}/engine"
LAYOUT = "/api/v1/restaurants/{restaurant_id}/layout"
LOCK = "/api/v1/restaurants/{restaurant_id}/bookings/{booking_id}/lock"
BOOKING = "/api/ops/bookings/{booking_id}"
RUN = "/api/v1/runs/{run_id}"
JOB = "/api/v1/jobs/{job_id}"
SHADOW = "/api/v1/restaurants/{restaurant_id}/shadow"
SCENARIOS = "/api/v1/scenarios"
DAY = "/api/v1/restaurants/{restaurant_id}/days/{date}"
HOLD = "/api/v1/restaurants/{restaurant_id}/holds/{hold_id}"

HOLD_SECONDS = 600
TTL = {"holdTtlSeconds": HOLD_SECONDS}

WATCHED = (
    "bookings",
    "booking_table_assignments",
    "allocations",
    "table_holds",
    "table_hold_members",
    "table_inventory",
    "manual_assignment_sessions",
    "booking_state_history",
    "maitred.jobs",
    "maitred.runs",
    "maitred.events",
    "maitred.booking_locks",
    "maitred.table_layouts",
    "maitred.engine_settings",
    "maitred.engine_kills",
)
"""Where requests write what stays."""


@dataclass(frozen=True)
class Request:
    """A request: the template of its route, its target, and a JSON body."""

    method: str
    route: str
    target: str
    body: dict[str, Any] | None = None

    @property
    def content(self) -> bytes:
        """The body as it is sent."""
        return b"" if self.body is None else json.dumps(self.body).encode()


class Scene:
    """What requests need to be accepted; all of it is fresh again after ``spoil``."""

    def __init__(self, world: World) -> None:
        self.world, self.house = world, world.house
        self._days = 0
        self._keys = 0
        self._count_writes()
        self.house.insert("service_policy", lunch_start="12:00")
        self.evening = Evening(self)
        self.run, self.planned = self.evening.run, self.evening.planned
        self.job = solved(world, self.ask("POST", SCENARIOS, **self.evening.scenarios())["id"])
        self.solve = self.ask("GET", f"{SCENARIOS}/{self.job}")["comparison"]["runs"][0]["key"]

    def spoil(self) -> None:
        """Move on to another date: what the present one holds was changed."""
        # Nothing is left for the sweeper, who would write while others are watched.
        self.house.connection.execute("delete from table_holds")
        # Nor does anybody but maitred decide the next one.
        self.house.connection.execute("delete from maitred.engine_kills")
        self.house.connection.execute("delete from maitred.engine_settings")
        self.evening = Evening(self)

    @property
    def present(self) -> "Evening":
        """The present date; one whose holds may soon run out is left."""
        if time.monotonic() > self.evening.until:
            self.spoil()
        return self.evening

    def new_date(self) -> dt.date:
        """Return a date that nothing is booked on."""
        self._days += 1
        return DATE + dt.timedelta(days=self._days)

    @property
    def layout_version(self) -> int:
        """The version of the floor plan."""
        return self.house.value("select max(version) from maitred.table_layouts") or 0

    def new_key(self) -> str:
        """Return an idempotency key that nobody has used."""
        self._keys += 1
        return f"scene-{self._keys}"

    def writes(self) -> int:
        """Return how often anything was written that stays."""
        found: int = self.house.value("select count(*) from watched.writes")
        return found

    def last_writes(self, count: int) -> list[str]:
        """Return where the last ones were, newest first, and when."""
        rows = self.house.rows("select * from watched.writes order by at desc limit %s", count)
        return [f"{row['place']} {row['at']:%H:%M:%S.%f}" for row in rows]

    def ask(self, method: str, path: str, **fields: Any) -> dict[str, Any]:
        """Ask as the owner and expect success."""
        body = json.loads(json.dumps(fields, default=str)) or None
        answer = self.world.client.http.request(method, path, json=body, headers=self.world.owner)
        assert answer.status_code in (200, 202), f"{method} {path} {body}: {answer.text}"
        found: dict[str, Any] = answer.json()
        return found

    def _count_writes(self) -> None:
        self.house.connection.execute(
            "create schema watched; create table watched.writes ("
            " place text, at timestamptz default clock_timestamp());"
            " create function watched.note() returns trigger language plpgsql security definer as"
            " $$ begin insert into watched.writes values (tg_relid::regclass::text);"
            " return null; end $$"
        )
        for table in WATCHED:
            self.house.connection.execute(
                f"create trigger watched after insert or update or delete on {table}"
                " for each row execute function watched.note()".encode()
            )


class Evening:
    """A date with guests of its own; what it takes to serve them is there when asked for."""

    def __init__(self, scene: Scene) -> None:
        self._scene, self._house = scene, scene.house
        self.day_before, self.date = scene.new_date(), scene.new_date()
        self.until = time.monotonic() + HOLD_SECONDS / 2
        self._versions: dict[UUID, str] = {}

    def _guest(self, hour: int) -> UUID:
        return self._house.booking(dt.time(hour), party_size=6, booking_date=self.date)

    @cached_property
    def guest(self) -> UUID:
        """A booking of six without tables."""
        return self._guest(12)

    @cached_property
    def holder(self) -> UUID:
        """A booking with a hold."""
        return self._guest(15)

    @cached_property
    def sitter(self) -> UUID:
        """A booking with a session that holds something."""
        return self._guest(18)

    @cached_property
    def hold(self) -> str:
        """The holder's hold."""
        found = self._scene.ask("POST", QUOTE, bookingId=self.holder, **TTL)
        return str(found["holdId"])

    @cached_property
    def caller_hold(self) -> str:
        """A hold for a party of six without a booking, at the guest's time."""
        path = DAY.format(restaurant_id=self._house.id, date=self.date) + "/quote"
        wish = {"party": 6, "time": "12:00", "hold": True, **TTL}
        return str(self._scene.ask("POST", path, **wish)["holdId"])

    @cached_property
    def session(self) -> dict[str, Any]:
        """The sitter's session."""
        opened = self._scene.ask("POST", SESSION, bookingId=self.sitter)["session"]["id"]
        path = f"{SESSION}/{opened}/selection"
        tables = [self._house.tables[name] for name in ("T4", "T5")]
        held = self._scene.ask("PUT", path, bookingId=self.sitter, tableIds=tables, **TTL)
        found: dict[str, Any] = held["session"]
        return found

    def scenarios(self) -> dict[str, Any]:
        """What may be asked for."""
        bar = self._house.zones["bar"]
        return {
            "restaurantId": self._house.id,
            "dates": [self.date],
            "scenarios": [{"name": "bar closed", "edits": [{"kind": "close", "zone": bar}]}],
            "seeds": [1],
            "gap": 0.01,
            "budgetMs": 1000,
        }

    def version(self, booking: UUID) -> str:
        """The present version of a booking's context."""
        if booking not in self._versions:
            found = self._scene.ask("GET", f"{MANUAL}/context?bookingId={booking}")
            self._versions[booking] = found["contextVersion"]
        return self._versions[booking]

    @cached_property
    def kept(self) -> str:
        """A run that was kept, and may be applied: of a date that nobody else is booked on."""
        house, date = self._scene.house.id, self._scene.new_date()
        self._house.booking(dt.time(12), party_size=6, booking_date=date)
        wish = {"restaurantId": house, "date": date, "dryRun": True}
        return str(self._scene.ask("POST", ASSIGN, **wish)["runId"])

    @cached_property
    def planned(self) -> UUID:
        """A booking of the date before."""
        return self._house.booking(dt.time(12), party_size=6, booking_date=self.day_before)

    @cached_property
    def run(self) -> str:
        """A committed run of the date before; one of this date would seat its guests."""
        house, date = self._house.id, self.day_before
        assert self.planned
        return str(self._scene.ask("POST", ASSIGN, restaurantId=house, date=date)["runId"])
