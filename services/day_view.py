"""A restaurant's date as the console shows it: tables, bookings, seatings, what is taken."""

import datetime as dt
from typing import Any
from uuid import UUID

from models.errors import InvalidInputError
from models.plan import DayPlan, Unseated
from persistence.pool import Database
from persistence.queries import query
from persistence.restaurants import Restaurant, list_restaurants
from persistence.runs import Run, latest_run, unseated_for_good
from persistence.snapshot import DaySnapshot, read_day
from services.access import Caller
from services.reading import local_date, reading

Json = dict[str, Any]


def restaurants_view(database: Database, caller: Caller) -> Json:
    """Return the active restaurants that somebody has a role in, each with its present date."""
    now = dt.datetime.now(dt.UTC)
    with database.connection() as connection:
        found = [item for item in list_restaurants(connection) if caller.role_in(item.id)]
    return {"restaurants": [_restaurant(item, now) for item in found]}


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
        zones = connection.execute(query("zones"), {"restaurant_id": restaurant_id}).fetchall()
        run = latest_run(connection, restaurant_id, date)
        unseated = () if run is None else unseated_for_good(connection, run)
    venue = snapshot.problem.venue
    listed = {str(zone["id"]): zone["name"] for zone in zones}
    listed |= {zone.id: zone.label for zone in venue.zones if zone.id not in listed}
    return {
        "date": date.isoformat(),
        "timeZone": venue.time_zone,
        "restaurant": _restaurant(snapshot.restaurant, now),
        "zones": [
            {"id": key, "name": name or key, "sortOrder": order}
            for order, (key, name) in enumerate(listed.items(), start=1)
        ],
        "tables": [
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
            for table in venue.tables
        ],
        "adjacency": [list(pair) for pair in venue.adjacency],
        "bookings": _bookings(snapshot),
        "seatings": [
            {
                "bookingId": booking.id,
                "tableIds": list(booking.current_tables),
                "startAt": booking.window.start.isoformat(),
                "endAt": booking.window.end.isoformat(),
            }
            for booking in snapshot.problem.bookings
            if booking.current_tables
        ],
        "occupancy": [
            {
                "tableId": item.table,
                "startAt": item.window.start.isoformat(),
                "endAt": item.window.end.isoformat(),
                "source": item.source,
                "until": None if item.until is None else item.until.isoformat(),
            }
            for item in snapshot.problem.occupancy
        ],
        "unplannable": [
            {"bookingId": item.booking, "party": item.party, "message": item.message}
            for item in snapshot.unplannable
        ],
        "notes": list(snapshot.notes),
        "run": None if run is None else _run(run, run.plan, unseated),
    }


def _bookings(snapshot: DaySnapshot) -> list[Json]:
    facts = snapshot.booking_facts
    return [
        {
            "id": booking.id,
            "party": booking.party,
            "startAt": booking.window.start.isoformat(),
            "endAt": booking.window.end.isoformat(),
            "arrivesAt": facts[booking.id].start_at.isoformat(),
            "status": booking.status.value,
            "service": facts[booking.id].service,
            "priority": booking.priority,
        }
        for booking in snapshot.problem.bookings
    ]


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
