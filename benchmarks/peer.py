"""A plain engine on the exact model, in a process of its own: reads a model, writes a choice.

Started by ``benchmarks.peers`` as ``python -m benchmarks.peer cpsat|highs SECONDS``.
"""

import pickle
import sys

import highspy
import numpy as np
from ortools.sat.python import cp_model_helper as engine

from solver.arrays import Ints
from solver.cpsat import base_proto, read_choice, set_objective
from solver.model import ChoiceModel

WORKERS = 2


def by_cpsat(model: ChoiceModel, seconds: float) -> Ints | None:
    """Solve with CP-SAT, two workers, nothing else."""
    proto = base_proto(model)
    set_objective(proto, model, 0)
    settings = engine.SatParameters()
    settings.max_time_in_seconds = seconds
    settings.num_workers = WORKERS
    wrapper = engine.SolveWrapper()
    wrapper.set_parameters(settings)
    return read_choice(wrapper.solve(proto), model)  # type: ignore[no-untyped-call]


def by_highs(model: ChoiceModel, seconds: float) -> Ints | None:
    """Solve with HiGHS as a mixed-integer program, two threads, nothing else.

    As with us, it ends only at the optimum (its own default is 0.01 % from it), and gains come
    without their common divisor (CP-SAT takes that out by itself).
    """
    gain = model.tiers[0]
    groups = [*model.at_most_one, *model.exactly_one]
    program = highspy.HighsLp()
    program.num_col_ = model.size
    program.num_row_ = len(groups)
    program.col_cost_ = -(gain // max(1, int(np.gcd.reduce(gain)))).astype(float)
    program.col_lower_ = np.zeros(model.size)
    program.col_upper_ = np.ones(model.size)
    program.row_lower_ = np.array(
        [0.0] * len(model.at_most_one) + [1.0] * len(model.exactly_one), dtype=float
    )
    program.row_upper_ = np.ones(len(groups))
    matrix = program.a_matrix_
    matrix.format_ = highspy.MatrixFormat.kRowwise
    matrix.start_ = np.cumsum([0, *map(len, groups)])
    matrix.index_ = np.concatenate(groups)
    matrix.value_ = np.ones(sum(map(len, groups)))
    program.integrality_ = [highspy.HighsVarType.kInteger] * model.size
    solver = highspy.Highs()  # type: ignore[no-untyped-call]
    settings = {"output_flag": False, "threads": WORKERS, "mip_rel_gap": 0.0}
    for option, value in {**settings, "time_limit": seconds}.items():
        solver.setOptionValue(option, value)
    solver.passModel(program)
    solver.run()
    if solver.getInfo().primal_solution_status != highspy.SolutionStatus.kSolutionStatusFeasible:
        return None
    return np.flatnonzero(np.array(solver.getSolution().col_value) > 0.5)


def main() -> None:
    """Read the model from standard input, write the chosen candidates to standard output."""
    name, seconds = sys.argv[1], float(sys.argv[2])
    model: ChoiceModel = pickle.load(sys.stdin.buffer)
    plain = len(model.tiers) == 1 and not (model.at_most or model.slacks)
    assert plain, "by_highs writes only the rows that the benchmark's rules and weights need"
    chosen = {"cpsat": by_cpsat, "highs": by_highs}[name](model, seconds)
    print()  # after what an engine may have printed
    print(",".join(map(str, [] if chosen is None else chosen.tolist())))


if __name__ == "__main__":
    main()
