"""The section that shows the room: the day as it is, and the best scenario."""

from scenarios.report.figures import Figures
from scenarios.report.markup import Html, tag
from scenarios.report.tables import seatings_table, unseated_table
from scenarios.report.timeline import timeline
from scenarios.runner import Outcome
from solver.explaining.wording import count

LEGEND = {
    "p2": "up to 2 guests",
    "p4": "3 or 4",
    "p6": "5 or 6",
    "p8": "7 and more",
    "merge": "tables put together",
    "closed": "closed or taken",
    "elsewhere": "sits elsewhere than as it is",
}


def floor(figures: Figures) -> list[Html]:
    """Return both plans under one another, each with those who are not seated."""
    base, best = figures.typical_pair()
    which = f"{base.case.day.id} ({base.case.day.date}), seed {base.case.seed}"
    chosen = f"“{figures.best.name}” has the most points of all scenarios"
    if not figures.same_weights(figures.best):
        chosen = f"“{figures.best.name}” seats the most guests; no scenario has today's weights"
    typical = "" if figures.pairs == 1 else ", whose difference is the closest to the mean"
    today = {item.booking: item.tables for item in base.plan.seatings}
    return [
        tag("p", f"{chosen}. Shown is {which}{typical}."),
        tag("ul", [_key(name, text) for name, text in LEGEND.items()], class_="key"),
        _plan("As it is", base, "today", {}),
        _plan(figures.best.name, best, "best", today),
    ]


def _key(name: str, text: str) -> Html:
    return tag("li", tag("span", class_=f"swatch {name}", aria_hidden="true"), text)


def _plan(title: str, outcome: Outcome, name: str, today: dict[str, tuple[str, ...]]) -> Html:
    problem, plan = outcome.case.problem, outcome.plan
    counts = plan.statistics
    under = f"{count(counts.seated, 'booking')} with {count(counts.covers, 'guest')} seated, "
    under += f"{count(len(plan.unseated), 'booking')} not, {count(counts.merges, 'merge')}"
    drawing = tag(
        "div",
        timeline(outcome, name=name, today=today),
        class_="wide floor",
        tabindex=0,
        role="region",
        aria_label=f"Timeline: {title}",
    )
    seated = _folded("Every seating as a table", seatings_table(problem, plan, title))
    missing = tag("p", "Everybody is seated.")
    if plan.unseated:
        shown = f"Not seated: {len(plan.unseated)}"
        missing = _folded(shown, unseated_table(problem, plan, title), open_=True)
    return tag("div", tag("h3", title), tag("p", under), drawing, seated, missing, class_="plan")


def _folded(title: str, table: Html, *, open_: bool = False) -> Html:
    return tag("details", tag("summary", title), table, open=open_)
