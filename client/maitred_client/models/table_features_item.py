from enum import StrEnum


class TableFeaturesItem(StrEnum):
    QUIET = "quiet"
    WINDOW = "window"

    def __str__(self) -> str:
        return str(self.value)
