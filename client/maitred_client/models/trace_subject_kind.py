from enum import StrEnum


class TraceSubjectKind(StrEnum):
    BOOKING = "booking"
    JOB = "job"
    REQUEST = "request"
    RUN = "run"

    def __str__(self) -> str:
        return str(self.value)
