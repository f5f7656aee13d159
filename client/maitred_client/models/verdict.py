from enum import StrEnum


class Verdict(StrEnum):
    BETTER = "better"
    OTHER_WEIGHTS = "other weights"
    SAME = "same"
    UNDECIDED = "UNDECIDED"
    WORSE = "worse"

    def __str__(self) -> str:
        return str(self.value)
