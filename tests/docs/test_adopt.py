"""What docs/how-to/adopt.md names has to exist: findings of the doctor, alerts, metrics, codes."""

import re

import yaml

from tests.docs.blocks import ROOT

PAGE = (ROOT / "docs/how-to/adopt.md").read_text()


def words_in(path: str) -> set[str]:
    """Return what another page writes between backticks."""
    return set(re.findall(r"`(\w+)`", (ROOT / path).read_text()))


def test_what_the_doctor_says_is_what_it_says() -> None:
    """Each kind in the table of what goes wrong is one that it looks for."""
    troubles = PAGE.partition("## What goes wrong")[2]
    cells = re.findall(r"^\| .+? \| (.+?) \| .+ \|$", troubles, re.MULTILINE)
    named = {word for cell in cells for word in re.findall(r"`([a-z_]+_[a-z_]+)`", cell)}
    assert len(named) > 15
    assert named <= words_in("docs/how-to/doctor.md") | {"btree_gist"}


def test_alerts_and_metrics_exist() -> None:
    """Those that a stage ends by."""
    groups = yaml.safe_load((ROOT / "deploy/prometheus/alerts.yml").read_text())["groups"]
    alerts = {rule["alert"]: rule["labels"]["severity"] for rule in groups[0]["rules"]}
    named = set(re.findall(r"`(Maitred\w+)`", PAGE))
    assert len(named) > 5
    assert named <= alerts.keys()
    critical = re.findall(r"alert that is critical \((.+?)\)", PAGE)[0]
    told = set(re.findall(r"`(\w+)`", critical))
    assert told == {name for name, severity in alerts.items() if severity == "critical"}
    metrics = set(re.findall(r"`(maitred_(?!service)\w+)`", PAGE))
    assert metrics
    assert metrics <= words_in("docs/reference/telemetry.md")


def test_codes_and_flags_exist() -> None:
    """Those that a caller is to look for, and those that are to be set."""
    codes = set(re.findall(r"\d{3} `([A-Z_]+)`", PAGE))
    assert codes
    assert codes <= words_in("docs/reference/errors.md")
    flags = set(re.findall(r"`?(FEATURE_[A-Z_]+|MAITRED_ENGINE)\b", PAGE))
    assert flags <= words_in("docs/reference/flags.md")
