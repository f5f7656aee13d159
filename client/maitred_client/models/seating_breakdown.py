from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.other_tables import OtherTables
    from ..models.seating_breakdown_terms import SeatingBreakdownTerms


T = TypeVar("T", bound="SeatingBreakdown")


@_attrs_define
class SeatingBreakdown:
    """What one seating is worth, term by term (points, costs below zero).

    Attributes:
        booking (str):
        party (int):
        tables (list[str]):
        points (float):
        terms (SeatingBreakdownTerms):
        alternative (None | OtherTables): None: there is none, or it was not looked for.
    """

    booking: str
    party: int
    tables: list[str]
    points: float
    terms: SeatingBreakdownTerms
    alternative: OtherTables | None
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.other_tables import OtherTables

        booking = self.booking

        party = self.party

        tables = self.tables

        points = self.points

        terms = self.terms.to_dict()

        alternative: dict[str, Any] | None
        if isinstance(self.alternative, OtherTables):
            alternative = self.alternative.to_dict()
        else:
            alternative = self.alternative

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "booking": booking,
                "party": party,
                "tables": tables,
                "points": points,
                "terms": terms,
                "alternative": alternative,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.other_tables import OtherTables
        from ..models.seating_breakdown_terms import SeatingBreakdownTerms

        d = dict(src_dict)
        booking = d.pop("booking")

        party = d.pop("party")

        tables = cast("list[str]", d.pop("tables"))

        points = d.pop("points")

        terms = SeatingBreakdownTerms.from_dict(d.pop("terms"))

        def _parse_alternative(data: object) -> OtherTables | None:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                alternative_type_0 = OtherTables.from_dict(data)

                return alternative_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast("OtherTables | None", data)

        alternative = _parse_alternative(d.pop("alternative"))

        seating_breakdown = cls(
            booking=booking,
            party=party,
            tables=tables,
            points=points,
            terms=terms,
            alternative=alternative,
        )

        seating_breakdown.additional_properties = d
        return seating_breakdown

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
