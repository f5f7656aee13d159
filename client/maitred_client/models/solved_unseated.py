from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.unseated_reason import UnseatedReason

T = TypeVar("T", bound="SolvedUnseated")


@_attrs_define
class SolvedUnseated:
    """A booking that the plan gives no tables, and why.

    Attributes:
        booking_id (str):
        party (int):
        reason (UnseatedReason): Why a booking has no table in the plan.
        message (str):
    """

    booking_id: str
    party: int
    reason: UnseatedReason
    message: str
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        booking_id = self.booking_id

        party = self.party

        reason = self.reason.value

        message = self.message

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "bookingId": booking_id,
                "party": party,
                "reason": reason,
                "message": message,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        booking_id = d.pop("bookingId")

        party = d.pop("party")

        reason = UnseatedReason(d.pop("reason"))

        message = d.pop("message")

        solved_unseated = cls(
            booking_id=booking_id,
            party=party,
            reason=reason,
            message=message,
        )

        solved_unseated.additional_properties = d
        return solved_unseated

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
