from enum import StrEnum


class TableSeatingType(StrEnum):
    BOOTH = "booth"
    HIGH_TOP = "high_top"
    SOFA = "sofa"
    STANDARD = "standard"

    def __str__(self) -> str:
        return str(self.value)
