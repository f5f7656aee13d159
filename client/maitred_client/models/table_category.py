from enum import StrEnum


class TableCategory(StrEnum):
    BAR = "bar"
    DINING = "dining"
    LOUNGE = "lounge"
    PATIO = "patio"
    PRIVATE = "private"

    def __str__(self) -> str:
        return str(self.value)
