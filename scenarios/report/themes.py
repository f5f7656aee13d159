"""How charts look, in light and in dark: configurations of Vega-Lite."""

from typing import Any

ROLES = ("as it is", "compared", "better", "worse", "same", "UNDECIDED", "other weights")
"""What a colour of a chart stands for, in the order of the palettes."""

FONT = 'system-ui, -apple-system, "Segoe UI", Roboto, "DejaVu Sans", sans-serif'


def _theme(
    *, ink: str, soft: str, line: str, roles: tuple[str, ...], heat: tuple[str, str]
) -> dict[str, Any]:
    return {
        "background": "transparent",
        "font": FONT,
        "padding": 4,
        "view": {"stroke": None},
        "axis": {
            "labelColor": soft,
            "titleColor": soft,
            "titleFontWeight": "normal",
            "titlePadding": 10,
            "labelFontSize": 12,
            "titleFontSize": 12,
            "labelPadding": 6,
            "gridColor": line,
            "domainColor": line,
            "tickColor": line,
        },
        "axisX": {"labelAngle": 0, "labelOverlap": True},
        "axisY": {"labelLimit": 230},
        "legend": {
            "labelColor": ink,
            "titleColor": soft,
            "labelFontSize": 12,
            "orient": "top",
            "title": None,
            "symbolType": "square",
            "labelLimit": 300,
        },
        "title": {"color": ink, "subtitleColor": soft, "anchor": "start", "fontSize": 15},
        "range": {"category": list(roles), "heatmap": list(heat), "ramp": list(heat)},
        "text": {"color": ink, "fontSize": 12},
        "tick": {"color": ink},
        "rule": {"color": ink, "strokeWidth": 1.5},
    }


THEMES = {
    "light": _theme(
        ink="#1d2522",
        soft="#59645f",
        line="#e3e0d9",
        roles=("#8b938f", "#0f6b59", "#2f8069", "#b4552d", "#a9a294", "#c99a2e", "#7a5bb0"),
        heat=("#f3f1ec", "#6fbba6"),
    ),
    "dark": _theme(
        ink="#e8ece9",
        soft="#a3aea9",
        line="#2d3733",
        roles=("#87918c", "#6fcdb6", "#55a48e", "#d9835a", "#77827d", "#d3ad55", "#a58ad8"),
        heat=("#1f2724", "#2a7362"),
    ),
}
