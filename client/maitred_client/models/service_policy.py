from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

T = TypeVar("T", bound="ServicePolicy")


@_attrs_define
class ServicePolicy:
    """The product's hours of service, in the restaurant's own clock.

    Attributes:
        lunch_start (str): HH:MM:SS, as all four.
        lunch_end (str):
        dinner_start (str):
        dinner_end (str):
        clean_buffer_minutes (int): Minutes between two parties at one table.
        allow_after_hours (bool): Whether bookings outside the services are taken.
    """

    lunch_start: str
    lunch_end: str
    dinner_start: str
    dinner_end: str
    clean_buffer_minutes: int
    allow_after_hours: bool
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        lunch_start = self.lunch_start

        lunch_end = self.lunch_end

        dinner_start = self.dinner_start

        dinner_end = self.dinner_end

        clean_buffer_minutes = self.clean_buffer_minutes

        allow_after_hours = self.allow_after_hours

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "lunch_start": lunch_start,
                "lunch_end": lunch_end,
                "dinner_start": dinner_start,
                "dinner_end": dinner_end,
                "clean_buffer_minutes": clean_buffer_minutes,
                "allow_after_hours": allow_after_hours,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        lunch_start = d.pop("lunch_start")

        lunch_end = d.pop("lunch_end")

        dinner_start = d.pop("dinner_start")

        dinner_end = d.pop("dinner_end")

        clean_buffer_minutes = d.pop("clean_buffer_minutes")

        allow_after_hours = d.pop("allow_after_hours")

        service_policy = cls(
            lunch_start=lunch_start,
            lunch_end=lunch_end,
            dinner_start=dinner_start,
            dinner_end=dinner_end,
            clean_buffer_minutes=clean_buffer_minutes,
            allow_after_hours=allow_after_hours,
        )

        service_policy.additional_properties = d
        return service_policy

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
