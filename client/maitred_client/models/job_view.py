from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.job_kind import JobKind
from ..models.job_state import JobState

if TYPE_CHECKING:
    from ..models.job_error import JobError
    from ..models.job_progress import JobProgress


T = TypeVar("T", bound="JobView")


@_attrs_define
class JobView:
    """Long work: where it stands, how far it is, and what came of it.

    Attributes:
        id (UUID):
        restaurant_id (UUID):
        kind (JobKind): What a job does.
        state (JobState): Where a job stands. A new state is reached only from those of ``BEFORE``.
        date (datetime.date | None): Of a plan; null for scenarios.
        orders (int): How many orders it answers: those after edits of one date have one job.
        settling (bool): Further edits of its date are still collected: it begins when none came for a moment.
        attempt (int): How often it was begun. A job is begun again when its worker stopped or died.
        progress (JobProgress | None): The last that was told; null before anything was.
        run_id (None | UUID): The run, once a plan is done: `GET /api/v1/runs/{id}`.
        error (JobError | None): Why it failed; null otherwise.
        cancel_requested (bool): Somebody asked for its end.
        created_at (datetime.datetime):
        started_at (datetime.datetime | None): When the present attempt began, or the last one.
        finished_at (datetime.datetime | None):
        heartbeat_at (datetime.datetime | None): The last sign of life of whoever works on it.
        requested_by (None | UUID): The user; null for a machine.
    """

    id: UUID
    restaurant_id: UUID
    kind: JobKind
    state: JobState
    date: datetime.date | None
    orders: int
    settling: bool
    attempt: int
    progress: JobProgress | None
    run_id: UUID | None
    error: JobError | None
    cancel_requested: bool
    created_at: datetime.datetime
    started_at: datetime.datetime | None
    finished_at: datetime.datetime | None
    heartbeat_at: datetime.datetime | None
    requested_by: UUID | None
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.job_error import JobError
        from ..models.job_progress import JobProgress

        id = str(self.id)

        restaurant_id = str(self.restaurant_id)

        kind = self.kind.value

        state = self.state.value

        date: str | None
        if isinstance(self.date, datetime.date):
            date = self.date.isoformat()
        else:
            date = self.date

        orders = self.orders

        settling = self.settling

        attempt = self.attempt

        progress: dict[str, Any] | None
        if isinstance(self.progress, JobProgress):
            progress = self.progress.to_dict()
        else:
            progress = self.progress

        run_id: str | None
        if isinstance(self.run_id, UUID):
            run_id = str(self.run_id)
        else:
            run_id = self.run_id

        error: dict[str, Any] | None
        if isinstance(self.error, JobError):
            error = self.error.to_dict()
        else:
            error = self.error

        cancel_requested = self.cancel_requested

        created_at = self.created_at.isoformat()

        started_at: str | None
        if isinstance(self.started_at, datetime.datetime):
            started_at = self.started_at.isoformat()
        else:
            started_at = self.started_at

        finished_at: str | None
        if isinstance(self.finished_at, datetime.datetime):
            finished_at = self.finished_at.isoformat()
        else:
            finished_at = self.finished_at

        heartbeat_at: str | None
        if isinstance(self.heartbeat_at, datetime.datetime):
            heartbeat_at = self.heartbeat_at.isoformat()
        else:
            heartbeat_at = self.heartbeat_at

        requested_by: str | None
        if isinstance(self.requested_by, UUID):
            requested_by = str(self.requested_by)
        else:
            requested_by = self.requested_by

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "restaurantId": restaurant_id,
                "kind": kind,
                "state": state,
                "date": date,
                "orders": orders,
                "settling": settling,
                "attempt": attempt,
                "progress": progress,
                "runId": run_id,
                "error": error,
                "cancelRequested": cancel_requested,
                "createdAt": created_at,
                "startedAt": started_at,
                "finishedAt": finished_at,
                "heartbeatAt": heartbeat_at,
                "requestedBy": requested_by,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.job_error import JobError
        from ..models.job_progress import JobProgress

        d = dict(src_dict)
        id = UUID(d.pop("id"))

        restaurant_id = UUID(d.pop("restaurantId"))

        kind = JobKind(d.pop("kind"))

        state = JobState(d.pop("state"))

        def _parse_date(data: object) -> datetime.date | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                date_type_0 = datetime.date.fromisoformat(data)

                return date_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast("datetime.date | None", data)

        date = _parse_date(d.pop("date"))

        orders = d.pop("orders")

        settling = d.pop("settling")

        attempt = d.pop("attempt")

        def _parse_progress(data: object) -> JobProgress | None:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                progress_type_0 = JobProgress.from_dict(data)

                return progress_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast("JobProgress | None", data)

        progress = _parse_progress(d.pop("progress"))

        def _parse_run_id(data: object) -> UUID | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                run_id_type_0 = UUID(data)

                return run_id_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast("UUID | None", data)

        run_id = _parse_run_id(d.pop("runId"))

        def _parse_error(data: object) -> JobError | None:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                error_type_0 = JobError.from_dict(data)

                return error_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast("JobError | None", data)

        error = _parse_error(d.pop("error"))

        cancel_requested = d.pop("cancelRequested")

        created_at = datetime.datetime.fromisoformat(d.pop("createdAt"))

        def _parse_started_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                started_at_type_0 = datetime.datetime.fromisoformat(data)

                return started_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast("datetime.datetime | None", data)

        started_at = _parse_started_at(d.pop("startedAt"))

        def _parse_finished_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                finished_at_type_0 = datetime.datetime.fromisoformat(data)

                return finished_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast("datetime.datetime | None", data)

        finished_at = _parse_finished_at(d.pop("finishedAt"))

        def _parse_heartbeat_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                heartbeat_at_type_0 = datetime.datetime.fromisoformat(data)

                return heartbeat_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast("datetime.datetime | None", data)

        heartbeat_at = _parse_heartbeat_at(d.pop("heartbeatAt"))

        def _parse_requested_by(data: object) -> UUID | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                requested_by_type_0 = UUID(data)

                return requested_by_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast("UUID | None", data)

        requested_by = _parse_requested_by(d.pop("requestedBy"))

        job_view = cls(
            id=id,
            restaurant_id=restaurant_id,
            kind=kind,
            state=state,
            date=date,
            orders=orders,
            settling=settling,
            attempt=attempt,
            progress=progress,
            run_id=run_id,
            error=error,
            cancel_requested=cancel_requested,
            created_at=created_at,
            started_at=started_at,
            finished_at=finished_at,
            heartbeat_at=heartbeat_at,
            requested_by=requested_by,
        )

        job_view.additional_properties = d
        return job_view

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
