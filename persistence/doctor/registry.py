"""Every check of a restaurant, in the order in which findings are told and mended."""

from persistence.doctor import bookings, conflicts, holds, policy, runs, seating_rows, venue
from persistence.doctor.check import Check

CHECKS: tuple[Check, ...] = (
    *conflicts.CHECKS,
    *bookings.CHECKS,
    *seating_rows.CHECKS,
    *holds.CHECKS,
    *policy.CHECKS,
    *seating_rows.LAST,
    *venue.CHECKS,
    *runs.CHECKS,
)
