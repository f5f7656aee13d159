from enum import StrEnum


class EngineState(StrEnum):
    CANARY = "canary"
    OFF = "off"
    ON = "on"
    SHADOW = "shadow"

    def __str__(self) -> str:
        return str(self.value)
