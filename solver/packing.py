"""Fractional packing with HiGHS: small linear programs, solved in the caller's own process.

Prices need a dozen of them within milliseconds, for which a solver process is too far away.
Whole-number programs stay in solver processes (``solver/milp.py``). The compiled core is used
directly: the class above it prints a banner, and shares locks between all threads.
"""

from collections.abc import Sequence

import highspy
import numpy as np
from highspy._core import _Highs
from numpy.typing import NDArray

from solver.arrays import Bools, Ints

Floats = NDArray[np.float64]


OPTIONS = (("output_flag", False), ("threads", 1), ("solver", "simplex"))


class Packing:
    """Maximise ``worth . x`` with ``0 <= x <= most`` and, in each group, ``sum of x <= limit``."""

    def __init__(
        self, worth: Floats, most: Floats, groups: Sequence[Ints], limits: Sequence[float]
    ) -> None:
        self._most = most
        program = highspy.HighsLp()
        program.num_col_, program.num_row_ = len(worth), len(groups)
        program.col_cost_ = -worth
        program.col_lower_, program.col_upper_ = np.zeros(len(worth)), most
        program.row_lower_ = np.full(len(groups), -highspy.kHighsInf)
        program.row_upper_ = np.array(limits, dtype=float)
        matrix = program.a_matrix_
        matrix.format_ = highspy.MatrixFormat.kRowwise
        matrix.start_ = np.cumsum([0, *map(len, groups)])
        matrix.index_ = np.concatenate([np.zeros(0, dtype=np.int64), *groups])
        matrix.value_ = np.ones(len(matrix.index_))
        self._engine = _Highs()
        for option, value in OPTIONS:
            self._engine.setOptionValue(option, value)
        self._engine.passModel(program)
        self._basis: highspy.HighsBasis | None = None

    def solve(self, seconds: float, without: Bools | None = None) -> Floats | None:
        """Return the best x, with some of the columns at 0; None when time ran out.

        The first answer is where every later one starts from.
        """
        if not len(self._most):
            return self._most
        engine, columns = self._engine, np.arange(len(self._most), dtype=np.int32)
        upper = self._most if without is None else np.where(without, 0.0, self._most)
        engine.changeColsBounds(len(columns), columns, np.zeros(len(columns)), upper)
        if self._basis is not None:
            engine.setBasis(self._basis)
        # The engine's clock runs on over all of its runs.
        engine.setOptionValue("time_limit", engine.getRunTime() + max(seconds, 0.001))
        engine.run()
        if engine.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            return None
        if self._basis is None:
            self._basis = engine.getBasis()
        return np.array(engine.getSolution().col_value)
