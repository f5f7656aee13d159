from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, Self, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.engine_state import EngineState
from ..models.source import Source

T = TypeVar("T", bound="SourceSays")


@_attrs_define
class SourceSays:
    """What one of those who have a say says; null: nothing, so the next one is asked.

    Attributes:
        source (Source): Who has a say, in this order.
        counts (bool): The first one that says anything does.
        state (EngineState | None):
        percent (int | None): Of evenings, for a canary.
        reason (None | str): All of it as one sentence: who, when, what for.
        by (None | str): A user's id, a machine's name, or who used the command; null: no one person.
        since (datetime.datetime | None): Null: since the service was started.
        note (None | str): What for, as whoever did it said.
    """

    source: Source
    counts: bool
    state: EngineState | None
    percent: int | None
    reason: str | None
    by: str | None
    since: datetime.datetime | None
    note: str | None
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        source = self.source.value

        counts = self.counts

        state: str | None
        if isinstance(self.state, EngineState):
            state = self.state.value
        else:
            state = self.state

        percent: int | None
        percent = self.percent

        reason: str | None
        reason = self.reason

        by: str | None
        by = self.by

        since: str | None
        if isinstance(self.since, datetime.datetime):
            since = self.since.isoformat()
        else:
            since = self.since

        note: str | None
        note = self.note

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "source": source,
                "counts": counts,
                "state": state,
                "percent": percent,
                "reason": reason,
                "by": by,
                "since": since,
                "note": note,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        source = Source(d.pop("source"))

        counts = d.pop("counts")

        def _parse_state(data: object) -> EngineState | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                state_type_0 = EngineState(data)

                return state_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast("EngineState | None", data)

        state = _parse_state(d.pop("state"))

        def _parse_percent(data: object) -> int | None:
            if data is None:
                return data
            return cast("int | None", data)

        percent = _parse_percent(d.pop("percent"))

        def _parse_reason(data: object) -> str | None:
            if data is None:
                return data
            return cast("str | None", data)

        reason = _parse_reason(d.pop("reason"))

        def _parse_by(data: object) -> str | None:
            if data is None:
                return data
            return cast("str | None", data)

        by = _parse_by(d.pop("by"))

        def _parse_since(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                since_type_0 = datetime.datetime.fromisoformat(data)

                return since_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast("datetime.datetime | None", data)

        since = _parse_since(d.pop("since"))

        def _parse_note(data: object) -> str | None:
            if data is None:
                return data
            return cast("str | None", data)

        note = _parse_note(d.pop("note"))

        source_says = cls(
            source=source,
            counts=counts,
            state=state,
            percent=percent,
            reason=reason,
            by=by,
            since=since,
            note=note,
        )

        source_says.additional_properties = d
        return source_says

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
