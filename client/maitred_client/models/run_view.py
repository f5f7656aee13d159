from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.run_state import RunState

if TYPE_CHECKING:
    from ..models.day_plan import DayPlan
    from ..models.run_view_outcome_type_0 import RunViewOutcomeType0


T = TypeVar("T", bound="RunView")


@_attrs_define
class RunView:
    """One run with its whole plan.

    Attributes:
        id (UUID):
        restaurant_id (UUID):
        date (datetime.date):
        mode (str):
        state (RunState): Where a run stands. A new state is reached only from those of ``BEFORE``.
        problem_hash (str): Of the day that was planned: 64 hex digits.
        plan_hash (str): Of the decisions alone: equal plans, equal hash.
        outcome (None | RunViewOutcomeType0): What became of it: how much was `written`, or what had changed; null while
            it is planned.
        created_at (datetime.datetime):
        bound (float | None):
        gap (float | None):
        plan (DayPlan): A checked plan for a day problem.
    """

    id: UUID
    restaurant_id: UUID
    date: datetime.date
    mode: str
    state: RunState
    problem_hash: str
    plan_hash: str
    outcome: RunViewOutcomeType0 | None
    created_at: datetime.datetime
    bound: float | None
    gap: float | None
    plan: DayPlan
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.run_view_outcome_type_0 import RunViewOutcomeType0

        id = str(self.id)

        restaurant_id = str(self.restaurant_id)

        date = self.date.isoformat()

        mode = self.mode

        state = self.state.value

        problem_hash = self.problem_hash

        plan_hash = self.plan_hash

        outcome: dict[str, Any] | None
        if isinstance(self.outcome, RunViewOutcomeType0):
            outcome = self.outcome.to_dict()
        else:
            outcome = self.outcome

        created_at = self.created_at.isoformat()

        bound: float | None
        bound = self.bound

        gap: float | None
        gap = self.gap

        plan = self.plan.to_dict()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "restaurantId": restaurant_id,
                "date": date,
                "mode": mode,
                "state": state,
                "problemHash": problem_hash,
                "planHash": plan_hash,
                "outcome": outcome,
                "createdAt": created_at,
                "bound": bound,
                "gap": gap,
                "plan": plan,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.day_plan import DayPlan
        from ..models.run_view_outcome_type_0 import RunViewOutcomeType0

        d = dict(src_dict)
        id = UUID(d.pop("id"))

        restaurant_id = UUID(d.pop("restaurantId"))

        date = datetime.date.fromisoformat(d.pop("date"))

        mode = d.pop("mode")

        state = RunState(d.pop("state"))

        problem_hash = d.pop("problemHash")

        plan_hash = d.pop("planHash")

        def _parse_outcome(data: object) -> RunViewOutcomeType0 | None:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                outcome_type_0 = RunViewOutcomeType0.from_dict(data)

                return outcome_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast("RunViewOutcomeType0 | None", data)

        outcome = _parse_outcome(d.pop("outcome"))

        created_at = datetime.datetime.fromisoformat(d.pop("createdAt"))

        def _parse_bound(data: object) -> float | None:
            if data is None:
                return data
            return cast("float | None", data)

        bound = _parse_bound(d.pop("bound"))

        def _parse_gap(data: object) -> float | None:
            if data is None:
                return data
            return cast("float | None", data)

        gap = _parse_gap(d.pop("gap"))

        plan = DayPlan.from_dict(d.pop("plan"))

        run_view = cls(
            id=id,
            restaurant_id=restaurant_id,
            date=date,
            mode=mode,
            state=state,
            problem_hash=problem_hash,
            plan_hash=plan_hash,
            outcome=outcome,
            created_at=created_at,
            bound=bound,
            gap=gap,
            plan=plan,
        )

        run_view.additional_properties = d
        return run_view

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
