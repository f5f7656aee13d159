"""Edits of the house: merge rules, weights, pace, tables for walk-ins, and what may move."""

from collections.abc import Callable
from typing import Annotated, Any, Literal, Self

from pydantic import Field, model_validator

from models.adjacency import AdjacencyMode
from models.base import Count, Id, Name, Value
from models.dayfile import DayHoldBack, DayPacing
from models.edit_room import window_on
from models.edits import BaseEdit, changed, naming, refused
from models.house import HoldBack, Pacing
from models.problem import DayProblem, Mode
from models.rules import MAX_MERGE, RULE_PRESETS, MergeSize, NamedSet, Overage, Rules
from models.weights import TERMS, WEIGHT_PRESETS, Points


class SetRules(BaseEdit):
    """Some merge rules are others; what is left out stays as it is."""

    kind: Literal["set_rules"] = "set_rules"
    preset: Name | None = None
    """Begin with the rules of a preset instead of the present ones."""
    service: Id | None = None
    """Only for the bookings of one service; it gets rules of its own if it has none."""
    merges: bool | None = None
    max_tables: MergeSize | None = None
    require_adjacency: bool | None = None
    adjacency_mode: AdjacencyMode | None = None
    without_edges: Literal["same_zone", "named_only"] | None = None
    seats_lost_per_join: Annotated[int, Field(strict=True, ge=0, le=4)] | None = None
    max_merge_overage: Overage | None = None
    minimal_merges: bool | None = None

    def apply(self, problem: DayProblem) -> DayProblem:
        """Change the rules of the day or of a service."""
        if self.preset is not None and self.preset not in RULE_PRESETS:
            known = ", ".join(sorted(RULE_PRESETS))
            raise refused(self.kind, "preset", self.preset, f"no such preset; there are {known}")
        given = self.model_dump(exclude={"kind", "preset", "service"}, exclude_none=True)

        def change(rules: Rules) -> Rules:
            begin = rules if self.preset is None else RULE_PRESETS[self.preset]
            return begin.replace(**given)

        return _with_rules(problem, self.service, change, self.kind)


class ForbidMerge(BaseEdit):
    """No merge may contain all of these tables."""

    kind: Literal["forbid_merge"] = "forbid_merge"
    tables: Annotated[tuple[Id, ...], Field(min_length=2, max_length=MAX_MERGE)]
    service: Id | None = None

    def apply(self, problem: DayProblem) -> DayProblem:
        """Name the set; a named set that allows just these tables goes."""

        def change(rules: Rules) -> Rules:
            mine = NamedSet(tables=self.tables, kind="forbid")
            kept = (item for item in rules.named_sets if item.tables != mine.tables)
            return rules.replace(named_sets=(*kept, mine))

        return _with_rules(problem, self.service, change, self.kind)


class ForgetMerge(BaseEdit):
    """A named set, allowed or forbidden, is no longer named: the other rules decide."""

    kind: Literal["forget_merge"] = "forget_merge"
    tables: Annotated[tuple[Id, ...], Field(min_length=2, max_length=MAX_MERGE)]
    service: Id | None = None

    def apply(self, problem: DayProblem) -> DayProblem:
        """Drop the named set; there has to be one."""
        tables = tuple(sorted(set(self.tables)))

        def change(rules: Rules) -> Rules:
            kept = tuple(item for item in rules.named_sets if item.tables != tables)
            if len(kept) == len(rules.named_sets):
                raise refused(self.kind, "tables", list(tables), "no set of these is named")
            return rules.replace(named_sets=kept)

        return _with_rules(problem, self.service, change, self.kind)


class SetWeights(BaseEdit):
    """Some weights are others; what is left out stays as it is."""

    kind: Literal["set_weights"] = "set_weights"
    preset: Name | None = None
    """Begin with the weights of a preset instead of the present ones."""
    order: Literal["lexicographic", "weighted"] | None = None
    points: dict[str, Points] = Field(default_factory=dict)
    """Points by term; see ``maitred weights``."""

    def apply(self, problem: DayProblem) -> DayProblem:
        """Change the weights."""
        if self.preset is not None and self.preset not in WEIGHT_PRESETS:
            known = ", ".join(sorted(WEIGHT_PRESETS))
            raise refused(self.kind, "preset", self.preset, f"no such preset; there are {known}")
        for term in self.points:
            if term not in TERMS:
                raise refused(self.kind, "points", term, "no such term; see `maitred weights`")
        begin = problem.weights if self.preset is None else WEIGHT_PRESETS[self.preset]
        order = begin.order if self.order is None else self.order
        return changed(problem, self.kind, weights=begin.replace(order=order, **self.points))


class SetPacing(BaseEdit):
    """The pace of arrivals is this, in place of all that the day says; none when empty."""

    kind: Literal["set_pacing"] = "set_pacing"
    pacing: tuple[DayPacing, ...]

    def apply(self, problem: DayProblem) -> DayProblem:
        """Replace the pacing."""
        items = _windowed(problem, self.pacing, Pacing, self.kind)
        return changed(problem, self.kind, pacing=items)


class SetHoldBacks(BaseEdit):
    """These tables are kept for walk-ins, in place of all that the day says; none when empty."""

    kind: Literal["set_hold_backs"] = "set_hold_backs"
    hold_backs: tuple[DayHoldBack, ...]

    def apply(self, problem: DayProblem) -> DayProblem:
        """Replace the hold-backs."""
        items = _windowed(problem, self.hold_backs, HoldBack, self.kind)
        return changed(problem, self.kind, hold_backs=items)


class SetMode(BaseEdit):
    """The plan may touch more, or less: the mode, and how many bookings may move."""

    kind: Literal["set_mode"] = "set_mode"
    mode: Mode
    max_moves: Count | None = None

    @model_validator(mode="after")
    def _moves_belong_to_improve(self) -> Self:
        if self.max_moves is not None and self.mode is not Mode.IMPROVE:
            raise ValueError("max_moves needs mode 'improve'")
        return self

    def apply(self, problem: DayProblem) -> DayProblem:
        """Change mode and limit."""
        return changed(problem, self.kind, mode=self.mode, max_moves=self.max_moves)


def _with_rules(
    problem: DayProblem, service: str | None, change: Callable[[Rules], Rules], kind: str
) -> DayProblem:
    """Change the rules of the day, or of a service, which may get rules of its own by that."""
    with naming(kind):
        if service is None:
            return problem.replace(rules=change(problem.rules))
        own = {item.service: item.rules for item in problem.service_rules}
        if service not in own and service not in {item.service for item in problem.bookings}:
            raise refused(kind, "service", service, "no booking has this service")
        own[service] = change(own.get(service, problem.rules))
    rules = [{"service": key, "rules": value} for key, value in own.items()]
    return changed(problem, kind, service_rules=rules)


def _windowed(
    problem: DayProblem, items: tuple[Any, ...], into: type[Value], kind: str
) -> list[Value]:
    return [
        into.model_validate(
            {
                "window": window_on(problem, kind, item.start, item.end),
                **item.model_dump(exclude={"start", "end"}),
            }
        )
        for item in items
    ]
