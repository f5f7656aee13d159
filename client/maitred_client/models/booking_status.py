from enum import StrEnum


class BookingStatus(StrEnum):
    CANCELLED = "cancelled"
    CHECKED_IN = "checked_in"
    COMPLETED = "completed"
    CONFIRMED = "confirmed"
    NO_SHOW = "no_show"
    PENDING = "pending"
    PENDING_ALLOCATION = "pending_allocation"
    PRIORITY_WAITLIST = "PRIORITY_WAITLIST"

    def __str__(self) -> str:
        return str(self.value)
