from enum import StrEnum


class Difference(StrEnum):
    MOVED = "moved"
    SEATED = "seated"
    TURNED_AWAY = "turned_away"

    def __str__(self) -> str:
        return str(self.value)
