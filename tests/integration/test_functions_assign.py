"""assign_tables_atomic_v2: what it does, and how it refuses."""

import datetime as dt
from uuid import UUID

import psycopg
import pytest

from tests.integration.postgres_servers import House, at


def test_a_single_table_is_assigned_for_the_bookings_window(house: House) -> None:
    """One table, the booking's own instants, no merge group."""
    booking = house.booking()
    rows = house.assign(booking, "T1")
    assert rows == [
        {
            "table_id": house.tables["T1"],
            "start_at": at(19),
            "end_at": at(21),
            "merge_group_id": None,
        }
    ]
