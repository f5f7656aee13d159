"""The allocator of before, in its style: one booking at a time, the best single table of the
moment, nobody moves and nothing is merged."""

import datetime as dt
from uuid import UUID

import psycopg

from tests.integration.postgres_servers import DATE, House


def allocate(house: House, date: dt.date = DATE) -> list[UUID]:
    """Seat a date's bookings in the order of their starts; return those who are refused."""
    wants = house.rows(
        "select id, party_size from bookings where restaurant_id = %s and booking_date = %s"
        " and status in ('pending', 'confirmed') and not exists"
        " (select from booking_table_assignments a where a.booking_id = bookings.id)"
        " order by start_time, party_size, id",
        house.id,
        date,
    )
    return [row["id"] for row in wants if not _seat(house, row["id"], row["party_size"])]


def _seat(house: House, booking: UUID, party: int) -> bool:
    tables = house.rows(
        "select table_number from table_inventory where restaurant_id = %s and active"
        " and capacity >= %s order by capacity, table_number",
        house.id,
        party,
    )
    for row in tables:
        try:
            house.assign(booking, row["table_number"])
        except psycopg.errors.RaiseException:  # taken at that time
            continue
        return True
    return False


def three_tables(house: House) -> None:
    """Leave the row T1-T2-T3 of four seats each as the only tables."""
    house.rows(
        "update table_inventory set active = false where restaurant_id = %s"
        " and table_number not in ('T1', 'T2', 'T3') returning 1",
        house.id,
    )


def busy_night(house: House, date: dt.date = DATE) -> dict[int, list[UUID]]:
    """Ask for four, two, two and eight guests at 19:00; return the bookings by party.

    One at a time seats the small ones, and eight find no single table: 8 guests. Together the
    four and the eight fill the room: 12 guests.
    """
    found: dict[int, list[UUID]] = {}
    for party in (4, 2, 2, 8):
        found.setdefault(party, []).append(house.booking(party_size=party, booking_date=date))
    return found
