from enum import StrEnum


class MeKind(StrEnum):
    DEV = "dev"
    MACHINE = "machine"
    USER = "user"

    def __str__(self) -> str:
        return str(self.value)
