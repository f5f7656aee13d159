"""A tiny day on which the greedy floor is not the best plan, so that a solver has work to do."""

from tests.solver_days import booking, day, table

# Greedy takes the four; the two smaller parties one after the other are worth more.
TRAP = day(
    [table("A", 4)],
    [
        booking("b1", 3, "20:00", "22:00"),
        booking("b2", 4, "18:00", "20:30"),
        booking("b3", 2, "18:00", "20:00"),
    ],
)
FLOOR, BEST = {"b2": "A"}, {"b1": "A", "b3": "A"}
