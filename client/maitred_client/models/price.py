from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.loss import Loss


T = TypeVar("T", bound="Price")


@_attrs_define
class Price:
    """What a candidate costs the rest of the night.

    Attributes:
        covers (float): Expected guests fewer at the tables that are free.
        losses (list[Loss]): Who has to give way, most covers first.
    """

    covers: float
    losses: list[Loss]
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        covers = self.covers

        losses = []
        for losses_item_data in self.losses:
            losses_item = losses_item_data.to_dict()
            losses.append(losses_item)

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "covers": covers,
                "losses": losses,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.loss import Loss

        d = dict(src_dict)
        covers = d.pop("covers")

        losses = []
        _losses = d.pop("losses")
        for losses_item_data in _losses:
            losses_item = Loss.from_dict(losses_item_data)

            losses.append(losses_item)

        price = cls(
            covers=covers,
            losses=losses,
        )

        price.additional_properties = d
        return price

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
