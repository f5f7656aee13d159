from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, Self, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

T = TypeVar("T", bound="SolvedSeating")


@_attrs_define
class SolvedSeating:
    """A booking with the tables that the plan gives it.

    Attributes:
        start_at (datetime.datetime):
        end_at (datetime.datetime):
        booking_id (str):
        table_ids (list[str]):
        stale (None | str): Why it breaks the rules of the edited day: a booking keeps what it had. Null: it does not.
    """

    start_at: datetime.datetime
    end_at: datetime.datetime
    booking_id: str
    table_ids: list[str]
    stale: str | None
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        start_at = self.start_at.isoformat()

        end_at = self.end_at.isoformat()

        booking_id = self.booking_id

        table_ids = self.table_ids

        stale: str | None
        stale = self.stale

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "startAt": start_at,
                "endAt": end_at,
                "bookingId": booking_id,
                "tableIds": table_ids,
                "stale": stale,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        start_at = datetime.datetime.fromisoformat(d.pop("startAt"))

        end_at = datetime.datetime.fromisoformat(d.pop("endAt"))

        booking_id = d.pop("bookingId")

        table_ids = cast("list[str]", d.pop("tableIds"))

        def _parse_stale(data: object) -> str | None:
            if data is None:
                return data
            return cast("str | None", data)

        stale = _parse_stale(d.pop("stale"))

        solved_seating = cls(
            start_at=start_at,
            end_at=end_at,
            booking_id=booking_id,
            table_ids=table_ids,
            stale=stale,
        )

        solved_seating.additional_properties = d
        return solved_seating

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
