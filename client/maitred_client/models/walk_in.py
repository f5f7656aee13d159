from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, Literal, Self, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="WalkIn")


@_attrs_define
class WalkIn:
    """Guests without a booking want a table.

    Attributes:
        party (int):
        kind (Literal['walk_in'] | Unset):  Default: 'walk_in'.
        start (datetime.datetime | int | None | str | Unset): Left out: now; the night has to say what time that is.
        minutes (int | None | Unset): How long they stay. Left out: as long as parties of that size do on that day (the
            median), or
            90 minutes.
        service (None | str | Unset): Left out: that of the bookings around.
        id (None | str | Unset): Left out: walk-in-1, walk-in-2, ...
    """

    party: int
    kind: Literal["walk_in"] | Unset = "walk_in"
    start: datetime.datetime | int | str | Unset | None = UNSET
    minutes: int | Unset | None = UNSET
    service: str | Unset | None = UNSET
    id: str | Unset | None = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        party = self.party

        kind = self.kind

        start: int | str | Unset | None
        if isinstance(self.start, Unset):
            start = UNSET
        elif isinstance(self.start, datetime.datetime):
            start = self.start.isoformat()
        else:
            start = self.start

        minutes: int | Unset | None
        if isinstance(self.minutes, Unset):
            minutes = UNSET
        else:
            minutes = self.minutes

        service: str | Unset | None
        if isinstance(self.service, Unset):
            service = UNSET
        else:
            service = self.service

        id: str | Unset | None
        if isinstance(self.id, Unset):
            id = UNSET
        else:
            id = self.id

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "party": party,
            }
        )
        if kind is not UNSET:
            field_dict["kind"] = kind
        if start is not UNSET:
            field_dict["start"] = start
        if minutes is not UNSET:
            field_dict["minutes"] = minutes
        if service is not UNSET:
            field_dict["service"] = service
        if id is not UNSET:
            field_dict["id"] = id

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        party = d.pop("party")

        kind = cast("Literal['walk_in'] | Unset", d.pop("kind", UNSET))
        if kind != "walk_in" and not isinstance(kind, Unset):
            raise ValueError(f"kind must match const 'walk_in', got '{kind}'")

        def _parse_start(data: object) -> datetime.datetime | int | str | Unset | None:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                start_type_2 = datetime.datetime.fromisoformat(data)

                return start_type_2
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast("datetime.datetime | int | str | Unset | None", data)

        start = _parse_start(d.pop("start", UNSET))

        def _parse_minutes(data: object) -> int | Unset | None:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast("int | Unset | None", data)

        minutes = _parse_minutes(d.pop("minutes", UNSET))

        def _parse_service(data: object) -> str | Unset | None:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast("str | Unset | None", data)

        service = _parse_service(d.pop("service", UNSET))

        def _parse_id(data: object) -> str | Unset | None:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast("str | Unset | None", data)

        id = _parse_id(d.pop("id", UNSET))

        walk_in = cls(
            party=party,
            kind=kind,
            start=start,
            minutes=minutes,
            service=service,
            id=id,
        )

        walk_in.additional_properties = d
        return walk_in

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
