from enum import StrEnum


class SolvedOccupancySource(StrEnum):
    ALLOCATION = "allocation"
    ASSIGNMENT = "assignment"
    HOLD = "hold"
    MAINTENANCE = "maintenance"

    def __str__(self) -> str:
        return str(self.value)
