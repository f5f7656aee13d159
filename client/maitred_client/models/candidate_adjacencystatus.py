from enum import StrEnum


class CandidateAdjacencystatus(StrEnum):
    CONNECTED = "connected"
    DISCONNECTED = "disconnected"
    NEIGHBORS = "neighbors"
    PAIRWISE = "pairwise"
    SINGLE = "single"

    def __str__(self) -> str:
        return str(self.value)
