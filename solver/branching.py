"""Small whole-number programs solved exactly in the caller's own process, by branch and bound.

Linear relaxations of these programs are nearly whole already, each starts from the basis of the
one before, and there are dozens of them: a solver process would be too far away. What is large
stays in solver processes (``solver/milp.py``). Answers are recomputed in whole numbers by whoever
asks; the engine's tolerance decides nothing but where to branch.
"""

import math
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


PATIENCE = (20, 40, 80, 160, 320)
"""Relaxations that are solved before it begins anew. Measured at 40 tables: nearly every question
is answered by ten; of those that are not, a fresh start answers most by another fifty."""


class LostError(Exception):
    """Too many branches: better to begin anew."""


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
        self._engine = _Highs()
        for option, value in OPTIONS:
            self._engine.setOptionValue(option, value)
        self._engine.passModel(program)
        self._basis: highspy.HighsBasis | None = None

    def reach(self, closed: Bools, enough: int, clock: Clock) -> Ints | None:
        """Return so many choices, with none of the closed ones; None: there are not so many.

        Every choice has to be worth 1. Where branching gets lost it begins anew, with the choices
        worth a little more at random, which bounds their number as well.

        Raises:
            OutOfTimeError: the clock ran out before that was certain.
        """
        random = np.random.default_rng(enough)
        for patience in PATIENCE:
            try:
                return next(self._improvements(closed, enough, clock, patience), None)
            except LostError:
                self._weigh(1 + random.uniform(0, CLOSE / self._choices, self._choices))
        self._weigh(np.ones(self._choices))
        return next(self._improvements(closed, enough, clock), None)

    def _weigh(self, worth: Floats) -> None:
        self._worth[: self._choices] = worth
        self._engine.changeColsCost(len(self._columns), self._columns, -self._worth)

    def best(self, above: float, step: float, clock: Clock) -> tuple[Ints | None, bool]:
        """Return the best choices worth more than something, and whether that is certain.

        Certain is that none are worth a ``step`` more; None: none are worth so much at all.
        """
        best: Ints | None = None
        closed = np.zeros(self._choices, dtype=np.bool_)
        try:
            for better in self._improvements(closed, above + step, clock, step=step):
                best = better
        except OutOfTimeError:
            return best, False
        return best, True

    def _improvements(
        self,
        closed: Bools,
        enough: float,
        clock: Clock,
        patience: float = math.inf,
        *,
        step: float = 0,
    ) -> Iterator[Ints]:
        """Yield whole choices worth enough, each worth a step more than the last."""
        most = self._most.copy()
        most[: self._choices][closed] = 0
        todo, looked = [(self._least, most)], 0
        while todo:
            looked += 1
            if looked > patience:
                raise LostError
            least, most = todo.pop()
            found = self._relaxed(least, most, clock)
            if found is None or found @ self._worth < enough - CLOSE:
                continue
            values = found[: self._choices]
            split = np.abs(values - np.rint(values))
            if split.max(initial=0) <= WHOLE:
                enough = float(found @ self._worth) + step
                yield np.flatnonzero(values > 0.5)
                continue
            column = int(np.argmax(np.where(split > WHOLE, values, -1)))
            without, with_it = most.copy(), least.copy()
            without[column], with_it[column] = 0, 1
            todo += [(least, without), (with_it, most)]

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
