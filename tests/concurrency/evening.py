"""A house of five tables, its service, and what is stored of it: what a booking machine acts on."""

import datetime as dt
from collections import Counter
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID, uuid4

import httpx2

from persistence.pool import Database as Pool
from services.doctor import report
from tests.concurrency.history import Taken, double_bookings
from tests.concurrency.reference import Guest, Names, Reference
from tests.integration.planning import WATCHED, fingerprint
from tests.integration.postgres_servers import DATE, House, at

Json = dict[str, Any]

TABLES = ("T1", "T2", "T3", "F1", "B1")
EDGES = (("T1", "T2"), ("T2", "T3"))
STARTS = ((19, 0), (19, 30), (20, 15), (20, 30))
PARTIES = (2, 4, 4, 8, 12)

EMPTY = "truncate restaurants, maitred.runs, maitred.events, maitred.idempotency_keys cascade"

WRITTEN = (
    *WATCHED,
    "table_hold_members",
    "table_hold_windows",
    "manual_assignment_sessions",
    "capacity_outbox",
    "booking_state_history",
    "table_inventory",
    "maitred.events",
    "maitred.idempotency_keys",
)
"""Whatever a booking route may write to."""


@dataclass
class World:
    """One database and one service, for one house after the other."""

    http: httpx2.Client
    pool: Pool
    house: House
    seen: Counter[str] = field(default_factory=Counter)
    """How requests ended, over all evenings."""


