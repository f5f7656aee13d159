"""The only place that talks to CP-SAT. It runs inside solver processes and nowhere else.

The engine is driven through its compiled core: ``ortools.sat.python.cp_model`` would import
pandas (2 s and 100 MB per process) and build models one Python object at a time.
See docs/decisions/0003-engine-core.md.
"""

import math
import time
from collections.abc import Callable

import numpy as np
from ortools.sat.python import cp_model_helper as engine

from solver.arrays import Ints
from solver.messages import Bound, Incumbent, Message, Task
from solver.model import ChoiceModel

LEADING_SHARE = 0.7
"""Share of the time for the first tier when it is not proven earlier; the rest polishes."""

Tell = Callable[[Message], None]


class ExactSearch:
    """One run over the tiers of the exact model; ``stop`` may come from another thread."""

    def __init__(self, task: Task, model: ChoiceModel, tell: Tell) -> None:
        self._task = task
        self._model = model
        self._tell = tell
        self._best = task.start
        self._running: engine.SolveWrapper | None = None
        self._stopped = False

    def stop(self) -> None:
        """Give up as soon as the engine notices."""
        self._stopped = True
        if self._running is not None:
            self._running.stop_search()

    def run(self) -> None:
        """Optimise tier by tier; every tier keeps what the tiers above have reached.

        Once a tier is left unproven, bounds of the tiers below would mean nothing and are not
        told.
        """
        began, proven = time.monotonic(), True
        proto = base_proto(self._model)
        for tier in range(len(self._model.tiers)):
            last = tier == len(self._model.tiers) - 1
            last = last or self._task.work is not None
            share = (self._task.until - began) * (1 if last else LEADING_SHARE)
            left = share - (time.monotonic() - began)
            if self._stopped or left <= 0:
                return
            proven = self._optimise(proto, tier, left, prove=proven)
            keep(proto, self._model, tier, self._best)

    def _optimise(
        self,
        proto: engine.CpModelProto,
        tier: int,
        seconds: float,
        *,
        prove: bool,
    ) -> bool:
        """Maximise one tier from the best choice so far; tell incumbents and bounds."""
        set_objective(proto, self._model, tier)
        set_hint(proto, self._model, self._best)
        wrapper = engine.SolveWrapper()
        wrapper.set_parameters(parameters(seconds, self._task.seed, self._task.work))
        watcher = _Watcher(self._model, self._found)
        wrapper.add_solution_callback(watcher)
        if prove:
            wrapper.add_best_bound_callback(lambda bound: self._bound(tier, bound))
        self._running = wrapper
        if self._stopped:
            return False
        response = wrapper.solve(proto)  # type: ignore[no-untyped-call]
        self._running = None
        wrapper.clear_solution_callback(watcher)
        chosen = read_choice(response, self._model)
        if chosen is not None:
            self._found(chosen)
        proven = prove and response.status == engine.OPTIMAL
        if proven:
            self._tell(Bound(tier, self._model.value(self._best)[tier]))
        return bool(proven)

    def _found(self, chosen: Ints) -> None:
        if self._model.value(chosen) > self._model.value(self._best):
            self._best = chosen
            self._tell(Incumbent(chosen))

    def _bound(self, tier: int, minimum: float) -> None:
        """The engine minimises the negated gain and reports in floating point: round outwards."""
        if math.isfinite(minimum):
            self._tell(Bound(tier, math.ceil(-minimum + abs(minimum) * 1e-12)))


def keep(proto: engine.CpModelProto, model: ChoiceModel, tier: int, best: Ints) -> None:
    """From now on a choice must be worth at least what the best one is in a tier."""
    row = proto.constraints.add().linear
    columns, gains = tier_columns(model, tier)
    row.vars.extend(columns)
    row.coeffs.extend(gains)
    row.domain.extend([model.value(best)[tier], sum(gain for gain in gains if gain > 0)])


class PartSolver:
    """Solves small models one after the other; ``stop`` may come from another thread."""

    def __init__(self, seed: int) -> None:
        self._seed = seed
        self._running: engine.SolveWrapper | None = None
        self.stopped = False

    def stop(self) -> None:
        """End the present model, and solve no more."""
        self.stopped = True
        if self._running is not None:
            self._running.stop_search()

    def solve(
        self, model: ChoiceModel, start: Ints, seconds: float, work: float | None = None
    ) -> tuple[Ints, bool, float]:
        """Solve a model tier by tier within seconds, and deterministic seconds of ``work``.

        Returns the best choice, whether that is proven, and the deterministic seconds it took.
        """
        proto, best, finished, used = base_proto(model), start, True, 0.0
        began = time.monotonic()
        for tier in range(len(model.tiers)):
            left = seconds - (time.monotonic() - began)
            if left <= 0 or self.stopped or (work is not None and used >= work):
                return best, False, used
            set_objective(proto, model, tier)
            set_hint(proto, model, best)
            self._running = engine.SolveWrapper()
            allowance = None if work is None else work - used
            self._running.set_parameters(parameters(left, self._seed, allowance))
            response = self._running.solve(proto)  # type: ignore[no-untyped-call]
            chosen = read_choice(response, model)
            finished &= response.status == engine.OPTIMAL
            used += response.deterministic_time
            if chosen is None:
                return best, False, used
            if model.value(chosen)[tier] >= model.value(best)[tier]:
                best = chosen
            keep(proto, model, tier, best)
        return best, finished, used


