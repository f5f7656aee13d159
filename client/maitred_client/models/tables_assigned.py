from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.assignment_row import AssignmentRow
    from ..models.booking_state import BookingState
    from ..models.set_summary import SetSummary


T = TypeVar("T", bound="TablesAssigned")


@_attrs_define
class TablesAssigned:
    """The tables that a booking has now, and no others.

    Attributes:
        success (bool):
        assignments (list[AssignmentRow]):
        booking (BookingState): The booking after it got tables.
        summary (SetSummary): What the tables amount to.
    """

    success: bool
    assignments: list[AssignmentRow]
    booking: BookingState
    summary: SetSummary
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        success = self.success

        assignments = []
        for assignments_item_data in self.assignments:
            assignments_item = assignments_item_data.to_dict()
            assignments.append(assignments_item)

        booking = self.booking.to_dict()

        summary = self.summary.to_dict()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "success": success,
                "assignments": assignments,
                "booking": booking,
                "summary": summary,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.assignment_row import AssignmentRow
        from ..models.booking_state import BookingState
        from ..models.set_summary import SetSummary

        d = dict(src_dict)
        success = d.pop("success")

        assignments = []
        _assignments = d.pop("assignments")
        for assignments_item_data in _assignments:
            assignments_item = AssignmentRow.from_dict(assignments_item_data)

            assignments.append(assignments_item)

        booking = BookingState.from_dict(d.pop("booking"))

        summary = SetSummary.from_dict(d.pop("summary"))

        tables_assigned = cls(
            success=success,
            assignments=assignments,
            booking=booking,
            summary=summary,
        )

        tables_assigned.additional_properties = d
        return tables_assigned

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