class Evening:
    """An evening of a new house: asks the service, edits the database, reads what is stored."""

    def __init__(self, world: World) -> None:
        self.http, self.pool, self.seen = world.http, world.pool, world.seen
        self.house = House(world.house.connection)
        self.run(EMPTY)
        self._build()
        self.tables = self.house.tables
        self.names = {str(item): name for name, item in self.tables.items()}
        self.guests: list[str] = []

    def _build(self) -> None:
        """Write the house; the same ids every time, since the last tie of an optimum is by id."""
        house = self.house
        house.id, house.zones = UUID(int=1), {"main": UUID(int=2), "bar": UUID(int=3)}
        house.insert("restaurants", id=house.id, name="House", slug="house", timezone="UTC")
        for name, zone in house.zones.items():
            house.insert("zones", id=zone, restaurant_id=house.id, name=name)
        house.insert("allowed_capacities", restaurant_id=house.id, capacity=4)
        for number, name in enumerate(TABLES):
            mobility = "fixed" if name == "F1" else "movable"
            zone = "bar" if name == "B1" else "main"
            house.table(name, zone, id=UUID(int=10 + number), mobility=mobility)
        for a, b in EDGES:
            house.insert("table_adjacencies", table_a=house.tables[a], table_b=house.tables[b])

    def reference(self, wanted: list[tuple[int, int]]) -> Reference:
        """Write bookings (of a party and a start each), and return what is known of the evening."""
        found = Reference(
            {name: "bar" if name == "B1" else "main" for name in TABLES},
            frozenset(TABLES) - {"F1"},
            frozenset(frozenset(pair) for pair in EDGES),
        )
        for number, (party, start) in enumerate(wanted):
            hour, minute = STARTS[start]
            values = {"id": UUID(int=20 + number), "party_size": PARTIES[party]}
            key = str(self.house.booking(dt.time(hour, minute), **values))
            found.guests[key] = Guest(PARTIES[party], at(hour, minute))
            self.guests.append(key)
        return found

    def run(self, statement: str, *values: Any) -> None:
        """Change the database behind the service's back."""
        self.house.connection.execute(statement.encode(), values)

    def ids(self, names: Names) -> list[str]:
        """Return tables as the routes name them."""
        return sorted(str(self.tables[name]) for name in names)

    def named(self, ids: list[str]) -> Names:
        """Return tables as the tests name them."""
        return frozenset(self.names[item] for item in ids)

    def context(self, guest: str) -> str:
        """Return the version of a booking's context; one that nobody has when there is none."""
        answer = self.http.get("/api/staff/manual/context", params={"bookingId": guest})
        return str(answer.json().get("contextVersion", uuid4()))

    def fingerprint(self) -> list[str]:
        """Return a hash of everything that a booking route may write to."""
        return fingerprint(self.house, WRITTEN)

    def edit(self, guest: str, **values: Any) -> None:
        """Edit a booking, as the product's other pages do."""
        columns = ", ".join(f"{column} = %s" for column in values)
        self.run(f"update bookings set {columns} where id = %s", *values.values(), UUID(guest))

    def wait(self, seconds: float) -> None:
        """Let time pass: every promised deadline comes nearer."""
        self.run(
            "update table_holds set metadata = jsonb_set(metadata, '{heldUntil}', to_jsonb(("
            "(metadata ->> 'heldUntil')::timestamptz - make_interval(secs => %s))::text))",
            seconds,
        )

    def deviations(self, known: Reference) -> list[str]:
        """Return what is stored otherwise than it is known, or contradicts itself."""
        seats, kept, held = self.seats(), self._kept(), self._held()
        wanted = {
            (guest, table, *item.kept)
            for guest, item in known.guests.items()
            for table in item.tables
            if item.kept
        }
        claims = {
            (hold.guest, table, *hold.window)
            for hold in known.live().values()
            for table in hold.tables
        }
        statuses = {
            str(row["id"]): row["status"] for row in self.house.rows("select * from bookings")
        }
        rows = {Taken(guest, table, *kept) for guest, table, *kept in (*seats, *held)}
        return [
            *(found for found in double_bookings(rows) if not of_one_booking(found)),
            *(f"assignments, against what is known: {row}" for row in seats ^ wanted),
            *(f"allocations, against assignments: {row}" for row in kept ^ seats),
            *(f"live holds, against what is known: {row}" for row in held ^ claims),
            *(
                f"{guest} is {statuses[guest]}, not {item.status}"
                for guest, item in known.guests.items()
                if statuses[guest] != item.status
            ),
        ]

    def seats(self) -> set[tuple[Any, ...]]:
        return self._rows(
            "select booking_id, table_id, start_at as a, end_at as b from booking_table_assignments"
        )

    def _kept(self) -> set[tuple[Any, ...]]:
        return self._rows(
            'select booking_id, resource_id as table_id, lower("window") as a, upper("window") as b'
            " from allocations where not shadow and resource_type = 'table'"
        )

    def _held(self) -> set[tuple[Any, ...]]:
        return self._rows(
            "select booking_id, table_id, start_at as a, end_at as b from table_holds h"
            " join table_hold_members m on m.hold_id = h.id"
            " where least(expires_at, (metadata ->> 'heldUntil')::timestamptz) > now()"
        )

    def _rows(self, query: str) -> set[tuple[Any, ...]]:
        return {
            (str(row["booking_id"]), self.names[str(row["table_id"])], row["a"], row["b"])
            for row in self.house.rows(query)
        }

    def findings(self, known: Reference) -> list[str]:
        """What the doctor finds, but for what the edits of the database are to blame for."""
        guests = known.guests.values()
        blamed = {
            "stale_seating": any(
                item.edited or item.party > 4 * len(item.tables) for item in guests if item.tables
            ),
            "leftover_tables": any(item.over and item.tables for item in guests),
            "expired_hold": any(not hold.live for hold in known.holds.values()),
        }
        found = report(self.house.connection, dt.datetime.now(dt.UTC), self.house.id)
        return [
            f"the doctor: {item.kind}: {item.what}"
            for item in found.findings
            if item.severity != "info" and not blamed.get(item.kind, False)
        ]


def of_one_booking(found: str) -> bool:
    """Tell whether a table is only held for the very booking that has it: a plan may do that."""
    one, _, other, *_ = found.split()
    return one == other


def day_route(house: House) -> str:
    """Return the path of the test date."""
    return f"/api/v1/restaurants/{house.id}/days/{DATE}"
