from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, Literal, Self, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="BrokenTable")


@_attrs_define
class BrokenTable:
    """A table cannot be used: from now on, or in a window. Guests who sit there stay.

    Attributes:
        table (str): Its id, or its number when no other table has it.
        kind (Literal['broken'] | Unset):  Default: 'broken'.
        start (datetime.datetime | int | None | str | Unset): Left out: from now, or from the start of the day when the
            night does not say what time it
            is.
        end (datetime.datetime | int | None | str | Unset): Left out: to the end of the day.
    """

    table: str
    kind: Literal["broken"] | Unset = "broken"
    start: datetime.datetime | int | str | Unset | None = UNSET
    end: datetime.datetime | int | str | Unset | None = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        table = self.table

        kind = self.kind

        start: int | str | Unset | None
        if isinstance(self.start, Unset):
            start = UNSET
        elif isinstance(self.start, datetime.datetime):
            start = self.start.isoformat()
        else:
            start = self.start

        end: int | str | Unset | None
        if isinstance(self.end, Unset):
            end = UNSET
        elif isinstance(self.end, datetime.datetime):
            end = self.end.isoformat()
        else:
            end = self.end

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "table": table,
            }
        )
        if kind is not UNSET:
            field_dict["kind"] = kind
        if start is not UNSET:
            field_dict["start"] = start
        if end is not UNSET:
            field_dict["end"] = end

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        table = d.pop("table")

        kind = cast("Literal['broken'] | Unset", d.pop("kind", UNSET))
        if kind != "broken" and not isinstance(kind, Unset):
            raise ValueError(f"kind must match const 'broken', got '{kind}'")

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

        def _parse_end(data: object) -> datetime.datetime | int | str | Unset | None:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                end_type_2 = datetime.datetime.fromisoformat(data)

                return end_type_2
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast("datetime.datetime | int | str | Unset | None", data)

        end = _parse_end(d.pop("end", UNSET))

        broken_table = cls(
            table=table,
            kind=kind,
            start=start,
            end=end,
        )

        broken_table.additional_properties = d
        return broken_table

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
