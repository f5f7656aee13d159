from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.context_conflict import ContextConflict
    from ..models.span import Span
    from ..models.tab_booking import TabBooking
    from ..models.table_row import TableRow


T = TypeVar("T", bound="AssignmentContext")


@_attrs_define
class AssignmentContext:
    """What the assignment tab reads: the booking, all tables, who has what in its window.

    Attributes:
        booking (TabBooking): The booking, as the assignment tab reads it.
        tables (list[TableRow]):
        conflicts (list[ContextConflict]):
        booking_assignments (list[UUID]): The tables that the booking has.
        window (Span): A half-open window: the end does not belong to it.
        server_now (datetime.datetime):
    """

    booking: TabBooking
    tables: list[TableRow]
    conflicts: list[ContextConflict]
    booking_assignments: list[UUID]
    window: Span
    server_now: datetime.datetime
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        booking = self.booking.to_dict()

        tables = []
        for tables_item_data in self.tables:
            tables_item = tables_item_data.to_dict()
            tables.append(tables_item)

        conflicts = []
        for conflicts_item_data in self.conflicts:
            conflicts_item = conflicts_item_data.to_dict()
            conflicts.append(conflicts_item)

        booking_assignments = []
        for booking_assignments_item_data in self.booking_assignments:
            booking_assignments_item = str(booking_assignments_item_data)
            booking_assignments.append(booking_assignments_item)

        window = self.window.to_dict()

        server_now = self.server_now.isoformat()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "booking": booking,
                "tables": tables,
                "conflicts": conflicts,
                "bookingAssignments": booking_assignments,
                "window": window,
                "serverNow": server_now,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.context_conflict import ContextConflict
        from ..models.span import Span
        from ..models.tab_booking import TabBooking
        from ..models.table_row import TableRow

        d = dict(src_dict)
        booking = TabBooking.from_dict(d.pop("booking"))

        tables = []
        _tables = d.pop("tables")
        for tables_item_data in _tables:
            tables_item = TableRow.from_dict(tables_item_data)

            tables.append(tables_item)

        conflicts = []
        _conflicts = d.pop("conflicts")
        for conflicts_item_data in _conflicts:
            conflicts_item = ContextConflict.from_dict(conflicts_item_data)

            conflicts.append(conflicts_item)

        booking_assignments = []
        _booking_assignments = d.pop("bookingAssignments")
        for booking_assignments_item_data in _booking_assignments:
            booking_assignments_item = UUID(booking_assignments_item_data)

            booking_assignments.append(booking_assignments_item)

        window = Span.from_dict(d.pop("window"))

        server_now = datetime.datetime.fromisoformat(d.pop("serverNow"))

        assignment_context = cls(
            booking=booking,
            tables=tables,
            conflicts=conflicts,
            booking_assignments=booking_assignments,
            window=window,
            server_now=server_now,
        )

        assignment_context.additional_properties = d
        return assignment_context

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
