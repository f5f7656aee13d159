from enum import StrEnum


class EngineBodyStateType0(StrEnum):
    CANARY = "canary"
    INHERIT = "inherit"
    OFF = "off"
    ON = "on"
    SHADOW = "shadow"

    def __str__(self) -> str:
        return str(self.value)
