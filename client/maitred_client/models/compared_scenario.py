from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.verdict import Verdict

if TYPE_CHECKING:
    from ..models.compared_scenario_changes import ComparedScenarioChanges
    from ..models.compared_scenario_utilisation import ComparedScenarioUtilisation


T = TypeVar("T", bound="ComparedScenario")


@_attrs_define
class ComparedScenario:
    """A scenario beside what it begins from.

    Attributes:
        scenario (str):
        compared_with (str):
        pairs (int):
        verdict (Verdict): What the points say of a scenario beside its base.
        points_low (float | None):
        points_high (float | None): Between these lies the mean difference of the best plans, whatever the solver
            missed.
        worst_gap (float | None):
        changes (ComparedScenarioChanges): By figure: points, covers, seated, refused, refused_covers, empty_seats,
            merges, moves.
        utilisation (ComparedScenarioUtilisation): By zone: the difference.
    """

    scenario: str
    compared_with: str
    pairs: int
    verdict: Verdict
    points_low: float | None
    points_high: float | None
    worst_gap: float | None
    changes: ComparedScenarioChanges
    utilisation: ComparedScenarioUtilisation
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        scenario = self.scenario

        compared_with = self.compared_with

        pairs = self.pairs

        verdict = self.verdict.value

        points_low: float | None
        points_low = self.points_low

        points_high: float | None
        points_high = self.points_high

        worst_gap: float | None
        worst_gap = self.worst_gap

        changes = self.changes.to_dict()

        utilisation = self.utilisation.to_dict()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "scenario": scenario,
                "compared_with": compared_with,
                "pairs": pairs,
                "verdict": verdict,
                "points_low": points_low,
                "points_high": points_high,
                "worst_gap": worst_gap,
                "changes": changes,
                "utilisation": utilisation,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.compared_scenario_changes import ComparedScenarioChanges
        from ..models.compared_scenario_utilisation import ComparedScenarioUtilisation

        d = dict(src_dict)
        scenario = d.pop("scenario")

        compared_with = d.pop("compared_with")

        pairs = d.pop("pairs")

        verdict = Verdict(d.pop("verdict"))

        def _parse_points_low(data: object) -> float | None:
            if data is None:
                return data
            return cast("float | None", data)

        points_low = _parse_points_low(d.pop("points_low"))

        def _parse_points_high(data: object) -> float | None:
            if data is None:
                return data
            return cast("float | None", data)

        points_high = _parse_points_high(d.pop("points_high"))

        def _parse_worst_gap(data: object) -> float | None:
            if data is None:
                return data
            return cast("float | None", data)

        worst_gap = _parse_worst_gap(d.pop("worst_gap"))

        changes = ComparedScenarioChanges.from_dict(d.pop("changes"))

        utilisation = ComparedScenarioUtilisation.from_dict(d.pop("utilisation"))

        compared_scenario = cls(
            scenario=scenario,
            compared_with=compared_with,
            pairs=pairs,
            verdict=verdict,
            points_low=points_low,
            points_high=points_high,
            worst_gap=worst_gap,
            changes=changes,
            utilisation=utilisation,
        )

        compared_scenario.additional_properties = d
        return compared_scenario

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
