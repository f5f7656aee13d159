from enum import StrEnum


class ContextConflictStatus(StrEnum):
    BOOKING = "booking"
    HOLD = "hold"

    def __str__(self) -> str:
        return str(self.value)
