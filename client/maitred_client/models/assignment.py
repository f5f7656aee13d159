from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, Self, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

T = TypeVar("T", bound="Assignment")


@_attrs_define
class Assignment:
    """One table of a booking.

    Attributes:
        table_id (UUID):
        assignment_id (UUID):
        start_at (datetime.datetime): From when the table is kept.
        end_at (datetime.datetime): Until when: dining time and buffer.
        merge_group_id (None | UUID): The same for all tables of a merge; null for a single table.
    """

    table_id: UUID
    assignment_id: UUID
    start_at: datetime.datetime
    end_at: datetime.datetime
    merge_group_id: UUID | None
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        table_id = str(self.table_id)

        assignment_id = str(self.assignment_id)

        start_at = self.start_at.isoformat()

        end_at = self.end_at.isoformat()

        merge_group_id: str | None
        if isinstance(self.merge_group_id, UUID):
            merge_group_id = str(self.merge_group_id)
        else:
            merge_group_id = self.merge_group_id

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "tableId": table_id,
                "assignmentId": assignment_id,
                "startAt": start_at,
                "endAt": end_at,
                "mergeGroupId": merge_group_id,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        table_id = UUID(d.pop("tableId"))

        assignment_id = UUID(d.pop("assignmentId"))

        start_at = datetime.datetime.fromisoformat(d.pop("startAt"))

        end_at = datetime.datetime.fromisoformat(d.pop("endAt"))

        def _parse_merge_group_id(data: object) -> UUID | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                merge_group_id_type_0 = UUID(data)

                return merge_group_id_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast("UUID | None", data)

        merge_group_id = _parse_merge_group_id(d.pop("mergeGroupId"))

        assignment = cls(
            table_id=table_id,
            assignment_id=assignment_id,
            start_at=start_at,
            end_at=end_at,
            merge_group_id=merge_group_id,
        )

        assignment.additional_properties = d
        return assignment

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
