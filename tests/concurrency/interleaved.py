"""Single requests and whole plans over one date, and the check that some order explains them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from tests.concurrency.history import Taken, tables_of

Tables = frozenset[str]
NONE: Tables = frozenset()


@dataclass(frozen=True)
class Request:
    """An acknowledged request that gave one booking these tables and no others, or took them away.

    The requests for one booking are made one after the other. Times are seconds of one clock.
    """

    booking: str
    tables: Tables
    asked: float
    answered: float
    takes: bool = False

    def after(self, before: Tables) -> Tables:
        """Return what the booking has afterwards."""
        return before - self.tables if self.takes else self.tables


@dataclass(frozen=True)
class Plan:
    """A committed plan: what bookings had for it when it was made, and what it gives them."""

    had: Mapping[str, Tables]
    gives: Mapping[str, Tables]
    made: float
    """What was answered by then has to be in ``had``."""
    answered: float


def lost_updates(
    requests: Iterable[Request], plans: Sequence[Plan], rows: Iterable[Taken]
) -> list[str]:
    """Name the bookings whose tables no order of requests and plans explains.

    At its place in the order a plan has to find what it was made from, and it writes every booking
    or none. Nothing moves past what had been answered before it was asked for. The plans come in
    the order of their commits; those that were not committed count for nothing.
    """
    stored = tables_of(rows)
    mine: dict[str, list[Request]] = defaultdict(list)
    for request in sorted(requests, key=lambda request: request.asked):
        mine[request.booking].append(request)
    bookings = {*stored, *mine, *(booking for plan in plans for booking in plan.had)}
    return sorted(
        booking
        for booking in bookings
        if not _explained(booking, mine[booking], plans, stored[booking])
    )


def _explained(
    booking: str, requests: Sequence[Request], plans: Sequence[Plan], stored: Tables
) -> bool:
    reached = {(0, NONE)}
    """How many requests may have been carried out so far, and the tables then."""
    for plan in plans:
        least = sum(request.answered < plan.made for request in requests)
        most = sum(request.asked < plan.answered for request in requests)
        reached = {
            (count, plan.gives.get(booking, NONE))
            for count, tables in _further(reached, requests[:most])
            if count >= least and tables == plan.had.get(booking, NONE)
        }
    return (len(requests), stored) in _further(reached, requests)


def _further(
    reached: set[tuple[int, Tables]], requests: Sequence[Request]
) -> set[tuple[int, Tables]]:
    """Return where any number of further requests lead."""
    found = set(reached)
    for count, tables in reached:
        for later, request in enumerate(requests[count:], count + 1):
            tables = request.after(tables)
            found.add((later, tables))
    return found
