from enum import StrEnum


class ReadShadowReportLines(StrEnum):
    ALL = "all"
    DIFFERING = "differing"
    NONE = "none"

    def __str__(self) -> str:
        return str(self.value)
