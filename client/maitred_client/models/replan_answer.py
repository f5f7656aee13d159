from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.proposed import Proposed


T = TypeVar("T", bound="ReplanAnswer")


@_attrs_define
class ReplanAnswer:
    """What so many moves would do; nothing of it is written to the bookings.

    Attributes:
        date (datetime.date):
        restaurant_id (UUID):
        now (datetime.datetime): The moment that it was planned for: whoever has begun by then sits.
        proposals (list[Proposed]): One for each limit, the strictest first.
        to_enter (list[str]): What the booking system does not know of what happened.
        notes (list[str]): What an operator should know about the day as a whole.
    """

    date: datetime.date
    restaurant_id: UUID
    now: datetime.datetime
    proposals: list[Proposed]
    to_enter: list[str]
    notes: list[str]
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        date = self.date.isoformat()

        restaurant_id = str(self.restaurant_id)

        now = self.now.isoformat()

        proposals = []
        for proposals_item_data in self.proposals:
            proposals_item = proposals_item_data.to_dict()
            proposals.append(proposals_item)

        to_enter = self.to_enter

        notes = self.notes

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "date": date,
                "restaurantId": restaurant_id,
                "now": now,
                "proposals": proposals,
                "toEnter": to_enter,
                "notes": notes,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.proposed import Proposed

        d = dict(src_dict)
        date = datetime.date.fromisoformat(d.pop("date"))

        restaurant_id = UUID(d.pop("restaurantId"))

        now = datetime.datetime.fromisoformat(d.pop("now"))

        proposals = []
        _proposals = d.pop("proposals")
        for proposals_item_data in _proposals:
            proposals_item = Proposed.from_dict(proposals_item_data)

            proposals.append(proposals_item)

        to_enter = cast("list[str]", d.pop("toEnter"))

        notes = cast("list[str]", d.pop("notes"))

        replan_answer = cls(
            date=date,
            restaurant_id=restaurant_id,
            now=now,
            proposals=proposals,
            to_enter=to_enter,
            notes=notes,
        )

        replan_answer.additional_properties = d
        return replan_answer

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
