from enum import StrEnum


class JobKind(StrEnum):
    PLAN = "plan"
    SCENARIOS = "scenarios"

    def __str__(self) -> str:
        return str(self.value)
