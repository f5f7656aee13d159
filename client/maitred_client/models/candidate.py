from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.candidate_adjacencystatus import CandidateAdjacencystatus

if TYPE_CHECKING:
    from ..models.candidate_terms import CandidateTerms
    from ..models.price import Price
    from ..models.score_breakdown import ScoreBreakdown


T = TypeVar("T", bound="Candidate")


@_attrs_define
class Candidate:
    """A table set that the booking could have.

    Attributes:
        table_ids (list[UUID]):
        table_numbers (list[str]):
        total_capacity (int): Seats of the set, after what joining costs.
        table_count (int):
        slack (int): Seats that stay empty.
        score (float): Penalty in points; lower is better.
        adjacency_status (CandidateAdjacencystatus):
        score_breakdown (ScoreBreakdown): Penalties in points, as the product's clients know them; lower is better.
        points (float): What the day plan is worth more with it than with the booking unseated.
        terms (CandidateTerms): `points` by term of the objective; `maitred weights` explains each.
        price (None | Price): Null when the budget left no time for it, or it was not among the best.
    """

    table_ids: list[UUID]
    table_numbers: list[str]
    total_capacity: int
    table_count: int
    slack: int
    score: float
    adjacency_status: CandidateAdjacencystatus
    score_breakdown: ScoreBreakdown
    points: float
    terms: CandidateTerms
    price: Price | None
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.price import Price

        table_ids = []
        for table_ids_item_data in self.table_ids:
            table_ids_item = str(table_ids_item_data)
            table_ids.append(table_ids_item)

        table_numbers = self.table_numbers

        total_capacity = self.total_capacity

        table_count = self.table_count

        slack = self.slack

        score = self.score

        adjacency_status = self.adjacency_status.value

        score_breakdown = self.score_breakdown.to_dict()

        points = self.points

        terms = self.terms.to_dict()

        price: dict[str, Any] | None
        if isinstance(self.price, Price):
            price = self.price.to_dict()
        else:
            price = self.price

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "tableIds": table_ids,
                "tableNumbers": table_numbers,
                "totalCapacity": total_capacity,
                "tableCount": table_count,
                "slack": slack,
                "score": score,
                "adjacencyStatus": adjacency_status,
                "scoreBreakdown": score_breakdown,
                "points": points,
                "terms": terms,
                "price": price,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.candidate_terms import CandidateTerms
        from ..models.price import Price
        from ..models.score_breakdown import ScoreBreakdown

        d = dict(src_dict)
        table_ids = []
        _table_ids = d.pop("tableIds")
        for table_ids_item_data in _table_ids:
            table_ids_item = UUID(table_ids_item_data)

            table_ids.append(table_ids_item)

        table_numbers = cast("list[str]", d.pop("tableNumbers"))

        total_capacity = d.pop("totalCapacity")

        table_count = d.pop("tableCount")

        slack = d.pop("slack")

        score = d.pop("score")

        adjacency_status = CandidateAdjacencystatus(d.pop("adjacencyStatus"))

        score_breakdown = ScoreBreakdown.from_dict(d.pop("scoreBreakdown"))

        points = d.pop("points")

        terms = CandidateTerms.from_dict(d.pop("terms"))

        def _parse_price(data: object) -> Price | None:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                price_type_0 = Price.from_dict(data)

                return price_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast("Price | None", data)

        price = _parse_price(d.pop("price"))

        candidate = cls(
            table_ids=table_ids,
            table_numbers=table_numbers,
            total_capacity=total_capacity,
            table_count=table_count,
            slack=slack,
            score=score,
            adjacency_status=adjacency_status,
            score_breakdown=score_breakdown,
            points=points,
            terms=terms,
            price=price,
        )

        candidate.additional_properties = d
        return candidate

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
