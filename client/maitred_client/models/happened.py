from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, Self, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

T = TypeVar("T", bound="Happened")


@_attrs_define
class Happened:
    """A row of the history, without what anybody has written in it.

    Attributes:
        id (str): Unique and rising.
        at (datetime.datetime):
        kind (str): booking.assigned, .moved, .cleared, .unseated, .locked, .unlocked; hold.created and so on.
        booking_id (None | UUID):
        run_id (None | UUID): The run that decided it.
        actor (None | UUID): The user; null for machines.
        request_id (None | str):
        from_ (list[UUID]): Tables that the booking had, or that are not held any more.
        to (list[UUID]): Tables that it has now, or that are held.
    """

    id: str
    at: datetime.datetime
    kind: str
    booking_id: UUID | None
    run_id: UUID | None
    actor: UUID | None
    request_id: str | None
    from_: list[UUID]
    to: list[UUID]
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        id = self.id

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

        from_ = []
        for from_item_data in self.from_:
            from_item = str(from_item_data)
            from_.append(from_item)

        to = []
        for to_item_data in self.to:
            to_item = str(to_item_data)
            to.append(to_item)

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "at": at,
                "kind": kind,
                "bookingId": booking_id,
                "runId": run_id,
                "actor": actor,
                "requestId": request_id,
                "from": from_,
                "to": to,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        id = d.pop("id")

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

        from_ = []
        _from_ = d.pop("from")
        for from_item_data in _from_:
            from_item = UUID(from_item_data)

            from_.append(from_item)

        to = []
        _to = d.pop("to")
        for to_item_data in _to:
            to_item = UUID(to_item_data)

            to.append(to_item)

        happened = cls(
            id=id,
            at=at,
            kind=kind,
            booking_id=booking_id,
            run_id=run_id,
            actor=actor,
            request_id=request_id,
            from_=from_,
            to=to,
        )

        happened.additional_properties = d
        return happened

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
