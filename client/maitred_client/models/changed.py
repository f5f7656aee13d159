from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.difference import Difference

if TYPE_CHECKING:
    from ..models.window import Window


T = TypeVar("T", bound="Changed")


@_attrs_define
class Changed:
    """A booking that two plans treat differently.

    Attributes:
        booking (str):
        party (int):
        window (Window): A half-open span of time ``[start, end)``: two windows that only touch do not overlap.
        change (Difference): What became of a booking between two plans.
        from_tables (list[str]):
        to_tables (list[str]):
        why (str):
    """

    booking: str
    party: int
    window: Window
    change: Difference
    from_tables: list[str]
    to_tables: list[str]
    why: str
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        booking = self.booking

        party = self.party

        window = self.window.to_dict()

        change = self.change.value

        from_tables = self.from_tables

        to_tables = self.to_tables

        why = self.why

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "booking": booking,
                "party": party,
                "window": window,
                "change": change,
                "from_tables": from_tables,
                "to_tables": to_tables,
                "why": why,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.window import Window

        d = dict(src_dict)
        booking = d.pop("booking")

        party = d.pop("party")

        window = Window.from_dict(d.pop("window"))

        change = Difference(d.pop("change"))

        from_tables = cast("list[str]", d.pop("from_tables"))

        to_tables = cast("list[str]", d.pop("to_tables"))

        why = d.pop("why")

        changed = cls(
            booking=booking,
            party=party,
            window=window,
            change=change,
            from_tables=from_tables,
            to_tables=to_tables,
            why=why,
        )

        changed.additional_properties = d
        return changed

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
