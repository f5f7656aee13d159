from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.me_kind import MeKind

if TYPE_CHECKING:
    from ..models.my_rights import MyRights


T = TypeVar("T", bound="Me")


@_attrs_define
class Me:
    """Who asks, as this service knows them.

    Attributes:
        kind (MeKind): dev: nobody has to sign in here, and everybody is an owner of every restaurant.
        id (None | UUID): The user's; null for machines and dev.
        name (None | str): A machine's name; what a user's token calls its owner; null when it does not say.
        expires_at (datetime.datetime | None): When the token runs out; null: not by itself.
        restaurants (list[MyRights]): Active ones that the caller has a role in, by name.
    """

    kind: MeKind
    id: UUID | None
    name: str | None
    expires_at: datetime.datetime | None
    restaurants: list[MyRights]
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        kind = self.kind.value

        id: str | None
        if isinstance(self.id, UUID):
            id = str(self.id)
        else:
            id = self.id

        name: str | None
        name = self.name

        expires_at: str | None
        if isinstance(self.expires_at, datetime.datetime):
            expires_at = self.expires_at.isoformat()
        else:
            expires_at = self.expires_at

        restaurants = []
        for restaurants_item_data in self.restaurants:
            restaurants_item = restaurants_item_data.to_dict()
            restaurants.append(restaurants_item)

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "kind": kind,
                "id": id,
                "name": name,
                "expiresAt": expires_at,
                "restaurants": restaurants,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.my_rights import MyRights

        d = dict(src_dict)
        kind = MeKind(d.pop("kind"))

        def _parse_id(data: object) -> UUID | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                id_type_0 = UUID(data)

                return id_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast("UUID | None", data)

        id = _parse_id(d.pop("id"))

        def _parse_name(data: object) -> str | None:
            if data is None:
                return data
            return cast("str | None", data)

        name = _parse_name(d.pop("name"))

        def _parse_expires_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                expires_at_type_0 = datetime.datetime.fromisoformat(data)

                return expires_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast("datetime.datetime | None", data)

        expires_at = _parse_expires_at(d.pop("expiresAt"))

        restaurants = []
        _restaurants = d.pop("restaurants")
        for restaurants_item_data in _restaurants:
            restaurants_item = MyRights.from_dict(restaurants_item_data)

            restaurants.append(restaurants_item)

        me = cls(
            kind=kind,
            id=id,
            name=name,
            expires_at=expires_at,
            restaurants=restaurants,
        )

        me.additional_properties = d
        return me

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
