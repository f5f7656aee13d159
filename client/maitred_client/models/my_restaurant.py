from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, Self, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.role import Role

T = TypeVar("T", bound="MyRestaurant")


@_attrs_define
class MyRestaurant:
    """An active restaurant that the caller has a role in.

    Attributes:
        id (UUID):
        name (str):
        slug (str):
        time_zone (str): An IANA name.
        today (datetime.date | None): Its present date on its own clock; null when its time zone is unknown.
        role (Role): What somebody is in a restaurant; ``RIGHTS`` says what each may do.
    """

    id: UUID
    name: str
    slug: str
    time_zone: str
    today: datetime.date | None
    role: Role
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        id = str(self.id)

        name = self.name

        slug = self.slug

        time_zone = self.time_zone

        today: str | None
        if isinstance(self.today, datetime.date):
            today = self.today.isoformat()
        else:
            today = self.today

        role = self.role.value

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "name": name,
                "slug": slug,
                "timeZone": time_zone,
                "today": today,
                "role": role,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        id = UUID(d.pop("id"))

        name = d.pop("name")

        slug = d.pop("slug")

        time_zone = d.pop("timeZone")

        def _parse_today(data: object) -> datetime.date | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                today_type_0 = datetime.date.fromisoformat(data)

                return today_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast("datetime.date | None", data)

        today = _parse_today(d.pop("today"))

        role = Role(d.pop("role"))

        my_restaurant = cls(
            id=id,
            name=name,
            slug=slug,
            time_zone=time_zone,
            today=today,
            role=role,
        )

        my_restaurant.additional_properties = d
        return my_restaurant

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
