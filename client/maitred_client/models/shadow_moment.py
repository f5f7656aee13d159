from enum import StrEnum


class ShadowMoment(StrEnum):
    AFTERWARDS = "afterwards"
    AHEAD = "ahead"
    DURING = "during"

    def __str__(self) -> str:
        return str(self.value)
