from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.table_change import TableChange


T = TypeVar("T", bound="ChangesAnswer")


@_attrs_define
class ChangesAnswer:
    """What was changed, and what the date amounts to now.

    Attributes:
        date (datetime.date):
        run_id (UUID): The run that the changes are kept as: it can be undone like any other.
        dry_run (bool): Nothing was written to the bookings.
        changed (list[TableChange]): Bookings that had those tables already are not among them.
        seated (int): Bookings of the date that have tables now.
        covers (int): Guests who have.
        objective (float): Points of the whole date.
    """

    date: datetime.date
    run_id: UUID
    dry_run: bool
    changed: list[TableChange]
    seated: int
    covers: int
    objective: float
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        date = self.date.isoformat()

        run_id = str(self.run_id)

        dry_run = self.dry_run

        changed = []
        for changed_item_data in self.changed:
            changed_item = changed_item_data.to_dict()
            changed.append(changed_item)

        seated = self.seated

        covers = self.covers

        objective = self.objective

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "date": date,
                "runId": run_id,
                "dryRun": dry_run,
                "changed": changed,
                "seated": seated,
                "covers": covers,
                "objective": objective,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.table_change import TableChange

        d = dict(src_dict)
        date = datetime.date.fromisoformat(d.pop("date"))

        run_id = UUID(d.pop("runId"))

        dry_run = d.pop("dryRun")

        changed = []
        _changed = d.pop("changed")
        for changed_item_data in _changed:
            changed_item = TableChange.from_dict(changed_item_data)

            changed.append(changed_item)

        seated = d.pop("seated")

        covers = d.pop("covers")

        objective = d.pop("objective")

        changes_answer = cls(
            date=date,
            run_id=run_id,
            dry_run=dry_run,
            changed=changed,
            seated=seated,
            covers=covers,
            objective=objective,
        )

        changes_answer.additional_properties = d
        return changes_answer

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
