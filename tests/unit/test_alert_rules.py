"""The alert rules, as far as they can be looked at without a service; see test_metrics."""

from pathlib import Path

import yaml

RULES = Path(__file__).parents[2] / "deploy/prometheus/alerts.yml"


def test_every_rule_says_what_to_do() -> None:
    """A severity, a sentence for whoever is called, and what to look at."""
    groups = yaml.safe_load(RULES.read_text())["groups"]
    names = [rule["alert"] for group in groups for rule in group["rules"]]
    assert len(names) == len(set(names)) > 10
    for rule in (rule for group in groups for rule in group["rules"]):
        assert rule["alert"].startswith("Maitred")
        assert rule["labels"]["severity"] in {"info", "warning", "critical"}
        assert set(rule["annotations"]) == {"summary", "action"}
