"""Completeness: no rule and no preference without its own tests."""

from pathlib import Path

import pytest

HERE = Path(__file__).parent
SOLVER = HERE.parents[1] / "solver"


def modules(folder: str) -> list[str]:
    """Return the names of a package's modules."""
    return sorted(p.stem for p in (SOLVER / folder).glob("*.py") if p.stem != "__init__")


@pytest.mark.parametrize("rule", modules("rules"))
def test_every_rule_admits_and_forbids(rule: str) -> None:
    """Each hard rule has a file here with at least one test of either kind."""
    text = (HERE / f"test_{rule}.py").read_text()
    assert "def test_admits" in text
    assert "def test_forbids" in text


@pytest.mark.parametrize("term", modules("preferences"))
def test_every_preference_counts_and_costs_nothing_at_zero(term: str) -> None:
    """Each soft term has a file here with its units and its weight 0."""
    text = (HERE / f"test_preference_{term}.py").read_text()
    assert "def test_units" in text
    assert "def test_weight_zero" in text
