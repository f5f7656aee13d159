from enum import StrEnum


class PlaceBodyShape(StrEnum):
    BAR = "bar"
    RECTANGLE = "rectangle"
    ROUND = "round"
    SQUARE = "square"

    def __str__(self) -> str:
        return str(self.value)
