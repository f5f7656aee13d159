from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, Self, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

T = TypeVar("T", bound="Loss")


@_attrs_define
class Loss:
    """Whom a candidate would cost their tables.

    Attributes:
        party_size (int):
        start_at (datetime.datetime):
        covers (float): Expected guests who find no table any more.
        booking_id (None | UUID): The booking that waits; null for requests still to come.
    """

    party_size: int
    start_at: datetime.datetime
    covers: float
    booking_id: UUID | None
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        party_size = self.party_size

        start_at = self.start_at.isoformat()

        covers = self.covers

        booking_id: str | None
        if isinstance(self.booking_id, UUID):
            booking_id = str(self.booking_id)
        else:
            booking_id = self.booking_id

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "partySize": party_size,
                "startAt": start_at,
                "covers": covers,
                "bookingId": booking_id,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        party_size = d.pop("partySize")

        start_at = datetime.datetime.fromisoformat(d.pop("startAt"))

        covers = d.pop("covers")

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

        loss = cls(
            party_size=party_size,
            start_at=start_at,
            covers=covers,
            booking_id=booking_id,
        )

        loss.additional_properties = d
        return loss

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
