"""The life of a run: one plan, from being made to being written or not."""

from enum import StrEnum


class RunState(StrEnum):
    """Where a run stands. A new state is reached only from those of ``BEFORE``."""

    PLANNED = "planned"
    """Made and checked; nothing is written."""
    COMMITTING = "committing"
    """Somebody writes it, in one transaction."""
    COMMITTED = "committed"
    """Written whole: marked in that very transaction."""
    CONFLICTED = "conflicted"
    """Not written: what it was made from had changed."""
    FAILED = "failed"
    """Not written: refused, or left behind by a service that died."""
    SHADOW = "shadow"
    """Made beside the old allocator, to be compared with it: it is never written."""


BEFORE: dict[RunState, frozenset[RunState]] = {
    RunState.COMMITTING: frozenset({RunState.PLANNED}),
    RunState.COMMITTED: frozenset({RunState.COMMITTING}),
    RunState.CONFLICTED: frozenset({RunState.COMMITTING}),
    RunState.FAILED: frozenset({RunState.COMMITTING}),
}
"""From which states a run may come to each. The plan of a dry run stays planned, a shadow plan what
it is, and the last three are final."""
