"""The page about the scenario format says what the code says."""

import re
from pathlib import Path
from typing import get_args

from scenarios.edits import ScenarioEdit
from scenarios.scenario import MAX_EDITS, MAX_SCENARIOS, Scenario, ScenarioFile, parse_scenarios
from scenarios.yamltext import MAX_BYTES

DOCS = Path(__file__).parents[2] / "docs"
PAGE = (DOCS / "reference/scenario-format.md").read_text()


def test_every_edit_is_listed_with_its_fields() -> None:
    """Kinds, required and optional fields, and the first sentence of what it does."""
    rows = re.findall(r"^\| `(\w+)` \| (.*?) \| (.*?) \|$", PAGE, re.MULTILINE)
    listed = {kind: (fields, about) for kind, fields, about in rows}
    for edit in get_args(get_args(ScenarioEdit)[0]):
        fields, about = listed.pop(edit.model_fields["kind"].default)
        names = {
            name: info.is_required() for name, info in edit.model_fields.items() if name != "kind"
        }
        optional = set(re.findall(r"\[`(\w+)`\]", fields))
        assert set(re.findall(r"`(\w+)`", fields)) == names.keys()
        assert optional == {name for name, required in names.items() if not required}
        assert about == " ".join(edit.__doc__.split("\n\n")[0].split())
    assert not {
        kind for kind in listed if kind not in (*Scenario.model_fields, "scenarios", "seeds")
    }


def test_every_field_and_limit_is_named() -> None:
    """Of files and of scenarios."""
    for name in (*ScenarioFile.model_fields, *Scenario.model_fields):
        assert f"| `{name}`" in PAGE
    assert f"{MAX_BYTES // 1_000_000} MB, {MAX_SCENARIOS:,} scenarios, {MAX_EDITS} edits" in PAGE


def test_the_scenarios_of_the_how_to_can_be_read() -> None:
    """The YAML on the page is a scenario file."""
    page = (DOCS / "how-to/what-if.md").read_text()
    (text,) = re.findall(r"```yaml\n(.*?)```", page, re.DOTALL)
    assert [item.name for item in parse_scenarios(text).scenarios] == ["rain", "rain, a long table"]
