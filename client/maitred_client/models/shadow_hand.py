from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

T = TypeVar("T", bound="ShadowHand")


@_attrs_define
class ShadowHand:
    """What one of the two made of a night.

    Attributes:
        seated (int):
        covers (int): Guests seated.
        refusals (int):
        refused_covers (int):
        moves (int): Bookings that were given other tables after the plan was made. A plan that is made once
            moves nobody.
        seats (int): Seats of the tables that were given.
        waste (int): Of these, empty ones.
    """

    seated: int
    covers: int
    refusals: int
    refused_covers: int
    moves: int
    seats: int
    waste: int
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        seated = self.seated

        covers = self.covers

        refusals = self.refusals

        refused_covers = self.refused_covers

        moves = self.moves

        seats = self.seats

        waste = self.waste

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "seated": seated,
                "covers": covers,
                "refusals": refusals,
                "refusedCovers": refused_covers,
                "moves": moves,
                "seats": seats,
                "waste": waste,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        seated = d.pop("seated")

        covers = d.pop("covers")

        refusals = d.pop("refusals")

        refused_covers = d.pop("refusedCovers")

        moves = d.pop("moves")

        seats = d.pop("seats")

        waste = d.pop("waste")

        shadow_hand = cls(
            seated=seated,
            covers=covers,
            refusals=refusals,
            refused_covers=refused_covers,
            moves=moves,
            seats=seats,
            waste=waste,
        )

        shadow_hand.additional_properties = d
        return shadow_hand

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
