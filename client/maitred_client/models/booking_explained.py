from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.explanation import Explanation
    from ..models.seating_breakdown import SeatingBreakdown


T = TypeVar("T", bound="BookingExplained")


@_attrs_define
class BookingExplained:
    """One booking of a run.

    Attributes:
        run_id (UUID):
        restaurant_id (UUID):
        date (datetime.date):
        problem_hash (str): Of the day that was planned: 64 hex digits.
        explanation (Explanation | None): Given when it has no tables.
        seating (None | SeatingBreakdown): Given when it has: what they are worth, and what the best others would have
            cost.
    """

    run_id: UUID
    restaurant_id: UUID
    date: datetime.date
    problem_hash: str
    explanation: Explanation | None
    seating: SeatingBreakdown | None
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.explanation import Explanation
        from ..models.seating_breakdown import SeatingBreakdown

        run_id = str(self.run_id)

        restaurant_id = str(self.restaurant_id)

        date = self.date.isoformat()

        problem_hash = self.problem_hash

        explanation: dict[str, Any] | None
        if isinstance(self.explanation, Explanation):
            explanation = self.explanation.to_dict()
        else:
            explanation = self.explanation

        seating: dict[str, Any] | None
        if isinstance(self.seating, SeatingBreakdown):
            seating = self.seating.to_dict()
        else:
            seating = self.seating

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "runId": run_id,
                "restaurantId": restaurant_id,
                "date": date,
                "problemHash": problem_hash,
                "explanation": explanation,
                "seating": seating,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.explanation import Explanation
        from ..models.seating_breakdown import SeatingBreakdown

        d = dict(src_dict)
        run_id = UUID(d.pop("runId"))

        restaurant_id = UUID(d.pop("restaurantId"))

        date = datetime.date.fromisoformat(d.pop("date"))

        problem_hash = d.pop("problemHash")

        def _parse_explanation(data: object) -> Explanation | None:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                explanation_type_0 = Explanation.from_dict(data)

                return explanation_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast("Explanation | None", data)

        explanation = _parse_explanation(d.pop("explanation"))

        def _parse_seating(data: object) -> SeatingBreakdown | None:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                seating_type_0 = SeatingBreakdown.from_dict(data)

                return seating_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast("SeatingBreakdown | None", data)

        seating = _parse_seating(d.pop("seating"))

        booking_explained = cls(
            run_id=run_id,
            restaurant_id=restaurant_id,
            date=date,
            problem_hash=problem_hash,
            explanation=explanation,
            seating=seating,
        )

        booking_explained.additional_properties = d
        return booking_explained

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
