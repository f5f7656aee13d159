from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.booking_zone import BookingZone


T = TypeVar("T", bound="ContextBooking")


@_attrs_define
class ContextBooking:
    """The booking, in the row's own spelling and in the one that browsers expect.

    Attributes:
        id (UUID):
        restaurant_id (UUID):
        booking_date (datetime.date):
        start_time (str): HH:MM:SS on the restaurant's own clock, as `end_time`.
        end_time (str):
        start_at (datetime.datetime | None):
        end_at (datetime.datetime | None):
        party_size (int):
        status (str):
        seating_preference (str):
        restaurants (BookingZone): The clock of the booking's restaurant.
        restaurantId (UUID):
        bookingDate (datetime.date):
        startAt (datetime.datetime | None):
        endAt (datetime.datetime | None):
        partySize (int):
    """

    id: UUID
    restaurant_id: UUID
    booking_date: datetime.date
    start_time: str
    end_time: str
    start_at: datetime.datetime | None
    end_at: datetime.datetime | None
    party_size: int
    status: str
    seating_preference: str
    restaurants: BookingZone
    restaurantId: UUID
    bookingDate: datetime.date
    startAt: datetime.datetime | None
    endAt: datetime.datetime | None
    partySize: int
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        id = str(self.id)

        restaurant_id = str(self.restaurant_id)

        booking_date = self.booking_date.isoformat()

        start_time = self.start_time

        end_time = self.end_time

        start_at: str | None
        if isinstance(self.start_at, datetime.datetime):
            start_at = self.start_at.isoformat()
        else:
            start_at = self.start_at

        end_at: str | None
        if isinstance(self.end_at, datetime.datetime):
            end_at = self.end_at.isoformat()
        else:
            end_at = self.end_at

        party_size = self.party_size

        status = self.status

        seating_preference = self.seating_preference

        restaurants = self.restaurants.to_dict()

        restaurantId = str(self.restaurantId)

        bookingDate = self.bookingDate.isoformat()

        startAt: str | None
        if isinstance(self.startAt, datetime.datetime):
            startAt = self.startAt.isoformat()
        else:
            startAt = self.startAt

        endAt: str | None
        if isinstance(self.endAt, datetime.datetime):
            endAt = self.endAt.isoformat()
        else:
            endAt = self.endAt

        partySize = self.partySize

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "restaurant_id": restaurant_id,
                "booking_date": booking_date,
                "start_time": start_time,
                "end_time": end_time,
                "start_at": start_at,
                "end_at": end_at,
                "party_size": party_size,
                "status": status,
                "seating_preference": seating_preference,
                "restaurants": restaurants,
                "restaurantId": restaurantId,
                "bookingDate": bookingDate,
                "startAt": startAt,
                "endAt": endAt,
                "partySize": partySize,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.booking_zone import BookingZone

        d = dict(src_dict)
        id = UUID(d.pop("id"))

        restaurant_id = UUID(d.pop("restaurant_id"))

        booking_date = datetime.date.fromisoformat(d.pop("booking_date"))

        start_time = d.pop("start_time")

        end_time = d.pop("end_time")

        def _parse_start_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                start_at_type_0 = datetime.datetime.fromisoformat(data)

                return start_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast("datetime.datetime | None", data)

        start_at = _parse_start_at(d.pop("start_at"))

        def _parse_end_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                end_at_type_0 = datetime.datetime.fromisoformat(data)

                return end_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast("datetime.datetime | None", data)

        end_at = _parse_end_at(d.pop("end_at"))

        party_size = d.pop("party_size")

        status = d.pop("status")

        seating_preference = d.pop("seating_preference")

        restaurants = BookingZone.from_dict(d.pop("restaurants"))

        restaurantId = UUID(d.pop("restaurantId"))

        bookingDate = datetime.date.fromisoformat(d.pop("bookingDate"))

        def _parse_startAt(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                start_at_type_0 = datetime.datetime.fromisoformat(data)

                return start_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast("datetime.datetime | None", data)

        startAt = _parse_startAt(d.pop("startAt"))

        def _parse_endAt(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                end_at_type_0 = datetime.datetime.fromisoformat(data)

                return end_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast("datetime.datetime | None", data)

        endAt = _parse_endAt(d.pop("endAt"))

        partySize = d.pop("partySize")

        context_booking = cls(
            id=id,
            restaurant_id=restaurant_id,
            booking_date=booking_date,
            start_time=start_time,
            end_time=end_time,
            start_at=start_at,
            end_at=end_at,
            party_size=party_size,
            status=status,
            seating_preference=seating_preference,
            restaurants=restaurants,
            restaurantId=restaurantId,
            bookingDate=bookingDate,
            startAt=startAt,
            endAt=endAt,
            partySize=partySize,
        )

        context_booking.additional_properties = d
        return context_booking

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
