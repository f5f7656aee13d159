from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.plan_status import PlanStatus

if TYPE_CHECKING:
    from ..models.affected import Affected
    from ..models.changed import Changed


T = TypeVar("T", bound="CurvePoint")


@_attrs_define
class CurvePoint:
    """The best plan found with at most so many moves.

    Attributes:
        max_moves (int | None):
        moves (int): Bookings that change tables.
        guests (int): Seated in all.
        seated (int): Bookings with tables.
        points (float): What the plan is worth.
        bound (float | None): No plan with so many moves is worth more in the leading tier.
        gap (float | None): Of the leading tier: 0 is proven, None that nothing is known.
        status (PlanStatus): What is proven about a plan.
        changes (list[Changed]): Who gets a table, changes it, or loses it, by start; everybody else stays.
        affected (list[Affected]): Whose tables something else claims too, by start.
        message (str):
        seconds (float):
    """

    max_moves: int | None
    moves: int
    guests: int
    seated: int
    points: float
    bound: float | None
    gap: float | None
    status: PlanStatus
    changes: list[Changed]
    affected: list[Affected]
    message: str
    seconds: float
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        max_moves: int | None
        max_moves = self.max_moves

        moves = self.moves

        guests = self.guests

        seated = self.seated

        points = self.points

        bound: float | None
        bound = self.bound

        gap: float | None
        gap = self.gap

        status = self.status.value

        changes = []
        for changes_item_data in self.changes:
            changes_item = changes_item_data.to_dict()
            changes.append(changes_item)

        affected = []
        for affected_item_data in self.affected:
            affected_item = affected_item_data.to_dict()
            affected.append(affected_item)

        message = self.message

        seconds = self.seconds

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "max_moves": max_moves,
                "moves": moves,
                "guests": guests,
                "seated": seated,
                "points": points,
                "bound": bound,
                "gap": gap,
                "status": status,
                "changes": changes,
                "affected": affected,
                "message": message,
                "seconds": seconds,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.affected import Affected
        from ..models.changed import Changed

        d = dict(src_dict)

        def _parse_max_moves(data: object) -> int | None:
            if data is None:
                return data
            return cast("int | None", data)

        max_moves = _parse_max_moves(d.pop("max_moves"))

        moves = d.pop("moves")

        guests = d.pop("guests")

        seated = d.pop("seated")

        points = d.pop("points")

        def _parse_bound(data: object) -> float | None:
            if data is None:
                return data
            return cast("float | None", data)

        bound = _parse_bound(d.pop("bound"))

        def _parse_gap(data: object) -> float | None:
            if data is None:
                return data
            return cast("float | None", data)

        gap = _parse_gap(d.pop("gap"))

        status = PlanStatus(d.pop("status"))

        changes = []
        _changes = d.pop("changes")
        for changes_item_data in _changes:
            changes_item = Changed.from_dict(changes_item_data)

            changes.append(changes_item)

        affected = []
        _affected = d.pop("affected")
        for affected_item_data in _affected:
            affected_item = Affected.from_dict(affected_item_data)

            affected.append(affected_item)

        message = d.pop("message")

        seconds = d.pop("seconds")

        curve_point = cls(
            max_moves=max_moves,
            moves=moves,
            guests=guests,
            seated=seated,
            points=points,
            bound=bound,
            gap=gap,
            status=status,
            changes=changes,
            affected=affected,
            message=message,
            seconds=seconds,
        )

        curve_point.additional_properties = d
        return curve_point

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
