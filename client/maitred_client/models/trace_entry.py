from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.trace_entry_kind import TraceEntryKind

if TYPE_CHECKING:
    from ..models.trace_entry_facts import TraceEntryFacts


T = TypeVar("T", bound="TraceEntry")


@_attrs_define
class TraceEntry:
    """One thing that happened.

    Attributes:
        at (datetime.datetime): When; a stage when it began.
        request_id (None | str): The request that it belongs to.
        kind (TraceEntryKind): `step` is a stage of the work, `decided` a row of the history, `event` one of the
            product's
            own events, `queued` a row of a queue.
        what (str):
        seconds (float | None): How long it took, of requests and stages.
        facts (TraceEntryFacts): What is known of it; more may be added.
    """

    at: datetime.datetime
    request_id: str | None
    kind: TraceEntryKind
    what: str
    seconds: float | None
    facts: TraceEntryFacts
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        at = self.at.isoformat()

        request_id: str | None
        request_id = self.request_id

        kind = self.kind.value

        what = self.what

        seconds: float | None
        seconds = self.seconds

        facts = self.facts.to_dict()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "at": at,
                "requestId": request_id,
                "kind": kind,
                "what": what,
                "seconds": seconds,
                "facts": facts,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.trace_entry_facts import TraceEntryFacts

        d = dict(src_dict)
        at = datetime.datetime.fromisoformat(d.pop("at"))

        def _parse_request_id(data: object) -> str | None:
            if data is None:
                return data
            return cast("str | None", data)

        request_id = _parse_request_id(d.pop("requestId"))

        kind = TraceEntryKind(d.pop("kind"))

        what = d.pop("what")

        def _parse_seconds(data: object) -> float | None:
            if data is None:
                return data
            return cast("float | None", data)

        seconds = _parse_seconds(d.pop("seconds"))

        facts = TraceEntryFacts.from_dict(d.pop("facts"))

        trace_entry = cls(
            at=at,
            request_id=request_id,
            kind=kind,
            what=what,
            seconds=seconds,
            facts=facts,
        )

        trace_entry.additional_properties = d
        return trace_entry

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
