from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.plan_status import PlanStatus

if TYPE_CHECKING:
    from ..models.measures import Measures


T = TypeVar("T", bound="ScenarioRun")


@_attrs_define
class ScenarioRun:
    """One solve: a scenario, or the day as it is (`base`), on a date with a seed.

    Attributes:
        scenario (str):
        day (str):
        date (datetime.date):
        seed (int):
        key (str): A hash of all that the answer depends on.
        problem (str): The hash of the problem that was solved.
        status (PlanStatus): What is proven about a plan.
        seconds (float):
        remembered (bool): Solved by an earlier attempt at this job, or equal to another one.
        measures (Measures): The figures of one plan.
    """

    scenario: str
    day: str
    date: datetime.date
    seed: int
    key: str
    problem: str
    status: PlanStatus
    seconds: float
    remembered: bool
    measures: Measures
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        scenario = self.scenario

        day = self.day

        date = self.date.isoformat()

        seed = self.seed

        key = self.key

        problem = self.problem

        status = self.status.value

        seconds = self.seconds

        remembered = self.remembered

        measures = self.measures.to_dict()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "scenario": scenario,
                "day": day,
                "date": date,
                "seed": seed,
                "key": key,
                "problem": problem,
                "status": status,
                "seconds": seconds,
                "remembered": remembered,
                "measures": measures,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.measures import Measures

        d = dict(src_dict)
        scenario = d.pop("scenario")

        day = d.pop("day")

        date = datetime.date.fromisoformat(d.pop("date"))

        seed = d.pop("seed")

        key = d.pop("key")

        problem = d.pop("problem")

        status = PlanStatus(d.pop("status"))

        seconds = d.pop("seconds")

        remembered = d.pop("remembered")

        measures = Measures.from_dict(d.pop("measures"))

        scenario_run = cls(
            scenario=scenario,
            day=day,
            date=date,
            seed=seed,
            key=key,
            problem=problem,
            status=status,
            seconds=seconds,
            remembered=remembered,
            measures=measures,
        )

        scenario_run.additional_properties = d
        return scenario_run

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
