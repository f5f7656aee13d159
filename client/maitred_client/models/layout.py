from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.table_place import TablePlace


T = TypeVar("T", bound="Layout")


@_attrs_define
class Layout:
    """The floor plan of a restaurant: every table once.

    Attributes:
        restaurant_id (UUID):
        version (int): Of what was drawn here; 0 is nothing yet. Send it back with the next drawing.
        changed_by (None | str): A user's id, or a machine's name.
        changed_at (datetime.datetime | None):
        tables (list[TablePlace]):
    """

    restaurant_id: UUID
    version: int
    changed_by: str | None
    changed_at: datetime.datetime | None
    tables: list[TablePlace]
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        restaurant_id = str(self.restaurant_id)

        version = self.version

        changed_by: str | None
        changed_by = self.changed_by

        changed_at: str | None
        if isinstance(self.changed_at, datetime.datetime):
            changed_at = self.changed_at.isoformat()
        else:
            changed_at = self.changed_at

        tables = []
        for tables_item_data in self.tables:
            tables_item = tables_item_data.to_dict()
            tables.append(tables_item)

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "restaurantId": restaurant_id,
                "version": version,
                "changedBy": changed_by,
                "changedAt": changed_at,
                "tables": tables,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.table_place import TablePlace

        d = dict(src_dict)
        restaurant_id = UUID(d.pop("restaurantId"))

        version = d.pop("version")

        def _parse_changed_by(data: object) -> str | None:
            if data is None:
                return data
            return cast("str | None", data)

        changed_by = _parse_changed_by(d.pop("changedBy"))

        def _parse_changed_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                changed_at_type_0 = datetime.datetime.fromisoformat(data)

                return changed_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast("datetime.datetime | None", data)

        changed_at = _parse_changed_at(d.pop("changedAt"))

        tables = []
        _tables = d.pop("tables")
        for tables_item_data in _tables:
            tables_item = TablePlace.from_dict(tables_item_data)

            tables.append(tables_item)

        layout = cls(
            restaurant_id=restaurant_id,
            version=version,
            changed_by=changed_by,
            changed_at=changed_at,
            tables=tables,
        )

        layout.additional_properties = d
        return layout

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
