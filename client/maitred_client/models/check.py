from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.check_status import CheckStatus
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.check_details_type_0 import CheckDetailsType0


T = TypeVar("T", bound="Check")


@_attrs_define
class Check:
    """One check of a choice.

    Attributes:
        id (str): capacity, slack, zone, movable, adjacency, conflict, holds; or a rule of the house.
        status (CheckStatus): An error forbids the choice; a warning is overruled, or binds plans only.
        message (str):
        details (CheckDetailsType0 | None | Unset): Missing where the check has none. What it holds depends on the
            check: seats, `conflicts`
            and `holdConflicts`, `holds`, the `mode` and `status` of adjacency, or the `rule`.
    """

    id: str
    status: CheckStatus
    message: str
    details: CheckDetailsType0 | Unset | None = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.check_details_type_0 import CheckDetailsType0

        id = self.id

        status = self.status.value

        message = self.message

        details: dict[str, Any] | Unset | None
        if isinstance(self.details, Unset):
            details = UNSET
        elif isinstance(self.details, CheckDetailsType0):
            details = self.details.to_dict()
        else:
            details = self.details

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "status": status,
                "message": message,
            }
        )
        if details is not UNSET:
            field_dict["details"] = details

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.check_details_type_0 import CheckDetailsType0

        d = dict(src_dict)
        id = d.pop("id")

        status = CheckStatus(d.pop("status"))

        message = d.pop("message")

        def _parse_details(data: object) -> CheckDetailsType0 | Unset | None:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                details_type_0 = CheckDetailsType0.from_dict(data)

                return details_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast("CheckDetailsType0 | Unset | None", data)

        details = _parse_details(d.pop("details", UNSET))

        check = cls(
            id=id,
            status=status,
            message=message,
            details=details,
        )

        check.additional_properties = d
        return check

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
