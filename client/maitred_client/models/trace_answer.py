from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.trace_answer_tables import TraceAnswerTables
    from ..models.trace_entry import TraceEntry
    from ..models.trace_subject import TraceSubject


T = TypeVar("T", bound="TraceAnswer")


@_attrs_define
class TraceAnswer:
    """Everything that is known of a booking, a run, a job or a request, in the order of time.

    Attributes:
        subject (TraceSubject): What was asked about.
        restaurant_id (UUID):
        requests (list[str]): The requests that had to do with it, the newest first.
        tables (TraceAnswerTables): What people call the tables, by id.
        entries (list[TraceEntry]): The oldest first.
        more (bool): Older entries were left out.
        note (None | str): Why something may be missing.
    """

    subject: TraceSubject
    restaurant_id: UUID
    requests: list[str]
    tables: TraceAnswerTables
    entries: list[TraceEntry]
    more: bool
    note: str | None
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        subject = self.subject.to_dict()

        restaurant_id = str(self.restaurant_id)

        requests = self.requests

        tables = self.tables.to_dict()

        entries = []
        for entries_item_data in self.entries:
            entries_item = entries_item_data.to_dict()
            entries.append(entries_item)

        more = self.more

        note: str | None
        note = self.note

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "subject": subject,
                "restaurantId": restaurant_id,
                "requests": requests,
                "tables": tables,
                "entries": entries,
                "more": more,
                "note": note,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.trace_answer_tables import TraceAnswerTables
        from ..models.trace_entry import TraceEntry
        from ..models.trace_subject import TraceSubject

        d = dict(src_dict)
        subject = TraceSubject.from_dict(d.pop("subject"))

        restaurant_id = UUID(d.pop("restaurantId"))

        requests = cast("list[str]", d.pop("requests"))

        tables = TraceAnswerTables.from_dict(d.pop("tables"))

        entries = []
        _entries = d.pop("entries")
        for entries_item_data in _entries:
            entries_item = TraceEntry.from_dict(entries_item_data)

            entries.append(entries_item)

        more = d.pop("more")

        def _parse_note(data: object) -> str | None:
            if data is None:
                return data
            return cast("str | None", data)

        note = _parse_note(d.pop("note"))

        trace_answer = cls(
            subject=subject,
            restaurant_id=restaurant_id,
            requests=requests,
            tables=tables,
            entries=entries,
            more=more,
            note=note,
        )

        trace_answer.additional_properties = d
        return trace_answer

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
