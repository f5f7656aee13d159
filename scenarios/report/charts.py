"""The charts of a report as Vega-Lite specifications, made with Altair."""

from collections.abc import Mapping
from typing import Any

from scenarios.report.figures import Averages, Figures
from scenarios.report.hours import clock
from scenarios.report.themes import ROLES
from scenarios.scenario import BASELINE

Spec = dict[str, Any]

LABEL = f"datum.value === '{BASELINE}' ? 'as it is' : datum.value"
"""A scenario may itself be called "as it is": axes hold names, and only show the label."""
IN_COLUMN = f"datum.scenario === '{BASELINE}' || datum.scenario === compared"
SHOWN = f"datum.scenario === '{BASELINE}' ? 'as it is' : datum.scenario"
ROLE = f"datum.scenario === '{BASELINE}' ? 'as it is' : 'compared'"


def charts(figures: Figures) -> dict[str, Spec]:
    """Return the specifications by name; colours and fonts are left to a theme.

    Those of hours show the day as it is and the scenario that their parameter ``compared`` names.
    """
    return {
        "covers": covers_chart(figures),
        "guests": _hourly(figures, "guests", "guests at their tables", seats=True),
        "tables": _hourly(figures, "tables", "tables in use", seats=False),
        "heat-base": _heat(figures, (figures.base,), f"datum.scenario === '{BASELINE}'"),
        "heat-compared": _heat(figures, figures.scenarios, "datum.scenario === compared"),
    }


def covers_rows(figures: Figures) -> list[dict[str, Any]]:
    """Return guests seated by scenario, with what the bar's colour and whisker stand for."""
    rows = []
    for item in figures.all:
        interval, found = figures.covers_interval(item), figures.comparisons.get(item.name)
        rows.append(
            {
                "scenario": item.name,
                "covers": round(item.covers, 2),
                "low": None if interval is None else round(interval.low, 2),
                "high": None if interval is None else round(interval.high, 2),
                "role": "as it is" if found is None else str(found.verdict),
            }
        )
    return rows


def covers_chart(figures: Figures) -> Spec:
    """Return bars of guests seated; the whiskers are the intervals, the line is today's figure."""
    import altair as alt  # a second to import

    rows = covers_rows(figures)
    names = alt.Y(
        "scenario:N",
        sort=[row["scenario"] for row in rows],
        title=None,
        axis=alt.Axis(labelExpr=LABEL, ticks=False, domain=False),
    )
    base = alt.Chart(alt.NamedData("rows")).transform_calculate(shown=SHOWN)
    known = base.transform_filter("isValid(datum.low)")
    end = known.mark_tick(size=9, thickness=1.5)
    values = alt.X("covers:Q", title="guests seated", scale=alt.Scale(zero=True))
    return _spec(
        alt.layer(
            base.mark_bar(height=alt.RelativeBandSize(0.62), cornerRadiusEnd=3).encode(
                x=values,
                y=names,
                color=_role(alt, [row["role"] for row in rows]),
                tooltip=[_name(alt), "covers:Q", "low:Q", "high:Q", "role:N"],
            ),
            base.transform_filter(f"datum.scenario === '{BASELINE}'")
            .mark_rule(strokeDash=[3, 3], strokeWidth=1)
            .encode(x="covers:Q"),
            known.mark_rule().encode(x=alt.X("low:Q"), x2="high:Q", y=names),
            end.encode(x="low:Q", y=names),
            end.encode(x="high:Q", y=names),
        ).properties(width="container", height=30 * len(rows), title="Guests seated"),
        rows,
    )


def hour_rows(figures: Figures) -> list[dict[str, Any]]:
    """Return guests, tables and seats by scenario and hour."""
    return [
        {
            "scenario": item.name,
            "hour": clock(hour),
            "guests": round(item.load[hour].guests, 2),
            "tables": round(item.load[hour].tables, 2),
            "seats": round(item.load[hour].seats, 2),
        }
        for item in figures.all
        for hour in figures.hours
    ]


