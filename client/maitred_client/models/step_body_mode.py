from enum import StrEnum


class StepBodyMode(StrEnum):
    HOLD = "hold"
    PROPOSE = "propose"

    def __str__(self) -> str:
        return str(self.value)
