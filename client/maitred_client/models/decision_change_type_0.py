from enum import StrEnum


class DecisionChangeType0(StrEnum):
    KEPT = "kept"
    MOVED = "moved"
    NEW = "new"

    def __str__(self) -> str:
        return str(self.value)
