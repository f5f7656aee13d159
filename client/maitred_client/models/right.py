from enum import StrEnum


class Right(StrEnum):
    LAYOUT = "layout"
    LOCK = "lock"
    OVERRIDE = "override"
    PLAN = "plan"

    def __str__(self) -> str:
        return str(self.value)
