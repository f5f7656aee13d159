"""Hold tables for a booking, prolong or release the hold, or make it the booking's tables."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any
from uuid import UUID, uuid4

from models.base import canonical_json, content_hash
from models.booking import Booking
from models.engine import Work
from models.errors import MaitredError
from persistence.capabilities import capabilities_of
from persistence.history import NOBODY, Author, Recorder
from persistence.holds import Hold, HoldNotFoundError, Tells, lock_holds, prolong, remove_holds
from persistence.idempotency import Key
from persistence.outbox import enqueue_after
from persistence.place_hold import Claimed, HoldWish, place_hold
from persistence.pool import Connection, Database, enter_tenant
from persistence.retry import until_settled
from persistence.seat import Compose, Done, SeatRequest, Seen, assignments_of, commit_seat
from persistence.snapshot import DaySnapshot
from persistence.telemetry import tell
from persistence.writing import Placement
from services.adopting import as_held
from services.conflicts import conflict_words, deadline_words
from services.drift import has_not_drifted, is_ours
from services.errors import (
    HoldEmptyError,
    HoldExpiredError,
    HoldInactiveError,
    HoldMismatchError,
    SeatTakenError,
)
from services.idempotent import Answer
from services.judge import AS_THE_HOUSE_SAYS, Terms, judge, wanting
from services.manual.checks import ChecksFailedError, Validation, validate
from services.quotes.offers import ASK_AGAIN, HOLD_IS_OVER, Asked, add_offer
from services.telemetry import confirmed_events, conflict_events, drift_rows, refusal_events
from services.versions import rules_of, selection_of

CONFIRM_ROUTE = "staff/auto/confirm"
"""The scope of idempotency keys."""

Json = dict[str, Any]


def hold_tables(
    database: Database,
    wish: HoldWish,
    terms: Terms = AS_THE_HOUSE_SAYS,
    tells: Tells | None = None,
) -> Hold:
    """Hold tables for a booking, when it may have them and nobody else does.

    Raises:
        BookingNotFoundError, TablesNotFoundError: the restaurant has no such booking or table.
        BookingOverError: it was cancelled, or did not come, or has left.
        SeatTakenError: somebody else has a table then; the details say who, and until when.
        SeatRefusedError: a rule forbids it; the details name every one.
        AlreadyAssignedError, HoldRateError: see ``place_hold``.
        DatabaseError: the database refused or cannot be reached; nothing was written.
    """

    def claim(snapshot: DaySnapshot) -> Claimed:
        booking = judge(snapshot, wish.booking, wish.tables, terms)
        metadata: Json = {
            **rules_of(snapshot),
            "selection": selection_of(snapshot.problem.venue, wish.tables),
            **terms.told,
        }
        return Claimed(booking.window, metadata)

    try:
        return place_hold(database, wish, claim, tells=tells)
    except MaitredError as error:
        tell(database, wish.restaurant_id, conflict_events(wish, error))
        raise


def release_hold(
    database: Database, restaurant_id: UUID, booking: UUID | None, hold_id: UUID, author: Author
) -> None:
    """Release a booking's hold; without a booking: a hold, whosever it is.

    Raises:
        HoldNotFoundError: there is none, or no more.
        HoldMismatchError: it is another booking's.
    """
    capabilities = capabilities_of(database)
    removed = False

    def release(connection: Connection) -> None:
        nonlocal removed
        enter_tenant(connection, restaurant_id)
        if removed and not lock_holds(connection, restaurant_id, hold=hold_id):
            return  # an earlier try got through, and its answer was lost
        hold = _one(connection, restaurant_id, hold_id, booking)
        recorder = Recorder(connection, capabilities, restaurant_id, author)
        remove_holds(recorder, [hold], "released")
        removed = True

    until_settled(database, release)


def extend_hold(
    database: Database,
    restaurant_id: UUID,
    booking: UUID,
    hold_id: UUID,
    seconds: float,
    author: Author,
) -> Hold:
    """Let a hold run out so many seconds from now; one that lasts longer already stays as it is.

    Raises:
        HoldNotFoundError: there is none, or no more.
        HoldMismatchError: it is another booking's.
        HoldExpiredError: it has run out; somebody else may have the tables by now.
        HoldInactiveError: somebody has ended it.
    """
    capabilities = capabilities_of(database)

    def extend(connection: Connection) -> Hold:
        enter_tenant(connection, restaurant_id)
        hold = _one(connection, restaurant_id, hold_id, booking)
        _is_live(hold, f"{hold.until:%H:%M:%S} UTC")
        return prolong(Recorder(connection, capabilities, restaurant_id, author), hold, seconds)

    return until_settled(database, extend)


def _one(connection: Connection, restaurant_id: UUID, hold_id: UUID, booking: UUID | None) -> Hold:
    found = lock_holds(connection, restaurant_id, hold=hold_id)
    if not found:
        raise HoldNotFoundError(
            "There is no such hold", hint="It ran out, or was released or confirmed."
        )
    if booking is not None:
        _is_of(found[0], booking)
    return found[0]


@dataclass(frozen=True)
class Confirmation:
    """A hold that is to become its booking's tables."""

    restaurant_id: UUID
    booking: UUID
    hold: UUID
    idempotency_key: str
    author: Author = NOBODY
    confirm: tuple[str, ...] = ()
    """Statuses from which the booking becomes confirmed; the product's automatic route has none."""
    route: str = CONFIRM_ROUTE
    reason: str = "confirm_hold"
    by_hand: bool = False
    """The product's event log is told of it as manual work."""
    adopts: bool = False
    """The hold may be one for a party without a booking: this is its booking."""

    @property
    def key(self) -> Key:
        """Under which the answer is kept."""
        asked = content_hash({"booking": str(self.booking), "hold": str(self.hold)})
        return Key(self.restaurant_id, self.route, self.idempotency_key or str(uuid4()), asked)


