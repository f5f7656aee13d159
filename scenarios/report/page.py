"""The report as one HTML page that works offline: its scripts, style and data are inside."""

from collections.abc import Iterable, Sequence

from scenarios.compare import Comparison, Verdict
from scenarios.report.charts import charts, covers_rows
from scenarios.report.figures import Figures, gather
from scenarios.report.files import asset, policy, raw, scripts
from scenarios.report.floor import floor
from scenarios.report.markup import Html, Inside, json_inside, tag
from scenarios.report.ranked import RankedTable
from scenarios.report.replay import settings
from scenarios.report.tables import covers_table, headline, heat_table, hours_table, ranked
from scenarios.report.themes import THEMES
from scenarios.report.words import number, sentence, share, worth_saying
from scenarios.runner import Outcome
from solver.explaining.wording import count

UNDECIDED = (
    "UNDECIDED: a plan comes with a bound that no plan can pass, so the best plan lies between the "
    "two. Where the best plans of a scenario and of what it is compared with could differ either "
    "way, or where the difference varies around zero over the days and seeds, neither is called "
    "better. A smaller gap, more days or more seeds may decide it."
)


def report_html(
    outcomes: Sequence[Outcome],
    comparisons: Sequence[Comparison],
    *,
    rankings: Sequence[RankedTable] = (),
    further: Sequence[RankedTable] = (),
) -> str:
    """Return the page: equal results give equal text.

    ``comparisons`` (at least one) give the order of the scenarios; ``rankings`` is advice, and
    ``further`` is whatever else is to be shown as tables.
    """
    figures = gather(outcomes, comparisons)
    sections = [
        _section("summary", "In short", _summary(figures)),
        _section("scenarios", "Scenarios", _scenarios(figures)),
        _section("covers", "Guests seated", _covers(figures)),
        _section("hours", "Hour by hour", _hours(figures)),
        _section("floor", "On the floor", floor(figures)),
        _section("advice", "Advice", _ranked(rankings)) if rankings else None,
        _section("further", "Further figures", _ranked(further)) if further else None,
        _section("settings", "To repeat it", settings(figures)),
    ]
    present = [section for section in sections if section is not None]
    title = _title(figures)
    data = {"specs": charts(figures), "themes": THEMES}
    head = tag(
        "head",
        tag("meta", charset="utf-8"),
        tag("meta", http_equiv="Content-Security-Policy", content=policy()),
        tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
        tag("meta", name="color-scheme", content="light dark"),
        tag("meta", name="referrer", content="no-referrer"),
        tag("title", f"What if: {title}"),
        raw("style", asset("style.css")),
    )
    body = tag(
        "body",
        tag("a", "Skip to the report", href="#main", class_="skip"),
        _header(figures, title, present),
        tag("main", present, id="main"),
        _footer(figures),
        tag("script", json_inside(data), type="application/json", id="data"),
        [raw("script", script) for script in scripts()],
    )
    return f"<!doctype html>\n{tag('html', head, body, lang='en')}\n"


def _title(figures: Figures) -> str:
    venue = figures.base.outcomes[0].case.day.venue
    dates = sorted({one.case.day.date for one in figures.base.outcomes})
    first = f"{dates[0]:%A} {dates[0].day} {dates[0]:%B %Y}"
    return f"{venue.name or venue.id}, {first}" + (
        f" and {len(dates) - 1} more" if len(dates) > 1 else ""
    )


def _header(figures: Figures, title: str, sections: Iterable[Html]) -> Html:
    names = [str(section).split('"')[1] for section in sections]
    asked = [one.case for one in figures.base.outcomes]
    on = count(len({case.day.id for case in asked}), "day")
    if len({case.seed for case in asked}) > 1:
        on += f" with {len({case.seed for case in asked})} seeds"
    titles = {
        "summary": "In short",
        "scenarios": "Scenarios",
        "covers": "Guests",
        "hours": "Hours",
        "floor": "Floor",
        "advice": "Advice",
        "further": "Figures",
        "settings": "Repeat",
    }
    links = [tag("li", tag("a", titles[name], href=f"#{name}")) for name in names]
    return tag(
        "header",
        tag("p", "What if", class_="kicker"),
        tag("h1", title),
        tag("p", f"{count(len(figures.scenarios), 'scenario')} on {on}", class_="under"),
        tag("nav", tag("ul", links), aria_label="Sections"),
    )


def _section(name: str, title: str, inside: Inside) -> Html:
    return tag("section", tag("h2", title, id=f"{name}-title"), inside, id=name)


