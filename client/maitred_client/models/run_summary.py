from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.plan_status import PlanStatus
from ..models.run_state import RunState

if TYPE_CHECKING:
    from ..models.unseated_view import UnseatedView


T = TypeVar("T", bound="RunSummary")


@_attrs_define
class RunSummary:
    """The last run of the date.

    Attributes:
        id (UUID):
        state (RunState): Where a run stands. A new state is reached only from those of ``BEFORE``.
        status (PlanStatus): What is proven about a plan.
        mode (str):
        gap (float | None):
        bound (float | None):
        objective (float): Points of the plan.
        seated (int):
        bookings (int):
        covers (int): Guests seated.
        covers_requested (int):
        seconds (float):
        created_at (datetime.datetime):
        unseated (list[UnseatedView]): Each with the reason of the last run that had a choice about it.
    """

    id: UUID
    state: RunState
    status: PlanStatus
    mode: str
    gap: float | None
    bound: float | None
    objective: float
    seated: int
    bookings: int
    covers: int
    covers_requested: int
    seconds: float
    created_at: datetime.datetime
    unseated: list[UnseatedView]
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        id = str(self.id)

        state = self.state.value

        status = self.status.value

        mode = self.mode

        gap: float | None
        gap = self.gap

        bound: float | None
        bound = self.bound

        objective = self.objective

        seated = self.seated

        bookings = self.bookings

        covers = self.covers

        covers_requested = self.covers_requested

        seconds = self.seconds

        created_at = self.created_at.isoformat()

        unseated = []
        for unseated_item_data in self.unseated:
            unseated_item = unseated_item_data.to_dict()
            unseated.append(unseated_item)

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "state": state,
                "status": status,
                "mode": mode,
                "gap": gap,
                "bound": bound,
                "objective": objective,
                "seated": seated,
                "bookings": bookings,
                "covers": covers,
                "coversRequested": covers_requested,
                "seconds": seconds,
                "createdAt": created_at,
                "unseated": unseated,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.unseated_view import UnseatedView

        d = dict(src_dict)
        id = UUID(d.pop("id"))

        state = RunState(d.pop("state"))

        status = PlanStatus(d.pop("status"))

        mode = d.pop("mode")

        def _parse_gap(data: object) -> float | None:
            if data is None:
                return data
            return cast("float | None", data)

        gap = _parse_gap(d.pop("gap"))

        def _parse_bound(data: object) -> float | None:
            if data is None:
                return data
            return cast("float | None", data)

        bound = _parse_bound(d.pop("bound"))

        objective = d.pop("objective")

        seated = d.pop("seated")

        bookings = d.pop("bookings")

        covers = d.pop("covers")

        covers_requested = d.pop("coversRequested")

        seconds = d.pop("seconds")

        created_at = datetime.datetime.fromisoformat(d.pop("createdAt"))

        unseated = []
        _unseated = d.pop("unseated")
        for unseated_item_data in _unseated:
            unseated_item = UnseatedView.from_dict(unseated_item_data)

            unseated.append(unseated_item)

        run_summary = cls(
            id=id,
            state=state,
            status=status,
            mode=mode,
            gap=gap,
            bound=bound,
            objective=objective,
            seated=seated,
            bookings=bookings,
            covers=covers,
            covers_requested=covers_requested,
            seconds=seconds,
            created_at=created_at,
            unseated=unseated,
        )

        run_summary.additional_properties = d
        return run_summary

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
