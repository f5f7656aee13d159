from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.context_booking import ContextBooking
    from ..models.context_conflict import ContextConflict
    from ..models.context_flags import ContextFlags
    from ..models.context_hold import ContextHold
    from ..models.context_table import ContextTable
    from ..models.span import Span
    from ..models.versions import Versions


T = TypeVar("T", bound="ManualContext")


@_attrs_define
class ManualContext:
    """The booking, all tables, who has what in its window, and the versions of all that.

    Attributes:
        booking (ContextBooking): The booking, in the row's own spelling and in the one that browsers expect.
        tables (list[ContextTable]): The whole inventory, by number.
        booking_assignments (list[UUID]): The tables that the booking has.
        holds (list[ContextHold]):
        active_hold (ContextHold | None): The booking's own hold, which is in `holds` too; null when it has none.
        conflicts (list[ContextConflict]): Over all tables; the booking's own hold is one too.
        window (Span): A half-open window: the end does not belong to it.
        flags (ContextFlags): Rules that the screen should know.
        context_version (str): To be sent with every step that follows from this screen.
        policy_version (str):
        versions (Versions): Fingerprints of the parts of a context, 64 hex digits but for `policy` with 16.
        server_now (datetime.datetime):
    """

    booking: ContextBooking
    tables: list[ContextTable]
    booking_assignments: list[UUID]
    holds: list[ContextHold]
    active_hold: ContextHold | None
    conflicts: list[ContextConflict]
    window: Span
    flags: ContextFlags
    context_version: str
    policy_version: str
    versions: Versions
    server_now: datetime.datetime
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.context_hold import ContextHold

        booking = self.booking.to_dict()

        tables = []
        for tables_item_data in self.tables:
            tables_item = tables_item_data.to_dict()
            tables.append(tables_item)

        booking_assignments = []
        for booking_assignments_item_data in self.booking_assignments:
            booking_assignments_item = str(booking_assignments_item_data)
            booking_assignments.append(booking_assignments_item)

        holds = []
        for holds_item_data in self.holds:
            holds_item = holds_item_data.to_dict()
            holds.append(holds_item)

        active_hold: dict[str, Any] | None
        if isinstance(self.active_hold, ContextHold):
            active_hold = self.active_hold.to_dict()
        else:
            active_hold = self.active_hold

        conflicts = []
        for conflicts_item_data in self.conflicts:
            conflicts_item = conflicts_item_data.to_dict()
            conflicts.append(conflicts_item)

        window = self.window.to_dict()

        flags = self.flags.to_dict()

        context_version = self.context_version

        policy_version = self.policy_version

        versions = self.versions.to_dict()

        server_now = self.server_now.isoformat()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "booking": booking,
                "tables": tables,
                "bookingAssignments": booking_assignments,
                "holds": holds,
                "activeHold": active_hold,
                "conflicts": conflicts,
                "window": window,
                "flags": flags,
                "contextVersion": context_version,
                "policyVersion": policy_version,
                "versions": versions,
                "serverNow": server_now,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.context_booking import ContextBooking
        from ..models.context_conflict import ContextConflict
        from ..models.context_flags import ContextFlags
        from ..models.context_hold import ContextHold
        from ..models.context_table import ContextTable
        from ..models.span import Span
        from ..models.versions import Versions

        d = dict(src_dict)
        booking = ContextBooking.from_dict(d.pop("booking"))

        tables = []
        _tables = d.pop("tables")
        for tables_item_data in _tables:
            tables_item = ContextTable.from_dict(tables_item_data)

            tables.append(tables_item)

        booking_assignments = []
        _booking_assignments = d.pop("bookingAssignments")
        for booking_assignments_item_data in _booking_assignments:
            booking_assignments_item = UUID(booking_assignments_item_data)

            booking_assignments.append(booking_assignments_item)

        holds = []
        _holds = d.pop("holds")
        for holds_item_data in _holds:
            holds_item = ContextHold.from_dict(holds_item_data)

            holds.append(holds_item)

        def _parse_active_hold(data: object) -> ContextHold | None:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                active_hold_type_0 = ContextHold.from_dict(data)

                return active_hold_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast("ContextHold | None", data)

        active_hold = _parse_active_hold(d.pop("activeHold"))

        conflicts = []
        _conflicts = d.pop("conflicts")
        for conflicts_item_data in _conflicts:
            conflicts_item = ContextConflict.from_dict(conflicts_item_data)

            conflicts.append(conflicts_item)

        window = Span.from_dict(d.pop("window"))

        flags = ContextFlags.from_dict(d.pop("flags"))

        context_version = d.pop("contextVersion")

        policy_version = d.pop("policyVersion")

        versions = Versions.from_dict(d.pop("versions"))

        server_now = datetime.datetime.fromisoformat(d.pop("serverNow"))

        manual_context = cls(
            booking=booking,
            tables=tables,
            booking_assignments=booking_assignments,
            holds=holds,
            active_hold=active_hold,
            conflicts=conflicts,
            window=window,
            flags=flags,
            context_version=context_version,
            policy_version=policy_version,
            versions=versions,
            server_now=server_now,
        )

        manual_context.additional_properties = d
        return manual_context

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