def _hourly(figures: Figures, field: str, title: str, *, seats: bool) -> Spec:
    import altair as alt

    chart = (
        alt.Chart(alt.NamedData("rows"))
        .transform_filter(IN_COLUMN)
        .transform_calculate(role=ROLE, shown=SHOWN)
        .encode(
            x=alt.X("hour:O", sort=[clock(hour) for hour in figures.hours], title=None),
            color=_role(alt, ["as it is", "compared"]),
            tooltip=[_name(alt), "hour:O", "guests:Q", "tables:Q", "seats:Q"],
        )
    )
    lines = [
        chart.mark_line(strokeWidth=2.5, point={"size": 36, "filled": True}).encode(
            y=alt.Y(f"{field}:Q", title=title)
        )
    ]
    if seats:
        dashed = chart.mark_line(strokeDash=[5, 4], strokeWidth=1.5, interpolate="step")
        lines.append(dashed.encode(y="seats:Q"))
    layered = alt.layer(*lines).add_params(_compared(alt, figures))
    shown = title.capitalize() + (", and seats offered (dashed)" if seats else "")
    placed = layered.properties(width="container", height=230, title=shown)
    return _spec(placed, hour_rows(figures))


def heat_rows(figures: Figures, items: tuple[Averages, ...]) -> list[dict[str, Any]]:
    """Return the share of seats in use by scenario, zone and hour."""
    zones = zone_labels(figures.zones)
    return [
        {"scenario": item.name, "zone": zones[zone], "hour": clock(hour), "used": round(share, 4)}
        for item in items
        for zone, shares in item.used.items()
        for hour, share in shares.items()
    ]


def zone_labels(zones: Mapping[str, str]) -> dict[str, str]:
    """Return what zones are called, told apart by their ids where two have one name."""
    labels = list(zones.values())
    return {
        zone: f"{label} ({zone})" if labels.count(label) > 1 else label
        for zone, label in zones.items()
    }


def _heat(figures: Figures, items: tuple[Averages, ...], shown: str) -> Spec:
    import altair as alt

    chart = (
        alt.Chart(alt.NamedData("rows"))
        .transform_filter(shown)
        .transform_calculate(shown=SHOWN)
        .encode(
            x=alt.X("hour:O", sort=[clock(hour) for hour in figures.hours], title=None),
            y=alt.Y("zone:N", sort=list(zone_labels(figures.zones).values()), title=None),
        )
    )
    cells = chart.mark_rect(cornerRadius=2).encode(
        color=alt.Color("used:Q", scale=alt.Scale(domain=[0, 1], clamp=True), legend=None),
        tooltip=[_name(alt), "zone:N", "hour:O", alt.Tooltip("used:Q", format=".0%")],
    )
    numbers = chart.mark_text().encode(text=alt.Text("used:Q", format=".0%"))
    which = "as it is" if len(items) == 1 and items[0] is figures.base else "compared"
    layered = alt.layer(cells, numbers).add_params(_compared(alt, figures))
    title = f"Seats in use, {which}"
    placed = layered.properties(width="container", height=34 * len(figures.zones), title=title)
    return _spec(placed, heat_rows(figures, items))


def _name(alt: Any) -> Any:
    return alt.Tooltip("shown:N", title="scenario")


def _compared(alt: Any, figures: Figures) -> Any:
    return alt.param(name="compared", value=figures.best.name)


def _role(alt: Any, shown: list[str]) -> Any:
    there = [role for role in ROLES if role in shown]
    return alt.Color(
        "role:N", scale=alt.Scale(domain=list(ROLES)), legend=alt.Legend(values=there, title=None)
    )


def _spec(chart: Any, rows: list[dict[str, Any]]) -> Spec:
    """Return the specification with its data, which Altair would check value by value."""
    spec: Spec = chart.to_dict()
    # A theme brings its own; Altair's would come before it.
    spec.pop("config", None)
    return {
        **spec,
        "autosize": {"type": "fit-x", "contains": "padding"},
        "datasets": {"rows": rows},
    }
