from enum import StrEnum


class AssignTablesBodyModeType0(StrEnum):
    FILL = "fill"
    IMPROVE = "improve"
    REBUILD = "rebuild"

    def __str__(self) -> str:
        return str(self.value)
