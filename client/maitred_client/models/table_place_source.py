from enum import StrEnum


class TablePlaceSource(StrEnum):
    AUTOMATIC = "automatic"
    OWN = "own"
    PRODUCT = "product"

    def __str__(self) -> str:
        return str(self.value)
