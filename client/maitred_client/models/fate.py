from enum import StrEnum


class Fate(StrEnum):
    KEEPS = "keeps"
    LOSES = "loses"
    MOVES = "moves"
    STAYS = "stays"

    def __str__(self) -> str:
        return str(self.value)
