from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.tier_proof_tier import TierProofTier

T = TypeVar("T", bound="TierProof")


@_attrs_define
class TierProof:
    """Value and proven bound (points, higher is better) of one tier of the objective.

    Attributes:
        tier (TierProofTier):
        value (float):
        bound (float | None): No plan can reach more; None when nothing was proven.
    """

    tier: TierProofTier
    value: float
    bound: float | None
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        tier = self.tier.value

        value = self.value

        bound: float | None
        bound = self.bound

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "tier": tier,
                "value": value,
                "bound": bound,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        tier = TierProofTier(d.pop("tier"))

        value = d.pop("value")

        def _parse_bound(data: object) -> float | None:
            if data is None:
                return data
            return cast("float | None", data)

        bound = _parse_bound(d.pop("bound"))

        tier_proof = cls(
            tier=tier,
            value=value,
            bound=bound,
        )

        tier_proof.additional_properties = d
        return tier_proof

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
