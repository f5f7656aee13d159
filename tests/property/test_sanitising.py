"""What is told of anything: no address, no name of a guest, and JSON that PostgreSQL takes."""

import json
import math
import time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.logging import without_personal_data
from telemetry.sanitising import sanitised

ATOM = st.text("abcdefgXYZ0123456789._+-äøß", min_size=1, max_size=12)
ADDRESS = st.builds(
    lambda who, at, top: f"{who}@{at}.{top}", ATOM, ATOM, st.sampled_from(["uk", "de"])
)
AROUND = st.text(" ,;:<>()\"'\n", min_size=1, max_size=3)
NAME = st.from_regex(r"\A[A-Z][a-z]{5,12} [A-Z][a-z]{5,12}\Z")
PERSON_KEY = st.sampled_from(
    [
        *("guestName", "guest_name", "customerName", "customer_full_name", "guestFirstName"),
        *("createdByName", "created_by_name", "creatorName", "GUESTNAME", "guestsLastName"),
    ]
)
PERSON = st.sampled_from(["guest", "customer", "creator", "createdBy", "guests", "bookedGuest"])
WITHIN = st.sampled_from(["name", "fullName", "full_name", "firstName", "last_name"])

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)


def put(value: Any, leaf: Any) -> Any:
    """Return JSON data with something deep within it."""
    return [value, {"one": [{"two": leaf}], "also": value}]


@given(JSON, ADDRESS, AROUND, AROUND)
def test_no_address_is_left(value: Any, address: str, before: str, after: str) -> None:
    """Wherever it stands, also as a key."""
    told = f"asked{before}{address}{after}twice"
    left = json.dumps(sanitised(put(value, {told: told})), ensure_ascii=False)
    assert address not in left
    assert left.count("[redacted-email]") >= 2


@given(JSON, NAME, PERSON_KEY, PERSON, WITHIN)
def test_no_name_of_a_guest_is_left(value: Any, name: str, key: str, who: str, what: str) -> None:
    """Under a key that says whose name it is, and under a mere ``name`` within a person."""
    told = [{key: name}, {key: {"whole": name}}, {who: {what: name}}, {who: [{"a": {what: name}}]}]
    assert name not in json.dumps(sanitised(put(value, told)))


@given(JSON)
def test_what_is_told_can_be_stored(value: Any) -> None:
    """No NUL, no half of a surrogate pair, no NaN: one of them would cost the whole event."""

    def plain(item: Any) -> bool:
        if isinstance(item, dict):
            return all(plain(key) and plain(inner) for key, inner in item.items())
        if isinstance(item, list):
            return all(map(plain, item))
        if isinstance(item, str):
            item.encode()
            return "\x00" not in item
        return not isinstance(item, float) or math.isfinite(item)

    assert plain(sanitised(value))


@given(JSON)
def test_twice_is_the_same_as_once(value: Any) -> None:
    """Events that pass a queue are sanitised again."""
    once = sanitised(value)
    assert sanitised(once) == once


@pytest.mark.parametrize("key", ["zoneName", "tableNames", "name", "ownerName", "filename"])
def test_other_names_are_left(key: str) -> None:
    """Zones and tables have names as well."""
    assert sanitised({key: "Patio"}) == {key: "Patio"}


@pytest.mark.parametrize("word", ["a", "eyJ", "base64-", "+1", "maitred_", "a@", "a.b@c"])
def test_a_log_line_takes_no_longer_than_its_length(word: str) -> None:
    """Regression: one request for a path of thirty kilobytes cost the log more than a second."""
    line = word * (30_000 // len(word))
    began = time.process_time()
    without_personal_data(None, "", line)
    assert time.process_time() - began < 0.5


def test_a_log_line_keeps_no_address_or_token() -> None:
    """At the beginning, at the end, and between."""
    secrets = ("jo.doe@example.co.uk", "eyJhbGciOi.eyJzdWIi.c2ln", "+44 20 7946 0958")
    for secret in secrets:
        for line in (secret, f'"{secret}"', f"path=/x/{secret}/y", f"({secret})"):
            assert secret not in without_personal_data(None, "", line)


def test_a_long_text_takes_no_longer_than_its_length() -> None:
    """Regression: looking for an address began anew at every character of a long word."""
    word = "a" * 200_000
    began = time.process_time()
    assert sanitised(word) == word
    assert sanitised(f"{word}@") == f"{word}@"
    assert time.process_time() - began < 2  # it took minutes
