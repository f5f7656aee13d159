"""SQL as files: every query is a ``.sql`` file of ``sql/queries``, found by its name."""

from functools import cache
from pathlib import Path
from typing import LiteralString

DIRECTORY = Path(__file__).parent / "sql" / "queries"


@cache
def query(name: str) -> LiteralString:
    """Return the statement of ``sql/queries/<name>.sql`` on one line, without its comments.

    The driver remembers how to send a statement only when its text is not too long.
    """
    lines = (DIRECTORY / f"{name}.sql").read_text(encoding="utf-8").splitlines()
    return " ".join(line.strip() for line in lines if not line.lstrip().startswith("--"))
