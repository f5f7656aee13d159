"""The smallest set of joins that keeps a share of what all of them bring."""

from collections.abc import Sequence
from statistics import mean

from models.base import Value
from scenarios.advise.join_days import Pair
from scenarios.advise.join_value import JoinValue, Pairs
from scenarios.advise.words import number
from scenarios.measures import Measures

NONE: Pairs = frozenset()


class JoinStep(Value):
    """One join that was tried without: measured, and dropped or kept."""

    tables: tuple[str, str]
    dropped: bool
    share: float
    """Per cent of the joins' points that are left without it (and without those before)."""
    covers: float
    """Guests a day then."""


class JoinSet(Value):
    """A set of joins from which none can be dropped without falling below the share."""

    joins: tuple[tuple[str, str], ...]
    share: float
    """Per cent of the points that all joins together bring."""
    wanted: float
    covers: float
    """Guests a day with these."""
    covers_without: float
    """Guests a day without any join."""
    covers_with_all: float
    steps: tuple[JoinStep, ...]
    words: str


def smallest_set(value: JoinValue, percent: float) -> JoinSet | None:
    """Drop one join after the other while enough is left; None when there was no time.

    Those that no plan uses go at once: the plans stay legal. Of the rest those go first on which
    the fewest guests sit; each step is measured on all days. Fewer joins are never worth more, so
    one that had to stay has to stay later, too: none of the set can be dropped. A smaller set of
    others may still exist.
    """
    if not value.look("without any join", NONE):
        return None
    guests = value.guests()
    kept, steps = frozenset(guests), list[JoinStep]()
    for pair in sorted(guests, key=lambda pair: (guests[pair], pair)):
        rest = kept - {pair}
        if not value.look(f"joins without {'+'.join(pair)}", rest):
            return None
        left = share(value, rest)
        dropped = left >= percent or not _any_use(value)
        covers = _mean(value.figures(rest), "covers")
        steps.append(JoinStep(tables=pair, dropped=dropped, share=left, covers=covers))
        kept = rest if dropped else kept
    left = share(value, kept)
    return JoinSet(
        joins=tuple(sorted(kept)),
        share=left,
        wanted=percent,
        covers=_mean(value.figures(kept), "covers"),
        covers_without=_mean(value.figures(NONE), "covers"),
        covers_with_all=_mean(value.figures(value.all), "covers"),
        steps=tuple(steps),
        words=_words(value, sorted(kept), left),
    )


def share(value: JoinValue, pairs: Pairs) -> float:
    """Return what joins keep, in per cent: 0 without any, 100 with all of them."""
    if not _any_use(value):
        return 100.0
    least, most = (_mean(value.figures(item), "points") for item in (NONE, value.all))
    return round(100 * (_mean(value.figures(pairs), "points") - least) / (most - least), 2)


def _any_use(value: JoinValue) -> bool:
    return _mean(value.figures(value.all), "points") > _mean(value.figures(NONE), "points")


def _mean(items: Sequence[Measures], figure: str) -> float:
    return mean(float(getattr(item, figure)) for item in items)


def _words(value: JoinValue, kept: list[Pair], left: float) -> str:
    labels = {item.id: item.label for item in value.days[0].venue.tables}
    if not kept:
        return "Joins seat nobody more on these days: they can all go."
    names = ", ".join("+".join(labels[key] for key in pair) for pair in kept)
    count = f"{len(kept)} of {len(value.all)} joins"
    keeps = "keeps" if len(kept) == 1 else "keep"
    return f"{count} {keeps} {number(left)} % of what joins bring: {names}."
