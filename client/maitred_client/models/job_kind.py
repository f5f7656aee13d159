from enum import StrEnum


class JobKind(StrEnum):
    PLAN = "plan"
    SCENARIOS = "scenarios"
    SHADOW = "shadow"

    def __str__(self) -> str:
        return str(self.value)
