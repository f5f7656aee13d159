"""docs/reference/telemetry.md names the metrics and the stages that there are, and no others."""

import re
from pathlib import Path

from telemetry.metrics import REGISTRY

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs/reference/telemetry.md").read_text()
PACKAGES = ("api", "services", "persistence")


def test_the_page_has_every_metric_with_its_labels() -> None:
    """A row each, with all labels and nothing more."""
    rows = re.findall(r"^\| `(maitred_\w+)` \| (.*?) \|", PAGE, re.MULTILINE)
    told = {
        name.removesuffix("_total"): set(re.findall(r"`(\w+)`", labels)) for name, labels in rows
    }
    found = {
        metric.name: {label for sample in metric.samples for label in sample.labels} - {"le"}
        for metric in REGISTRY.collect()
        if metric.name.startswith("maitred_")
    }
    found["maitred_request_seconds"] = {"route", "method", "status"}  # none was served here
    assert told == found


def test_the_page_has_every_stage() -> None:
    """What is timed anywhere is explained."""
    text = "\n".join(
        path.read_text() for package in PACKAGES for path in (ROOT / package).rglob("*.py")
    )
    stages = set(re.findall(r'\b(?:stage|passed)\(\s*"([a-z._0-9]+)"', text))
    assert len(stages) > 5
    assert {name for name in stages if f"`{name}`" not in PAGE} == set()


def test_the_page_has_every_event_of_the_product() -> None:
    """Each name that stands in the code is in the table, whole or by its last part."""
    text = "\n".join(
        path.read_text() for package in PACKAGES for path in (ROOT / package).rglob("*.py")
    )
    named = set(re.findall(r'"event_type": "([a-z_.]+)"', text))
    assert named
    for name in named:
        assert f"`{name}`" in PAGE, name
