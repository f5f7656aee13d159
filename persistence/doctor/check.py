"""A check: a query over one restaurant, the words for its rows, and how to mend one."""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from persistence.doctor.finding import Finding, Severity
from persistence.occupancy import Row
from persistence.pool import Connection
from persistence.queries import query


@dataclass(frozen=True)
class Scope:
    """Where to look: a restaurant, or one row of it; and the moment that counts as now."""

    restaurant_id: UUID
    now: dt.datetime
    subject: UUID | None = None

    @property
    def values(self) -> dict[str, Any]:
        """What the queries take."""
        return dict(self.__dict__)


Reader = Callable[[Connection, Scope], Iterable[Row]]
Mender = Callable[[Connection, Finding], Mapping[str, Any]]
"""Writes under the locks, in the caller's transaction; returns what the history should keep."""


@dataclass(frozen=True)
class Check:
    """One kind of finding.

    ``read`` yields a row per finding. Three columns mean something here: ``subject``, ``past`` (it
    is over and can mislead nobody: info) and ``mendable`` (this one, if not all). Columns that
    begin with an underscore are for mending; all others tell where it is.
    """

    kind: str
    severity: Severity
    read: Reader
    what: str | Callable[[Row], str]
    """A template over the row's columns."""
    why: str
    fix: str
    needs: tuple[str, ...]
    """Tables, and columns as ``table.column``, of schema public unless named."""
    mend: Mender | None = None
    writes: tuple[str, ...] = ()
    """Functions and constraints without which nothing is mended, as ``look`` names them."""
    locks: bool = True
    """Whether mending touches the booking tables and so takes the commit's locks."""

    def look(self, connection: Connection, scope: Scope) -> Iterator[Finding]:
        """Find everything of this kind within a scope."""
        for row in self.read(connection, scope):
            yield self._finding(row, scope)

    def _finding(self, row: Row, scope: Scope) -> Finding:
        hidden = {"subject", "past", "mendable"}
        said = self.what(row) if callable(self.what) else self.what.format(**_shown(row))
        return Finding(
            kind=self.kind,
            severity=Severity.INFO if row.get("past") else self.severity,
            restaurant_id=scope.restaurant_id,
            subject=row["subject"],
            what=said,
            where={
                name: value
                for name, value in row.items()
                if name not in hidden and not name.startswith("_") and value is not None
            },
            why=self.why,
            fix=self.fix,
            mendable=self.mend is not None and row.get("mendable", True) is True,
            data={name: value for name, value in row.items() if name.startswith("_")},
        )

    def again(self, connection: Connection, finding: Finding, now: dt.datetime) -> Finding | None:
        """Look for one finding again; None when it is no longer there."""
        assert finding.restaurant_id is not None
        scope = Scope(finding.restaurant_id, now, finding.subject)
        return next(iter(self.look(connection, scope)), None)

    def never_mended(self) -> "Check":
        """Return the check for a database that lacks what its mending needs."""
        return replace(self, mend=None)


def rows_of(name: str) -> Reader:
    """Read the rows of ``sql/queries/doctor/<name>.sql``."""

    def read(connection: Connection, scope: Scope) -> Iterable[Row]:
        return connection.execute(query(f"doctor/{name}"), scope.values).fetchall()

    return read


def _shown(row: Row) -> dict[str, Any]:
    return {
        name: ", ".join(map(str, value)) if isinstance(value, list) else value
        for name, value in row.items()
    }
