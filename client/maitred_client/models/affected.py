from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.fate import Fate

if TYPE_CHECKING:
    from ..models.window import Window


T = TypeVar("T", bound="Affected")


@_attrs_define
class Affected:
    """A booking that cannot simply keep its tables.

    Attributes:
        booking (str):
        party (int):
        window (Window): A half-open span of time ``[start, end)``: two windows that only touch do not overlap.
        tables (list[str]): What it had.
        fate (Fate): What becomes of a booking whose tables something else claims too.
        to_tables (list[str]): What it has in the plan; empty when it loses them.
        since (datetime.datetime): From when on something else claims its tables.
        because (str): What does.
        help_ (list[str]): For those who lose their tables, or stay in collision: what would help.
    """

    booking: str
    party: int
    window: Window
    tables: list[str]
    fate: Fate
    to_tables: list[str]
    since: datetime.datetime
    because: str
    help_: list[str]
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        booking = self.booking

        party = self.party

        window = self.window.to_dict()

        tables = self.tables

        fate = self.fate.value

        to_tables = self.to_tables

        since = self.since.isoformat()

        because = self.because

        help_ = self.help_

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "booking": booking,
                "party": party,
                "window": window,
                "tables": tables,
                "fate": fate,
                "to_tables": to_tables,
                "since": since,
                "because": because,
                "help": help_,
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

        tables = cast("list[str]", d.pop("tables"))

        fate = Fate(d.pop("fate"))

        to_tables = cast("list[str]", d.pop("to_tables"))

        since = datetime.datetime.fromisoformat(d.pop("since"))

        because = d.pop("because")

        help_ = cast("list[str]", d.pop("help"))

        affected = cls(
            booking=booking,
            party=party,
            window=window,
            tables=tables,
            fate=fate,
            to_tables=to_tables,
            since=since,
            because=because,
            help_=help_,
        )

        affected.additional_properties = d
        return affected

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
