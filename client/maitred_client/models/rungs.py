from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

T = TypeVar("T", bound="Rungs")


@_attrs_define
class Rungs:
    """Which parts the budget left time for; null: not needed.

    Attributes:
        candidates (bool):
        prices (bool | None):
        other_times (bool | None):
        other_prices (bool | None):
        moves (bool | None):
    """

    candidates: bool
    prices: bool | None
    other_times: bool | None
    other_prices: bool | None
    moves: bool | None
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        candidates = self.candidates

        prices: bool | None
        prices = self.prices

        other_times: bool | None
        other_times = self.other_times

        other_prices: bool | None
        other_prices = self.other_prices

        moves: bool | None
        moves = self.moves

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "candidates": candidates,
                "prices": prices,
                "other_times": other_times,
                "other_prices": other_prices,
                "moves": moves,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        candidates = d.pop("candidates")

        def _parse_prices(data: object) -> bool | None:
            if data is None:
                return data
            return cast("bool | None", data)

        prices = _parse_prices(d.pop("prices"))

        def _parse_other_times(data: object) -> bool | None:
            if data is None:
                return data
            return cast("bool | None", data)

        other_times = _parse_other_times(d.pop("other_times"))

        def _parse_other_prices(data: object) -> bool | None:
            if data is None:
                return data
            return cast("bool | None", data)

        other_prices = _parse_other_prices(d.pop("other_prices"))

        def _parse_moves(data: object) -> bool | None:
            if data is None:
                return data
            return cast("bool | None", data)

        moves = _parse_moves(d.pop("moves"))

        rungs = cls(
            candidates=candidates,
            prices=prices,
            other_times=other_times,
            other_prices=other_prices,
            moves=moves,
        )

        rungs.additional_properties = d
        return rungs

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
