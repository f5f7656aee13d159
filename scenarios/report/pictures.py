"""The charts of a report as one picture; needs the extra ``report``."""

from collections.abc import Sequence
from typing import Any

from models.errors import MaitredError
from scenarios.compare import Comparison
from scenarios.report.charts import charts
from scenarios.report.figures import gather
from scenarios.report.themes import THEMES
from scenarios.runner import Outcome

WIDTH = 820
"""Pixels of a chart; the picture has twice as many."""


class NoPicturesError(MaitredError):
    """The package that draws pictures is not installed."""

    code = "NO_PICTURES"


def require_pictures() -> Any:
    """Return the package that draws.

    Raises:
        NoPicturesError: it is not installed.
    """
    try:
        import vl_convert
    except ImportError as error:
        raise NoPicturesError(
            "a PNG needs the package vl-convert-python, which is not installed",
            hint="Run: pip install 'maitred[report]'   or write a page: --report report.html",
        ) from error
    return vl_convert


def report_png(outcomes: Sequence[Outcome], comparisons: Sequence[Comparison]) -> bytes:
    """Return all charts under one another as a PNG.

    Raises:
        NoPicturesError: the package that draws is not installed.
    """
    drawer = require_pictures()
    figures = gather(outcomes, comparisons)
    specs = charts(figures)
    best = figures.best.name
    placed = [_placed(name, spec, best) for name, spec in specs.items()]
    picture = {
        "$schema": specs["covers"]["$schema"],
        "config": {**THEMES["light"], "background": "white", "padding": 24},
        "params": specs["guests"]["params"],
        "vconcat": placed,
        "spacing": 36,
        "resolve": {"scale": {"color": "independent"}},
    }
    png: bytes = drawer.vegalite_to_png(picture, scale=2)
    return png


def _placed(name: str, spec: dict[str, Any], best: str) -> dict[str, Any]:
    """Return a chart as a part of the picture: with its own data, and a width."""
    left_out = ("$schema", "params", "autosize", "datasets")
    part = {key: value for key, value in spec.items() if key not in left_out}
    title = {"text": spec["title"]}
    if name != "covers" and name != "heat-base":
        title["subtitle"] = f"compared: {best}"
    return {**part, "width": WIDTH, "title": title, "data": {"values": spec["datasets"]["rows"]}}
