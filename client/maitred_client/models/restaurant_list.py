from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.my_restaurant import MyRestaurant


T = TypeVar("T", bound="RestaurantList")


@_attrs_define
class RestaurantList:
    """The active restaurants that the caller has a role in, by name.

    Attributes:
        restaurants (list[MyRestaurant]):
    """

    restaurants: list[MyRestaurant]
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        restaurants = []
        for restaurants_item_data in self.restaurants:
            restaurants_item = restaurants_item_data.to_dict()
            restaurants.append(restaurants_item)

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "restaurants": restaurants,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.my_restaurant import MyRestaurant

        d = dict(src_dict)
        restaurants = []
        _restaurants = d.pop("restaurants")
        for restaurants_item_data in _restaurants:
            restaurants_item = MyRestaurant.from_dict(restaurants_item_data)

            restaurants.append(restaurants_item)

        restaurant_list = cls(
            restaurants=restaurants,
        )

        restaurant_list.additional_properties = d
        return restaurant_list

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
