from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.step_body_mode import StepBodyMode
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.override_body import OverrideBody


T = TypeVar("T", bound="StepBody")


@_attrs_define
class StepBody:
    """A choice within a session.

    Attributes:
        booking_id (UUID):
        table_ids (list[UUID]):
        mode (StepBodyMode | Unset):  Default: StepBodyMode.HOLD.
        require_adjacency (bool | None | Unset):
        exclude_hold_id (None | Unset | UUID):
        context_version (None | str | Unset):
        selection_version (int | None | Unset):
        hold_ttl_seconds (int | None | Unset):
        override (None | OverrideBody | Unset):
    """

    booking_id: UUID
    table_ids: list[UUID]
    mode: StepBodyMode | Unset = StepBodyMode.HOLD
    require_adjacency: bool | Unset | None = UNSET
    exclude_hold_id: Unset | UUID | None = UNSET
    context_version: str | Unset | None = UNSET
    selection_version: int | Unset | None = UNSET
    hold_ttl_seconds: int | Unset | None = UNSET
    override: OverrideBody | Unset | None = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.override_body import OverrideBody

        booking_id = str(self.booking_id)

        table_ids = []
        for table_ids_item_data in self.table_ids:
            table_ids_item = str(table_ids_item_data)
            table_ids.append(table_ids_item)

        mode: str | Unset = UNSET
        if not isinstance(self.mode, Unset):
            mode = self.mode.value

        require_adjacency: bool | Unset | None
        if isinstance(self.require_adjacency, Unset):
            require_adjacency = UNSET
        else:
            require_adjacency = self.require_adjacency

        exclude_hold_id: str | Unset | None
        if isinstance(self.exclude_hold_id, Unset):
            exclude_hold_id = UNSET
        elif isinstance(self.exclude_hold_id, UUID):
            exclude_hold_id = str(self.exclude_hold_id)
        else:
            exclude_hold_id = self.exclude_hold_id

        context_version: str | Unset | None
        if isinstance(self.context_version, Unset):
            context_version = UNSET
        else:
            context_version = self.context_version

        selection_version: int | Unset | None
        if isinstance(self.selection_version, Unset):
            selection_version = UNSET
        else:
            selection_version = self.selection_version

        hold_ttl_seconds: int | Unset | None
        if isinstance(self.hold_ttl_seconds, Unset):
            hold_ttl_seconds = UNSET
        else:
            hold_ttl_seconds = self.hold_ttl_seconds

        override: dict[str, Any] | Unset | None
        if isinstance(self.override, Unset):
            override = UNSET
        elif isinstance(self.override, OverrideBody):
            override = self.override.to_dict()
        else:
            override = self.override

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "bookingId": booking_id,
                "tableIds": table_ids,
            }
        )
        if mode is not UNSET:
            field_dict["mode"] = mode
        if require_adjacency is not UNSET:
            field_dict["requireAdjacency"] = require_adjacency
        if exclude_hold_id is not UNSET:
            field_dict["excludeHoldId"] = exclude_hold_id
        if context_version is not UNSET:
            field_dict["contextVersion"] = context_version
        if selection_version is not UNSET:
            field_dict["selectionVersion"] = selection_version
        if hold_ttl_seconds is not UNSET:
            field_dict["holdTtlSeconds"] = hold_ttl_seconds
        if override is not UNSET:
            field_dict["override"] = override

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.override_body import OverrideBody

        d = dict(src_dict)
        booking_id = UUID(d.pop("bookingId"))

        table_ids = []
        _table_ids = d.pop("tableIds")
        for table_ids_item_data in _table_ids:
            table_ids_item = UUID(table_ids_item_data)

            table_ids.append(table_ids_item)

        _mode = d.pop("mode", UNSET)
        mode: StepBodyMode | Unset
        if isinstance(_mode, Unset):
            mode = UNSET
        else:
            mode = StepBodyMode(_mode)

        def _parse_require_adjacency(data: object) -> bool | Unset | None:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast("bool | Unset | None", data)

        require_adjacency = _parse_require_adjacency(d.pop("requireAdjacency", UNSET))

        def _parse_exclude_hold_id(data: object) -> Unset | UUID | None:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                exclude_hold_id_type_0 = UUID(data)

                return exclude_hold_id_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast("Unset | UUID | None", data)

        exclude_hold_id = _parse_exclude_hold_id(d.pop("excludeHoldId", UNSET))

        def _parse_context_version(data: object) -> str | Unset | None:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast("str | Unset | None", data)

        context_version = _parse_context_version(d.pop("contextVersion", UNSET))

        def _parse_selection_version(data: object) -> int | Unset | None:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast("int | Unset | None", data)

        selection_version = _parse_selection_version(d.pop("selectionVersion", UNSET))

        def _parse_hold_ttl_seconds(data: object) -> int | Unset | None:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast("int | Unset | None", data)

        hold_ttl_seconds = _parse_hold_ttl_seconds(d.pop("holdTtlSeconds", UNSET))

        def _parse_override(data: object) -> OverrideBody | Unset | None:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                override_type_0 = OverrideBody.from_dict(data)

                return override_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast("OverrideBody | Unset | None", data)

        override = _parse_override(d.pop("override", UNSET))

        step_body = cls(
            booking_id=booking_id,
            table_ids=table_ids,
            mode=mode,
            require_adjacency=require_adjacency,
            exclude_hold_id=exclude_hold_id,
            context_version=context_version,
            selection_version=selection_version,
            hold_ttl_seconds=hold_ttl_seconds,
            override=override,
        )

        step_body.additional_properties = d
        return step_body

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
