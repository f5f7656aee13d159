from enum import StrEnum


class PlanStatus(StrEnum):
    FEASIBLE = "feasible"
    FLOOR = "floor"
    OPTIMAL = "optimal"

    def __str__(self) -> str:
        return str(self.value)
