from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

T = TypeVar("T", bound="Fallback")


@_attrs_define
class Fallback:
    """A booking outside every service, planned with the turn times of one.

    Attributes:
        booking_id (UUID):
        used_fallback (bool):
        fallback_service (str): lunch, dinner or drinks.
    """

    booking_id: UUID
    used_fallback: bool
    fallback_service: str
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        booking_id = str(self.booking_id)

        used_fallback = self.used_fallback

        fallback_service = self.fallback_service

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "bookingId": booking_id,
                "usedFallback": used_fallback,
                "fallbackService": fallback_service,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        booking_id = UUID(d.pop("bookingId"))

        used_fallback = d.pop("usedFallback")

        fallback_service = d.pop("fallbackService")

        fallback = cls(
            booking_id=booking_id,
            used_fallback=used_fallback,
            fallback_service=fallback_service,
        )

        fallback.additional_properties = d
        return fallback

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
