from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.happened import Happened


T = TypeVar("T", bound="DayEvent")


@_attrs_define
class DayEvent:
    """The data of an event; which fields say something depends on its name.

    Attributes:
        version (None | str): Of the day view as it is now; null when the database is away, and at the end.
        events (list[Happened]): What the history knows of a change; empty for what others do, and of all other events.
        more (bool): Whether rows were left out: read the history.
        reason (None | str): Of reload, away and ended.
    """

    version: str | None
    events: list[Happened]
    more: bool
    reason: str | None
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        version: str | None
        version = self.version

        events = []
        for events_item_data in self.events:
            events_item = events_item_data.to_dict()
            events.append(events_item)

        more = self.more

        reason: str | None
        reason = self.reason

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "version": version,
                "events": events,
                "more": more,
                "reason": reason,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.happened import Happened

        d = dict(src_dict)

        def _parse_version(data: object) -> str | None:
            if data is None:
                return data
            return cast("str | None", data)

        version = _parse_version(d.pop("version"))

        events = []
        _events = d.pop("events")
        for events_item_data in _events:
            events_item = Happened.from_dict(events_item_data)

            events.append(events_item)

        more = d.pop("more")

        def _parse_reason(data: object) -> str | None:
            if data is None:
                return data
            return cast("str | None", data)

        reason = _parse_reason(d.pop("reason"))

        day_event = cls(
            version=version,
            events=events,
            more=more,
            reason=reason,
        )

        day_event.additional_properties = d
        return day_event

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
