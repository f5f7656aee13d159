from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.table_place_shape import TablePlaceShape
from ..models.table_place_source import TablePlaceSource

T = TypeVar("T", bound="TablePlace")


@_attrs_define
class TablePlace:
    """Where a table stands, on a plan of 1000 by 1000 units.

    Attributes:
        table_id (UUID):
        x (float): Of its middle, from the left.
        y (float): Of its middle, from the top.
        shape (TablePlaceShape):
        width (float | None): Null: as wide as is customary for its seats.
        height (float | None):
        rotation (float): Degrees, clockwise.
        recorded (bool): Whether anybody has said so; what is made up may be elsewhere tomorrow.
        source (TablePlaceSource): Drawn here; from the product's positions, fitted to the plan; or made up.
    """

    table_id: UUID
    x: float
    y: float
    shape: TablePlaceShape
    width: float | None
    height: float | None
    rotation: float
    recorded: bool
    source: TablePlaceSource
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        table_id = str(self.table_id)

        x = self.x

        y = self.y

        shape = self.shape.value

        width: float | None
        width = self.width

        height: float | None
        height = self.height

        rotation = self.rotation

        recorded = self.recorded

        source = self.source.value

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "tableId": table_id,
                "x": x,
                "y": y,
                "shape": shape,
                "width": width,
                "height": height,
                "rotation": rotation,
                "recorded": recorded,
                "source": source,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        table_id = UUID(d.pop("tableId"))

        x = d.pop("x")

        y = d.pop("y")

        shape = TablePlaceShape(d.pop("shape"))

        def _parse_width(data: object) -> float | None:
            if data is None:
                return data
            return cast("float | None", data)

        width = _parse_width(d.pop("width"))

        def _parse_height(data: object) -> float | None:
            if data is None:
                return data
            return cast("float | None", data)

        height = _parse_height(d.pop("height"))

        rotation = d.pop("rotation")

        recorded = d.pop("recorded")

        source = TablePlaceSource(d.pop("source"))

        table_place = cls(
            table_id=table_id,
            x=x,
            y=y,
            shape=shape,
            width=width,
            height=height,
            rotation=rotation,
            recorded=recorded,
            source=source,
        )

        table_place.additional_properties = d
        return table_place

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
