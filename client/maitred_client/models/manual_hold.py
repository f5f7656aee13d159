from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, Self, TypeVar
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

T = TypeVar("T", bound="ManualHold")


@_attrs_define
class ManualHold:
    """A hold that was placed by hand.

    Attributes:
        id (UUID):
        expires_at (datetime.datetime):
        start_at (datetime.datetime):
        end_at (datetime.datetime):
        zone_id (UUID):
        table_ids (list[UUID]):
    """

    id: UUID
    expires_at: datetime.datetime
    start_at: datetime.datetime
    end_at: datetime.datetime
    zone_id: UUID
    table_ids: list[UUID]
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        id = str(self.id)

        expires_at = self.expires_at.isoformat()

        start_at = self.start_at.isoformat()

        end_at = self.end_at.isoformat()

        zone_id = str(self.zone_id)

        table_ids = []
        for table_ids_item_data in self.table_ids:
            table_ids_item = str(table_ids_item_data)
            table_ids.append(table_ids_item)

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "expiresAt": expires_at,
                "startAt": start_at,
                "endAt": end_at,
                "zoneId": zone_id,
                "tableIds": table_ids,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        id = UUID(d.pop("id"))

        expires_at = datetime.datetime.fromisoformat(d.pop("expiresAt"))

        start_at = datetime.datetime.fromisoformat(d.pop("startAt"))

        end_at = datetime.datetime.fromisoformat(d.pop("endAt"))

        zone_id = UUID(d.pop("zoneId"))

        table_ids = []
        _table_ids = d.pop("tableIds")
        for table_ids_item_data in _table_ids:
            table_ids_item = UUID(table_ids_item_data)

            table_ids.append(table_ids_item)

        manual_hold = cls(
            id=id,
            expires_at=expires_at,
            start_at=start_at,
            end_at=end_at,
            zone_id=zone_id,
            table_ids=table_ids,
        )

        manual_hold.additional_properties = d
        return manual_hold

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
