from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.job_error_details import JobErrorDetails


T = TypeVar("T", bound="JobError")


@_attrs_define
class JobError:
    """Why a job failed, in the words of the same refusal elsewhere.

    Attributes:
        code (str): As everywhere; `WORKER_DIED` when its workers ended without a word, too often.
        message (str):
        hint (None | str):
        details (JobErrorDetails):
    """

    code: str
    message: str
    hint: str | None
    details: JobErrorDetails
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        code = self.code

        message = self.message

        hint: str | None
        hint = self.hint

        details = self.details.to_dict()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "code": code,
                "message": message,
                "hint": hint,
                "details": details,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.job_error_details import JobErrorDetails

        d = dict(src_dict)
        code = d.pop("code")

        message = d.pop("message")

        def _parse_hint(data: object) -> str | None:
            if data is None:
                return data
            return cast("str | None", data)

        hint = _parse_hint(d.pop("hint"))

        details = JobErrorDetails.from_dict(d.pop("details"))

        job_error = cls(
            code=code,
            message=message,
            hint=hint,
            details=details,
        )

        job_error.additional_properties = d
        return job_error

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
