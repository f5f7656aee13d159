"""What every value promises: immutability, canonical JSON, a stable hash, replace()."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest
from pydantic import ValidationError

from models.base import canonical_json, content_hash
from models.booking import Booking, Occupied
from models.rules import MAX_MERGE, RULE_PRESETS, NamedSet, Rules
from models.venue import Table
from models.weights import WEIGHT_PRESETS, Weights
from models.window import Window

EVENING = Window(
    start=datetime(2025, 5, 10, 18, tzinfo=UTC), end=datetime(2025, 5, 10, 19, tzinfo=UTC)
)
FOUR_TOP = Table(id="T1", zone="Z", capacity=4)


def test_values_cannot_be_changed() -> None:
    """A plan stays true to the problem it was made for: nobody edits the problem afterwards."""
    with pytest.raises(ValidationError, match="frozen"):
        FOUR_TOP.capacity = 6  # type: ignore[misc]
    with pytest.raises(ValidationError, match="frozen"):
        del FOUR_TOP.capacity


def test_replace_gives_a_validated_copy() -> None:
    """What-if edits keep the original and are checked like any new value."""
    wider = FOUR_TOP.replace(capacity=6)
    assert (FOUR_TOP.capacity, wider.capacity, wider.id) == (4, 6, "T1")
    with pytest.raises(ValidationError, match="greater than or equal to 1"):
        FOUR_TOP.replace(capacity=0, min_party=1)
    with pytest.raises(ValidationError, match="seats 4 but asks for parties of at least 5"):
        FOUR_TOP.replace(min_party=5)
    with pytest.raises(ValidationError, match="colour"):
        FOUR_TOP.replace(colour="red")


def test_equal_content_is_equal_and_hashes_equally() -> None:
    """Values can be compared and put into sets by what they say."""
    twin = Table(id="T1", zone="Z", capacity=4)
    assert twin == FOUR_TOP
    assert len({twin, FOUR_TOP, FOUR_TOP.replace(capacity=6)}) == 2
    assert twin.content_hash() == FOUR_TOP.content_hash()


def test_content_hash_is_pinned() -> None:
    """The hash is stored with every run: a change of its recipe must be a decision."""
    window = '{"end":"2025-05-10T19:00:00Z","start":"2025-05-10T18:00:00Z"}'
    assert canonical_json(EVENING.model_dump(mode="json")) == window
    assert EVENING.content_hash() == (
        "0c41d3291f737576386959dc07fe05c91c214e63039a4cd6d018f3005fe67442"
    )


def test_canonical_json_sorts_keys_and_refuses_nan() -> None:
    """The same data gives the same text, and NaN never gets into a hash."""
    assert canonical_json({"b": 1, "a": "é"}) == '{"a":"é","b":1}'
    assert content_hash({"b": 1, "a": 2}) == content_hash({"a": 2, "b": 1})
    with pytest.raises(ValueError, match="not JSON compliant"):
        canonical_json({"x": float("nan")})


def test_values_survive_json() -> None:
    """Writing a value and reading it back gives an equal value."""
    for value in (FOUR_TOP, EVENING, RULE_PRESETS["product"], WEIGHT_PRESETS["reference"]):
        text = json.dumps(value.model_dump(mode="json"))
        assert type(value).model_validate_json(text) == value


@pytest.mark.parametrize("party", [0, -1, 501, 10_000, 2.5, "4", True, float("nan"), None])
def test_impossible_party_sizes_are_refused(party: Any) -> None:
    """A booking is for 1 to 500 guests, a whole number of them."""
    with pytest.raises(ValidationError, match="party"):
        Booking(id="b1", party=party, window=EVENING)


def test_current_tables_are_a_set() -> None:
    """The order in which tables were assigned says nothing, and a table counts once."""
    booking = Booking(id="b1", party=6, window=EVENING, current_tables=("T2", "T1", "T2"))
    assert booking.current_tables == ("T1", "T2")


def test_unknown_states_are_refused() -> None:
    """A status or source that this version does not know is an error, never ignored."""
    with pytest.raises(ValidationError, match="status"):
        Booking(id="b1", party=2, window=EVENING, status="arrived")
    with pytest.raises(ValidationError, match="source"):
        Occupied(table="T1", window=EVENING, source="rumour")


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"tables": ("T1",)}, "tables"),
        ({"tables": ("T1", "T1")}, "lists a table twice"),
        ({"tables": tuple(f"T{n}" for n in range(MAX_MERGE + 1))}, "tables"),
        ({"tables": ("T1", "T2"), "kind": "forbid", "capacity": 8}, "cannot have a capacity"),
        ({"tables": ("T1", "T2"), "kind": "maybe"}, "kind"),
    ],
)
def test_nonsense_in_a_named_set_is_refused(changes: dict[str, Any], message: str) -> None:
    """A named set is at least two different tables, and only an allowed one has seats."""
    with pytest.raises(ValidationError, match=message):
        NamedSet(**changes)


def test_one_table_set_is_named_once() -> None:
    """Allowing and forbidding the same tables, in whatever order, is a contradiction."""
    pair = NamedSet(tables=("T1", "T2"))
    with pytest.raises(ValidationError, match="is named twice"):
        Rules(named_sets=(pair, NamedSet(tables=("T2", "T1"), kind="forbid")))


@pytest.mark.parametrize("size", [0, MAX_MERGE + 1, 2.0])
def test_merge_size_has_limits(size: Any) -> None:
    """A merge is 1 to 5 tables: what clients may ask for, and what can be enumerated."""
    with pytest.raises(ValidationError, match="max_tables"):
        Rules(max_tables=size)


@pytest.mark.parametrize("points", [-1, float("inf"), float("nan"), 100_001, 0.001])
def test_weights_are_finite_hundredths(points: float) -> None:
    """The solver counts in hundredths of a point; anything else would be rounded in secret."""
    with pytest.raises(ValidationError, match="overage"):
        Weights(overage=points)


def test_reference_presets_are_the_benchmark() -> None:
    """The reference objective is a preset, so its numbers are a promise."""
    weights, rules = WEIGHT_PRESETS["reference"], RULE_PRESETS["reference"]
    assert (weights.cover, weights.booking, weights.overage) == (1000, 500, 5)
    assert (weights.extra_table, weights.order) == (30, "weighted")
    assert (rules.max_tables, rules.max_merge_overage, rules.require_adjacency) == (3, 4, True)
    assert all(preset.name == name for name, preset in WEIGHT_PRESETS.items())
    assert all(preset.name == name for name, preset in RULE_PRESETS.items())
