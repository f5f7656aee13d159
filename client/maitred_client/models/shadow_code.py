from enum import StrEnum


class ShadowCode(StrEnum):
    NO_TABLE = "no_table"
    OTHER_TABLES = "other_tables"
    SAME_TABLES = "same_tables"
    SEATED_BY_MAITRED_ALONE = "seated_by_maitred_alone"
    SEATED_BY_OLD_ALONE = "seated_by_old_alone"

    def __str__(self) -> str:
        return str(self.value)
