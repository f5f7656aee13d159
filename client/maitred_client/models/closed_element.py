from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal, Self, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

T = TypeVar("T", bound="ClosedElement")


@_attrs_define
class ClosedElement:
    """A table that is out of service.

    Attributes:
        kind (Literal['closed']):  Default: 'closed'.
        table (str):
        text (str):
    """

    table: str
    text: str
    kind: Literal["closed"] = "closed"
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        kind = self.kind

        table = self.table

        text = self.text

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "kind": kind,
                "table": table,
                "text": text,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        kind = cast("Literal['closed']", d.pop("kind"))
        if kind != "closed":
            raise ValueError(f"kind must match const 'closed', got '{kind}'")

        table = d.pop("table")

        text = d.pop("text")

        closed_element = cls(
            kind=kind,
            table=table,
            text=text,
        )

        closed_element.additional_properties = d
        return closed_element

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
