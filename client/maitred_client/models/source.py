from enum import StrEnum


class Source(StrEnum):
    DEFAULT = "default"
    ENVIRONMENT = "environment"
    FEATURE_FLAG_OVERRIDES = "feature_flag_overrides"
    KILL_ENVIRONMENT = "kill_environment"
    KILL_SWITCH = "kill_switch"
    SETTING = "setting"

    def __str__(self) -> str:
        return str(self.value)
