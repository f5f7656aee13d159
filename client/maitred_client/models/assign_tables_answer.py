from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.mode import Mode
from ..models.plan_status import PlanStatus
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.assigned import Assigned
    from ..models.decision import Decision
    from ..models.fallback import Fallback
    from ..models.objective import Objective
    from ..models.proof import Proof
    from ..models.skipped import Skipped
    from ..models.statistics import Statistics
    from ..models.table_change import TableChange


T = TypeVar("T", bound="AssignTablesAnswer")


@_attrs_define
class AssignTablesAnswer:
    """Who got tables, who did not and why, and how good the plan provably is.

    Attributes:
        date (datetime.date):
        assigned (list[Assigned]): Bookings that had tables before are in neither list, nor in `skipped`.
        skipped (list[Skipped]):
        service_fallbacks (list[Fallback]):
        moved (list[TableChange]):
        run_id (UUID):
        dry_run (bool): Nothing was written to the bookings.
        mode (Mode): What a plan may touch.
        status (PlanStatus): What is proven about a plan.
        bound (float | None): No plan reaches more points in the leading tier; null when nothing was proven.
        gap (float | None): Relative distance to the bound; 0 is proven optimal, null that nothing is known.
        objective (Objective): What a plan is worth, in points; costs are negative.
        proof (list[Proof]): One entry per tier that was optimised, the highest first.
        statistics (Statistics): Counts an operator asks for first.
        seconds (float): What planning took, from problem to checked plan.
        notes (list[str]): What an operator should know about the day as a whole.
        decisions (list[Decision] | None | Unset): One record per booking; only when `captureDecisions` is true.
    """

    date: datetime.date
    assigned: list[Assigned]
    skipped: list[Skipped]
    service_fallbacks: list[Fallback]
    moved: list[TableChange]
    run_id: UUID
    dry_run: bool
    mode: Mode
    status: PlanStatus
    bound: float | None
    gap: float | None
    objective: Objective
    proof: list[Proof]
    statistics: Statistics
    seconds: float
    notes: list[str]
    decisions: list[Decision] | Unset | None = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        date = self.date.isoformat()

        assigned = []
        for assigned_item_data in self.assigned:
            assigned_item = assigned_item_data.to_dict()
            assigned.append(assigned_item)

        skipped = []
        for skipped_item_data in self.skipped:
            skipped_item = skipped_item_data.to_dict()
            skipped.append(skipped_item)

        service_fallbacks = []
        for service_fallbacks_item_data in self.service_fallbacks:
            service_fallbacks_item = service_fallbacks_item_data.to_dict()
            service_fallbacks.append(service_fallbacks_item)

        moved = []
        for moved_item_data in self.moved:
            moved_item = moved_item_data.to_dict()
            moved.append(moved_item)

        run_id = str(self.run_id)

        dry_run = self.dry_run

        mode = self.mode.value

        status = self.status.value

        bound: float | None
        bound = self.bound

        gap: float | None
        gap = self.gap

        objective = self.objective.to_dict()

        proof = []
        for proof_item_data in self.proof:
            proof_item = proof_item_data.to_dict()
            proof.append(proof_item)

        statistics = self.statistics.to_dict()

        seconds = self.seconds

        notes = self.notes

        decisions: list[dict[str, Any]] | Unset | None
        if isinstance(self.decisions, Unset):
            decisions = UNSET
        elif isinstance(self.decisions, list):
            decisions = []
            for decisions_type_0_item_data in self.decisions:
                decisions_type_0_item = decisions_type_0_item_data.to_dict()
                decisions.append(decisions_type_0_item)

        else:
            decisions = self.decisions

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "date": date,
                "assigned": assigned,
                "skipped": skipped,
                "serviceFallbacks": service_fallbacks,
                "moved": moved,
                "runId": run_id,
                "dryRun": dry_run,
                "mode": mode,
                "status": status,
                "bound": bound,
                "gap": gap,
                "objective": objective,
                "proof": proof,
                "statistics": statistics,
                "seconds": seconds,
                "notes": notes,
            }
        )
        if decisions is not UNSET:
            field_dict["decisions"] = decisions

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.assigned import Assigned
        from ..models.decision import Decision
        from ..models.fallback import Fallback
        from ..models.objective import Objective
        from ..models.proof import Proof
        from ..models.skipped import Skipped
        from ..models.statistics import Statistics
        from ..models.table_change import TableChange

        d = dict(src_dict)
        date = datetime.date.fromisoformat(d.pop("date"))

        assigned = []
        _assigned = d.pop("assigned")
        for assigned_item_data in _assigned:
            assigned_item = Assigned.from_dict(assigned_item_data)

            assigned.append(assigned_item)

        skipped = []
        _skipped = d.pop("skipped")
        for skipped_item_data in _skipped:
            skipped_item = Skipped.from_dict(skipped_item_data)

            skipped.append(skipped_item)

        service_fallbacks = []
        _service_fallbacks = d.pop("serviceFallbacks")
        for service_fallbacks_item_data in _service_fallbacks:
            service_fallbacks_item = Fallback.from_dict(service_fallbacks_item_data)

            service_fallbacks.append(service_fallbacks_item)

        moved = []
        _moved = d.pop("moved")
        for moved_item_data in _moved:
            moved_item = TableChange.from_dict(moved_item_data)

            moved.append(moved_item)

        run_id = UUID(d.pop("runId"))

        dry_run = d.pop("dryRun")

        mode = Mode(d.pop("mode"))

        status = PlanStatus(d.pop("status"))

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

        objective = Objective.from_dict(d.pop("objective"))

        proof = []
        _proof = d.pop("proof")
        for proof_item_data in _proof:
            proof_item = Proof.from_dict(proof_item_data)

            proof.append(proof_item)

        statistics = Statistics.from_dict(d.pop("statistics"))

        seconds = d.pop("seconds")

        notes = cast("list[str]", d.pop("notes"))

        def _parse_decisions(data: object) -> list[Decision] | Unset | None:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, list):
                    raise TypeError()
                decisions_type_0 = []
                _decisions_type_0 = data
                for decisions_type_0_item_data in _decisions_type_0:
                    decisions_type_0_item = Decision.from_dict(decisions_type_0_item_data)

                    decisions_type_0.append(decisions_type_0_item)

                return decisions_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast("list[Decision] | Unset | None", data)

        decisions = _parse_decisions(d.pop("decisions", UNSET))

        assign_tables_answer = cls(
            date=date,
            assigned=assigned,
            skipped=skipped,
            service_fallbacks=service_fallbacks,
            moved=moved,
            run_id=run_id,
            dry_run=dry_run,
            mode=mode,
            status=status,
            bound=bound,
            gap=gap,
            objective=objective,
            proof=proof,
            statistics=statistics,
            seconds=seconds,
            notes=notes,
            decisions=decisions,
        )

        assign_tables_answer.additional_properties = d
        return assign_tables_answer

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
