from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.override_body import OverrideBody


T = TypeVar("T", bound="HoldBody")


@_attrs_define
class HoldBody:
    """A choice that is to be held.

    Attributes:
        booking_id (UUID):
        table_ids (list[UUID]):
        context_version (str): Of the context that was on the screen.
        require_adjacency (bool | None | Unset): Whether merged tables must be neighbours; null: as the house says.
        exclude_hold_id (None | Unset | UUID): A hold that is not in the way: the one that this choice replaces.
        override (None | OverrideBody | Unset): Only for managers and owners.
        hold_ttl_seconds (int | None | Unset): How long the hold lasts; 180 when it is not said.
    """

    booking_id: UUID
    table_ids: list[UUID]
    context_version: str
    require_adjacency: bool | Unset | None = UNSET
    exclude_hold_id: Unset | UUID | None = UNSET
    override: OverrideBody | Unset | None = UNSET
    hold_ttl_seconds: int | Unset | None = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.override_body import OverrideBody

        booking_id = str(self.booking_id)

        table_ids = []
        for table_ids_item_data in self.table_ids:
            table_ids_item = str(table_ids_item_data)
            table_ids.append(table_ids_item)

        context_version = self.context_version

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

        override: dict[str, Any] | Unset | None
        if isinstance(self.override, Unset):
            override = UNSET
        elif isinstance(self.override, OverrideBody):
            override = self.override.to_dict()
        else:
            override = self.override

        hold_ttl_seconds: int | Unset | None
        if isinstance(self.hold_ttl_seconds, Unset):
            hold_ttl_seconds = UNSET
        else:
            hold_ttl_seconds = self.hold_ttl_seconds

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "bookingId": booking_id,
                "tableIds": table_ids,
                "contextVersion": context_version,
            }
        )
        if require_adjacency is not UNSET:
            field_dict["requireAdjacency"] = require_adjacency
        if exclude_hold_id is not UNSET:
            field_dict["excludeHoldId"] = exclude_hold_id
        if override is not UNSET:
            field_dict["override"] = override
        if hold_ttl_seconds is not UNSET:
            field_dict["holdTtlSeconds"] = hold_ttl_seconds

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

        context_version = d.pop("contextVersion")

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

        def _parse_hold_ttl_seconds(data: object) -> int | Unset | None:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast("int | Unset | None", data)

        hold_ttl_seconds = _parse_hold_ttl_seconds(d.pop("holdTtlSeconds", UNSET))

        hold_body = cls(
            booking_id=booking_id,
            table_ids=table_ids,
            context_version=context_version,
            require_adjacency=require_adjacency,
            exclude_hold_id=exclude_hold_id,
            override=override,
            hold_ttl_seconds=hold_ttl_seconds,
        )

        hold_body.additional_properties = d
        return hold_body

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
