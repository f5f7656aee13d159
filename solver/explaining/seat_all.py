"""Can everybody be seated at once? The pooled model asked for yes or no, the same on every run.

Planning a day looks for the best plan within a budget of seconds. Whoever decides again and again
whether one more party fits asks for less, and may not depend on how busy the machine is: here
effort is counted in nodes of the search tree. Everything runs in the caller's own process.
"""

from dataclasses import replace

import numpy as np

from solver.arrays import Ints
from solver.colouring import Seats
from solver.instance import Instance
from solver.milp import relaxed_bound, solve_milp
from solver.pooled import pooled_model, tables_in_merges

MOST_NODES = 200
"""Most nodes of the search tree before the answer is that no plan was found."""

CLOSE_ENOUGH = 0.1
"""The relative gap at which a plan that seats everybody is good enough: it will change again."""

HANGS_SECONDS = 120.0
"""An engine that takes so long hangs: only then the clock has a say."""


def may_seat_all(instance: Instance) -> bool:
    """Tell whether the linear relaxation seats every booking; if not, no plan does."""
    if not len(instance.spans) or not _each_has_candidates(instance):
        return not len(instance.spans)
    model = pooled_model(_all_required(instance), counted=True)
    nothing = np.zeros(model.columns, dtype=np.int64)
    return relaxed_bound(model, nothing, [], HANGS_SECONDS) is not None


def seat_all(instance: Instance, nodes: int = MOST_NODES) -> Ints | None:
    """Return one candidate for every booking that go together, ascending; None if none are found.

    Of all such plans it is nearly the best by the first tier's gains. When the nodes were enough
    None is a proof: with the tables of merges in pools of their own the model is exact.
    """
    if not _each_has_candidates(instance):
        return None
    if not len(instance.spans):
        return np.zeros(0, dtype=np.int64)
    required = _all_required(instance)
    model = pooled_model(required, tables_in_merges(required))
    gain = model.gains[0]
    answer = solve_milp(model, gain, [], HANGS_SECONDS, seed=0, gap=CLOSE_ENOUGH, nodes=nodes)
    if answer.chosen is None:
        return None
    seated = Seats(required).decode(model, answer.chosen)
    return seated if len(seated) == len(instance.spans) else None


def _each_has_candidates(instance: Instance) -> bool:
    return bool((np.diff(instance.offset) > 0).all())


def _all_required(instance: Instance) -> Instance:
    return replace(instance, protected=np.ones(len(instance.spans), dtype=np.bool_))
