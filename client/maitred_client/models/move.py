from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, Self, TypeVar
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

T = TypeVar("T", bound="Move")


@_attrs_define
class Move:
    """A booking that would have to change its tables.

    Attributes:
        booking_id (UUID):
        party_size (int):
        start_at (datetime.datetime):
        end_at (datetime.datetime):
        from_ (list[UUID]):
        to (list[UUID]):
    """

    booking_id: UUID
    party_size: int
    start_at: datetime.datetime
    end_at: datetime.datetime
    from_: list[UUID]
    to: list[UUID]
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        booking_id = str(self.booking_id)

        party_size = self.party_size

        start_at = self.start_at.isoformat()

        end_at = self.end_at.isoformat()

        from_ = []
        for from_item_data in self.from_:
            from_item = str(from_item_data)
            from_.append(from_item)

        to = []
        for to_item_data in self.to:
            to_item = str(to_item_data)
            to.append(to_item)

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "bookingId": booking_id,
                "partySize": party_size,
                "startAt": start_at,
                "endAt": end_at,
                "from": from_,
                "to": to,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        booking_id = UUID(d.pop("bookingId"))

        party_size = d.pop("partySize")

        start_at = datetime.datetime.fromisoformat(d.pop("startAt"))

        end_at = datetime.datetime.fromisoformat(d.pop("endAt"))

        from_ = []
        _from_ = d.pop("from")
        for from_item_data in _from_:
            from_item = UUID(from_item_data)

            from_.append(from_item)

        to = []
        _to = d.pop("to")
        for to_item_data in _to:
            to_item = UUID(to_item_data)

            to.append(to_item)

        move = cls(
            booking_id=booking_id,
            party_size=party_size,
            start_at=start_at,
            end_at=end_at,
            from_=from_,
            to=to,
        )

        move.additional_properties = d
        return move

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
