from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.event_detail_type_0 import EventDetailType0


T = TypeVar("T", bound="Event")


@_attrs_define
class Event:
    """One row of the history.

    Attributes:
        at (datetime.datetime):
        kind (str): booking.assigned, .moved, .cleared or .unseated; hold.created and so on; run.planned and so
            on.
        booking_id (None | UUID): Null for a run.
        run_id (None | UUID): Null for what no run did.
        actor (None | UUID): The user; null for a machine, or where nobody signs in.
        request_id (None | str): The request as the logs name it; null for what the service did by itself.
        reason (None | str):
        detail (EventDetailType0 | None): Tables before and after, windows, deadlines: it depends on the kind.
    """

    at: datetime.datetime
    kind: str
    booking_id: UUID | None
    run_id: UUID | None
    actor: UUID | None
    request_id: str | None
    reason: str | None
    detail: EventDetailType0 | None
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.event_detail_type_0 import EventDetailType0

        at = self.at.isoformat()

        kind = self.kind

        booking_id: str | None
        if isinstance(self.booking_id, UUID):
            booking_id = str(self.booking_id)
        else:
            booking_id = self.booking_id

        run_id: str | None
        if isinstance(self.run_id, UUID):
            run_id = str(self.run_id)
        else:
            run_id = self.run_id

        actor: str | None
        if isinstance(self.actor, UUID):
            actor = str(self.actor)
        else:
            actor = self.actor

        request_id: str | None
        request_id = self.request_id

        reason: str | None
        reason = self.reason

        detail: dict[str, Any] | None
        if isinstance(self.detail, EventDetailType0):
            detail = self.detail.to_dict()
        else:
            detail = self.detail

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "at": at,
                "kind": kind,
                "bookingId": booking_id,
                "runId": run_id,
                "actor": actor,
                "requestId": request_id,
                "reason": reason,
                "detail": detail,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.event_detail_type_0 import EventDetailType0

        d = dict(src_dict)
        at = datetime.datetime.fromisoformat(d.pop("at"))

        kind = d.pop("kind")

        def _parse_booking_id(data: object) -> UUID | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                booking_id_type_0 = UUID(data)

                return booking_id_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast("UUID | None", data)

        booking_id = _parse_booking_id(d.pop("bookingId"))

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

        def _parse_actor(data: object) -> UUID | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                actor_type_0 = UUID(data)

                return actor_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast("UUID | None", data)

        actor = _parse_actor(d.pop("actor"))

        def _parse_request_id(data: object) -> str | None:
            if data is None:
                return data
            return cast("str | None", data)

        request_id = _parse_request_id(d.pop("requestId"))

        def _parse_reason(data: object) -> str | None:
            if data is None:
                return data
            return cast("str | None", data)

        reason = _parse_reason(d.pop("reason"))

        def _parse_detail(data: object) -> EventDetailType0 | None:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                detail_type_0 = EventDetailType0.from_dict(data)

                return detail_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast("EventDetailType0 | None", data)

        detail = _parse_detail(d.pop("detail"))

        event = cls(
            at=at,
            kind=kind,
            booking_id=booking_id,
            run_id=run_id,
            actor=actor,
            request_id=request_id,
            reason=reason,
            detail=detail,
        )

        event.additional_properties = d
        return event

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
