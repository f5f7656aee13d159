"""``maitred weights``: every term explained, for people and for programs."""

import json
from pathlib import Path

import pytest

from models.weights import TERMS, WEIGHT_PRESETS, Weights
from tests.cli_runs import Maitred, Ran, in_process


@pytest.fixture
def maitred(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Maitred:
    """Return the command, run in this process."""

    def run(*arguments: object) -> Ran:
        return in_process(monkeypatch, capsys, *arguments)

    return run


def test_every_term_is_explained(maitred: Maitred) -> None:
    """Points with their sign, the unit, and who says so; what is off says so."""
    run = maitred("weights")
    assert run.code == 0
    rows = {line.split()[0]: line for line in run.out.splitlines() if line.strip()}
    assert TERMS.keys() <= rows.keys()
    assert rows["cover"].split()[1:] == ["+1000", "+1000", "guest", "seated", "maitred"]
    assert rows["move"].split()[1:3] == ["-50", "off"]
    assert "product" in rows["scarcity"]


def test_a_file_is_read_and_written(maitred: Maitred, tmp_path: Path) -> None:
    """What is printed as JSON can be changed and given back."""
    mine = json.loads(maitred("weights", "product", "--json").out)
    assert Weights.model_validate(mine) == WEIGHT_PRESETS["product"]
    mine |= {"name": "mine", "scarcity": 0, "pacing": 100_000}
    path = tmp_path / "mine.json"
    path.write_text(json.dumps(mine))
    out = maitred("weights", str(path)).out
    assert "mine" in out
    assert "-100000" in out


def test_wrong_names_and_files_are_refused(maitred: Maitred, tmp_path: Path) -> None:
    """With the presets that exist, or the field and the value that are wrong."""
    run = maitred("weights", "nope")
    assert run.code == 2
    assert "there are product, reference" in run.err
    path = tmp_path / "bad.json"
    path.write_text('{"overage": -3}')
    run = maitred("weights", str(path))
    assert run.code == 2
    assert "overage" in run.err
    assert "-3" in run.err
