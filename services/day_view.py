"""A restaurant's date as the console shows it: tables, bookings, seatings, what is taken."""

import datetime as dt
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from models.booking import Occupied
from models.errors import InvalidInputError
from models.plan import DayPlan, Unseated
from models.policy import ServicePolicy
from models.window import Window
from persistence.day_stamp import read_stamp
from persistence.layouts import get_layout
from persistence.pool import Database
from persistence.queries import query
from persistence.restaurants import Restaurant
from persistence.runs import Run, latest_run, unseated_for_good
from persistence.snapshot import DaySnapshot, read_day
from services.access import Caller, restaurants_of
from services.reading import local_date, reading

Json = dict[str, Any]


def restaurants_view(database: Database, caller: Caller) -> Json:
    """Return the active restaurants that somebody has a role in, each with its present date."""
    now = dt.datetime.now(dt.UTC)
    return {
        "restaurants": [
            {**_restaurant(item, now), "role": role.value}
            for item, role in restaurants_of(database, caller)
        ]
    }


def _restaurant(restaurant: Restaurant, now: dt.datetime) -> Json:
    try:
        today = local_date(restaurant, now).isoformat()
    except InvalidInputError:
        today = None  # one restaurant's wrong time zone does not hide the others
    return {
        "id": str(restaurant.id),
        "name": restaurant.name,
        "slug": restaurant.slug,
        "timeZone": restaurant.time_zone,
        "today": today,
    }


def day_view(database: Database, restaurant_id: UUID, date: dt.date) -> Json:
    """Return one date in one consistent read.

    Raises:
        RestaurantNotFoundError: there is no such restaurant.
    """
    now = dt.datetime.now(dt.UTC)
    with reading(database, restaurant_id) as connection:
        snapshot = read_day(connection, restaurant_id, date, as_of=now)
        stamp = read_stamp(connection, restaurant_id, date, now)
        zones = connection.execute(query("zones"), {"restaurant_id": restaurant_id}).fetchall()
        run = latest_run(connection, restaurant_id, date)
        unseated = () if run is None else unseated_for_good(connection, run)
        layout = get_layout(connection, restaurant_id)
    venue = snapshot.problem.venue
    listed = {str(zone["id"]): zone["name"] for zone in zones}
    listed |= {zone.id: zone.label for zone in venue.zones if zone.id not in listed}
    return {
        "date": date.isoformat(),
        "version": stamp.version,
        "layoutVersion": layout.version,
        "timeZone": venue.time_zone,
        "restaurant": _restaurant(snapshot.restaurant, now),
        "services": services_on(snapshot.policy, date, snapshot.restaurant.zone),
        "zones": [
            {"id": key, "name": name or key, "sortOrder": order}
            for order, (key, name) in enumerate(listed.items(), start=1)
        ],
        "tables": _tables(snapshot),
        "adjacency": [list(pair) for pair in venue.adjacency],
        "bookings": _bookings(snapshot),
        "seatings": [
            {"bookingId": booking.id, "tableIds": list(booking.current_tables)}
            | span(booking.window)
            for booking in snapshot.problem.bookings
            if booking.current_tables
        ],
        "occupancy": _occupancy(snapshot),
        "unplannable": [
            {"bookingId": item.booking, "party": item.party, "message": item.message}
            for item in snapshot.unplannable
        ],
        "notes": list(snapshot.notes),
        "run": None if run is None else _run(run, run.plan, unseated),
    }


def span(window: Window) -> Json:
    """Return a window as answers have it."""
    return {"startAt": window.start.isoformat(), "endAt": window.end.isoformat()}


def services_on(policy: ServicePolicy, date: dt.date, zone: ZoneInfo) -> list[Json]:
    """Return the services that open on a date, the earliest first, and how long guests stay."""
    hours = [(service, *service.hours_on(date, zone)) for service in policy.services]
    return [
        {
            "key": service.key,
            "label": service.key.replace("_", " ").capitalize(),
            "startAt": opens.isoformat(),
            "endAt": closes.isoformat(),
            "stays": [{"upTo": band.up_to, "minutes": band.minutes} for band in service.bands],
            "bufferBefore": service.buffer_before,
            "bufferAfter": service.buffer_after,
        }
        for service, opens, closes in sorted(hours, key=lambda item: item[1:])
        if opens < closes  # a change of clocks may leave nothing of it
    ]


def _tables(snapshot: DaySnapshot) -> list[Json]:
    return [
        {
            "id": table.id,
            "name": table.label,
            "zoneId": table.zone,
            "capacity": table.capacity,
            "minParty": table.min_party,
            "maxParty": table.max_party,
            "movable": table.movable,
            "active": table.active,
            "position": snapshot.positions[table.id],
        }
        for table in snapshot.problem.venue.tables
    ]


def _bookings(snapshot: DaySnapshot) -> list[Json]:
    facts = snapshot.booking_facts
    return [
        {
            "id": booking.id,
            "party": booking.party,
            **span(booking.window),
            "arrivesAt": facts[booking.id].start_at.isoformat(),
            "status": booking.status.value,
            "service": facts[booking.id].service,
            "priority": booking.priority,
            "locked": booking.locked,
            "lockedBy": facts[booking.id].locked_by,
            "lockReason": facts[booking.id].lock_reason,
        }
        for booking in snapshot.problem.bookings
    ]


def _occupancy(snapshot: DaySnapshot) -> list[Json]:
    parties = {**snapshot.parties, **{item.id: item.party for item in snapshot.problem.bookings}}

    def hold_of(item: Occupied) -> UUID | None:
        held = item.source == "hold"
        return snapshot.holds.get((item.table, item.window.start)) if held else None

    def told(item: Occupied) -> Json:
        hold = hold_of(item)
        enquiry = None if hold is None else snapshot.enquiries.get(hold)
        return {
            "tableId": item.table,
            **span(item.window),
            "source": item.source,
            "holdId": None if hold is None else str(hold),
            "bookingId": item.booking,
            "party": parties.get(item.booking or "") if enquiry is None else enquiry.party,
            "arrivesAt": None if enquiry is None else enquiry.start.isoformat(),
            "until": None if item.until is None else item.until.isoformat(),
        }

    return [told(item) for item in snapshot.problem.occupancy]


def _run(run: Run, plan: DayPlan, unseated: tuple[Unseated, ...]) -> Json:
    return {
        "id": str(run.id),
        "state": run.state,
        "status": plan.status.value,
        "mode": run.mode,
        "gap": plan.gap,
        "bound": plan.bound,
        "objective": plan.objective.total,
        "seated": plan.statistics.seated,
        "bookings": plan.statistics.bookings,
        "covers": plan.statistics.covers,
        "coversRequested": plan.statistics.covers_requested,
        "seconds": plan.solve.seconds,
        "createdAt": run.created_at.isoformat(),
        "unseated": [
            {
                "bookingId": item.booking,
                "party": item.party,
                "reason": item.reason.value,
                "message": item.message,
            }
            for item in unseated
        ],
    }
