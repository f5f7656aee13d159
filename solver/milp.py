"""The only place that talks to HiGHS about the pooled model.

Whole-number programs run in solver processes, or in processes of a season's simulation; a
relaxation that needs no interrupt may run in the caller's own.
"""

import math
from dataclasses import dataclass
from typing import Any

import highspy
import numpy as np
from highspy._core import _Highs

from solver.arrays import Ints
from solver.pooled import PooledModel

DUAL_TOLERANCE = 1e-6
"""What the engine's bound may be off by, in units of the scaled objective (whole numbers)."""


class Interrupt:
    """Lets another thread end the engine's present run."""

    def __init__(self) -> None:
        self.asked = False
        self._engine: highspy.Highs | None = None

    def stop(self) -> None:
        """End the present run, and let none start any more."""
        self.asked = True
        if self._engine is not None:
            self._engine.cancelSolve()  # type: ignore[no-untyped-call]

    def run(self, engine: highspy.Highs) -> bool:
        """Run an engine unless the end was asked for; tell whether it ran.

        An engine that did not run reports a bound of 0.
        """
        engine.HandleUserInterrupt = True
        self._engine = engine
        wanted = not self.asked
        if wanted:
            engine.run()
        self._engine = None
        return wanted


@dataclass(frozen=True)
class Floor:
    """A tier above must not fall below what it has reached."""

    gain: Ints
    at_least: int


@dataclass(frozen=True)
class MilpAnswer:
    """What the engine found; gains are centipoints over the model's columns."""

    chosen: Ints | None
    """Choices of the best solution, None without one."""
    bound: int | None
    """No solution gains more; None when the engine has no bound."""


