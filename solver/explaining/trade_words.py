"""A trade as the restaurant reads it."""

from models.booking import Booking
from models.explanation import Guests, Trade
from models.problem import DayProblem
from solver.explaining.wording import Wording, count, guests, listed, listed_at_most, points

TERM_WORDS = {
    "cover": "guests seated",
    "booking": "bookings seated",
    "priority": "priority",
    "vip": "VIP bookings",
    "deposit": "deposits",
    "pacing": "guests above the pace of arrivals",
    "hold_back": "tables kept for walk-ins",
    "move": "bookings that change tables",
    "overage": "empty seats",
    "extra_table": "tables beyond the first",
    "fragmentation": "seats of merges outside their largest table",
    "zone_balance": "zones of merges",
    "adjacency_depth": "depth of merges",
    "scarcity": "scarce tables",
    "overflow": "single tables that are far too large",
    "seating_preference": "wishes not met",
    "ranking": "ranks of tables",
    "section_balance": "fair shares of sections",
}
"""Every term in a few words."""

MOST_NAMED = 6


def trade_message(problem: DayProblem, booking: Booking, trade: Trade) -> str:
    """Return what seating the booking would cost, in sentences."""
    wording = Wording(problem)
    what = f"Seating {wording.booking(booking)} on {wording.tables(trade.tables)}"
    if trade.better:
        return f"The plan is not the best. {what} {_gain(trade)}.{_moves(trade)}"
    if trade.turned_away:
        away = listed_guests(wording, trade.turned_away)
        also = (
            f"; {listed_guests(wording, trade.seated)} would get a table too"
            if trade.seated
            else ""
        )
        cost = f"would turn away {away}{also}: {_net(trade)}"
    else:
        cost = f"would cost nothing in guests, but {cost_in_points(trade.terms)}"
    surely = "" if trade.proven else " Another way may cost less."
    return f"{what} {cost}.{_moves(trade)}{surely}"


def _gain(trade: Trade) -> str:
    if trade.turned_away or trade.guests <= 0:
        return f"would be worth {points(trade.points)} more"
    return f"is possible while everyone else keeps a table: {guests(trade.guests)} more"


def _net(trade: Trade) -> str:
    lost = f"{guests(sum(item.party for item in trade.turned_away))} turned away"
    if trade.guests < 0:
        return f"{lost}, {-trade.guests} fewer seated in all"
    if trade.guests > 0:
        return f"{lost}, {trade.guests} more seated in all, but {points(trade.points)} less"
    same = "an equally good plan" if not trade.points else f"{points(trade.points)} less"
    return f"{lost}, as many seated in all: {same}"


def _moves(trade: Trade) -> str:
    moved = len(trade.moved)
    return f" {count(moved, 'other booking')} would sit elsewhere." if moved else ""


def listed_guests(wording: Wording, some: tuple[Guests, ...]) -> str:
    """Name bookings, but not more than can be read."""
    named = [
        f"{item.booking} ({guests(item.party)}, {wording.clock(item.window.start)})"
        for item in some
    ]
    return listed_at_most(MOST_NAMED, named)


def cost_in_points(terms: dict[str, float]) -> str:
    """Say how many points are lost and on what, the largest part first."""
    lost = sorted((value, term) for term, value in terms.items() if value < 0)
    named = [f"{points(value)} of {TERM_WORDS[term]}" for value, term in lost[:3]]
    return listed(named) if named else "no points either"
