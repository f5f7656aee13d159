from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.booking_view import BookingView
    from ..models.occupancy_view import OccupancyView
    from ..models.restaurant_view import RestaurantView
    from ..models.run_summary import RunSummary
    from ..models.seating_view import SeatingView
    from ..models.service_view import ServiceView
    from ..models.table_view import TableView
    from ..models.unplannable_view import UnplannableView
    from ..models.zone_view import ZoneView


T = TypeVar("T", bound="DayView")


@_attrs_define
class DayView:
    """One date in one consistent read.

    Attributes:
        date (datetime.date):
        version (str): Opaque, and the same as long as nothing that is shown here has changed.
        layout_version (int): Of the floor plan, which is read by itself; 0 is none drawn yet.
        time_zone (str):
        restaurant (RestaurantView): An active restaurant.
        services (list[ServiceView]): Those of the policy that open on the date, the earliest first.
        zones (list[ZoneView]):
        tables (list[TableView]):
        adjacency (list[list[UUID]]): Pairs of neighbours.
        bookings (list[BookingView]):
        seatings (list[SeatingView]):
        occupancy (list[OccupancyView]):
        unplannable (list[UnplannableView]):
        notes (list[str]): What an operator should know about the data of the date.
        run (None | RunSummary): Null when the date was never planned.
    """

    date: datetime.date
    version: str
    layout_version: int
    time_zone: str
    restaurant: RestaurantView
    services: list[ServiceView]
    zones: list[ZoneView]
    tables: list[TableView]
    adjacency: list[list[UUID]]
    bookings: list[BookingView]
    seatings: list[SeatingView]
    occupancy: list[OccupancyView]
    unplannable: list[UnplannableView]
    notes: list[str]
    run: RunSummary | None
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.run_summary import RunSummary

        date = self.date.isoformat()

        version = self.version

        layout_version = self.layout_version

        time_zone = self.time_zone

        restaurant = self.restaurant.to_dict()

        services = []
        for services_item_data in self.services:
            services_item = services_item_data.to_dict()
            services.append(services_item)

        zones = []
        for zones_item_data in self.zones:
            zones_item = zones_item_data.to_dict()
            zones.append(zones_item)

        tables = []
        for tables_item_data in self.tables:
            tables_item = tables_item_data.to_dict()
            tables.append(tables_item)

        adjacency = []
        for adjacency_item_data in self.adjacency:
            adjacency_item = []
            for adjacency_item_item_data in adjacency_item_data:
                adjacency_item_item = str(adjacency_item_item_data)
                adjacency_item.append(adjacency_item_item)

            adjacency.append(adjacency_item)

        bookings = []
        for bookings_item_data in self.bookings:
            bookings_item = bookings_item_data.to_dict()
            bookings.append(bookings_item)

        seatings = []
        for seatings_item_data in self.seatings:
            seatings_item = seatings_item_data.to_dict()
            seatings.append(seatings_item)

        occupancy = []
        for occupancy_item_data in self.occupancy:
            occupancy_item = occupancy_item_data.to_dict()
            occupancy.append(occupancy_item)

        unplannable = []
        for unplannable_item_data in self.unplannable:
            unplannable_item = unplannable_item_data.to_dict()
            unplannable.append(unplannable_item)

        notes = self.notes

        run: dict[str, Any] | None
        if isinstance(self.run, RunSummary):
            run = self.run.to_dict()
        else:
            run = self.run

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "date": date,
                "version": version,
                "layoutVersion": layout_version,
                "timeZone": time_zone,
                "restaurant": restaurant,
                "services": services,
                "zones": zones,
                "tables": tables,
                "adjacency": adjacency,
                "bookings": bookings,
                "seatings": seatings,
                "occupancy": occupancy,
                "unplannable": unplannable,
                "notes": notes,
                "run": run,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.booking_view import BookingView
        from ..models.occupancy_view import OccupancyView
        from ..models.restaurant_view import RestaurantView
        from ..models.run_summary import RunSummary
        from ..models.seating_view import SeatingView
        from ..models.service_view import ServiceView
        from ..models.table_view import TableView
        from ..models.unplannable_view import UnplannableView
        from ..models.zone_view import ZoneView

        d = dict(src_dict)
        date = datetime.date.fromisoformat(d.pop("date"))

        version = d.pop("version")

        layout_version = d.pop("layoutVersion")

        time_zone = d.pop("timeZone")

        restaurant = RestaurantView.from_dict(d.pop("restaurant"))

        services = []
        _services = d.pop("services")
        for services_item_data in _services:
            services_item = ServiceView.from_dict(services_item_data)

            services.append(services_item)

        zones = []
        _zones = d.pop("zones")
        for zones_item_data in _zones:
            zones_item = ZoneView.from_dict(zones_item_data)

            zones.append(zones_item)

        tables = []
        _tables = d.pop("tables")
        for tables_item_data in _tables:
            tables_item = TableView.from_dict(tables_item_data)

            tables.append(tables_item)

        adjacency = []
        _adjacency = d.pop("adjacency")
        for adjacency_item_data in _adjacency:
            adjacency_item = []
            _adjacency_item = adjacency_item_data
            for adjacency_item_item_data in _adjacency_item:
                adjacency_item_item = UUID(adjacency_item_item_data)

                adjacency_item.append(adjacency_item_item)

            adjacency.append(adjacency_item)

        bookings = []
        _bookings = d.pop("bookings")
        for bookings_item_data in _bookings:
            bookings_item = BookingView.from_dict(bookings_item_data)

            bookings.append(bookings_item)

        seatings = []
        _seatings = d.pop("seatings")
        for seatings_item_data in _seatings:
            seatings_item = SeatingView.from_dict(seatings_item_data)

            seatings.append(seatings_item)

        occupancy = []
        _occupancy = d.pop("occupancy")
        for occupancy_item_data in _occupancy:
            occupancy_item = OccupancyView.from_dict(occupancy_item_data)

            occupancy.append(occupancy_item)

        unplannable = []
        _unplannable = d.pop("unplannable")
        for unplannable_item_data in _unplannable:
            unplannable_item = UnplannableView.from_dict(unplannable_item_data)

            unplannable.append(unplannable_item)

        notes = cast("list[str]", d.pop("notes"))

        def _parse_run(data: object) -> RunSummary | None:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                run_type_0 = RunSummary.from_dict(data)

                return run_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast("RunSummary | None", data)

        run = _parse_run(d.pop("run"))

        day_view = cls(
            date=date,
            version=version,
            layout_version=layout_version,
            time_zone=time_zone,
            restaurant=restaurant,
            services=services,
            zones=zones,
            tables=tables,
            adjacency=adjacency,
            bookings=bookings,
            seatings=seatings,
            occupancy=occupancy,
            unplannable=unplannable,
            notes=notes,
            run=run,
        )

        day_view.additional_properties = d
        return day_view

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
