from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.context_hold_metadata_type_0 import ContextHoldMetadataType0


T = TypeVar("T", bound="ContextHold")


@_attrs_define
class ContextHold:
    """A live hold that reaches into the booking's window.

    Attributes:
        id (UUID):
        booking_id (None | UUID):
        restaurant_id (UUID):
        zone_id (UUID):
        start_at (datetime.datetime):
        end_at (datetime.datetime):
        expires_at (datetime.datetime): When it runs out.
        table_ids (list[UUID]):
        created_by (None | UUID):
        metadata (ContextHoldMetadataType0 | None): What whoever placed it wanted to remember.
        created_by_name (None): Always null: maitred reads no names.
        created_by_email (None): Always null.
    """

    id: UUID
    booking_id: UUID | None
    restaurant_id: UUID
    zone_id: UUID
    start_at: datetime.datetime
    end_at: datetime.datetime
    expires_at: datetime.datetime
    table_ids: list[UUID]
    created_by: UUID | None
    metadata: ContextHoldMetadataType0 | None
    created_by_name: None
    created_by_email: None
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.context_hold_metadata_type_0 import ContextHoldMetadataType0

        id = str(self.id)

        booking_id: str | None
        if isinstance(self.booking_id, UUID):
            booking_id = str(self.booking_id)
        else:
            booking_id = self.booking_id

        restaurant_id = str(self.restaurant_id)

        zone_id = str(self.zone_id)

        start_at = self.start_at.isoformat()

        end_at = self.end_at.isoformat()

        expires_at = self.expires_at.isoformat()

        table_ids = []
        for table_ids_item_data in self.table_ids:
            table_ids_item = str(table_ids_item_data)
            table_ids.append(table_ids_item)

        created_by: str | None
        if isinstance(self.created_by, UUID):
            created_by = str(self.created_by)
        else:
            created_by = self.created_by

        metadata: dict[str, Any] | None
        if isinstance(self.metadata, ContextHoldMetadataType0):
            metadata = self.metadata.to_dict()
        else:
            metadata = self.metadata

        created_by_name = self.created_by_name

        created_by_email = self.created_by_email

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "bookingId": booking_id,
                "restaurantId": restaurant_id,
                "zoneId": zone_id,
                "startAt": start_at,
                "endAt": end_at,
                "expiresAt": expires_at,
                "tableIds": table_ids,
                "createdBy": created_by,
                "metadata": metadata,
                "createdByName": created_by_name,
                "createdByEmail": created_by_email,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.context_hold_metadata_type_0 import ContextHoldMetadataType0

        d = dict(src_dict)
        id = UUID(d.pop("id"))

        def _parse_booking_id(data: object) -> UUID | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                booking_id_type_0 = UUID(data)

                return booking_id_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast("UUID | None", data)

        booking_id = _parse_booking_id(d.pop("bookingId"))

        restaurant_id = UUID(d.pop("restaurantId"))

        zone_id = UUID(d.pop("zoneId"))

        start_at = datetime.datetime.fromisoformat(d.pop("startAt"))

        end_at = datetime.datetime.fromisoformat(d.pop("endAt"))

        expires_at = datetime.datetime.fromisoformat(d.pop("expiresAt"))

        table_ids = []
        _table_ids = d.pop("tableIds")
        for table_ids_item_data in _table_ids:
            table_ids_item = UUID(table_ids_item_data)

            table_ids.append(table_ids_item)

        def _parse_created_by(data: object) -> UUID | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                created_by_type_0 = UUID(data)

                return created_by_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast("UUID | None", data)

        created_by = _parse_created_by(d.pop("createdBy"))

        def _parse_metadata(data: object) -> ContextHoldMetadataType0 | None:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                metadata_type_0 = ContextHoldMetadataType0.from_dict(data)

                return metadata_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast("ContextHoldMetadataType0 | None", data)

        metadata = _parse_metadata(d.pop("metadata"))

        created_by_name = d.pop("createdByName")

        created_by_email = d.pop("createdByEmail")

        context_hold = cls(
            id=id,
            booking_id=booking_id,
            restaurant_id=restaurant_id,
            zone_id=zone_id,
            start_at=start_at,
            end_at=end_at,
            expires_at=expires_at,
            table_ids=table_ids,
            created_by=created_by,
            metadata=metadata,
            created_by_name=created_by_name,
            created_by_email=created_by_email,
        )

        context_hold.additional_properties = d
        return context_hold

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