def relaxed_bound(
    model: PooledModel,
    gain: Ints,
    floors: list[Floor],
    seconds: float,
    interrupt: Interrupt | None = None,
) -> int | None:
    """Return the bound of the linear relaxation, from its dual solution.

    Any non-negative multipliers of the rows give a valid bound, so rounding in the engine can
    make it weaker but never wrong (Neumaier and Shcherbina, 2004).
    """
    unit = _unit(gain)
    if interrupt is None:
        # The class above the core prints a banner, on the stdout of whoever asks.
        engine = _engine(model, gain // unit, floors, seconds, integer=False, kind=_Highs)
        engine.run()
    else:
        engine = _engine(model, gain // unit, floors, seconds, integer=False)
        interrupt.run(engine)
    if engine.getModelStatus() != highspy.HighsModelStatus.kOptimal:
        return None
    dual = np.array(engine.getSolution().row_dual)
    return _safe_bound(model, gain, floors, dual * unit, unit)


def _safe_bound(
    model: PooledModel, gain: Ints, floors: list[Floor], dual: np.ndarray, unit: int
) -> int:
    """Bound ``gain`` by any row multipliers: rows at their best, columns at what is left over."""
    multiplier = -dual
    upper = np.concatenate([model.upper, [_most(floor.gain) for floor in floors]])
    lower = np.concatenate([model.lower, [floor.at_least for floor in floors]])
    rows = np.repeat(np.arange(len(model.upper)), np.diff(model.row_start))
    reduced = gain.astype(float)
    np.subtract.at(reduced, model.row_column, multiplier[rows] * model.row_value)
    for number, floor in enumerate(floors):
        reduced -= multiplier[len(model.upper) + number] * floor.gain
    at_rows = np.where(multiplier > 0, multiplier * upper, multiplier * lower).sum()
    at_columns = np.where(reduced > 0, reduced * model.most, reduced * model.least).sum()
    total = float(at_rows + at_columns)
    return math.floor((total * (1 + 1e-12) + 1e-3) / unit) * unit


def solve_milp(
    model: PooledModel,
    gain: Ints,
    floors: list[Floor],
    seconds: float,
    *,
    seed: int,
    interrupt: Interrupt | None = None,
    gap: float = 0.0,
    enough: int | None = None,
    nodes: int | None = None,
) -> MilpAnswer:
    """Maximise ``gain`` over the model: to within a relative gap, or until it is ``enough``.

    With ``nodes`` the effort is counted in nodes of the search tree instead of seconds.

    The engine gets no start: version 1.16 maps one into its presolved model wrongly at times, and
    then proves the wrong optimum. Its answers are recomputed, and dropped if they do not add up.
    """
    unit = _unit(gain)
    # The class above the core prints a banner, on the stdout of whoever asks.
    kind = _Highs if interrupt is None else highspy.Highs
    engine = _engine(model, gain // unit, floors, seconds, integer=True, seed=seed, kind=kind)
    engine.setOptionValue("mip_rel_gap", gap)
    if enough is not None:
        engine.setOptionValue("objective_target", float(-(enough // unit)))
    if nodes is not None:
        engine.setOptionValue("mip_max_nodes", nodes)
    if interrupt is None:
        engine.run()
    elif not interrupt.run(engine):
        return MilpAnswer(None, None)
    info = engine.getInfo()
    chosen, value = None, 0
    if info.primal_solution_status == highspy.SolutionStatus.kSolutionStatusFeasible:
        values = np.rint(engine.getSolution().col_value).astype(np.int64)
        value = int(gain @ values)
        claimed = round(-info.objective_function_value) * unit
        if value != claimed or not _satisfies(model, floors, values):
            return MilpAnswer(None, None)
        chosen = np.flatnonzero(values[: model.choices])
    bound = None
    if (
        engine.getModelStatus() == highspy.HighsModelStatus.kOptimal
        and chosen is not None
        and not gap
    ):
        bound = value
    elif math.isfinite(info.mip_dual_bound):
        bound = math.floor(-info.mip_dual_bound + DUAL_TOLERANCE * max(1, model.columns)) * unit
    return MilpAnswer(chosen, bound)


def _satisfies(model: PooledModel, floors: list[Floor], values: Ints) -> bool:
    """Tell whether the columns' values keep every row and their own limits."""
    rows = np.repeat(np.arange(len(model.upper)), np.diff(model.row_start))
    used = np.zeros(len(model.upper), dtype=np.int64)
    np.add.at(used, rows, values[model.row_column] * model.row_value)
    kept = all(floor.gain @ values >= floor.at_least for floor in floors)
    within = (model.least <= values).all() and (values <= model.most).all()
    return kept and bool(within and ((model.lower <= used) & (used <= model.upper)).all())


def _unit(gain: Ints) -> int:
    """The greatest common divisor of all gains: sums are multiples of it."""
    return int(np.gcd.reduce(gain)) or 1 if len(gain) else 1


def _most(gain: Ints) -> int:
    return int(np.maximum(gain, 0).sum())


def _engine(
    model: PooledModel,
    gain: Ints,
    floors: list[Floor],
    seconds: float,
    *,
    integer: bool,
    seed: int = 0,
    kind: type[_Highs] = highspy.Highs,
) -> Any:
    program = highspy.HighsLp()
    program.num_col_ = model.columns
    program.num_row_ = len(model.upper) + len(floors)
    program.col_cost_ = -gain.astype(float)
    program.col_lower_ = model.least.astype(float)
    program.col_upper_ = model.most.astype(float)
    kept = [np.flatnonzero(floor.gain) for floor in floors]
    program.row_lower_ = np.array([*model.lower, *(floor.at_least for floor in floors)], float)
    program.row_upper_ = np.array([*model.upper, *(_most(floor.gain) for floor in floors)], float)
    matrix = program.a_matrix_
    matrix.format_ = highspy.MatrixFormat.kRowwise
    ends = model.row_start[-1] + np.cumsum([len(columns) for columns in kept], dtype=np.int64)
    matrix.start_ = np.concatenate([model.row_start, ends])
    matrix.index_ = np.concatenate([model.row_column, *kept])
    matrix.value_ = np.concatenate(
        [
            model.row_value,
            *(floor.gain[columns] for floor, columns in zip(floors, kept, strict=True)),
        ]
    ).astype(float)
    if integer:
        program.integrality_ = [highspy.HighsVarType.kInteger] * model.columns
    engine = kind()
    for option, value in {
        "output_flag": False,
        "threads": 1,
        "random_seed": seed,
        "time_limit": max(0.01, seconds),
        "mip_abs_gap": 0.999,
    }.items():
        engine.setOptionValue(option, value)
    engine.passModel(program)
    return engine