class _Watcher(engine.SolutionCallback):
    """Hands every solution the engine finds to a function."""

    def __init__(self, model: ChoiceModel, found: Callable[[Ints], None]) -> None:
        engine.SolutionCallback.__init__(self)
        self._model = model
        self._found = found

    def OnSolutionCallback(self) -> None:
        response = self.Response()  # type: ignore[no-untyped-call]
        values = np.array(response.solution, dtype=np.int64)
        self._found(np.flatnonzero(values[: self._model.size]))


def read_choice(response: engine.CpSolverResponse, model: ChoiceModel) -> Ints | None:
    """Return the chosen candidates, or None when the engine has no solution.

    Without a solution the engine's values are leftovers that look like one; this is the only
    reader, and it looks at the status first.
    """
    if response.status not in (engine.OPTIMAL, engine.FEASIBLE):
        return None
    values = np.array(response.solution, dtype=np.int64)
    whole = len(values) == model.size + len(model.slacks)
    return np.flatnonzero(values[: model.size]) if whole else None


def base_proto(model: ChoiceModel) -> engine.CpModelProto:
    """Write the constraints of a choice model as the engine's own structure.

    Its variables are the candidates, then the slacks.
    """
    proto = engine.CpModelProto()
    for _ in range(model.size):
        proto.variables.add().domain.extend([0, 1])
    for group in model.at_most_one:
        proto.constraints.add().at_most_one.literals.extend(group.tolist())
    for group in model.exactly_one:
        proto.constraints.add().exactly_one.literals.extend(group.tolist())
    for group, limit in model.at_most:
        row = proto.constraints.add().linear
        row.vars.extend(group.tolist())
        row.coeffs.extend([1] * len(group))
        row.domain.extend([0, limit])
    for number, slack in enumerate(model.slacks, start=model.size):
        proto.variables.add().domain.extend([slack.least, slack.most])
        for columns, use, limit in slack.rows:
            row = proto.constraints.add().linear
            row.vars.extend([*columns.tolist(), number])
            row.coeffs.extend([*use.tolist(), -1])
            row.domain.extend([-slack.most, limit])
    return proto


def tier_columns(model: ChoiceModel, tier: int) -> tuple[list[int], list[int]]:
    """Return the variables that count in a tier, and what each gains."""
    gain = model.tiers[tier]
    useful = np.flatnonzero(gain)
    paid = [
        (number, -slack.price)
        for number, slack in enumerate(model.slacks, start=model.size)
        if slack.tier == tier
    ]
    columns = [*useful.tolist(), *(number for number, _ in paid)]
    return columns, [*gain[useful].tolist(), *(price for _, price in paid)]


def set_objective(proto: engine.CpModelProto, model: ChoiceModel, tier: int) -> None:
    """Maximise a tier: the engine minimises, so it gets the negative."""
    proto.clear_objective()
    columns, gains = tier_columns(model, tier)
    proto.objective.vars.extend(columns)
    proto.objective.coeffs.extend([-gain for gain in gains])


def set_hint(proto: engine.CpModelProto, model: ChoiceModel, chosen: Ints) -> None:
    """Start from a complete choice."""
    values = np.zeros(model.size, dtype=np.int64)
    values[chosen] = 1
    over = [slack.over(chosen) for slack in model.slacks]
    proto.clear_solution_hint()
    proto.solution_hint.vars.extend(range(model.size + len(over)))
    proto.solution_hint.values.extend([*values.tolist(), *over])


def parameters(seconds: float, seed: int, work: float | None = None) -> engine.SatParameters:
    """Return the engine's settings; ``work`` limits deterministic seconds.

    ``interleave_search`` stays off: with it the engine corrupts memory (or-tools #5048).
    """
    settings = engine.SatParameters()
    settings.max_time_in_seconds = seconds
    if work is not None:
        settings.max_deterministic_time = work
    settings.num_workers = 1
    settings.random_seed = seed
    settings.interleave_search = False
    settings.catch_sigint_signal = False
    return settings
