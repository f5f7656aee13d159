from enum import StrEnum


class ProofTier(StrEnum):
    PREFERENCES = "preferences"
    SEATED = "seated"
    STABILITY = "stability"
    TIE_BREAK = "tie_break"
    TOTAL = "total"

    def __str__(self) -> str:
        return str(self.value)
