from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.measures_by_hour import MeasuresByHour
    from ..models.measures_utilisation import MeasuresUtilisation


T = TypeVar("T", bound="Measures")


@_attrs_define
class Measures:
    """The figures of one plan.

    Attributes:
        points (float): Value of the leading tier.
        bound (float | None): No plan reaches more points.
        gap (float | None):
        covers (float): Guests seated.
        seated (float): Bookings seated.
        refused (float): Bookings that want a table and have none.
        refused_covers (float):
        empty_seats (float): Seats of seated parties' tables that stay empty.
        merges (float):
        moves (float): Bookings whose tables change.
        stale (float): Bookings that keep tables although that breaks the rules of the edited day: they count as
            seated, and somebody will have to give way. Default: 0.0.
        utilisation (MeasuresUtilisation): By zone: guests' minutes over minutes of seats, in the hours in which anybody
            sits.
        by_hour (MeasuresByHour): The same by zone and local hour (``19``; ``25`` is one o'clock on the next date).
    """

    points: float
    bound: float | None
    gap: float | None
    covers: float
    seated: float
    refused: float
    refused_covers: float
    empty_seats: float
    merges: float
    moves: float
    utilisation: MeasuresUtilisation
    by_hour: MeasuresByHour
    stale: float = 0.0
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        points = self.points

        bound: float | None
        bound = self.bound

        gap: float | None
        gap = self.gap

        covers = self.covers

        seated = self.seated

        refused = self.refused

        refused_covers = self.refused_covers

        empty_seats = self.empty_seats

        merges = self.merges

        moves = self.moves

        stale = self.stale

        utilisation = self.utilisation.to_dict()

        by_hour = self.by_hour.to_dict()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "points": points,
                "bound": bound,
                "gap": gap,
                "covers": covers,
                "seated": seated,
                "refused": refused,
                "refused_covers": refused_covers,
                "empty_seats": empty_seats,
                "merges": merges,
                "moves": moves,
                "stale": stale,
                "utilisation": utilisation,
                "by_hour": by_hour,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.measures_by_hour import MeasuresByHour
        from ..models.measures_utilisation import MeasuresUtilisation

        d = dict(src_dict)
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

        covers = d.pop("covers")

        seated = d.pop("seated")

        refused = d.pop("refused")

        refused_covers = d.pop("refused_covers")

        empty_seats = d.pop("empty_seats")

        merges = d.pop("merges")

        moves = d.pop("moves")

        stale = d.pop("stale")

        utilisation = MeasuresUtilisation.from_dict(d.pop("utilisation"))

        by_hour = MeasuresByHour.from_dict(d.pop("by_hour"))

        measures = cls(
            points=points,
            bound=bound,
            gap=gap,
            covers=covers,
            seated=seated,
            refused=refused,
            refused_covers=refused_covers,
            empty_seats=empty_seats,
            merges=merges,
            moves=moves,
            stale=stale,
            utilisation=utilisation,
            by_hour=by_hour,
        )

        measures.additional_properties = d
        return measures

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
