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


T = TypeVar("T", bound="AppliedRun")


@_attrs_define
class AppliedRun:
    """What was written.

    Attributes:
        run_id (UUID):
        restaurant_id (UUID):
        date (datetime.date):
        plan_hash (str): Of the decisions alone: equal plans, equal hash.
        changed (list[TableChange]): Bookings that got tables, or others.
        cleared (list[TablesTaken]): Bookings that have none any more.
    """

    run_id: UUID
    restaurant_id: UUID
    date: datetime.date
    plan_hash: str
    changed: list[TableChange]
    cleared: list[TablesTaken]
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        run_id = str(self.run_id)

        restaurant_id = str(self.restaurant_id)

        date = self.date.isoformat()

        plan_hash = self.plan_hash

        changed = []
        for changed_item_data in self.changed:
            changed_item = changed_item_data.to_dict()
            changed.append(changed_item)

        cleared = []
        for cleared_item_data in self.cleared:
            cleared_item = cleared_item_data.to_dict()
            cleared.append(cleared_item)

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "runId": run_id,
                "restaurantId": restaurant_id,
                "date": date,
                "planHash": plan_hash,
                "changed": changed,
                "cleared": cleared,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.table_change import TableChange
        from ..models.tables_taken import TablesTaken

        d = dict(src_dict)
        run_id = UUID(d.pop("runId"))

        restaurant_id = UUID(d.pop("restaurantId"))

        date = datetime.date.fromisoformat(d.pop("date"))

        plan_hash = d.pop("planHash")

        changed = []
        _changed = d.pop("changed")
        for changed_item_data in _changed:
            changed_item = TableChange.from_dict(changed_item_data)

            changed.append(changed_item)

        cleared = []
        _cleared = d.pop("cleared")
        for cleared_item_data in _cleared:
            cleared_item = TablesTaken.from_dict(cleared_item_data)

            cleared.append(cleared_item)

        applied_run = cls(
            run_id=run_id,
            restaurant_id=restaurant_id,
            date=date,
            plan_hash=plan_hash,
            changed=changed,
            cleared=cleared,
        )

        applied_run.additional_properties = d
        return applied_run

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
