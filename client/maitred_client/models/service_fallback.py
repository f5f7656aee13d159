from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

T = TypeVar("T", bound="ServiceFallback")


@_attrs_define
class ServiceFallback:
    """Whether the booking lies outside every service, and which one lent its turn times.

    Attributes:
        used_fallback (bool):
        fallback_service (None | str): lunch, dinner or drinks; null when none was needed.
    """

    used_fallback: bool
    fallback_service: str | None
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        used_fallback = self.used_fallback

        fallback_service: str | None
        fallback_service = self.fallback_service

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "usedFallback": used_fallback,
                "fallbackService": fallback_service,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        used_fallback = d.pop("usedFallback")

        def _parse_fallback_service(data: object) -> str | None:
            if data is None:
                return data
            return cast("str | None", data)

        fallback_service = _parse_fallback_service(d.pop("fallbackService"))

        service_fallback = cls(
            used_fallback=used_fallback,
            fallback_service=fallback_service,
        )

        service_fallback.additional_properties = d
        return service_fallback

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
