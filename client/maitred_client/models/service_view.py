from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.stay_view import StayView


T = TypeVar("T", bound="ServiceView")


@_attrs_define
class ServiceView:
    """A service of the date, and how long its guests stay; its end may be after midnight.

    Attributes:
        start_at (datetime.datetime):
        end_at (datetime.datetime):
        key (str):
        label (str): What to call it.
        stays (list[StayView]): The smallest parties first.
        buffer_before (int): Minutes that a table is kept before the guests come.
        buffer_after (int): Minutes that it is kept after they have left.
    """

    start_at: datetime.datetime
    end_at: datetime.datetime
    key: str
    label: str
    stays: list[StayView]
    buffer_before: int
    buffer_after: int
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        start_at = self.start_at.isoformat()

        end_at = self.end_at.isoformat()

        key = self.key

        label = self.label

        stays = []
        for stays_item_data in self.stays:
            stays_item = stays_item_data.to_dict()
            stays.append(stays_item)

        buffer_before = self.buffer_before

        buffer_after = self.buffer_after

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "startAt": start_at,
                "endAt": end_at,
                "key": key,
                "label": label,
                "stays": stays,
                "bufferBefore": buffer_before,
                "bufferAfter": buffer_after,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.stay_view import StayView

        d = dict(src_dict)
        start_at = datetime.datetime.fromisoformat(d.pop("startAt"))

        end_at = datetime.datetime.fromisoformat(d.pop("endAt"))

        key = d.pop("key")

        label = d.pop("label")

        stays = []
        _stays = d.pop("stays")
        for stays_item_data in _stays:
            stays_item = StayView.from_dict(stays_item_data)

            stays.append(stays_item)

        buffer_before = d.pop("bufferBefore")

        buffer_after = d.pop("bufferAfter")

        service_view = cls(
            start_at=start_at,
            end_at=end_at,
            key=key,
            label=label,
            stays=stays,
            buffer_before=buffer_before,
            buffer_after=buffer_after,
        )

        service_view.additional_properties = d
        return service_view

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
