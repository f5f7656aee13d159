from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.engine_view_decides import EngineViewDecides
from ..models.engine_view_state import EngineViewState
from ..models.source import Source

if TYPE_CHECKING:
    from ..models.engine_change import EngineChange
    from ..models.engine_kill import EngineKill
    from ..models.source_says import SourceSays


T = TypeVar("T", bound="EngineView")


@_attrs_define
class EngineView:
    """Who decides one date, why, and who changed what, newest first.

    Attributes:
        restaurant_id (UUID):
        date (datetime.date):
        state (EngineViewState): Of this date: an evening is one of a canary's share (on), or it is not (off).
        decides (EngineViewDecides):
        source (Source): Who has a say, in this order.
        reason (str):
        sources (list[SourceSays]): In the order in which they are asked.
        kills (list[EngineKill]): That of every restaurant first; empty: none is thrown.
        changes (list[EngineChange]): The last 20.
    """

    restaurant_id: UUID
    date: datetime.date
    state: EngineViewState
    decides: EngineViewDecides
    source: Source
    reason: str
    sources: list[SourceSays]
    kills: list[EngineKill]
    changes: list[EngineChange]
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        restaurant_id = str(self.restaurant_id)

        date = self.date.isoformat()

        state = self.state.value

        decides = self.decides.value

        source = self.source.value

        reason = self.reason

        sources = []
        for sources_item_data in self.sources:
            sources_item = sources_item_data.to_dict()
            sources.append(sources_item)

        kills = []
        for kills_item_data in self.kills:
            kills_item = kills_item_data.to_dict()
            kills.append(kills_item)

        changes = []
        for changes_item_data in self.changes:
            changes_item = changes_item_data.to_dict()
            changes.append(changes_item)

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "restaurantId": restaurant_id,
                "date": date,
                "state": state,
                "decides": decides,
                "source": source,
                "reason": reason,
                "sources": sources,
                "kills": kills,
                "changes": changes,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.engine_change import EngineChange
        from ..models.engine_kill import EngineKill
        from ..models.source_says import SourceSays

        d = dict(src_dict)
        restaurant_id = UUID(d.pop("restaurantId"))

        date = datetime.date.fromisoformat(d.pop("date"))

        state = EngineViewState(d.pop("state"))

        decides = EngineViewDecides(d.pop("decides"))

        source = Source(d.pop("source"))

        reason = d.pop("reason")

        sources = []
        _sources = d.pop("sources")
        for sources_item_data in _sources:
            sources_item = SourceSays.from_dict(sources_item_data)

            sources.append(sources_item)

        kills = []
        _kills = d.pop("kills")
        for kills_item_data in _kills:
            kills_item = EngineKill.from_dict(kills_item_data)

            kills.append(kills_item)

        changes = []
        _changes = d.pop("changes")
        for changes_item_data in _changes:
            changes_item = EngineChange.from_dict(changes_item_data)

            changes.append(changes_item)

        engine_view = cls(
            restaurant_id=restaurant_id,
            date=date,
            state=state,
            decides=decides,
            source=source,
            reason=reason,
            sources=sources,
            kills=kills,
            changes=changes,
        )

        engine_view.additional_properties = d
        return engine_view

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
