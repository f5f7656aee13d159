from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Literal, Self, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.occupied import Occupied


T = TypeVar("T", bound="Release")


@_attrs_define
class Release:
    """A hold, or whatever else takes a table, is given up.

    Attributes:
        kind (Literal['release']):  Default: 'release'.
        occupied (Occupied): A window in which a table is taken by something that is not up for planning.
    """

    occupied: Occupied
    kind: Literal["release"] = "release"
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        kind = self.kind

        occupied = self.occupied.to_dict()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "kind": kind,
                "occupied": occupied,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.occupied import Occupied

        d = dict(src_dict)
        kind = cast("Literal['release']", d.pop("kind"))
        if kind != "release":
            raise ValueError(f"kind must match const 'release', got '{kind}'")

        occupied = Occupied.from_dict(d.pop("occupied"))

        release = cls(
            kind=kind,
            occupied=occupied,
        )

        release.additional_properties = d
        return release

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
