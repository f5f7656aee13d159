from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.guests import Guests
    from ..models.table_move import TableMove
    from ..models.trade_terms import TradeTerms


T = TypeVar("T", bound="Trade")


@_attrs_define
class Trade:
    """The best plan found in which the booking has tables, beside the plan without.

    Attributes:
        tables (list[str]): What the booking would get.
        turned_away (list[Guests]):
        seated (list[Guests]): Others who would get tables as well.
        moved (list[TableMove]): Who would sit elsewhere than in the plan.
        guests (int): Guests seated more, the booking's own among them; fewer when below zero.
        points (float): What the plan would be worth more; less when below zero.
        terms (TradeTerms): The points by term, where they differ.
        better (bool): By the objective that plan is the better one: the plan explained is not the best.
        proven (bool): No plan that seats the booking is worth more guests; False: another may cost less.
        message (str):
    """

    tables: list[str]
    turned_away: list[Guests]
    seated: list[Guests]
    moved: list[TableMove]
    guests: int
    points: float
    terms: TradeTerms
    better: bool
    proven: bool
    message: str
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        tables = self.tables

        turned_away = []
        for turned_away_item_data in self.turned_away:
            turned_away_item = turned_away_item_data.to_dict()
            turned_away.append(turned_away_item)

        seated = []
        for seated_item_data in self.seated:
            seated_item = seated_item_data.to_dict()
            seated.append(seated_item)

        moved = []
        for moved_item_data in self.moved:
            moved_item = moved_item_data.to_dict()
            moved.append(moved_item)

        guests = self.guests

        points = self.points

        terms = self.terms.to_dict()

        better = self.better

        proven = self.proven

        message = self.message

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "tables": tables,
                "turned_away": turned_away,
                "seated": seated,
                "moved": moved,
                "guests": guests,
                "points": points,
                "terms": terms,
                "better": better,
                "proven": proven,
                "message": message,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.guests import Guests
        from ..models.table_move import TableMove
        from ..models.trade_terms import TradeTerms

        d = dict(src_dict)
        tables = cast("list[str]", d.pop("tables"))

        turned_away = []
        _turned_away = d.pop("turned_away")
        for turned_away_item_data in _turned_away:
            turned_away_item = Guests.from_dict(turned_away_item_data)

            turned_away.append(turned_away_item)

        seated = []
        _seated = d.pop("seated")
        for seated_item_data in _seated:
            seated_item = Guests.from_dict(seated_item_data)

            seated.append(seated_item)

        moved = []
        _moved = d.pop("moved")
        for moved_item_data in _moved:
            moved_item = TableMove.from_dict(moved_item_data)

            moved.append(moved_item)

        guests = d.pop("guests")

        points = d.pop("points")

        terms = TradeTerms.from_dict(d.pop("terms"))

        better = d.pop("better")

        proven = d.pop("proven")

        message = d.pop("message")

        trade = cls(
            tables=tables,
            turned_away=turned_away,
            seated=seated,
            moved=moved,
            guests=guests,
            points=points,
            terms=terms,
            better=better,
            proven=proven,
            message=message,
        )

        trade.additional_properties = d
        return trade

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
