from enum import StrEnum


class Rule(StrEnum):
    ADJACENCY = "adjacency"
    HOLD_BACK = "hold_back"
    LOCK = "lock"
    MAX_MOVES = "max_moves"
    MAX_TABLES = "max_tables"
    MERGES_OFF = "merges_off"
    MERGE_OVERAGE = "merge_overage"
    MOVABLE = "movable"
    NAMED_SET = "named_set"
    PACE = "pace"
    PARTY_LIMITS = "party_limits"
    ZONE = "zone"

    def __str__(self) -> str:
        return str(self.value)
