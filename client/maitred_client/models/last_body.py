from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="LastBody")


@_attrs_define
class LastBody:
    """The confirmation of what a session holds.

    Attributes:
        hold_id (UUID):
        booking_id (UUID):
        idempotency_key (str):
        require_adjacency (bool | None | Unset): Ignored: the hold knows it.
        context_version (None | str | Unset):
        selection_version (int | None | Unset):
    """

    hold_id: UUID
    booking_id: UUID
    idempotency_key: str
    require_adjacency: bool | Unset | None = UNSET
    context_version: str | Unset | None = UNSET
    selection_version: int | Unset | None = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        hold_id = str(self.hold_id)

        booking_id = str(self.booking_id)

        idempotency_key = self.idempotency_key

        require_adjacency: bool | Unset | None
        if isinstance(self.require_adjacency, Unset):
            require_adjacency = UNSET
        else:
            require_adjacency = self.require_adjacency

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

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "holdId": hold_id,
                "bookingId": booking_id,
                "idempotencyKey": idempotency_key,
            }
        )
        if require_adjacency is not UNSET:
            field_dict["requireAdjacency"] = require_adjacency
        if context_version is not UNSET:
            field_dict["contextVersion"] = context_version
        if selection_version is not UNSET:
            field_dict["selectionVersion"] = selection_version

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        hold_id = UUID(d.pop("holdId"))

        booking_id = UUID(d.pop("bookingId"))

        idempotency_key = d.pop("idempotencyKey")

        def _parse_require_adjacency(data: object) -> bool | Unset | None:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast("bool | Unset | None", data)

        require_adjacency = _parse_require_adjacency(d.pop("requireAdjacency", UNSET))

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

        last_body = cls(
            hold_id=hold_id,
            booking_id=booking_id,
            idempotency_key=idempotency_key,
            require_adjacency=require_adjacency,
            context_version=context_version,
            selection_version=selection_version,
        )

        last_body.additional_properties = d
        return last_body

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
