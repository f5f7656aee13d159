"""Joining tables costs seats: where two meet, nobody sits."""

from typing import TypeVar

from models.rules import Rules
from solver.arrays import Ints, TableArrays

Size = TypeVar("Size", int, Ints)


def seats(total: Ints, size: Size, rules: Rules) -> Ints:
    """Return the seats left of ``total`` when ``size`` tables are joined."""
    return total - (size - 1) * rules.seats_lost_per_join


def never_shrinks(tables: TableArrays, rules: Rules) -> bool:
    """Tell whether adding a table never lowers the seats of a merge."""
    return bool((tables.capacity >= rules.seats_lost_per_join).all())
