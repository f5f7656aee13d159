from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.repair_kind import RepairKind

if TYPE_CHECKING:
    from ..models.add_table import AddTable
    from ..models.allow_merge import AllowMerge
    from ..models.lift_limits import LiftLimits
    from ..models.open_table import OpenTable
    from ..models.release import Release
    from ..models.reschedule import Reschedule
    from ..models.seat import Seat
    from ..models.table_move import TableMove
    from ..models.unlock import Unlock


T = TypeVar("T", bound="Repair")


@_attrs_define
class Repair:
    """One way to seat the booking while everyone else keeps a table; nothing of it is done.

    Applied to the problem, ``edits`` make the plan with ``tables`` for the booking and ``moves``
    for others legal: that was checked.

        Attributes:
            kind (RepairKind): What is done to seat the booking.
            edits (list[AddTable | AllowMerge | LiftLimits | OpenTable | Release | Reschedule | Seat | Unlock]):
            tables (list[str]):
            moves (list[TableMove]):
            minutes (int | None): Later (earlier when below zero), or shorter.
            rules (list[str]): The rules that a merge breaks, in words.
            seats (int | None): Of the table to add.
            burden (float): What repairs are ranked by: see docs/concepts/explanations.md.
            message (str):
    """

    kind: RepairKind
    edits: list[
        AddTable | AllowMerge | LiftLimits | OpenTable | Release | Reschedule | Seat | Unlock
    ]
    tables: list[str]
    moves: list[TableMove]
    minutes: int | None
    rules: list[str]
    seats: int | None
    burden: float
    message: str
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.allow_merge import AllowMerge
        from ..models.lift_limits import LiftLimits
        from ..models.open_table import OpenTable
        from ..models.release import Release
        from ..models.reschedule import Reschedule
        from ..models.seat import Seat
        from ..models.unlock import Unlock

        kind = self.kind.value

        edits = []
        for edits_item_data in self.edits:
            edits_item: dict[str, Any]
            if isinstance(edits_item_data, Reschedule):
                edits_item = edits_item_data.to_dict()
            elif isinstance(edits_item_data, Seat):
                edits_item = edits_item_data.to_dict()
            elif isinstance(edits_item_data, Unlock):
                edits_item = edits_item_data.to_dict()
            elif isinstance(edits_item_data, Release):
                edits_item = edits_item_data.to_dict()
            elif isinstance(edits_item_data, AllowMerge):
                edits_item = edits_item_data.to_dict()
            elif isinstance(edits_item_data, LiftLimits):
                edits_item = edits_item_data.to_dict()
            elif isinstance(edits_item_data, OpenTable):
                edits_item = edits_item_data.to_dict()
            else:
                edits_item = edits_item_data.to_dict()

            edits.append(edits_item)

        tables = self.tables

        moves = []
        for moves_item_data in self.moves:
            moves_item = moves_item_data.to_dict()
            moves.append(moves_item)

        minutes: int | None
        minutes = self.minutes

        rules = self.rules

        seats: int | None
        seats = self.seats

        burden = self.burden

        message = self.message

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "kind": kind,
                "edits": edits,
                "tables": tables,
                "moves": moves,
                "minutes": minutes,
                "rules": rules,
                "seats": seats,
                "burden": burden,
                "message": message,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.add_table import AddTable
        from ..models.allow_merge import AllowMerge
        from ..models.lift_limits import LiftLimits
        from ..models.open_table import OpenTable
        from ..models.release import Release
        from ..models.reschedule import Reschedule
        from ..models.seat import Seat
        from ..models.table_move import TableMove
        from ..models.unlock import Unlock

        d = dict(src_dict)
        kind = RepairKind(d.pop("kind"))

        edits = []
        _edits = d.pop("edits")
        for edits_item_data in _edits:

            def _parse_edits_item(
                data: object,
            ) -> (
                AddTable
                | AllowMerge
                | LiftLimits
                | OpenTable
                | Release
                | Reschedule
                | Seat
                | Unlock
            ):
                try:
                    if not isinstance(data, dict):
                        raise TypeError()
                    edits_item_type_0 = Reschedule.from_dict(data)

                    return edits_item_type_0
                except (TypeError, ValueError, AttributeError, KeyError):
                    pass
                try:
                    if not isinstance(data, dict):
                        raise TypeError()
                    edits_item_type_1 = Seat.from_dict(data)

                    return edits_item_type_1
                except (TypeError, ValueError, AttributeError, KeyError):
                    pass
                try:
                    if not isinstance(data, dict):
                        raise TypeError()
                    edits_item_type_2 = Unlock.from_dict(data)

                    return edits_item_type_2
                except (TypeError, ValueError, AttributeError, KeyError):
                    pass
                try:
                    if not isinstance(data, dict):
                        raise TypeError()
                    edits_item_type_3 = Release.from_dict(data)

                    return edits_item_type_3
                except (TypeError, ValueError, AttributeError, KeyError):
                    pass
                try:
                    if not isinstance(data, dict):
                        raise TypeError()
                    edits_item_type_4 = AllowMerge.from_dict(data)

                    return edits_item_type_4
                except (TypeError, ValueError, AttributeError, KeyError):
                    pass
                try:
                    if not isinstance(data, dict):
                        raise TypeError()
                    edits_item_type_5 = LiftLimits.from_dict(data)

                    return edits_item_type_5
                except (TypeError, ValueError, AttributeError, KeyError):
                    pass
                try:
                    if not isinstance(data, dict):
                        raise TypeError()
                    edits_item_type_6 = OpenTable.from_dict(data)

                    return edits_item_type_6
                except (TypeError, ValueError, AttributeError, KeyError):
                    pass
                if not isinstance(data, dict):
                    raise TypeError()
                edits_item_type_7 = AddTable.from_dict(data)

                return edits_item_type_7

            edits_item = _parse_edits_item(edits_item_data)

            edits.append(edits_item)

        tables = cast("list[str]", d.pop("tables"))

        moves = []
        _moves = d.pop("moves")
        for moves_item_data in _moves:
            moves_item = TableMove.from_dict(moves_item_data)

            moves.append(moves_item)

        def _parse_minutes(data: object) -> int | None:
            if data is None:
                return data
            return cast("int | None", data)

        minutes = _parse_minutes(d.pop("minutes"))

        rules = cast("list[str]", d.pop("rules"))

        def _parse_seats(data: object) -> int | None:
            if data is None:
                return data
            return cast("int | None", data)

        seats = _parse_seats(d.pop("seats"))

        burden = d.pop("burden")

        message = d.pop("message")

        repair = cls(
            kind=kind,
            edits=edits,
            tables=tables,
            moves=moves,
            minutes=minutes,
            rules=rules,
            seats=seats,
            burden=burden,
            message=message,
        )

        repair.additional_properties = d
        return repair

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
