from enum import StrEnum


class ContextConflictSource(StrEnum):
    BOOKING = "booking"
    HOLD = "hold"

    def __str__(self) -> str:
        return str(self.value)
