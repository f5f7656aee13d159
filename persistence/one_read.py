"""Several queries in one statement: of one moment, and in one trip to the database."""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from persistence.pool import Connection
from persistence.queries import query

Row = dict[str, Any]


def _instant(text: str) -> dt.datetime | None:
    """Return an instant; what lies infinitely far away is none."""
    return None if text.endswith("infinity") else dt.datetime.fromisoformat(text)


READERS: dict[str, Callable[[str], Any]] = {
    "_at": _instant,
    "_date": dt.date.fromisoformat,
    "_time": dt.time.fromisoformat,
}
"""How columns are read, by the end of their names; JSON has neither instants nor dates."""


def read_at_once(
    connection: Connection, names: Iterable[str], values: Mapping[str, object]
) -> dict[str, list[Row]]:
    """Return the rows of each named query, as of one moment. Ids are text."""
    listed = list(names)
    parts = (f"(select coalesce(json_agg(q), '[]') from ({query(n)}) as q) as {n}" for n in listed)
    row = connection.execute("select " + ",\n".join(parts), values).fetchone()
    assert row is not None
    return {name: [_typed(item) for item in row[name]] for name in listed}


def _typed(row: Row) -> Row:
    for name, value in row.items():
        reader = READERS.get(name[name.rfind("_") :]) if type(value) is str else None
        if reader is not None:
            row[name] = reader(value)
    return row
