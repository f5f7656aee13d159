"""A merge has at most so many tables; with merges off, one."""

from models.rules import Rules


def limit(rules: Rules) -> int:
    """Return the most tables of one set."""
    return rules.max_tables if rules.merges else 1
