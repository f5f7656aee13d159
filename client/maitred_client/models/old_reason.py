from enum import StrEnum


class OldReason(StrEnum):
    ALL_TAKEN = "all_taken"
    FREE_TABLE = "free_table"
    NOT_ASKED = "not_asked"
    NO_TABLE_FITS = "no_table_fits"

    def __str__(self) -> str:
        return str(self.value)
