from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.place_body import PlaceBody


T = TypeVar("T", bound="LayoutBody")


@_attrs_define
class LayoutBody:
    """The whole drawing; a table that it does not name stands where nobody has drawn it.

    Attributes:
        version (int): The version that was drawn on.
        tables (list[PlaceBody]):
    """

    version: int
    tables: list[PlaceBody]
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        version = self.version

        tables = []
        for tables_item_data in self.tables:
            tables_item = tables_item_data.to_dict()
            tables.append(tables_item)

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "version": version,
                "tables": tables,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.place_body import PlaceBody

        d = dict(src_dict)
        version = d.pop("version")

        tables = []
        _tables = d.pop("tables")
        for tables_item_data in _tables:
            tables_item = PlaceBody.from_dict(tables_item_data)

            tables.append(tables_item)

        layout_body = cls(
            version=version,
            tables=tables,
        )

        layout_body.additional_properties = d
        return layout_body

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
