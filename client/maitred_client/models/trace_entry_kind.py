from enum import StrEnum


class TraceEntryKind(StrEnum):
    ANSWERED = "answered"
    ASKED = "asked"
    DECIDED = "decided"
    EVENT = "event"
    QUEUED = "queued"
    RUN = "run"
    STEP = "step"

    def __str__(self) -> str:
        return str(self.value)
