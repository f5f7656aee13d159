from enum import StrEnum


class Mode(StrEnum):
    FILL = "fill"
    IMPROVE = "improve"
    REBUILD = "rebuild"

    def __str__(self) -> str:
        return str(self.value)