def _summary(figures: Figures) -> list[Html | None]:
    base, best = figures.base, figures.best
    decided = [
        found
        for found in figures.comparisons.values()
        if found.verdict in (Verdict.BETTER, Verdict.WORSE, Verdict.SAME)
    ]
    asked = f"of {number(base.covers_requested)} who asked"
    gaps = [base.worst_gap, *(item.worst_gap for item in figures.comparisons.values())]
    worst = None if None in gaps else max(gap for gap in gaps if gap is not None)
    of_all = f"{len(decided)} of {len(figures.comparisons)}"
    cards = [
        _card("guests seated, as it is", number(base.covers), asked),
        _card("refusals, as it is", number(base.refused), "bookings without a table"),
        _card("best scenario", number(best.covers), f"guests with “{best.name}”"),
        _card("decided", of_all, f"worst gap {share(worst)}"),
    ]
    said = worth_saying(figures)
    lines = [
        tag("li", tag("strong", item.name), ": ", sentence(item, figures.comparisons[item.name]))
        for item in said
    ]
    left = len(figures.scenarios) - len(said)
    rest = f"And {left} more, which differ no more than these; the table has them all."
    return [
        tag("ul", cards, class_="cards"),
        tag("ul", lines, class_="said"),
        tag("p", rest) if left else None,
    ]


def _card(title: str, value: str, under: str) -> Html:
    return tag(
        "li",
        tag("span", title, class_="card-title"),
        tag("span", value, class_="card-value"),
        tag("span", under, class_="card-under"),
    )


def _scenarios(figures: Figures) -> list[Html | None]:
    pairs = figures.pairs
    about = "The first row is the day as it is. All others are differences from it, or from the "
    about += "scenario that they are beside."
    if pairs > 1:
        about += f" They are means over {pairs} days and seeds, with 95 % confidence intervals."
    open_ = any(item.verdict is Verdict.UNDECIDED for item in figures.comparisons.values())
    return [
        tag("p", about),
        headline(figures),
        tag("p", UNDECIDED, class_="note") if open_ else None,
    ]


def _covers(figures: Figures) -> list[Html]:
    whisker = (
        "Whiskers are paired 95 % confidence intervals of the difference."
        if figures.pairs > 1
        else "Whiskers are what the gaps leave open; with one day and seed nothing is known of how "
        "much it varies."
    )
    rows = covers_rows(figures)
    return [
        _chart("covers", "Bars of guests seated by scenario", covers_table(rows)),
        tag("p", f"The dashed line is the day as it is. {whisker}", class_="legend"),
    ]


def _hours(figures: Figures) -> list[Html]:
    options = [
        tag("option", item.name, value=item.name, selected=item.name == figures.best.name)
        for item in figures.scenarios
    ]
    choice = tag(
        "p",
        tag("label", "Compared with the day as it is: ", for_="compared"),
        tag("select", options, id="compared"),
        class_="choice",
    )
    guests = hours_table(figures, "guests", "Guests at their tables, means of the hour")
    tables = hours_table(figures, "tables", "Tables in use, means of the hour")
    seats = hours_table(figures, "seats", "Seats offered, means of the hour")
    return [
        choice,
        tag("h3", "Guests at their tables, and seats offered (dashed)"),
        _chart("guests", "Lines of guests and seats by hour", [guests, seats]),
        tag("h3", "Tables in use"),
        _chart("tables", "Lines of tables in use by hour", tables),
        tag("h3", "Seats in use by zone"),
        tag("div", _heats(figures), class_="pair"),
        _data(heat_table(figures)),
    ]


def _heats(figures: Figures) -> list[Html]:
    compared = tag("span", figures.best.name, class_="compared-name")
    return [
        tag("div", tag("h4", "as it is"), _drawn("heat-base", "Heat map of the day as it is")),
        tag("div", tag("h4", compared), _drawn("heat-compared", "Heat map of the scenario")),
    ]


def _drawn(name: str, words: str) -> Html:
    said = f"{words}; the same as a table below"
    return tag("div", class_="chart", id=f"chart-{name}", data_chart=name, data_words=said)


def _chart(name: str, words: str, table: Inside) -> Html:
    return tag("div", _drawn(name, words), _data(table), class_="figure")


def _data(table: Inside) -> Html:
    return tag("details", tag("summary", "The same as a table"), table)


def _ranked(tables: Iterable[RankedTable]) -> list[Html]:
    return [
        tag(
            "div",
            tag("h3", table.title),
            tag("p", table.note) if table.note else None,
            ranked(table),
        )
        for table in tables
    ]


def _footer(figures: Figures) -> Html:
    version = figures.base.outcomes[0].plan.solve.versions.get("maitred", "")
    return tag(
        "footer",
        tag("p", f"Made by maitred {version}. It needs no network and sends nothing."),
        tag("p", "Charts by Vega, Vega-Lite and Vega-Embed; their licences are in this file."),
    )
