from enum import StrEnum


class TablePlaceShape(StrEnum):
    BAR = "bar"
    RECTANGLE = "rectangle"
    ROUND = "round"
    SQUARE = "square"

    def __str__(self) -> str:
        return str(self.value)
