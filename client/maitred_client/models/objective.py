from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.objective_terms import ObjectiveTerms


T = TypeVar("T", bound="Objective")


@_attrs_define
class Objective:
    """What a plan is worth, in points; costs are negative.

    Attributes:
        total (float):
        seated (float):
        stability (float):
        preferences (float):
        terms (ObjectiveTerms): Points by term; they add up to the total.
    """

    total: float
    seated: float
    stability: float
    preferences: float
    terms: ObjectiveTerms
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        total = self.total

        seated = self.seated

        stability = self.stability

        preferences = self.preferences

        terms = self.terms.to_dict()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "total": total,
                "seated": seated,
                "stability": stability,
                "preferences": preferences,
                "terms": terms,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.objective_terms import ObjectiveTerms

        d = dict(src_dict)
        total = d.pop("total")

        seated = d.pop("seated")

        stability = d.pop("stability")

        preferences = d.pop("preferences")

        terms = ObjectiveTerms.from_dict(d.pop("terms"))

        objective = cls(
            total=total,
            seated=seated,
            stability=stability,
            preferences=preferences,
            terms=terms,
        )

        objective.additional_properties = d
        return objective

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
