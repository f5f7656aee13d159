from enum import StrEnum


class RepairKind(StrEnum):
    LIMITS = "limits"
    MERGE = "merge"
    MOVES = "moves"
    NEW_TABLE = "new_table"
    OPEN_TABLE = "open_table"
    OTHER_TIME = "other_time"
    RELEASE = "release"
    SHORTER_STAY = "shorter_stay"
    UNLOCK = "unlock"

    def __str__(self) -> str:
        return str(self.value)
