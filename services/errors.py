"""What a use case refuses, beside what the input and the database refuse."""

from models.errors import MaitredError


class NoBookingsError(MaitredError):
    """The date has no booking that wants a table: usually it is the wrong date or restaurant."""

    code = "NO_BOOKINGS"
    status = 422


class PlanConflictError(MaitredError):
    """Others kept changing the date while it was planned."""

    code = "PLAN_CONFLICT"
    status = 409


class PlanningBusyError(MaitredError):
    """The date is being planned for somebody else, for too long."""

    code = "PLANNING_BUSY"
    status = 503


class OverloadedError(MaitredError):
    """As many requests are waiting as may wait."""

    code = "OVERLOADED"
    status = 503


class PlanRefusedError(MaitredError):
    """The independent checker refused a finished plan: a defect; nothing was written."""

    code = "PLAN_REFUSED"
    status = 500


class TooManyJobsError(MaitredError):
    """The restaurant has as many jobs waiting or running as it may."""

    code = "TOO_MANY_JOBS"
    status = 429
    retry_after = 10


class JobNotFoundError(MaitredError):
    """No job has that id."""

    code = "JOB_NOT_FOUND"
    status = 404


class SolveNotFoundError(MaitredError):
    """The job has no such solve, or not yet."""

    code = "SOLVE_NOT_FOUND"
    status = 404


class JobNotDoneError(MaitredError):
    """The job has no results: it is not done yet, or was ended before it was."""

    code = "JOB_NOT_DONE"
    status = 409


class RunNotFoundError(MaitredError):
    """No run has that id."""

    code = "RUN_NOT_FOUND"
    status = 404


class RunNotApplicableError(MaitredError):
    """The run holds a plan for something that the booking database does not know."""

    code = "RUN_NOT_APPLICABLE"
    status = 409


class RunOverError(MaitredError):
    """The run was committed already, or its date had changed when that was tried."""

    code = "RUN_OVER"
    status = 409


class NothingToUndoError(MaitredError):
    """No run of the date has changed anything that still stands."""

    code = "NOTHING_TO_UNDO"
    status = 404


class NotTheLastRunError(MaitredError):
    """The run is undone already, or another one has changed the date after it."""

    code = "NOT_THE_LAST_RUN"
    status = 409


class BookingOverError(MaitredError):
    """A booking that is over gets no tables."""

    code = "BOOKING_STATE_CONFLICT"
    status = 409


class SeatTakenError(MaitredError):
    """Somebody else has a chosen table at that time."""

    code = "ASSIGNMENT_CONFLICT"
    status = 409


class SeatRefusedError(MaitredError):
    """A rule forbids the chosen tables."""

    code = "ASSIGNMENT_VALIDATION"
    status = 422


class ResourceDisabledError(MaitredError):
    """A chosen table is switched off, out of service, or in no zone."""

    code = "RESOURCE_DISABLED"
    status = 409


class HoldExpiredError(MaitredError):
    """The hold has run out."""

    code = "HOLD_EXPIRED"
    status = 409


class HoldInactiveError(MaitredError):
    """The hold was ended by somebody, and its row was left."""

    code = "HOLD_INACTIVE"
    status = 409


class HoldMismatchError(MaitredError):
    """The hold is another booking's."""

    code = "HOLD_BOOKING_MISMATCH"
    status = 409


class HoldEmptyError(MaitredError):
    """The hold holds nothing."""

    code = "HOLD_EMPTY"
    status = 422


class PolicyDriftError(MaitredError):
    """What the hold was placed by has changed since."""

    code = "POLICY_DRIFT"
    status = 422


class StaleContextError(MaitredError):
    """What an operator saw has changed since."""

    code = "STALE_CONTEXT"
    status = 409


class NotWaivableError(MaitredError):
    """A check that nobody may overrule: the database would refuse the tables too."""

    code = "CHECK_NOT_WAIVABLE"
    status = 422
