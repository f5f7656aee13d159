"""A conflict as the restaurant reads it."""

from models.booking import Booking
from models.explanation import (
    BookingElement,
    ClosedElement,
    ConflictSet,
    Element,
    OccupiedElement,
    Rule,
    RuleElement,
)
from solver.explaining.conflict import Found
from solver.explaining.planned import PlannedDay
from solver.explaining.removal import Key
from solver.explaining.wording import Wording, guests, listed, listed_at_most

NUMBERED = (Rule.NAMED_SET, Rule.PACE, Rule.HOLD_BACK)
MOST_NAMED = 6
"""Bookings in a sentence; the elements name all."""

ORDER = ("booking", "occupied", "closed", "rule")


def conflict_of(day: PlannedDay, booking: Booking, found: Found) -> ConflictSet:
    """Return a conflict with its elements in a fixed order: bookings by time, the rest by name."""

    def order(key: Key) -> tuple[int, float, Key]:
        starts = day.booking(key.name).window.start.timestamp() if key.kind == "booking" else 0
        return ORDER.index(key.kind), starts, key

    wording = Wording(day.problem)
    elements = tuple(_element(day, booking, key, wording) for key in sorted(found.keys, key=order))
    return ConflictSet(
        elements=elements,
        certified=found.certified,
        message=_message(day, booking, elements, wording),
    )


def _element(day: PlannedDay, booking: Booking, key: Key, wording: Wording) -> Element:
    if key.kind == "booking":
        item = day.booking(key.name)
        tables, stays = day.decisions[item.id], day.problem.is_fixed(item)
        return BookingElement(
            booking=item.id,
            party=item.party,
            window=item.window,
            tables=tables,
            stays=stays,
            text=wording.seated(item, tables, stays=stays),
        )
    if key.kind == "occupied":
        taken = day.problem.occupancy[key.number]
        return OccupiedElement(occupied=taken, text=wording.occupied(taken))
    if key.kind == "closed":
        text = f"table {wording.tables([key.name])} is out of service"
        return ClosedElement(table=key.name, text=text)
    name = Rule(key.name)
    return RuleElement(
        rule=name,
        number=key.number if name in NUMBERED else None,
        text=wording.rule(name, key.number, booking),
    )


def _message(
    day: PlannedDay, booking: Booking, elements: tuple[Element, ...], wording: Wording
) -> str:
    who = wording.booking(booking)
    if not elements:
        return f"{who} cannot be seated: no tables that could be pushed together have the seats."
    bookings = [item for item in elements if isinstance(item, BookingElement)]
    others = [item for item in elements if not isinstance(item, BookingElement | RuleElement)]
    rules = [item for item in elements if isinstance(item, RuleElement)]
    parts = []
    if bookings:
        total = guests(sum(item.party for item in bookings))
        named = listed_at_most(MOST_NAMED, [item.text for item in bookings])
        parts.append(f"together with {named}" + (f" ({total})" if len(bookings) > 1 else ""))
    if others:
        parts.append(f"with {listed([item.text for item in others])}")
    if rules:
        parts.append(f"while {listed([item.text for item in rules])}")
    return f"{who} cannot be seated {', '.join(parts)}."
