from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.mode import Mode
from ..types import UNSET, Unset

T = TypeVar("T", bound="PlanJobBody")


@_attrs_define
class PlanJobBody:
    """How to plan the date. Fields that are not listed are ignored; an empty object is fine.

    Attributes:
        mode (Mode | None | Unset): fill (the default): seat bookings without tables. improve: may also move up to
            maxMoves bookings. rebuild: may move every booking that is not locked or seated.
        max_moves (int | None | Unset): Most bookings that may change tables; only with mode improve.
        dry_run (bool | None | Unset): Plan and answer, but write nothing.
        idempotency_key (None | str | Unset): Repeating a request with its key gives the first answer again, for a day
            at least. The header Idempotency-Key does the same.
        budget_ms (int | None | Unset): What the solver may take; the service's own budget by default.
        after_edits (bool | None | Unset): true: the date was edited, and more edits may follow. All such orders of a
            date have one job, planned as the last one says; it begins when none came for two seconds, or ten seconds after
            the first, and sees every edit made before its order.
    """

    mode: Mode | Unset | None = UNSET
    max_moves: int | Unset | None = UNSET
    dry_run: bool | Unset | None = UNSET
    idempotency_key: str | Unset | None = UNSET
    budget_ms: int | Unset | None = UNSET
    after_edits: bool | Unset | None = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        mode: str | Unset | None
        if isinstance(self.mode, Unset):
            mode = UNSET
        elif isinstance(self.mode, Mode):
            mode = self.mode.value
        else:
            mode = self.mode

        max_moves: int | Unset | None
        if isinstance(self.max_moves, Unset):
            max_moves = UNSET
        else:
            max_moves = self.max_moves

        dry_run: bool | Unset | None
        if isinstance(self.dry_run, Unset):
            dry_run = UNSET
        else:
            dry_run = self.dry_run

        idempotency_key: str | Unset | None
        if isinstance(self.idempotency_key, Unset):
            idempotency_key = UNSET
        else:
            idempotency_key = self.idempotency_key

        budget_ms: int | Unset | None
        if isinstance(self.budget_ms, Unset):
            budget_ms = UNSET
        else:
            budget_ms = self.budget_ms

        after_edits: bool | Unset | None
        if isinstance(self.after_edits, Unset):
            after_edits = UNSET
        else:
            after_edits = self.after_edits

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if mode is not UNSET:
            field_dict["mode"] = mode
        if max_moves is not UNSET:
            field_dict["maxMoves"] = max_moves
        if dry_run is not UNSET:
            field_dict["dryRun"] = dry_run
        if idempotency_key is not UNSET:
            field_dict["idempotencyKey"] = idempotency_key
        if budget_ms is not UNSET:
            field_dict["budgetMs"] = budget_ms
        if after_edits is not UNSET:
            field_dict["afterEdits"] = after_edits

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)

        def _parse_mode(data: object) -> Mode | Unset | None:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                mode_type_0 = Mode(data)

                return mode_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast("Mode | Unset | None", data)

        mode = _parse_mode(d.pop("mode", UNSET))

        def _parse_max_moves(data: object) -> int | Unset | None:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast("int | Unset | None", data)

        max_moves = _parse_max_moves(d.pop("maxMoves", UNSET))

        def _parse_dry_run(data: object) -> bool | Unset | None:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast("bool | Unset | None", data)

        dry_run = _parse_dry_run(d.pop("dryRun", UNSET))

        def _parse_idempotency_key(data: object) -> str | Unset | None:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast("str | Unset | None", data)

        idempotency_key = _parse_idempotency_key(d.pop("idempotencyKey", UNSET))

        def _parse_budget_ms(data: object) -> int | Unset | None:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast("int | Unset | None", data)

        budget_ms = _parse_budget_ms(d.pop("budgetMs", UNSET))

        def _parse_after_edits(data: object) -> bool | Unset | None:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast("bool | Unset | None", data)

        after_edits = _parse_after_edits(d.pop("afterEdits", UNSET))

        plan_job_body = cls(
            mode=mode,
            max_moves=max_moves,
            dry_run=dry_run,
            idempotency_key=idempotency_key,
            budget_ms=budget_ms,
            after_edits=after_edits,
        )

        plan_job_body.additional_properties = d
        return plan_job_body

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
