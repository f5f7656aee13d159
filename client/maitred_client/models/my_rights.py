from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.right import Right
from ..models.role import Role

T = TypeVar("T", bound="MyRights")


@_attrs_define
class MyRights:
    """What the caller is in a restaurant, and may do there beside looking.

    Attributes:
        id (UUID):
        name (str):
        slug (str):
        role (Role): What somebody is in a restaurant; ``RIGHTS`` says what each may do.
        may (list[Right]): plan: dates and single tables; lock: bookings; override: failed checks; layout: draw it.
    """

    id: UUID
    name: str
    slug: str
    role: Role
    may: list[Right]
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        id = str(self.id)

        name = self.name

        slug = self.slug

        role = self.role.value

        may = []
        for may_item_data in self.may:
            may_item = may_item_data.value
            may.append(may_item)

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "name": name,
                "slug": slug,
                "role": role,
                "may": may,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        id = UUID(d.pop("id"))

        name = d.pop("name")

        slug = d.pop("slug")

        role = Role(d.pop("role"))

        may = []
        _may = d.pop("may")
        for may_item_data in _may:
            may_item = Right(may_item_data)

            may.append(may_item)

        my_rights = cls(
            id=id,
            name=name,
            slug=slug,
            role=role,
            may=may,
        )

        my_rights.additional_properties = d
        return my_rights

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
