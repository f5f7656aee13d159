"""Small whole-number programs solved exactly in the caller's own process, by branch and bound.

Linear relaxations of these programs are nearly whole already, each starts from the basis of the
one before, and there are dozens of them: a solver process would be too far away. Where branching
gets lost, the engine's own search with cuts takes over, which is slower to begin with. What is
large stays in solver processes (``solver/milp.py``). Answers are recomputed in whole numbers by
whoever asks.
"""

from collections.abc import Iterator

import highspy
import numpy as np
from highspy._core import _Highs

from solver.arrays import Bools, Ints
from solver.clock import Clock, OutOfTimeError
from solver.packing import OPTIONS, Floats
from solver.pooled import PooledModel

WHOLE = 1e-6
"""Values so near to a whole number are one."""

CLOSE = 1e-4
"""Sums of values that differ by less are equal."""


INFEASIBLE = (
    highspy.HighsModelStatus.kInfeasible,
    highspy.HighsModelStatus.kUnboundedOrInfeasible,  # and every column has bounds
)

SEARCHED = (
    *INFEASIBLE,
    highspy.HighsModelStatus.kOptimal,
    highspy.HighsModelStatus.kObjectiveTarget,
)


PATIENCE = 25
"""Relaxations that are solved before the engine's own search takes over. Measured at 40 tables:
four of five questions are answered by ten; the rest by none of thousands, and by cuts at once."""


class LostError(Exception):
    """Too many branches: better to search in another way."""


class Program:
    """Maximise ``worth . x`` over the columns and rows of a pooled model."""

    def __init__(self, model: PooledModel, worth: Floats) -> None:
        self._choices = model.choices
        self._least, self._most = model.least.astype(float), model.most.astype(float)
        self._worth = worth.copy()
        self._columns = np.arange(model.columns, dtype=np.int32)
        program = highspy.HighsLp()
        program.num_col_, program.num_row_ = model.columns, len(model.upper)
        program.col_cost_ = -worth
        program.col_lower_, program.col_upper_ = self._least, self._most
        program.row_lower_, program.row_upper_ = (
            model.lower.astype(float),
            model.upper.astype(float),
        )
        matrix = program.a_matrix_
        matrix.format_ = highspy.MatrixFormat.kRowwise
        matrix.start_, matrix.index_ = model.row_start, model.row_column
        matrix.value_ = model.row_value.astype(float)
        self._program = program
        self._engine = self._started()
        self._basis: highspy.HighsBasis | None = None

    def _started(self) -> _Highs:
        engine = _Highs()
        for option, value in OPTIONS:
            engine.setOptionValue(option, value)
        engine.passModel(self._program)
        return engine

    def reach(self, closed: Bools, enough: int, clock: Clock) -> Ints | None:
        """Return so many choices, with none of the closed ones; None: there are not so many.

        Every choice has to be worth 1.

        Raises:
            OutOfTimeError: the clock ran out before that was certain.
        """
        try:
            found = next(self._improvements(closed, enough, clock), None)
        except LostError:
            found, certain = self._searched(closed, clock, within=0.5, target=enough)
            if not certain:
                raise OutOfTimeError from None
        if found is None or found @ self._worth < enough - CLOSE:
            return None
        return self._chosen(found)

    def best(self, above: float, step: float, clock: Clock) -> tuple[Ints | None, bool]:
        """Return the best choices worth more than something, and whether that is certain.

        Certain is that none are worth a ``step`` more; None: none are worth so much at all.
        """
        best: Floats | None = None
        closed, certain = np.zeros(self._choices, dtype=np.bool_), True
        try:
            for better in self._improvements(closed, above + step, clock, step=step):
                best = better
        except OutOfTimeError:
            certain = False
        except LostError:
            found, certain = self._searched(closed, clock, within=step)
            enough = above + step if best is None else float(best @ self._worth)
            if found is not None and found @ self._worth >= enough - CLOSE:
                best = found
        return (None if best is None else self._chosen(best)), certain

    def _chosen(self, values: Floats) -> Ints:
        return np.flatnonzero(values[: self._choices] > 0.5)

    def _improvements(
        self,
        closed: Bools,
        enough: float,
        clock: Clock,
        *,
        step: float = 0,
    ) -> Iterator[Floats]:
        """Yield whole values worth enough, each worth a step more than the last.

        Raises:
            LostError: that takes too many branches.
        """
        todo, looked = [(self._least, self._open(closed))], 0
        while todo:
            looked += 1
            if looked > PATIENCE:
                raise LostError
            least, most = todo.pop()
            found = self._relaxed(least, most, clock)
            if found is None or found @ self._worth < enough - CLOSE:
                continue
            values = found[: self._choices]
            split = np.abs(values - np.rint(values))
            if split.max(initial=0) <= WHOLE:
                enough = float(found @ self._worth) + step
                yield found
                continue
            column = int(np.argmax(np.where(split > WHOLE, values, -1)))
            without, with_it = most.copy(), least.copy()
            without[column], with_it[column] = 0, 1
            todo += [(least, without), (with_it, most)]

    def _searched(
        self, closed: Bools, clock: Clock, *, within: float, target: float | None = None
    ) -> tuple[Floats | None, bool]:
        """Return what the engine's own search finds, and whether nothing is worth more by as much
        as ``within``, or it has reached the ``target``."""
        engine, choices = self._started(), self._columns[: self._choices]
        engine.changeColsBounds(len(self._columns), self._columns, self._least, self._open(closed))
        engine.changeColsIntegrality(
            len(choices), choices, np.full(len(choices), highspy.HighsVarType.kInteger)
        )
        engine.setOptionValue("mip_rel_gap", 0.0)
        engine.setOptionValue("mip_abs_gap", float(within))
        engine.setOptionValue("time_limit", max(clock.left, 0.001))
        if target is not None:
            engine.setOptionValue("objective_target", -float(target))
        engine.run()
        found, feasible = None, highspy.SolutionStatus.kSolutionStatusFeasible
        if engine.getInfo().primal_solution_status == feasible:
            found = np.array(engine.getSolution().col_value)
        return found, engine.getModelStatus() in SEARCHED

    def _open(self, closed: Bools) -> Floats:
        most = self._most.copy()
        most[: self._choices][closed] = 0
        return most

    def _relaxed(self, least: Floats, most: Floats, clock: Clock) -> Floats | None:
        clock.check()
        if not len(self._columns):
            return self._worth
        engine = self._engine
        engine.changeColsBounds(len(self._columns), self._columns, least, most)
        if self._basis is not None:
            engine.setBasis(self._basis)
        # The engine's clock runs on over all of its runs.
        engine.setOptionValue("time_limit", engine.getRunTime() + max(clock.left, 0.001))
        engine.run()
        status = engine.getModelStatus()
        if status in INFEASIBLE:
            return None
        if status != highspy.HighsModelStatus.kOptimal:
            raise OutOfTimeError(status)
        self._basis = engine.getBasis()
        return np.array(engine.getSolution().col_value)

    def shadow_prices(self) -> Floats:
        """Return what a unit of each row was worth in the last relaxation."""
        return -np.array(self._engine.getSolution().row_dual)

    def reduced_gains(self) -> Floats:
        """Return what a unit more of each choice would have gained in the last relaxation."""
        return -np.array(self._engine.getSolution().col_dual)[: self._choices]
