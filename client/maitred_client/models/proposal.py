from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.move import Move


T = TypeVar("T", bound="Proposal")


@_attrs_define
class Proposal:
    """Moves that would make room; nothing of it is done.

    Attributes:
        moves (list[Move]):
        table_ids (list[UUID]): What the booking would get.
        table_numbers (list[str]):
        total_capacity (int):
        points (float): Points that the day plan gains by all of it.
    """

    moves: list[Move]
    table_ids: list[UUID]
    table_numbers: list[str]
    total_capacity: int
    points: float
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        moves = []
        for moves_item_data in self.moves:
            moves_item = moves_item_data.to_dict()
            moves.append(moves_item)

        table_ids = []
        for table_ids_item_data in self.table_ids:
            table_ids_item = str(table_ids_item_data)
            table_ids.append(table_ids_item)

        table_numbers = self.table_numbers

        total_capacity = self.total_capacity

        points = self.points

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "moves": moves,
                "tableIds": table_ids,
                "tableNumbers": table_numbers,
                "totalCapacity": total_capacity,
                "points": points,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.move import Move

        d = dict(src_dict)
        moves = []
        _moves = d.pop("moves")
        for moves_item_data in _moves:
            moves_item = Move.from_dict(moves_item_data)

            moves.append(moves_item)

        table_ids = []
        _table_ids = d.pop("tableIds")
        for table_ids_item_data in _table_ids:
            table_ids_item = UUID(table_ids_item_data)

            table_ids.append(table_ids_item)

        table_numbers = cast("list[str]", d.pop("tableNumbers"))

        total_capacity = d.pop("totalCapacity")

        points = d.pop("points")

        proposal = cls(
            moves=moves,
            table_ids=table_ids,
            table_numbers=table_numbers,
            total_capacity=total_capacity,
            points=points,
        )

        proposal.additional_properties = d
        return proposal

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
