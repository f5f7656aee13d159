from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

T = TypeVar("T", bound="ScoreBreakdown")


@_attrs_define
class ScoreBreakdown:
    """Penalties in points, as the product's clients know them; lower is better.

    Attributes:
        slack_penalty (float): For empty seats.
        scarcity_penalty (float): For tables that others need more.
        structural_penalty (float): For merges of uneven tables, or over zones.
        combination_penalty (float): For more than one table.
        future_conflict_penalty (float): Expected guests that the rest of the night loses; 0 when the price is not
            known.
        demand_multiplier (float): How much dearer an empty seat is at that time than on an ordinary evening.
        total_score (float): Equals `score`.
    """

    slack_penalty: float
    scarcity_penalty: float
    structural_penalty: float
    combination_penalty: float
    future_conflict_penalty: float
    demand_multiplier: float
    total_score: float
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        slack_penalty = self.slack_penalty

        scarcity_penalty = self.scarcity_penalty

        structural_penalty = self.structural_penalty

        combination_penalty = self.combination_penalty

        future_conflict_penalty = self.future_conflict_penalty

        demand_multiplier = self.demand_multiplier

        total_score = self.total_score

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "slack_penalty": slack_penalty,
                "scarcity_penalty": scarcity_penalty,
                "structural_penalty": structural_penalty,
                "combination_penalty": combination_penalty,
                "future_conflict_penalty": future_conflict_penalty,
                "demand_multiplier": demand_multiplier,
                "total_score": total_score,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        slack_penalty = d.pop("slack_penalty")

        scarcity_penalty = d.pop("scarcity_penalty")

        structural_penalty = d.pop("structural_penalty")

        combination_penalty = d.pop("combination_penalty")

        future_conflict_penalty = d.pop("future_conflict_penalty")

        demand_multiplier = d.pop("demand_multiplier")

        total_score = d.pop("total_score")

        score_breakdown = cls(
            slack_penalty=slack_penalty,
            scarcity_penalty=scarcity_penalty,
            structural_penalty=structural_penalty,
            combination_penalty=combination_penalty,
            future_conflict_penalty=future_conflict_penalty,
            demand_multiplier=demand_multiplier,
            total_score=total_score,
        )

        score_breakdown.additional_properties = d
        return score_breakdown

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
