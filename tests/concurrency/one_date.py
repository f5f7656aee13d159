"""One date at a time: bookings for it, a request to plan it, and what the database has of it."""

import datetime as dt

import httpx2

from tests.concurrency.chaos import PARTIES
from tests.integration.postgres_servers import DATE, House
from tests.integration.running_service import ASSIGN


class OneDate:
    """A date with bookings, planned with one idempotency key."""

    def __init__(self, house: House, number: int) -> None:
        self._house = house
        self.key = f"date {number}".replace(" ", "-")
        self.date = DATE + dt.timedelta(days=number)
        for party in PARTIES:
            house.booking(dt.time(19), party_size=party, booking_date=self.date)

    def ask(self, http: httpx2.Client, **options: float) -> httpx2.Response:
        """Ask for it to be planned."""
        return http.post(
            ASSIGN,
            json={
                "restaurantId": str(self._house.id),
                "date": self.date.isoformat(),
                "budgetMs": 3000,
            },
            headers={"Idempotency-Key": self.key},
            **options,
        )

    def refused(self, http: httpx2.Client, code: str) -> None:
        """Ask, and expect a refusal that says what to do and has written nothing."""
        answer = self.ask(http)
        body = answer.json()
        assert (answer.status_code, body["code"]) == (503, code), answer.text
        assert body["hint"]
        assert answer.headers["retry-after"]
        assert self.seated == 0

    def planned(self, http: httpx2.Client) -> httpx2.Response:
        """Ask, and expect every booking to have tables, in one committed run."""
        answer = self.ask(http)
        assert answer.status_code == 200, answer.text
        assert len(answer.json()["assigned"]) == self.seated == len(PARTIES)
        assert self.committed == 1
        return answer

    @property
    def seated(self) -> int:
        """How many of its bookings have tables."""
        found: int = self._house.value(
            "select count(distinct a.booking_id) from booking_table_assignments a"
            " join bookings b on b.id = a.booking_id where b.booking_date = %s",
            self.date,
        )
        return found

    @property
    def committed(self) -> int:
        """How many runs were committed for it."""
        found: int = self._house.value(
            "select count(*) from maitred.runs where service_date = %s and state = 'committed'",
            self.date,
        )
        return found
