from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.session_state import SessionState

if TYPE_CHECKING:
    from ..models.session_selection import SessionSelection


T = TypeVar("T", bound="Session")


@_attrs_define
class Session:
    """The one session of a booking. Versions are those of the context at the last step.

    Attributes:
        id (UUID):
        booking_id (UUID):
        restaurant_id (UUID):
        state (SessionState):
        selection (None | SessionSelection): Null before the first choice.
        selection_version (int): Grows by one with every step, and when the hold is lost.
        context_version (None | str):
        policy_version (None | str):
        snapshot_hash (None | str):
        hold_id (None | UUID): Null unless the state is held.
        expires_at (datetime.datetime | None): When the hold runs out.
        created_by (None | UUID):
        updated_at (datetime.datetime):
        table_version (None | str):
        adjacency_version (None | str):
        flags_version (None | str):
        window_version (None | str):
        holds_version (None | str):
        assignments_version (None | str):
    """

    id: UUID
    booking_id: UUID
    restaurant_id: UUID
    state: SessionState
    selection: SessionSelection | None
    selection_version: int
    context_version: str | None
    policy_version: str | None
    snapshot_hash: str | None
    hold_id: UUID | None
    expires_at: datetime.datetime | None
    created_by: UUID | None
    updated_at: datetime.datetime
    table_version: str | None
    adjacency_version: str | None
    flags_version: str | None
    window_version: str | None
    holds_version: str | None
    assignments_version: str | None
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.session_selection import SessionSelection

        id = str(self.id)

        booking_id = str(self.booking_id)

        restaurant_id = str(self.restaurant_id)

        state = self.state.value

        selection: dict[str, Any] | None
        if isinstance(self.selection, SessionSelection):
            selection = self.selection.to_dict()
        else:
            selection = self.selection

        selection_version = self.selection_version

        context_version: str | None
        context_version = self.context_version

        policy_version: str | None
        policy_version = self.policy_version

        snapshot_hash: str | None
        snapshot_hash = self.snapshot_hash

        hold_id: str | None
        if isinstance(self.hold_id, UUID):
            hold_id = str(self.hold_id)
        else:
            hold_id = self.hold_id

        expires_at: str | None
        if isinstance(self.expires_at, datetime.datetime):
            expires_at = self.expires_at.isoformat()
        else:
            expires_at = self.expires_at

        created_by: str | None
        if isinstance(self.created_by, UUID):
            created_by = str(self.created_by)
        else:
            created_by = self.created_by

        updated_at = self.updated_at.isoformat()

        table_version: str | None
        table_version = self.table_version

        adjacency_version: str | None
        adjacency_version = self.adjacency_version

        flags_version: str | None
        flags_version = self.flags_version

        window_version: str | None
        window_version = self.window_version

        holds_version: str | None
        holds_version = self.holds_version

        assignments_version: str | None
        assignments_version = self.assignments_version

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "bookingId": booking_id,
                "restaurantId": restaurant_id,
                "state": state,
                "selection": selection,
                "selectionVersion": selection_version,
                "contextVersion": context_version,
                "policyVersion": policy_version,
                "snapshotHash": snapshot_hash,
                "holdId": hold_id,
                "expiresAt": expires_at,
                "createdBy": created_by,
                "updatedAt": updated_at,
                "tableVersion": table_version,
                "adjacencyVersion": adjacency_version,
                "flagsVersion": flags_version,
                "windowVersion": window_version,
                "holdsVersion": holds_version,
                "assignmentsVersion": assignments_version,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.session_selection import SessionSelection

        d = dict(src_dict)
        id = UUID(d.pop("id"))

        booking_id = UUID(d.pop("bookingId"))

        restaurant_id = UUID(d.pop("restaurantId"))

        state = SessionState(d.pop("state"))

        def _parse_selection(data: object) -> SessionSelection | None:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                selection_type_0 = SessionSelection.from_dict(data)

                return selection_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast("SessionSelection | None", data)

        selection = _parse_selection(d.pop("selection"))

        selection_version = d.pop("selectionVersion")

        def _parse_context_version(data: object) -> str | None:
            if data is None:
                return data
            return cast("str | None", data)

        context_version = _parse_context_version(d.pop("contextVersion"))

        def _parse_policy_version(data: object) -> str | None:
            if data is None:
                return data
            return cast("str | None", data)

        policy_version = _parse_policy_version(d.pop("policyVersion"))

        def _parse_snapshot_hash(data: object) -> str | None:
            if data is None:
                return data
            return cast("str | None", data)

        snapshot_hash = _parse_snapshot_hash(d.pop("snapshotHash"))

        def _parse_hold_id(data: object) -> UUID | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                hold_id_type_0 = UUID(data)

                return hold_id_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast("UUID | None", data)

        hold_id = _parse_hold_id(d.pop("holdId"))

        def _parse_expires_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                expires_at_type_0 = datetime.datetime.fromisoformat(data)

                return expires_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast("datetime.datetime | None", data)

        expires_at = _parse_expires_at(d.pop("expiresAt"))

        def _parse_created_by(data: object) -> UUID | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                created_by_type_0 = UUID(data)

                return created_by_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast("UUID | None", data)

        created_by = _parse_created_by(d.pop("createdBy"))

        updated_at = datetime.datetime.fromisoformat(d.pop("updatedAt"))

        def _parse_table_version(data: object) -> str | None:
            if data is None:
                return data
            return cast("str | None", data)

        table_version = _parse_table_version(d.pop("tableVersion"))

        def _parse_adjacency_version(data: object) -> str | None:
            if data is None:
                return data
            return cast("str | None", data)

        adjacency_version = _parse_adjacency_version(d.pop("adjacencyVersion"))

        def _parse_flags_version(data: object) -> str | None:
            if data is None:
                return data
            return cast("str | None", data)

        flags_version = _parse_flags_version(d.pop("flagsVersion"))

        def _parse_window_version(data: object) -> str | None:
            if data is None:
                return data
            return cast("str | None", data)

        window_version = _parse_window_version(d.pop("windowVersion"))

        def _parse_holds_version(data: object) -> str | None:
            if data is None:
                return data
            return cast("str | None", data)

        holds_version = _parse_holds_version(d.pop("holdsVersion"))

        def _parse_assignments_version(data: object) -> str | None:
            if data is None:
                return data
            return cast("str | None", data)

        assignments_version = _parse_assignments_version(d.pop("assignmentsVersion"))

        session = cls(
            id=id,
            booking_id=booking_id,
            restaurant_id=restaurant_id,
            state=state,
            selection=selection,
            selection_version=selection_version,
            context_version=context_version,
            policy_version=policy_version,
            snapshot_hash=snapshot_hash,
            hold_id=hold_id,
            expires_at=expires_at,
            created_by=created_by,
            updated_at=updated_at,
            table_version=table_version,
            adjacency_version=adjacency_version,
            flags_version=flags_version,
            window_version=window_version,
            holds_version=holds_version,
            assignments_version=assignments_version,
        )

        session.additional_properties = d
        return session

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
