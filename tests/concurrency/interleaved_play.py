"""Plays schedules, judges what is in the database afterwards, and counts."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from tests.concurrency.interleaved_kinds import KINDS, Effect, Kind
from tests.concurrency.interleaved_world import BOOKINGS, State, World, actor_of
from tests.concurrency.interleaving import Schedule, Session, Stage

TABLE = Path(__file__).with_name("interleavings.txt")

HIDDEN = frozenset(
    {"DEADLOCK", "LOCK_TIMEOUT", "SERIALIZATION_FAILURE", "DATABASE_TIMEOUT", "DATABASE_ERROR"}
)
"""What a caller of ours never hears: it is tried again."""

Cast = tuple[str, ...]
"""Kinds of the sessions that meet."""


@dataclass
class Tally:
    """What was seen."""

    schedules: int = 0
    blocked: int = 0
    """Steps that had to wait for a stopped session."""
    deadlocks: int = 0
    """Legacy callers that were told of one."""
    again: int = 0
    """Sessions of ours that did something for a second time."""
    seen: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    """Outcomes by cast."""
    violations: list[str] = field(default_factory=list)

    def play(self, world: World, cast: Cast, schedules: Iterable[Schedule], title: str) -> None:
        """Play schedules of one cast, each on the restaurant as it was in the beginning."""
        kinds = [KINDS[name] for name in cast]
        world.reset()
        start = world.state()
        for schedule in schedules:
            world.reset()
            sessions = [
                Session(f"{name} {n}", partial(_work, kind, world, n), kind.gates)
                for n, (name, kind) in enumerate(zip(cast, kinds, strict=True))
            ]
            stage = Stage(world.looker, sessions)
            outcomes = stage.run(schedule)
            self.schedules += 1
            self.blocked += len(stage.blocked)
            self.deadlocks += outcomes.count("40P01")
            self.again += sum(session.again for session in sessions)
            verdict = _Verdict(world, start, kinds, outcomes, stage)
            line = f"{' '.join(outcomes)} | {verdict.state}"
            self.seen[title].add(line)
            where = f"{title} {''.join(map(str, schedule))}: {line}"
            self.violations += [f"{where}: {what}" for what in verdict.wrong()]

    @property
    def line(self) -> str:
        """The closing line."""
        return (
            f"{self.schedules} schedules of {len(self.seen)} casts, {self.blocked} blocked steps, "
            f"{self.deadlocks} deadlocks seen by legacy callers, {self.again} tried again by ours, "
            f"{len(self.violations)} violations"
        )


def _work(kind: Kind, world: World, number: int, session: Session) -> str:
    return kind.work(world, session, number)


class _Verdict:
    """What is wrong after one schedule."""

    def __init__(
        self,
        world: World,
        start: State,
        kinds: Sequence[Kind],
        outcomes: Sequence[str],
        stage: Stage,
    ) -> None:
        self.state = world.state()
        self._world, self._start, self._kinds = world, start, kinds
        self._outcomes, self._stage = outcomes, stage
        self._effects: dict[int, Effect] = {
            number: kind.effect(world, actor_of(number))
            for number, kind in enumerate(kinds)
            if outcomes[number] == "ok"
        }

    def wrong(self) -> list[str]:
        """Name everything that should not be."""
        found = self._world.wrong()
        for number in range(len(self._kinds)):
            found += self._done(number) if number in self._effects else self._refused(number)
        for booking in BOOKINGS:
            found += self._unexplained(booking)
        return found

    def _done(self, number: int) -> list[str]:
        """Who says that it is done has done all of it, but what others changed after him."""
        kind, found = self._kinds[number], []
        for booking, wanted in self._effects[number].items():
            tables = self.state.tables[booking]
            there = tables >= wanted if kind.adds else tables == wanted
            if not there and not self._overwritten(number, booking):
                found.append(f"{number} is done and {booking} has {sorted(tables)}")
        if not kind.done(self.state):
            found.append(f"{number} is done and nothing is there")
        if kind.ours and not {"answer", "run"} & {*self._world.traces(actor_of(number))}:
            found.append(f"{number} is done and left no record")
        return found

    def _refused(self, number: int) -> list[str]:
        """Who was refused has left nothing, and was not refused because others were in the way."""
        outcome = self._outcomes[number]
        found = [
            f"{number} was refused and left: {p}" for p in self._world.traces(actor_of(number))
        ]
        if self._kinds[number].ours and (outcome in HIDDEN or outcome.isdigit()):
            found.append(f"{number} was told {outcome}")
        return found

    def _overwritten(self, number: int, booking: str) -> bool:
        return any(
            booking in effect and other != number and not self._stage.ended_before(other, number)
            for other, effect in self._effects.items()
        )

    def _unexplained(self, booking: str) -> list[str]:
        """Tables that a booking has, or has lost, without anybody's doing; and what is left."""
        writers = [number for number, effect in self._effects.items() if booking in effect]
        tables = self.state.tables[booking]
        if not writers and tables != self._start.tables[booking]:
            return [f"nobody gave {booking} {sorted(tables)}"]
        if not all(self._kinds[number].ours for number in writers):
            return []
        found, now = [], frozenset[str]()
        for before, after in self._world.told(booking):
            if before != now:
                found.append(f"the history of {booking} says it had {sorted(before)}")
            now = after
        if now != tables:
            found.append(f"the history of {booking} ends with {sorted(now)}")
        if not tables:
            found += [f"{booking} left: {place}" for place in self._world.leftovers(booking)]
        return found


def read_table(path: Path = TABLE) -> dict[str, dict[str, bool]]:
    """Return the outcomes by cast, and whether each has to be seen when all orders are tried."""
    table: dict[str, dict[str, bool]] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("#") or not line.strip():
            continue
        if not line.startswith(" "):
            title = line.strip()
            assert title not in table, f"{title} is in the table twice"
            table[title] = {}
        else:
            outcome = line.strip()
            table[title][outcome.removeprefix("? ")] = not outcome.startswith("? ")
    return table


def differences(
    seen: dict[str, set[str]], table: dict[str, dict[str, bool]], *, whole: bool
) -> list[str]:
    """Return what was seen and is not in the table; and, of ``whole`` enumerations, the reverse."""
    found = []
    for title, outcomes in sorted(seen.items()):
        known = table.get(title, {})
        found += [f"{title}: new: {outcome}" for outcome in sorted(outcomes - known.keys())]
        if whole:
            needed = {outcome for outcome, must in known.items() if must}
            found += [f"{title}: never: {outcome}" for outcome in sorted(needed - outcomes)]
    return found
