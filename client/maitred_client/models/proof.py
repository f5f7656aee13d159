from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.proof_tier import ProofTier

T = TypeVar("T", bound="Proof")


@_attrs_define
class Proof:
    """Value and proven bound of one tier of the objective, in points; higher is better.

    Attributes:
        tier (ProofTier):
        value (float):
        bound (float | None): No plan can reach more; null when nothing was proven.
        gap (float | None): Relative distance to the bound; 0 is proven optimal, null that nothing is known.
    """

    tier: ProofTier
    value: float
    bound: float | None
    gap: float | None
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        tier = self.tier.value

        value = self.value

        bound: float | None
        bound = self.bound

        gap: float | None
        gap = self.gap

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "tier": tier,
                "value": value,
                "bound": bound,
                "gap": gap,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        tier = ProofTier(d.pop("tier"))

        value = d.pop("value")

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

        proof = cls(
            tier=tier,
            value=value,
            bound=bound,
            gap=gap,
        )

        proof.additional_properties = d
        return proof

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
