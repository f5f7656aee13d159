"""Windows that touch, short ones, clock changes, slots: the database and the checker agree."""

import datetime as dt
from dataclasses import dataclass
from uuid import UUID
from zoneinfo import ZoneInfo

import psycopg
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from psycopg.rows import DictRow

from models.booking import Booking
from models.window import Window, clock_edge
from persistence.snapshot import read_day
from solver.checker import check_plan
from tests.budgets import BOUNDARY_EXAMPLES
from tests.integration.postgres_servers import Database, House

DAYS = (
    ("Europe/London", dt.date(2030, 3, 31)),
    ("Europe/London", dt.date(2030, 10, 27)),
    ("America/New_York", dt.date(2030, 3, 10)),
    ("America/New_York", dt.date(2030, 11, 3)),
    ("UTC", dt.date(2030, 6, 1)),
)
LENGTHS = (1, 15, 60, 65, 90, 95, 120, 236)
KINDS = ("guest", "guest", "guest", "other date", "edited", "maintenance", "hold")
CLOCKS = (dt.time(1, 30), dt.time(19))
TAKEN = ("allocations_no_overlap", "assignment duplicate", "Hold conflict")


@dataclass(frozen=True)
class Claim:
    """Somebody who wants the one table."""

    kind: str
    start: int
    """Minutes that really pass between the date's midnight and the start."""
    minutes: int
    clock: dt.time | None
    """A start in the booking's own row, when it is not the window's."""


@st.composite
def claims(draw: st.DrawFn) -> list[Claim]:
    """Draw two to four claims; most begin or end where another one does, or a minute beside."""
    edges = [draw(st.sampled_from((0, 90, 19 * 60, 23 * 60 + 30)))]
    found = []
    for _ in range(draw(st.integers(2, 4))):
        minutes = draw(st.sampled_from(LENGTHS))
        edge = draw(st.sampled_from(edges)) + draw(st.sampled_from((0, 0, 0, 1, -1, 15)))
        start = max(0, edge - draw(st.sampled_from((0, minutes))))
        edges += [start, start + minutes]
        clock = draw(st.sampled_from((None, None, *CLOCKS)))
        found.append(Claim(draw(st.sampled_from(KINDS)), start, minutes, clock))
    return found


class _Table:
    """One table of a restaurant on one date, and who asks for it."""

    def __init__(self, house: House, guest: UUID, zone: str, date: dt.date) -> None:
        self.house, self.guest, self.date = house, guest, date
        self.zone = ZoneInfo(zone)
        house.connection.execute(
            "update restaurants set timezone = %s where id = %s", [zone, house.id]
        )

    def window(self, claim: Claim) -> Window:
        start = clock_edge(self.date, 0, self.zone) + dt.timedelta(minutes=claim.start)
        return Window(start=start, end=start + dt.timedelta(minutes=claim.minutes))

    def booking(self, claim: Claim) -> Booking:
        """Write a booking; return it with the window that it asks for."""
        window = self.window(claim)
        shown = window.start.astimezone(self.zone)
        date, clock = self.date, claim.clock or shown.time()
        if claim.kind == "other date":
            date += dt.timedelta(days=1)
        row = self.house.booking(clock, booking_date=date, customer_id=self.guest)
        return Booking(id=str(row), party=2, window=window, slot=f"{date} {clock:%H:%M}")

    def given(self, booking: Booking) -> bool:
        """Ask the database for the table."""
        try:
            with self.house.connection.transaction():
                window = (booking.window.start, booking.window.end)
                rows = self.house.assign(UUID(booking.id), "T1", window=window)
        except psycopg.errors.RaiseException as error:
            if not (error.diag.message_primary or "").startswith(TAKEN):
                raise
            return False
        assert len(rows) == 1
        return True

    def take(self, claim: Claim) -> None:
        """Take the table, unless it is taken, for what the date's plan has to go round."""
        window = self.window(claim)
        if claim.kind in ("other date", "edited"):
            booking = self.booking(claim)
            if self.given(booking) and claim.kind == "edited":
                self.house.connection.execute(
                    "update bookings set booking_date = booking_date + 2 where id = %s",
                    [UUID(booking.id)],
                )
            return
        try:
            with self.house.connection.transaction():
                if claim.kind == "hold":
                    expires = window.end + dt.timedelta(days=9)
                    self.house.hold("T1", start=window.start, end=window.end, expires_at=expires)
                else:
                    self.house.connection.execute(
                        "insert into allocations (restaurant_id, resource_type, resource_id,"
                        ' is_maintenance, "window")'
                        " values (%s, 'table', %s, true, tstzrange(%s, %s))",
                        [self.house.id, self.house.tables["T1"], window.start, window.end],
                    )
        except psycopg.errors.ExclusionViolation:
            return


def compare(table: _Table, wanted: list[Claim]) -> None:
    """Ask both for the table, one guest after the other."""
    for claim in wanted:
        if claim.kind != "guest":
            table.take(claim)
    guests = [table.booking(claim) for claim in wanted if claim.kind == "guest"]
    as_of = clock_edge(table.date, 0, table.zone) - dt.timedelta(days=1)
    found = read_day(table.house.connection, table.house.id, table.date, as_of=as_of).problem
    problem = found.replace(bookings=tuple(guests))
    seated: dict[str, tuple[str, ...]] = {}
    for guest in guests:
        tried = {**seated, guest.id: (str(table.house.tables["T1"]),)}
        verdict = check_plan(problem, tried)
        assert {one.code for one in verdict.violations} <= {"overlap", "occupancy"}
        given_to = table.given(guest)
        assert given_to == verdict.ok, (guest, [str(one) for one in verdict.violations])
        if given_to:
            seated = tried


def test_a7_the_database_and_the_checker_give_the_same_verdict(
    database: Database, house: House
) -> None:
    """Whoever asks for a table first gets it, and both say the same to everyone after."""
    guest = house.insert("customers", restaurant_id=house.id)["id"]

    @settings(
        max_examples=BOUNDARY_EXAMPLES,
        deadline=None,
        derandomize=True,
        suppress_health_check=list(HealthCheck),
    )
    @given(st.sampled_from(DAYS), claims())
    def agree(day: tuple[str, dt.date], wanted: list[Claim]) -> None:
        connection: psycopg.Connection[DictRow] = house.connection
        with connection.transaction(force_rollback=True):
            compare(_Table(house, guest, *day), wanted)

    agree()
