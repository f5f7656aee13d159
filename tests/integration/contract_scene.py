"""One guest, a house of one's own, and everything that may be in the way of an answer."""

import datetime as dt
from typing import Any
from uuid import UUID

from tests.integration.desk import Desk, run_out
from tests.integration.postgres_servers import House, at


class Scene:
    """A guest for four at 19:00 in a house of one's own, and what is in the way."""

    def __init__(self, desk: Desk, house: House) -> None:
        self.desk, self.house, self.http = desk, house, desk.http
        self.guest = house.booking(dt.time(19), party_size=4)

    def booking(self, **values: Any) -> UUID:
        """Add a booking at 19:00."""
        return self.house.booking(values.pop("start", dt.time(19)), **values)

    def late(self) -> UUID:
        """A booking of which nothing is left before the service closes."""
        return self.booking(start=dt.time(21, 57), end_time=dt.time(23))

    def over(self) -> UUID:
        """A booking that was cancelled."""
        return self.booking(status="cancelled")

    def seated(self, *names: str) -> UUID:
        """Seat others at 19:30."""
        other = self.booking(start=dt.time(19, 30))
        self.house.assign(other, *names, window=(at(19, 30), at(21)))
        return other

    def closed(self, name: str) -> str:
        """Take a table out of service."""
        sql = "update table_inventory set status = 'out_of_service' where id = %s returning 1"
        self.house.rows(sql, self.house.tables[name])
        return name

    def held(self, *names: str) -> str:
        """Hold tables for the guest."""
        hold: str = self.desk.hold(self.guest, *names)["hold"]["id"]
        return hold

    def others_hold(self, name: str) -> str:
        """Hold a table for others."""
        hold: str = self.desk.hold(self.booking(start=dt.time(19, 15)), name)["hold"]["id"]
        return hold

    def session(self) -> str:
        """Open the guest's session."""
        found: str = self.desk.open(self.guest)["id"]
        return found

    def session_hold(self, session: str, name: str) -> str:
        """Hold a table in a session."""
        held: str = self.desk.choose(session, self.guest, name).json()["hold"]["id"]
        return held

    def status_of(self, hold: str, status: str) -> str:
        """End a hold as other services do, whose rows stay."""
        self.house.rows(
            "update table_holds set status = %s where id = %s returning 1", status, hold
        )
        return hold

    def ran_out(self, hold: str) -> str:
        """Let a hold run out."""
        run_out(self.house, hold)
        return hold

    def without_tables(self, hold: str) -> str:
        """Take the tables of a hold away."""
        self.house.rows("delete from table_hold_members where hold_id = %s returning 1", hold)
        self.house.rows(
            "update table_holds set metadata = metadata - 'selection' where id = %s returning 1",
            hold,
        )
        return hold

    def drift(self, hold: str) -> str:
        """Change the restaurant's clock after a hold was placed."""
        sql = "update restaurants set timezone = 'Europe/Paris' where id = %s returning 1"
        self.house.rows(sql, self.house.id)
        return hold

    def used_key(self) -> str:
        """Use a key for a direct assignment."""
        assert self.desk.assign(self.guest, "T1", idempotencyKey="used").status_code == 200
        return "used"

    def crowded(self) -> None:
        """Let the house take three guests."""
        self.house.insert("restaurant_capacity_rules", restaurant_id=self.house.id, max_covers=3)

    def grown(self, hold: str) -> str:
        """Let more guests come than were held for."""
        self.house.rows("update bookings set party_size = 9 where id = %s returning 1", self.guest)
        return hold

    def taken(self, hold: str, name: str) -> str:
        """Let somebody who looks at no hold take a table."""
        with self.house.connection.transaction():
            self.house.rows("select set_config('app.holds.strict_conflicts.enabled', 'off', true)")
            self.seated(name)
        return hold
