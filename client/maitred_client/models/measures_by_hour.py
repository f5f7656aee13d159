from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.measures_by_hour_additional_property import MeasuresByHourAdditionalProperty


T = TypeVar("T", bound="MeasuresByHour")


@_attrs_define
class MeasuresByHour:
    """The same by zone and local hour (``19``; ``25`` is one o'clock on the next date)."""

    additional_properties: dict[str, MeasuresByHourAdditionalProperty] = _attrs_field(
        init=False, factory=dict
    )

    def to_dict(self) -> dict[str, Any]:

        field_dict: dict[str, Any] = {}
        for prop_name, prop in self.additional_properties.items():
            field_dict[prop_name] = prop.to_dict()

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.measures_by_hour_additional_property import MeasuresByHourAdditionalProperty

        d = dict(src_dict)
        measures_by_hour = cls()

        additional_properties = {}
        for prop_name, prop_dict in d.items():
            additional_property = MeasuresByHourAdditionalProperty.from_dict(prop_dict)

            additional_properties[prop_name] = additional_property

        measures_by_hour.additional_properties = additional_properties
        return measures_by_hour

    @property
    def additional_keys(self) -> list[str]:
        return list(self.additional_properties.keys())

    def __getitem__(self, key: str) -> MeasuresByHourAdditionalProperty:
        return self.additional_properties[key]

    def __setitem__(self, key: str, value: MeasuresByHourAdditionalProperty) -> None:
        self.additional_properties[key] = value

    def __delitem__(self, key: str) -> None:
        del self.additional_properties[key]

    def __contains__(self, key: str) -> bool:
        return key in self.additional_properties
