from enum import StrEnum


class RunState(StrEnum):
    COMMITTED = "committed"
    COMMITTING = "committing"
    CONFLICTED = "conflicted"
    FAILED = "failed"
    PLANNED = "planned"
    SHADOW = "shadow"

    def __str__(self) -> str:
        return str(self.value)
