from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="ConfirmBody")


@_attrs_define
class ConfirmBody:
    """A hold that is to become its booking's tables.

    Attributes:
        hold_id (UUID):
        booking_id (UUID):
        idempotency_key (str):
        require_adjacency (bool | None | Unset): Ignored: the hold knows it.
    """

    hold_id: UUID
    booking_id: UUID
    idempotency_key: str
    require_adjacency: bool | Unset | None = UNSET
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

        confirm_body = cls(
            hold_id=hold_id,
            booking_id=booking_id,
            idempotency_key=idempotency_key,
            require_adjacency=require_adjacency,
        )

        confirm_body.additional_properties = d
        return confirm_body

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
