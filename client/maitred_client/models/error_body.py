from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

T = TypeVar("T", bound="ErrorBody")


@_attrs_define
class ErrorBody:
    """What every error answer looks like.

    Attributes:
        error (str): The same sentence as `message`; older clients read it.
        message (str): What went wrong, in one sentence.
        code (str): Stable and machine-readable.
        details (Any): Data for programs: fields, ids, what changed.
        hint (None | str): What to do next.
        request_id (str): Names this request in the logs.
    """

    error: str
    message: str
    code: str
    details: Any
    hint: str | None
    request_id: str
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        error = self.error

        message = self.message

        code = self.code

        details = self.details

        hint: str | None
        hint = self.hint

        request_id = self.request_id

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "error": error,
                "message": message,
                "code": code,
                "details": details,
                "hint": hint,
                "requestId": request_id,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        error = d.pop("error")

        message = d.pop("message")

        code = d.pop("code")

        details = d.pop("details")

        def _parse_hint(data: object) -> str | None:
            if data is None:
                return data
            return cast("str | None", data)

        hint = _parse_hint(d.pop("hint"))

        request_id = d.pop("requestId")

        error_body = cls(
            error=error,
            message=message,
            code=code,
            details=details,
            hint=hint,
            request_id=request_id,
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
