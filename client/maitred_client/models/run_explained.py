from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.explanation import Explanation


T = TypeVar("T", bound="RunExplained")


@_attrs_define
class RunExplained:
    """Everyone whom a run left without tables.

    Attributes:
        run_id (UUID):
        restaurant_id (UUID):
        date (datetime.date):
        problem_hash (str): Of the day that was planned: 64 hex digits.
        explanations (list[Explanation]):
    """

    run_id: UUID
    restaurant_id: UUID
    date: datetime.date
    problem_hash: str
    explanations: list[Explanation]
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        run_id = str(self.run_id)

        restaurant_id = str(self.restaurant_id)

        date = self.date.isoformat()

        problem_hash = self.problem_hash

        explanations = []
        for explanations_item_data in self.explanations:
            explanations_item = explanations_item_data.to_dict()
            explanations.append(explanations_item)

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "runId": run_id,
                "restaurantId": restaurant_id,
                "date": date,
                "problemHash": problem_hash,
                "explanations": explanations,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.explanation import Explanation

        d = dict(src_dict)
        run_id = UUID(d.pop("runId"))

        restaurant_id = UUID(d.pop("restaurantId"))

        date = datetime.date.fromisoformat(d.pop("date"))

        problem_hash = d.pop("problemHash")

        explanations = []
        _explanations = d.pop("explanations")
        for explanations_item_data in _explanations:
            explanations_item = Explanation.from_dict(explanations_item_data)

            explanations.append(explanations_item)

        run_explained = cls(
            run_id=run_id,
            restaurant_id=restaurant_id,
            date=date,
            problem_hash=problem_hash,
            explanations=explanations,
        )

        run_explained.additional_properties = d
        return run_explained

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
