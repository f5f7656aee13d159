"""Scenario files: YAML and JSON, and one clear error with its line for whatever is wrong."""

import json
from pathlib import Path

import jsonschema
import pytest

from models.errors import InvalidInputError
from scenarios.scenario import Scenario, ScenarioFile, parse_scenarios
from tests.cli_runs import in_process
from tests.solver_days import booking, day, table

RAIN = """
# A comment.
seeds: [1, 2]
scenarios:
  - name: rain
    description: yes
    edits:
      - kind: close
        zone: Z
        start: 19:00
        end: 25:30
  - name: rain, fewer
    base: rain
    edits:
      - {kind: cancel_booking, booking: "01"}
"""
DAY = day([table("A"), table("B")], [booking("01"), booking("b2")])


def test_a_file_as_a_person_writes_it() -> None:
    """Times, ids and words such as yes stay what they look like."""
    file = parse_scenarios(RAIN)
    first, second = file.scenarios
    assert file.seeds == (1, 2)
    assert (first.name, first.description) == ("rain", "yes")
    assert first.edits[0].model_dump()["end"] == "25:30"
    assert second.edits[0].model_dump()["booking"] == "01"


def test_json_is_yaml_and_both_say_the_same() -> None:
    """The file as JSON, with tabs, reads back to an equal file."""
    file = parse_scenarios(RAIN)
    text = json.dumps(file.model_dump(mode="json", exclude_none=True), indent="\t")
    assert parse_scenarios(text) == file
    assert ScenarioFile.model_validate_json(file.model_dump_json()) == file


def test_the_edits_of_a_base_come_first() -> None:
    """However many bases there are, and in whatever order they are listed."""
    file = parse_scenarios(
        "scenarios:\n"
        "- {name: c, base: b, edits: [{kind: lock, booking: b2}]}\n"
        "- {name: b, base: a}\n"
        '- {name: a, edits: [{kind: lock, booking: "01"}]}\n'
    )
    resolved = {item.name: item for item in file.resolved()}
    assert [one.model_dump()["booking"] for one in resolved["c"].edits] == ["01", "b2"]
    assert all(one.locked for one in resolved["c"].apply(DAY).bookings)


FLAWED = {
    "scenarios: [": "line 2, column 1: not valid YAML",
    "scenarios: [{name: a, edits: [{table: T}]}]": "line 1, scenarios[0].edits[0]: an edit needs",
    "scenarios:\n  - name: a\n   edits: []": "line 3, column",
    "scenarios:\n- name: a\n  name: b": "line 3: a key is repeated (got 'name')",
    "scenarios:\n- name: a\n- name: a": "line 1, scenarios: the name 'a' is used more than once",
    "scenarios:\n- name: base": "the name 'base' is that of the day",
    "scenarios:\n- name: a\n  sauce: 1": "line 3, scenarios[0].sauce: unknown field",
    "scenarios:\n- name: a\n  edits:\n  - kind: fly": "line 4, scenarios[0].edits[0]: Input tag",
    "scenarios:\n- name: a\n  edits:\n  - {kind: lock,\n     bookin: x}": "line 5, scenarios[0]"
    ".edits[0].bookin: unknown field; see `maitred schema scenarios`",
    "scenarios:\n- name: a\n  edits:\n  - kind: resize_table\n    table: T\n    capacity: many": (
        "line 6, scenarios[0].edits[0].capacity: Input should be a valid integer (got 'many')"
    ),
    "scenarios:\n- name: a\n  base: b": "scenario 'a' has the base 'b': no such name",
    "scenarios:\n- {name: a, base: b}\n- {name: b, base: a}": "is its own base",
    "scenarios: []": "line 1, scenarios: Tuple should have at least 1 item",
    "scenarios: 3": "line 1, scenarios: must be a list (got 3)",
    "seeds: [1, 1]\nscenarios: [{name: a}]": "line 1, seeds: a seed is listed twice",
    "x: &a [1]\ny: *a": "line 1: anchors and aliases",
    "scenarios: !!python/object:os.system x": "line 1: tags (!) are not read",
    "[1, 2]: 3": "a key must be a word",
    "- a": "must be an object with the key 'scenarios'",
    "": "must be an object with the key 'scenarios'",
    "a: \x07": "not valid YAML",
    '{"scenarios": [{"name": "a", "name": "b"}]}': "a key is repeated",
    '{"scenarios": [\n{"name": 5}]}': "line 2, scenarios[0].name: Input should be a valid string",
    '{"scenarios": NaN}': "numbers must be finite",
}


@pytest.mark.parametrize("text", FLAWED, ids=range(len(FLAWED)))
def test_each_flaw_names_its_line_and_field(text: str) -> None:
    """Nothing but a clear error, whatever is written."""
    with pytest.raises(InvalidInputError) as refused:
        parse_scenarios(text, subject="file")
    assert refused.value.message.startswith("file: ")
    assert FLAWED[text] in refused.value.message


@pytest.mark.parametrize(
    "text",
    [
        "scenarios: " + "[" * 100_000,
        "a:\n" + "".join("  " * depth + "- \n" for depth in range(200)),
        "x" * 3_000_000,
        b"\xff\xfe\x00",
        "scenarios: [{name: " + "a" * 200 + "}]",
        "scenarios: [" + "{name: a}," * 2000 + "]",
    ],
    ids=["deep", "deep block", "huge", "not UTF-8", "long name", "too many"],
)
def test_hostile_texts(text: str | bytes) -> None:
    """Depth, size and bytes that are no text end in one error, soon."""
    with pytest.raises(InvalidInputError):
        parse_scenarios(text)


def test_an_edit_that_does_not_fit_names_scenario_edit_field_and_value() -> None:
    """The second edit meets what the first has left."""
    scenario = Scenario.model_validate(
        {
            "name": "twice",
            "edits": [
                {"kind": "cancel_booking", "booking": "b2"},
                {"kind": "cancel_booking", "booking": "b2"},
            ],
        }
    )
    with pytest.raises(InvalidInputError) as refused:
        scenario.apply(DAY)
    assert refused.value.message == (
        "scenario 'twice', cancel_booking, on day: edits[1].booking: is not part of the day; "
        "its bookings are '01' (got 'b2')"
    )


def test_the_seed_of_the_run_counts_where_an_edit_has_none() -> None:
    """An edit with a seed of its own is the same for every run."""
    drawn = {"kind": "sample_demand", "bookings": 4}
    free = Scenario.model_validate({"name": "free", "edits": [drawn]})
    fixed = Scenario.model_validate({"name": "fixed", "edits": [{**drawn, "seed": 7}]})
    assert free.apply(DAY, 1) != free.apply(DAY, 2)
    assert free.apply(DAY, 7) == fixed.apply(DAY, 1) == fixed.apply(DAY, 2)


def test_the_schema_accepts_the_examples(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """`maitred schema scenarios` is a schema, and knows what a file may say."""
    schema = json.loads(in_process(monkeypatch, capsys, "schema", "scenarios").out)
    jsonschema.Draft202012Validator.check_schema(schema)
    for path in sorted((Path(__file__).parents[2] / "docs/examples").glob("*.yaml")):
        file = parse_scenarios(path.read_text(), subject=path.name)
        jsonschema.validate(file.model_dump(mode="json", exclude_none=True), schema)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({"scenarios": [{"name": "a", "sauce": 1}]}, schema)
