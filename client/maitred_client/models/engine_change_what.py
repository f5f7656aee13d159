from enum import StrEnum


class EngineChangeWhat(StrEnum):
    KILLED = "killed"
    REVIVED = "revived"
    SET = "set"

    def __str__(self) -> str:
        return str(self.value)
