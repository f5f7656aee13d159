from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.mode import Mode
from ..models.plan_status import PlanStatus

if TYPE_CHECKING:
    from ..models.objective import Objective
    from ..models.seating import Seating
    from ..models.solve_record import SolveRecord
    from ..models.statistics import Statistics
    from ..models.tier_proof import TierProof
    from ..models.unseated import Unseated


T = TypeVar("T", bound="DayPlan")


@_attrs_define
class DayPlan:
    """A checked plan for a day problem.

    Attributes:
        problem_id (str):
        problem_hash (str):
        date (datetime.date):
        mode (Mode): What a plan may touch.
        max_moves (int | None):
        status (PlanStatus): What is proven about a plan.
        seatings (list[Seating]):
        unseated (list[Unseated]):
        objective (Objective): What a plan is worth, in points; costs are negative.
        proof (list[TierProof]): One entry per tier that was optimised, the highest first.
        statistics (Statistics): Counts an operator asks for first.
        solve (SolveRecord): Everything needed to tell how a plan was made.
        notes (list[str]): What the planner wants an operator to know about the day as a whole.
    """

    problem_id: str
    problem_hash: str
    date: datetime.date
    mode: Mode
    max_moves: int | None
    status: PlanStatus
    seatings: list[Seating]
    unseated: list[Unseated]
    objective: Objective
    proof: list[TierProof]
    statistics: Statistics
    solve: SolveRecord
    notes: list[str]
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        problem_id = self.problem_id

        problem_hash = self.problem_hash

        date = self.date.isoformat()

        mode = self.mode.value

        max_moves: int | None
        max_moves = self.max_moves

        status = self.status.value

        seatings = []
        for seatings_item_data in self.seatings:
            seatings_item = seatings_item_data.to_dict()
            seatings.append(seatings_item)

        unseated = []
        for unseated_item_data in self.unseated:
            unseated_item = unseated_item_data.to_dict()
            unseated.append(unseated_item)

        objective = self.objective.to_dict()

        proof = []
        for proof_item_data in self.proof:
            proof_item = proof_item_data.to_dict()
            proof.append(proof_item)

        statistics = self.statistics.to_dict()

        solve = self.solve.to_dict()

        notes = self.notes

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "problem_id": problem_id,
                "problem_hash": problem_hash,
                "date": date,
                "mode": mode,
                "max_moves": max_moves,
                "status": status,
                "seatings": seatings,
                "unseated": unseated,
                "objective": objective,
                "proof": proof,
                "statistics": statistics,
                "solve": solve,
                "notes": notes,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.objective import Objective
        from ..models.seating import Seating
        from ..models.solve_record import SolveRecord
        from ..models.statistics import Statistics
        from ..models.tier_proof import TierProof
        from ..models.unseated import Unseated

        d = dict(src_dict)
        problem_id = d.pop("problem_id")

        problem_hash = d.pop("problem_hash")

        date = datetime.date.fromisoformat(d.pop("date"))

        mode = Mode(d.pop("mode"))

        def _parse_max_moves(data: object) -> int | None:
            if data is None:
                return data
            return cast("int | None", data)

        max_moves = _parse_max_moves(d.pop("max_moves"))

        status = PlanStatus(d.pop("status"))

        seatings = []
        _seatings = d.pop("seatings")
        for seatings_item_data in _seatings:
            seatings_item = Seating.from_dict(seatings_item_data)

            seatings.append(seatings_item)

        unseated = []
        _unseated = d.pop("unseated")
        for unseated_item_data in _unseated:
            unseated_item = Unseated.from_dict(unseated_item_data)

            unseated.append(unseated_item)

        objective = Objective.from_dict(d.pop("objective"))

        proof = []
        _proof = d.pop("proof")
        for proof_item_data in _proof:
            proof_item = TierProof.from_dict(proof_item_data)

            proof.append(proof_item)

        statistics = Statistics.from_dict(d.pop("statistics"))

        solve = SolveRecord.from_dict(d.pop("solve"))

        notes = cast("list[str]", d.pop("notes"))

        day_plan = cls(
            problem_id=problem_id,
            problem_hash=problem_hash,
            date=date,
            mode=mode,
            max_moves=max_moves,
            status=status,
            seatings=seatings,
            unseated=unseated,
            objective=objective,
            proof=proof,
            statistics=statistics,
            solve=solve,
            notes=notes,
        )

        day_plan.additional_properties = d
        return day_plan

    @property
    def additional_keys(self) -> list[str]:
        return list(self.additional_properties.keys())

    def __getitem__(self, key: str) -> Any:
        return self.additional_properties[key]

    def __setitem__(self, key: str, value: Any) -> None:
        self.additional_properties[key] = value

    def __delitem__(self, key: str) -> None:
        del self.additional_properties[key]

    def __contains__(self, key: str) -> bool:
        return key in self.additional_properties
