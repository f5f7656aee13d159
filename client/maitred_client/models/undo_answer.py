from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.table_change import TableChange
    from ..models.tables_taken import TablesTaken


T = TypeVar("T", bound="UndoAnswer")


@_attrs_define
class UndoAnswer:
    """What was taken back.

    Attributes:
        date (datetime.date):
        run_id (UUID): The undo itself: a run like any other.
        undoes (UUID): The run that was taken back.
        dry_run (bool): Nothing was written to the bookings.
        restored (list[TableChange]): Bookings that have the tables of before again.
        cleared (list[TablesTaken]): Bookings that had none before, and have none again.
    """

    date: datetime.date
    run_id: UUID
    undoes: UUID
    dry_run: bool
    restored: list[TableChange]
    cleared: list[TablesTaken]
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        date = self.date.isoformat()

        run_id = str(self.run_id)

        undoes = str(self.undoes)

        dry_run = self.dry_run

        restored = []
        for restored_item_data in self.restored:
            restored_item = restored_item_data.to_dict()
            restored.append(restored_item)

        cleared = []
        for cleared_item_data in self.cleared:
            cleared_item = cleared_item_data.to_dict()
            cleared.append(cleared_item)

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "date": date,
                "runId": run_id,
                "undoes": undoes,
                "dryRun": dry_run,
                "restored": restored,
                "cleared": cleared,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.table_change import TableChange
        from ..models.tables_taken import TablesTaken

        d = dict(src_dict)
        date = datetime.date.fromisoformat(d.pop("date"))

        run_id = UUID(d.pop("runId"))

        undoes = UUID(d.pop("undoes"))

        dry_run = d.pop("dryRun")

        restored = []
        _restored = d.pop("restored")
        for restored_item_data in _restored:
            restored_item = TableChange.from_dict(restored_item_data)

            restored.append(restored_item)

        cleared = []
        _cleared = d.pop("cleared")
        for cleared_item_data in _cleared:
            cleared_item = TablesTaken.from_dict(cleared_item_data)

            cleared.append(cleared_item)

        undo_answer = cls(
            date=date,
            run_id=run_id,
            undoes=undoes,
            dry_run=dry_run,
            restored=restored,
            cleared=cleared,
        )

        undo_answer.additional_properties = d
        return undo_answer

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
