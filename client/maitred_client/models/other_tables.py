from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.other_tables_terms import OtherTablesTerms


T = TypeVar("T", bound="OtherTables")


@_attrs_define
class OtherTables:
    """The best other tables that a booking could have while everyone else stays.

    Attributes:
        tables (list[str]):
        points (float): What the plan is worth with it; costs below zero.
        cost (float): Points less than with the tables it has; below zero when it would be worth more.
        terms (OtherTablesTerms):
    """

    tables: list[str]
    points: float
    cost: float
    terms: OtherTablesTerms
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        tables = self.tables

        points = self.points

        cost = self.cost

        terms = self.terms.to_dict()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "tables": tables,
                "points": points,
                "cost": cost,
                "terms": terms,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.other_tables_terms import OtherTablesTerms

        d = dict(src_dict)
        tables = cast("list[str]", d.pop("tables"))

        points = d.pop("points")

        cost = d.pop("cost")

        terms = OtherTablesTerms.from_dict(d.pop("terms"))

        other_tables = cls(
            tables=tables,
            points=points,
            cost=cost,
            terms=terms,
        )

        other_tables.additional_properties = d
        return other_tables

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
