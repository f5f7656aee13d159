from enum import StrEnum


class SessionState(StrEnum):
    CANCELLED = "cancelled"
    CONFIRMED = "confirmed"
    CONFLICTED = "conflicted"
    EXPIRED = "expired"
    HELD = "held"
    NONE = "none"
    PROPOSED = "proposed"

    def __str__(self) -> str:
        return str(self.value)
