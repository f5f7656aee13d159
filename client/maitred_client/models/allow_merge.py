from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal, Self, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

T = TypeVar("T", bound="AllowMerge")


@_attrs_define
class AllowMerge:
    """Exactly these tables may be merged, whatever the other rules of merging say.

    Attributes:
        kind (Literal['allow_merge']):  Default: 'allow_merge'.
        tables (list[str]):
        service (None | str): The service whose rules change, if it has rules of its own; those of the day otherwise.
    """

    tables: list[str]
    service: str | None
    kind: Literal["allow_merge"] = "allow_merge"
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        kind = self.kind

        tables = self.tables

        service: str | None
        service = self.service

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "kind": kind,
                "tables": tables,
                "service": service,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        kind = cast("Literal['allow_merge']", d.pop("kind"))
        if kind != "allow_merge":
            raise ValueError(f"kind must match const 'allow_merge', got '{kind}'")

        tables = cast("list[str]", d.pop("tables"))

        def _parse_service(data: object) -> str | None:
            if data is None:
                return data
            return cast("str | None", data)

        service = _parse_service(d.pop("service"))

        allow_merge = cls(
            kind=kind,
            tables=tables,
            service=service,
        )

        allow_merge.additional_properties = d
        return allow_merge

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
