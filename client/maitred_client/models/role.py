from enum import StrEnum


class Role(StrEnum):
    HOST = "host"
    MANAGER = "manager"
    OWNER = "owner"
    SERVER = "server"

    def __str__(self) -> str:
        return str(self.value)
