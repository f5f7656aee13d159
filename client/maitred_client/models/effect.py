from enum import StrEnum


class Effect(StrEnum):
    BETTER = "better"
    SAME = "same"
    WORSE = "worse"

    def __str__(self) -> str:
        return str(self.value)