def confirm_hold(
    database: Database,
    wanted: Confirmation,
    *,
    before: Callable[[Connection], None] = lambda connection: None,
    compose: Compose | None = None,
) -> Answer:
    """Give a booking the tables that it holds; the key is looked at before the hold.

    ``before`` may refuse under the locks, by raising; ``compose`` makes another answer.

    Raises:
        HoldNotFoundError: there is no such hold, or no more.
        HoldMismatchError: it is another booking's.
        HoldExpiredError, HoldInactiveError: it has run out, or somebody has ended it.
        HoldEmptyError: it holds no table.
        PolicyDriftError: turn times, zones or neighbours have changed since it was placed.
        SeatTakenError, SeatRefusedError, BookingOverError: as for any seating.
        EngineOffError: maitred does not decide this date; by hand it is confirmed all the same.
        IdempotencyKeyConflictError: the key was used with another request.
        DatabaseError: the database refused or cannot be reached; nothing was written.
    """
    met: list[Hold] = []

    def judged(seen: Seen) -> Placement:
        assert seen.hold is not None
        met[:] = [seen.hold]
        return _judge(wanted, before, seen, seen.hold)

    request = SeatRequest(
        wanted.restaurant_id,
        wanted.booking,
        frozenset(),
        wanted.key,
        wanted.author,
        wanted.reason,
        hold=wanted.hold,
        confirm=wanted.confirm,
        tells=confirmed_events if wanted.by_hand else None,
        work=Work.HAND if wanted.by_hand else Work.CONFIRM,
    )
    try:
        answer, replayed = commit_seat(
            database, request, judged, compose or partial(_compose, wanted)
        )
    except MaitredError as error:
        _refused(database, wanted, next(iter(met), None), error)
        raise
    return Answer(answer.response, replayed)


def _refused(
    database: Database, wanted: Confirmation, met: Hold | None, error: MaitredError
) -> None:
    """Tell of a refusal, and add to it what else the booking could have."""
    by_hand = wanted.by_hand
    asked = Asked(
        wanted.restaurant_id,
        wanted.booking,
        terms=AS_THE_HOUSE_SAYS if met is None else _terms(met),
        slack_counts=by_hand,
        tables=frozenset() if met is None or error.code in HOLD_IS_OVER else met.chosen,
        hold=wanted.hold,
        met=met,
    )
    add_offer(database, asked, error)
    seated = (wanted.restaurant_id, wanted.booking, wanted.hold)
    key = wanted.idempotency_key
    events = refusal_events(*seated, met, error, key=key, by_hand=by_hand)
    tell(database, wanted.restaurant_id, events)
    if rows := drift_rows(wanted.booking, wanted.hold, error):
        enqueue_after(database, wanted.restaurant_id, rows)


