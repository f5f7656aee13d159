from enum import StrEnum


class UnseatedReason(StrEnum):
    ALL_TAKEN = "all_taken"
    HOUSE_LIMITS = "house_limits"
    LOCKED_WITHOUT = "locked_without"
    MERGES_OFF = "merges_off"
    NOT_PLANNED = "not_planned"
    NO_TABLE_FITS = "no_table_fits"
    OUTWEIGHED = "outweighed"

    def __str__(self) -> str:
        return str(self.value)
