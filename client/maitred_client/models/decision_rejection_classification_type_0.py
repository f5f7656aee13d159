from enum import StrEnum


class DecisionRejectionClassificationType0(StrEnum):
    HARD = "hard"
    STRATEGIC = "strategic"

    def __str__(self) -> str:
        return str(self.value)
