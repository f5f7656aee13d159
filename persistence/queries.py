"""SQL as files: every query is a ``.sql`` file of ``sql/queries``, found by its name."""

from functools import cache
from pathlib import Path
from typing import LiteralString

DIRECTORY = Path(__file__).parent / "sql" / "queries"


@cache
def query(name: str) -> LiteralString:
    """Return the text of ``sql/queries/<name>.sql``."""
    return (DIRECTORY / f"{name}.sql").read_text(encoding="utf-8")
