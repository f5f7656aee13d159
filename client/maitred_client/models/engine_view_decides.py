from enum import StrEnum


class EngineViewDecides(StrEnum):
    MAITRED = "maitred"
    PRODUCT = "product"

    def __str__(self) -> str:
        return str(self.value)
