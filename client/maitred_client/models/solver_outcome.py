from enum import StrEnum


class SolverOutcome(StrEnum):
    CANCELLED = "cancelled"
    COMPLETED = "completed"
    CRASHED = "crashed"
    DEADLINE = "deadline"
    GARBAGE = "garbage"
    KILLED = "killed"
    NOT_NEEDED = "not_needed"
    NOT_READY = "not_ready"

    def __str__(self) -> str:
        return str(self.value)
