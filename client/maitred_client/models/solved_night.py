from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.plan_status import PlanStatus

if TYPE_CHECKING:
    from ..models.service_view import ServiceView
    from ..models.solved_booking import SolvedBooking
    from ..models.solved_occupancy import SolvedOccupancy
    from ..models.solved_seating import SolvedSeating
    from ..models.solved_table import SolvedTable
    from ..models.solved_unseated import SolvedUnseated
    from ..models.solved_zone import SolvedZone


T = TypeVar("T", bound="SolvedNight")


@_attrs_define
class SolvedNight:
    """One solve: the room as it was edited, who sits where, and who does not.

    Attributes:
        scenario (str): `base` is the day as it is.
        seed (int):
        date (datetime.date):
        time_zone (str):
        status (PlanStatus): What is proven about a plan.
        gap (float | None):
        services (list[ServiceView]): Those of the policy that open on the date, the earliest first.
        zones (list[SolvedZone]):
        tables (list[SolvedTable]):
        occupancy (list[SolvedOccupancy]):
        bookings (list[SolvedBooking]):
        seatings (list[SolvedSeating]):
        unseated (list[SolvedUnseated]):
    """

    scenario: str
    seed: int
    date: datetime.date
    time_zone: str
    status: PlanStatus
    gap: float | None
    services: list[ServiceView]
    zones: list[SolvedZone]
    tables: list[SolvedTable]
    occupancy: list[SolvedOccupancy]
    bookings: list[SolvedBooking]
    seatings: list[SolvedSeating]
    unseated: list[SolvedUnseated]
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        scenario = self.scenario

        seed = self.seed

        date = self.date.isoformat()

        time_zone = self.time_zone

        status = self.status.value

        gap: float | None
        gap = self.gap

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

        occupancy = []
        for occupancy_item_data in self.occupancy:
            occupancy_item = occupancy_item_data.to_dict()
            occupancy.append(occupancy_item)

        bookings = []
        for bookings_item_data in self.bookings:
            bookings_item = bookings_item_data.to_dict()
            bookings.append(bookings_item)

        seatings = []
        for seatings_item_data in self.seatings:
            seatings_item = seatings_item_data.to_dict()
            seatings.append(seatings_item)

        unseated = []
        for unseated_item_data in self.unseated:
            unseated_item = unseated_item_data.to_dict()
            unseated.append(unseated_item)

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "scenario": scenario,
                "seed": seed,
                "date": date,
                "timeZone": time_zone,
                "status": status,
                "gap": gap,
                "services": services,
                "zones": zones,
                "tables": tables,
                "occupancy": occupancy,
                "bookings": bookings,
                "seatings": seatings,
                "unseated": unseated,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.service_view import ServiceView
        from ..models.solved_booking import SolvedBooking
        from ..models.solved_occupancy import SolvedOccupancy
        from ..models.solved_seating import SolvedSeating
        from ..models.solved_table import SolvedTable
        from ..models.solved_unseated import SolvedUnseated
        from ..models.solved_zone import SolvedZone

        d = dict(src_dict)
        scenario = d.pop("scenario")

        seed = d.pop("seed")

        date = datetime.date.fromisoformat(d.pop("date"))

        time_zone = d.pop("timeZone")

        status = PlanStatus(d.pop("status"))

        def _parse_gap(data: object) -> float | None:
            if data is None:
                return data
            return cast("float | None", data)

        gap = _parse_gap(d.pop("gap"))

        services = []
        _services = d.pop("services")
        for services_item_data in _services:
            services_item = ServiceView.from_dict(services_item_data)

            services.append(services_item)

        zones = []
        _zones = d.pop("zones")
        for zones_item_data in _zones:
            zones_item = SolvedZone.from_dict(zones_item_data)

            zones.append(zones_item)

        tables = []
        _tables = d.pop("tables")
        for tables_item_data in _tables:
            tables_item = SolvedTable.from_dict(tables_item_data)

            tables.append(tables_item)

        occupancy = []
        _occupancy = d.pop("occupancy")
        for occupancy_item_data in _occupancy:
            occupancy_item = SolvedOccupancy.from_dict(occupancy_item_data)

            occupancy.append(occupancy_item)

        bookings = []
        _bookings = d.pop("bookings")
        for bookings_item_data in _bookings:
            bookings_item = SolvedBooking.from_dict(bookings_item_data)

            bookings.append(bookings_item)

        seatings = []
        _seatings = d.pop("seatings")
        for seatings_item_data in _seatings:
            seatings_item = SolvedSeating.from_dict(seatings_item_data)

            seatings.append(seatings_item)

        unseated = []
        _unseated = d.pop("unseated")
        for unseated_item_data in _unseated:
            unseated_item = SolvedUnseated.from_dict(unseated_item_data)

            unseated.append(unseated_item)

        solved_night = cls(
            scenario=scenario,
            seed=seed,
            date=date,
            time_zone=time_zone,
            status=status,
            gap=gap,
            services=services,
            zones=zones,
            tables=tables,
            occupancy=occupancy,
            bookings=bookings,
            seatings=seatings,
            unseated=unseated,
        )

        solved_night.additional_properties = d
        return solved_night

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
