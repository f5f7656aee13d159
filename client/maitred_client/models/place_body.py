from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.place_body_shape import PlaceBodyShape
from ..types import UNSET, Unset

T = TypeVar("T", bound="PlaceBody")


@_attrs_define
class PlaceBody:
    """Where a table stands, in units of a plan of 1000 by 1000.

    Attributes:
        table_id (UUID):
        x (float):
        y (float):
        shape (PlaceBodyShape):
        width (float | None | Unset):
        height (float | None | Unset):
        rotation (float | Unset): Degrees, clockwise. Default: 0.0.
    """

    table_id: UUID
    x: float
    y: float
    shape: PlaceBodyShape
    width: float | Unset | None = UNSET
    height: float | Unset | None = UNSET
    rotation: float | Unset = 0.0
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        table_id = str(self.table_id)

        x = self.x

        y = self.y

        shape = self.shape.value

        width: float | Unset | None
        if isinstance(self.width, Unset):
            width = UNSET
        else:
            width = self.width

        height: float | Unset | None
        if isinstance(self.height, Unset):
            height = UNSET
        else:
            height = self.height

        rotation = self.rotation

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "tableId": table_id,
                "x": x,
                "y": y,
                "shape": shape,
            }
        )
        if width is not UNSET:
            field_dict["width"] = width
        if height is not UNSET:
            field_dict["height"] = height
        if rotation is not UNSET:
            field_dict["rotation"] = rotation

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        table_id = UUID(d.pop("tableId"))

        x = d.pop("x")

        y = d.pop("y")

        shape = PlaceBodyShape(d.pop("shape"))

        def _parse_width(data: object) -> float | Unset | None:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast("float | Unset | None", data)

        width = _parse_width(d.pop("width", UNSET))

        def _parse_height(data: object) -> float | Unset | None:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast("float | Unset | None", data)

        height = _parse_height(d.pop("height", UNSET))

        rotation = d.pop("rotation", UNSET)

        place_body = cls(
            table_id=table_id,
            x=x,
            y=y,
            shape=shape,
            width=width,
            height=height,
            rotation=rotation,
        )

        place_body.additional_properties = d
        return place_body

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
