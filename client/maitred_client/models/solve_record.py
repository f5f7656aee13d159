from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.solver_outcome import SolverOutcome

if TYPE_CHECKING:
    from ..models.solve_record_versions import SolveRecordVersions


T = TypeVar("T", bound="SolveRecord")


@_attrs_define
class SolveRecord:
    """Everything needed to tell how a plan was made.

    Attributes:
        outcome (SolverOutcome): How the solver process ended.
        seconds (float): From problem to checked plan.
        budget_seconds (float):
        seed (int):
        deterministic (bool): Limited by work, not by the clock, and down to the one optimum that the tie-break leaves.
            Default: False.
        gap (float): The relative gap that was close enough to stop at; 0: only a proof was. Default: 0.0.
        incumbents (int):
        versions (SolveRecordVersions):
        note (str):  Default: ''.
    """

    outcome: SolverOutcome
    seconds: float
    budget_seconds: float
    seed: int
    incumbents: int
    versions: SolveRecordVersions
    deterministic: bool = False
    gap: float = 0.0
    note: str = ""
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        outcome = self.outcome.value

        seconds = self.seconds

        budget_seconds = self.budget_seconds

        seed = self.seed

        deterministic = self.deterministic

        gap = self.gap

        incumbents = self.incumbents

        versions = self.versions.to_dict()

        note = self.note

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "outcome": outcome,
                "seconds": seconds,
                "budget_seconds": budget_seconds,
                "seed": seed,
                "deterministic": deterministic,
                "gap": gap,
                "incumbents": incumbents,
                "versions": versions,
                "note": note,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.solve_record_versions import SolveRecordVersions

        d = dict(src_dict)
        outcome = SolverOutcome(d.pop("outcome"))

        seconds = d.pop("seconds")

        budget_seconds = d.pop("budget_seconds")

        seed = d.pop("seed")

        deterministic = d.pop("deterministic")

        gap = d.pop("gap")

        incumbents = d.pop("incumbents")

        versions = SolveRecordVersions.from_dict(d.pop("versions"))

        note = d.pop("note")

        solve_record = cls(
            outcome=outcome,
            seconds=seconds,
            budget_seconds=budget_seconds,
            seed=seed,
            deterministic=deterministic,
            gap=gap,
            incumbents=incumbents,
            versions=versions,
            note=note,
        )

        solve_record.additional_properties = d
        return solve_record

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
