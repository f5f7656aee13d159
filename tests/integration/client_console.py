"""What a console asks by the generated client: locks and the floor plan."""

import datetime as dt
from typing import Any
from uuid import UUID

import httpx2
import pytest
from maitred_client import AuthenticatedClient, RefusedError
from maitred_client.api.booking import lock_booking, unlock_booking
from maitred_client.api.configuration import draw_layout, switch_engine
from maitred_client.api.looking import read_engine, read_layout
from maitred_client.api.staff import confirm_enquiry, end_hold, quote_booking, quote_enquiry
from maitred_client.models import (
    AdoptBody,
    EngineBody,
    EngineBodyStateType0,
    EnquiryBody,
    LayoutBody,
    LockBody,
    PlaceBody,
    PlaceBodyShape,
    QuoteBody,
)

from tests.documented import check_answer, operation_of
from tests.integration.access_world import World
from tests.integration.postgres_servers import DATE


class Caller(AuthenticatedClient):
    """A client that notes which operations it has been answered by."""

    def __init__(self, world: World, token: str, **options: Any) -> None:
        self.answered: set[str] = set()

        def note(answer: httpx2.Response) -> None:
            check_answer(answer)
            operation = operation_of(answer.request.method, answer.request.url.path)
            if operation is not None and answer.status_code in (200, 202):
                self.answered.add(operation["operationId"])

        hooks = {"response": [note]}
        address = str(world.client.http.base_url)
        super().__init__(address, token, trust_env=False, event_hooks=hooks, **options)


def refused(call: Any, *args: Any, **named: Any) -> RefusedError:
    """Return how a call is refused."""
    with pytest.raises(RefusedError) as caught:
        call(*args, **named)
    return caught.value


def at_the_console(world: World, caller: Caller, booking: UUID) -> None:
    """Everything once."""
    locked(world, caller, booking)
    drawn(world, caller)
    switched(world, caller)
    on_the_telephone(world, caller)


def locked(world: World, caller: Caller, booking: UUID) -> None:
    """Lock a booking, meet the lock, and take it off."""
    place, body = (world.house.id, booking), LockBody(reason="by the window")
    assert lock_booking.sync(*place, client=caller, body=body).locked_by == "one"
    why = refused(quote_booking.sync, client=caller, body=QuoteBody(booking))
    assert (why.code, why.body.details["lockReason"]) == ("BOOKING_LOCKED", "by the window")
    assert unlock_booking.sync(*place, client=caller).locked is False


def drawn(world: World, caller: Caller) -> None:
    """A host reads the floor plan; a manager draws it."""
    table = world.house.tables["T1"]
    assert {item.source for item in read_layout.sync(world.house.id, client=caller).tables} == {
        "automatic"
    }
    body = LayoutBody(0, [PlaceBody(table, 10, 20.5, PlaceBodyShape.BAR)])
    assert refused(draw_layout.sync, world.house.id, client=caller, body=body).status_code == 403
    token = world.provider.token(world.users["manager"])
    with Caller(world, token) as manager:
        layout = draw_layout.sync(world.house.id, client=manager, body=body)
    caller.answered.add("drawLayout")
    assert [(item.x, item.y) for item in layout.tables if item.table_id == table] == [(10, 20.5)]


def switched(world: World, caller: Caller) -> None:
    """A host sees who decides; a manager says so, for a year that nobody plans."""
    place = world.house.id
    assert read_engine.sync(place, client=caller, date=DATE).decides == "maitred"
    body = EngineBody(EngineBodyStateType0.OFF, from_=dt.date(2040, 1, 1), reason="test")
    assert refused(switch_engine.sync, place, client=caller, body=body).status_code == 403
    with Caller(world, world.provider.token(world.users["manager"])) as manager:
        found = switch_engine.sync(place, client=manager, body=body)
    caller.answered.add("switchEngine")
    assert (found.state, found.decides, found.source) == ("off", "product", "setting")


def on_the_telephone(world: World, caller: Caller) -> None:
    """Quote guests without a booking, hold, let go, hold again, and seat their booking."""
    place, body = (world.house.id, DATE), EnquiryBody(4, "12:00", hold=True, hold_ttl_seconds=60)
    quote = quote_enquiry.sync(*place, client=caller, body=body)
    assert (quote.party_size, quote.minutes, quote.candidate.slack) == (4, 75, 0)
    assert end_hold.sync(world.house.id, quote.hold_id, client=caller).released is True
    body.table_ids = quote.candidate.table_ids
    held = quote_enquiry.sync(*place, client=caller, body=body)
    booking = world.house.booking(dt.time(12), party_size=4)
    wanted = AdoptBody(booking, idempotency_key="telephone")
    done = confirm_enquiry.sync(world.house.id, held.hold_id, client=caller, body=wanted)
    assert [item.table_id for item in done.assignments] == body.table_ids
    world.house.connection.execute("select unassign_tables_atomic(%s, null)", [booking])
    world.house.connection.execute("delete from bookings where id = %s", [booking])
