from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, Self, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.mode import Mode
from ..types import UNSET, Unset

T = TypeVar("T", bound="AssignTablesBody")


@_attrs_define
class AssignTablesBody:
    """Which date to plan, and how. Fields that are not listed are ignored.

    Attributes:
        restaurant_id (UUID):
        mode (Mode | None | Unset): fill (the default): seat bookings without tables. improve: may also move up to
            maxMoves bookings. rebuild: may move every booking that is not locked or seated.
        max_moves (int | None | Unset): Most bookings that may change tables; only with mode improve.
        dry_run (bool | None | Unset): Plan and answer, but write nothing.
        idempotency_key (None | str | Unset): Repeating a request with its key gives the first answer again, for a day
            at least. The header Idempotency-Key does the same.
        date (datetime.date | None | Unset): Missing: the restaurant's present date.
        capture_decisions (bool | None | Unset): Add a record per booking to the answer.
        budget_ms (int | None | Unset): What the solver may take; the service's own budget by default.
    """

    restaurant_id: UUID
    mode: Mode | Unset | None = UNSET
    max_moves: int | Unset | None = UNSET
    dry_run: bool | Unset | None = UNSET
    idempotency_key: str | Unset | None = UNSET
    date: datetime.date | Unset | None = UNSET
    capture_decisions: bool | Unset | None = UNSET
    budget_ms: int | Unset | None = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        restaurant_id = str(self.restaurant_id)

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

        date: str | Unset | None
        if isinstance(self.date, Unset):
            date = UNSET
        elif isinstance(self.date, datetime.date):
            date = self.date.isoformat()
        else:
            date = self.date

        capture_decisions: bool | Unset | None
        if isinstance(self.capture_decisions, Unset):
            capture_decisions = UNSET
        else:
            capture_decisions = self.capture_decisions

        budget_ms: int | Unset | None
        if isinstance(self.budget_ms, Unset):
            budget_ms = UNSET
        else:
            budget_ms = self.budget_ms

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "restaurantId": restaurant_id,
            }
        )
        if mode is not UNSET:
            field_dict["mode"] = mode
        if max_moves is not UNSET:
            field_dict["maxMoves"] = max_moves
        if dry_run is not UNSET:
            field_dict["dryRun"] = dry_run
        if idempotency_key is not UNSET:
            field_dict["idempotencyKey"] = idempotency_key
        if date is not UNSET:
            field_dict["date"] = date
        if capture_decisions is not UNSET:
            field_dict["captureDecisions"] = capture_decisions
        if budget_ms is not UNSET:
            field_dict["budgetMs"] = budget_ms

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        restaurant_id = UUID(d.pop("restaurantId"))

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

        def _parse_date(data: object) -> datetime.date | Unset | None:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                date_type_0 = datetime.date.fromisoformat(data)

                return date_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast("datetime.date | Unset | None", data)

        date = _parse_date(d.pop("date", UNSET))

        def _parse_capture_decisions(data: object) -> bool | Unset | None:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast("bool | Unset | None", data)

        capture_decisions = _parse_capture_decisions(d.pop("captureDecisions", UNSET))

        def _parse_budget_ms(data: object) -> int | Unset | None:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast("int | Unset | None", data)

        budget_ms = _parse_budget_ms(d.pop("budgetMs", UNSET))

        assign_tables_body = cls(
            restaurant_id=restaurant_id,
            mode=mode,
            max_moves=max_moves,
            dry_run=dry_run,
            idempotency_key=idempotency_key,
            date=date,
            capture_decisions=capture_decisions,
            budget_ms=budget_ms,
        )

        assign_tables_body.additional_properties = d
        return assign_tables_body

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
