from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.candidate import Candidate


T = TypeVar("T", bound="OtherTime")


@_attrs_define
class OtherTime:
    """Another time at which the booking could come, with its best candidate.

    Attributes:
        start_at (datetime.datetime): When its guests would come: within the hours of a service, not after its last
            seating.
        end_at (datetime.datetime): When its tables would be free again, by the turn times of that service.
        candidate (Candidate): A table set that the booking could have.
    """

    start_at: datetime.datetime
    end_at: datetime.datetime
    candidate: Candidate
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        start_at = self.start_at.isoformat()

        end_at = self.end_at.isoformat()

        candidate = self.candidate.to_dict()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "startAt": start_at,
                "endAt": end_at,
                "candidate": candidate,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.candidate import Candidate

        d = dict(src_dict)
        start_at = datetime.datetime.fromisoformat(d.pop("startAt"))

        end_at = datetime.datetime.fromisoformat(d.pop("endAt"))

        candidate = Candidate.from_dict(d.pop("candidate"))

        other_time = cls(
            start_at=start_at,
            end_at=end_at,
            candidate=candidate,
        )

        other_time.additional_properties = d
        return other_time

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