def _judge(
    wanted: Confirmation, before: Callable[[Connection], None], seen: Seen, hold: Hold
) -> Placement:
    snapshot = seen.snapshot
    if wanted.adopts and hold.booking is None:
        snapshot = as_held(snapshot, hold, wanted.booking)
    else:
        _is_of(hold, wanted.booking)
    _is_live(hold, deadline_words(snapshot, hold.until))
    if not seen.tables:
        raise HoldEmptyError("The hold holds no table", hint=ASK_AGAIN)
    before(seen.connection)
    booking = _allowed(hold, snapshot, wanted.booking, seen.tables)
    has_not_drifted(hold, snapshot, wanted.booking)
    return Placement(booking.id, tuple(sorted(map(str, seen.tables))), booking.window)


def _allowed(
    hold: Hold, snapshot: DaySnapshot, booking_id: UUID, tables: frozenset[UUID]
) -> Booking:
    """Judge like a plan, or, what was chosen by hand, by the checks that held it."""
    by_hand = hold.metadata.get("byHand")
    if not isinstance(by_hand, dict):
        return judge(snapshot, booking_id, tables, _terms(hold))
    booking = wanting(snapshot, booking_id)
    validation = validate(
        snapshot,
        booking,
        map(str, tables),
        require_adjacency=by_hand["requireAdjacency"],
        holds=[],
        waived=frozenset(by_hand["overruled"]),
    )
    if validation.failed:
        raise _not_any_more(validation)
    return booking


def _not_any_more(validation: Validation) -> MaitredError:
    """Return why tables that were held may not be had now; that others have them comes first."""
    error = ChecksFailedError(validation, validation.failed)
    if not any(check.id == "conflict" for check in validation.failed):
        return error
    said = conflict_words(validation.conflicts)
    return SeatTakenError(said, hint=error.hint, details=error.details)


def _terms(hold: Hold) -> Terms:
    """What a hold was placed on; of others' holds only what they and we mean the same by."""
    said = hold.metadata.get("requireAdjacency")
    adjacency = said if isinstance(said, bool) else None
    return Terms(adjacency, hold.metadata.get("maxTables") if is_ours(hold) else None)


def _is_of(hold: Hold, booking: UUID) -> None:
    if hold.booking != booking:
        raise HoldMismatchError(
            "The hold is another booking's",
            hint="Ask for a quote for this booking.",
            details={
                "holdId": str(hold.id),
                "bookingId": str(booking),
                "holdBookingId": None if hold.booking is None else str(hold.booking),
            },
        )


def _is_live(hold: Hold, at: str) -> None:
    if hold.live:
        return
    if hold.status not in ("active", "expired"):
        raise HoldInactiveError(
            f"The hold is {hold.status}",
            hint=ASK_AGAIN,
            details={"holdId": str(hold.id), "status": hold.status},
        )
    raise HoldExpiredError(
        f"The hold ran out at {at}",
        hint=ASK_AGAIN,
        details={"holdId": str(hold.id), "expiresAt": hold.until.isoformat()},
    )


def _compose(wanted: Confirmation, done: Done) -> str:
    return canonical_json(
        {
            "holdId": str(wanted.hold),
            "bookingId": str(wanted.booking),
            "assignments": assignment_list(done.connection, wanted.booking),
        }
    )


def assignment_list(connection: Connection, booking: UUID) -> list[Json]:
    """Return a booking's assignments as the product's clients know them."""
    return [
        {
            "tableId": str(row["table_id"]),
            "assignmentId": str(row["id"]),
            "startAt": row["start_at"].isoformat(),
            "endAt": row["end_at"].isoformat(),
            "mergeGroupId": None if row["merge_group_id"] is None else str(row["merge_group_id"]),
        }
        for row in assignments_of(connection, booking)
    ]
