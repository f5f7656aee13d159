from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="ErrorBody")


@_attrs_define
class ErrorBody:
    """What every error answer looks like.

    Attributes:
        error (str): The same sentence as `message`; older clients read it.
        message (str): What went wrong, in one sentence.
        code (str): Stable and machine-readable.
        request_id (str): Names this request in the logs.
        details (Any | Unset): Data for programs: fields, ids, what changed.
        hint (None | str | Unset): What to do next.
    """

    error: str
    message: str
    code: str
    request_id: str
    details: Any | Unset = UNSET
    hint: str | Unset | None = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        error = self.error

        message = self.message

        code = self.code

        request_id = self.request_id

        details = self.details

        hint: str | Unset | None
        if isinstance(self.hint, Unset):
            hint = UNSET
        else:
            hint = self.hint

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "error": error,
                "message": message,
                "code": code,
                "requestId": request_id,
            }
        )
        if details is not UNSET:
            field_dict["details"] = details
        if hint is not UNSET:
            field_dict["hint"] = hint

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        error = d.pop("error")

        message = d.pop("message")

        code = d.pop("code")

        request_id = d.pop("requestId")

        details = d.pop("details", UNSET)

        def _parse_hint(data: object) -> str | Unset | None:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast("str | Unset | None", data)

        hint = _parse_hint(d.pop("hint", UNSET))

        error_body = cls(
            error=error,
            message=message,
            code=code,
            request_id=request_id,
            details=details,
            hint=hint,
        )

        error_body.additional_properties = d
        return error_body

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
