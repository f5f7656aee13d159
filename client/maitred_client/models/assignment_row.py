from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, Self, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

T = TypeVar("T", bound="AssignmentRow")


@_attrs_define
class AssignmentRow:
    """One table of a booking, in the spelling of the row.

    Attributes:
        id (UUID):
        booking_id (UUID):
        table_id (UUID):
        assigned_at (datetime.datetime):
        assigned_by (None | UUID): The user; null for a machine, or where nobody signs in.
    """

    id: UUID
    booking_id: UUID
    table_id: UUID
    assigned_at: datetime.datetime
    assigned_by: UUID | None
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        id = str(self.id)

        booking_id = str(self.booking_id)

        table_id = str(self.table_id)

        assigned_at = self.assigned_at.isoformat()

        assigned_by: str | None
        if isinstance(self.assigned_by, UUID):
            assigned_by = str(self.assigned_by)
        else:
            assigned_by = self.assigned_by

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "booking_id": booking_id,
                "table_id": table_id,
                "assigned_at": assigned_at,
                "assigned_by": assigned_by,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        id = UUID(d.pop("id"))

        booking_id = UUID(d.pop("booking_id"))

        table_id = UUID(d.pop("table_id"))

        assigned_at = datetime.datetime.fromisoformat(d.pop("assigned_at"))

        def _parse_assigned_by(data: object) -> UUID | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                assigned_by_type_0 = UUID(data)

                return assigned_by_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast("UUID | None", data)

        assigned_by = _parse_assigned_by(d.pop("assigned_by"))

        assignment_row = cls(
            id=id,
            booking_id=booking_id,
            table_id=table_id,
            assigned_at=assigned_at,
            assigned_by=assigned_by,
        )

        assignment_row.additional_properties = d
        return assignment_row

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
