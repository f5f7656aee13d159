"""What is odd about the flags of this process, and about the overrides in the database."""

from collections.abc import Iterator

from models.flag_findings import findings_of
from persistence.doctor.finding import Finding, Severity
from persistence.doctor.look import Inventory
from persistence.engine import read_overrides
from persistence.pool import Connection, flags_of

WHY = {
    "contradictory_flags": "What was meant, and what happens, are two things.",
    "merges_off": "Large parties are turned away without anybody noticing why.",
    "idle_flag": "Whoever set it counts on something that does not happen.",
    "unknown_flag": "Whoever wrote it may count on something that does not happen.",
    "engine_killed": "The product's own allocator decides every table.",
}


def examine_flags(connection: Connection, inventory: Inventory) -> Iterator[Finding]:
    """Find contradictions, what has no effect, and what nobody knows."""
    flags, rows = flags_of(connection), {}
    if "public.feature_flag_overrides" in inventory.tables:
        rows = read_overrides(connection, flags.environment)
    for item in findings_of(flags, rows):
        yield Finding(
            kind=item.kind,
            severity=Severity(item.severity),
            restaurant_id=None,
            subject=None,
            what=item.what,
            where={"flags": list(item.names)},
            why=WHY[item.kind],
            fix=item.fix,
            mendable=False,
        )
