from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Literal, Self, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.occupied import Occupied


T = TypeVar("T", bound="OccupiedElement")


@_attrs_define
class OccupiedElement:
    """A hold, or something else that takes a table.

    Attributes:
        kind (Literal['occupied']):  Default: 'occupied'.
        occupied (Occupied): A window in which a table is taken by something that is not up for planning.
        text (str):
    """

    occupied: Occupied
    text: str
    kind: Literal["occupied"] = "occupied"
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        kind = self.kind

        occupied = self.occupied.to_dict()

        text = self.text

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "kind": kind,
                "occupied": occupied,
                "text": text,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.occupied import Occupied

        d = dict(src_dict)
        kind = cast("Literal['occupied']", d.pop("kind"))
        if kind != "occupied":
            raise ValueError(f"kind must match const 'occupied', got '{kind}'")

        occupied = Occupied.from_dict(d.pop("occupied"))

        text = d.pop("text")

        occupied_element = cls(
            kind=kind,
            occupied=occupied,
            text=text,
        )

        occupied_element.additional_properties = d
        return occupied_element

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
