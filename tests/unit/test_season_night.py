"""Nights whose outcome can be worked out by hand."""

import pytest

from scenarios.season.guests import Evening
from tests.season import SEVEN, all_of, guest, house_of, played


def test_of_two_who_want_the_only_table_one_sits() -> None:
    """Nobody can do better, and first come is first served under every policy."""
    counts = played(house_of(4), [guest(1), guest(2, start=SEVEN + 60)])
    assert all_of(counts, "covers") == {"legacy": 2, "legacy-singles": 2, "maitred": 2}
    assert all_of(counts, "refused") == {"legacy": 1, "legacy-singles": 1, "maitred": 1}


def test_windows_that_touch_do_not_meet() -> None:
    """The table is free in the minute in which its guests are due to have left."""
    counts = played(house_of(4), [guest(1), guest(2, start=SEVEN + 90)])
    assert all_of(counts, "covers") == {"legacy": 4, "legacy-singles": 4, "maitred": 4}


def test_best_table_now_loses_a_party_that_a_plan_keeps() -> None:
    """A couple takes the four-top while the two-top is taken; the two-top's guests cancel, and
    then four ask. One at a time the couple stays where it is; maitred moves it: four more guests.
    """
    guests = [
        guest(1, cancels_at=3 - 10_000),
        guest(2),
        guest(4, party=4),
    ]
    counts = played(house_of(2, 4), guests)
    assert all_of(counts, "covers") == {"legacy": 2, "legacy-singles": 2, "maitred": 6}
    assert all_of(counts, "moves") == {"legacy": 0, "legacy-singles": 0, "maitred": 1}
    assert all_of(counts, "refused_covers") == {"legacy": 4, "legacy-singles": 4, "maitred": 0}


def test_a_long_party_between_two_short_ones() -> None:
    """Two tables, three that fit: only if the two short ones are put on the same table."""
    guests = [
        guest(1, minutes=60),
        guest(2, start=SEVEN + 30, minutes=30, cancels_at=5 - 10_000),
        guest(3, start=SEVEN + 60, minutes=60),
        guest(6, start=SEVEN, minutes=120),
    ]
    # Number 3 finds A free again after 1, so A it is; number 6 then has B as soon as 2 cancels.
    counts = played(house_of(2, 2), guests)
    assert all_of(counts, "covers") == {"legacy": 6, "legacy-singles": 6, "maitred": 6}
    early = [guest(1, minutes=60), guest(2, start=SEVEN + 60, minutes=60), *guests[3:]]
    blocked = [guest(0, start=SEVEN + 60, minutes=60, cancels_at=5 - 10_000), *early]
    counts = played(house_of(2, 2), blocked)
    assert all_of(counts, "covers") == {"legacy": 4, "legacy-singles": 4, "maitred": 6}


def test_merges_off_refuse_who_needs_two_tables() -> None:
    """As it ran in production: large parties never got tables."""
    counts = played(house_of(4, 4, edges="A-B"), [guest(1, party=7)])
    assert all_of(counts, "covers") == {"legacy": 7, "legacy-singles": 0, "maitred": 7}
    assert all_of(counts, "merges") == {"legacy": 1, "legacy-singles": 0, "maitred": 1}


def test_a_refused_guest_takes_another_time_that_it_would_accept() -> None:
    """The nearest first; under both policies, as they offer the same."""
    guests = [guest(1), guest(2, other_starts=(SEVEN - 60, SEVEN - 90, SEVEN + 90))]
    counts = played(house_of(2), guests)
    assert all_of(counts, "covers") == {"legacy": 4, "legacy-singles": 4, "maitred": 4}
    assert all_of(counts, "other_times") == {"legacy": 1, "legacy-singles": 1, "maitred": 1}
    stubborn = [guest(1), guest(2, other_starts=(SEVEN + 60,))]
    assert all_of(played(house_of(2), stubborn), "covers")["maitred"] == 2


def test_a_time_that_is_over_is_not_offered() -> None:
    """Who asks at seven for seven cannot come at six."""
    late = guest(2, asks_at=SEVEN, other_starts=(SEVEN - 90,))
    counts = played(house_of(2), [guest(1), late])
    assert all_of(counts, "refused") == {"legacy": 1, "legacy-singles": 1, "maitred": 1}


def test_who_does_not_come_blocks_the_table_for_the_grace() -> None:
    """A walk-in a minute before its end is turned away, one at its end is seated."""
    for minutes, seated in ((14, 0), (15, 2)):
        guests = [
            guest(1, comes=False),
            guest(2, start=SEVEN + minutes, asks_at=SEVEN + minutes, walks_in=True),
        ]
        counts = played(house_of(2), guests, Evening(grace_minutes=15))
        assert set(all_of(counts, "covers").values()) == {seated}
        assert set(all_of(counts, "no_shows").values()) == {1}


def test_guests_who_overstay_keep_the_next_ones_waiting() -> None:
    """Ten minutes too long on the only table: ten minutes at the door, then a table."""
    guests = [guest(1, stays=100), guest(2, start=SEVEN + 90)]
    counts = played(house_of(2), guests, Evening(patience_minutes=30))
    assert set(all_of(counts, "covers").values()) == {4}
    assert set(all_of(counts, "waits").values()) == {1}
    assert set(all_of(counts, "wait_minutes").values()) == {10}


def test_guests_who_wait_too_long_leave() -> None:
    """They were confirmed and are not seated: counted as lost, never hidden."""
    guests = [guest(1, stays=121), guest(2, start=SEVEN + 90)]
    counts = played(house_of(2), guests, Evening(patience_minutes=30))
    assert set(all_of(counts, "covers").values()) == {2}
    assert set(all_of(counts, "lost").values()) == {1}
    assert set(all_of(counts, "lost_covers").values()) == {2}


def test_a_table_beside_takes_who_finds_somebody_on_theirs() -> None:
    """The next free table, without any wait."""
    guests = [guest(1, stays=100), guest(2, start=SEVEN + 90)]
    counts = played(house_of(2, 2), guests)
    assert set(all_of(counts, "waits").values()) == {0}
    assert set(all_of(counts, "covers").values()) == {4}


def test_at_the_door_only_maitred_moves_who_has_not_come_yet() -> None:
    """Somebody still sits on the couple's two-top, and the four-top is booked half an hour later:
    for another couple, which may as well have the two-top by then.
    """
    guests = [guest(1, stays=115), guest(2, start=SEVEN + 90), guest(3, start=SEVEN + 120)]
    counts = played(house_of(2, 4), guests, Evening(patience_minutes=10))
    assert all_of(counts, "covers") == {"legacy": 4, "legacy-singles": 4, "maitred": 6}
    assert all_of(counts, "lost") == {"legacy": 1, "legacy-singles": 1, "maitred": 0}
    assert all_of(counts, "moves") == {"legacy": 0, "legacy-singles": 0, "maitred": 2}


def test_a_walk_in_is_taken_when_there_is_room_and_makes_nobody_wait() -> None:
    """A booking in an hour keeps its table: the walk-in would still sit there."""
    walk_in = guest(2, start=SEVEN, asks_at=SEVEN, walks_in=True)
    counts = played(house_of(2), [guest(1, start=SEVEN + 60), walk_in])
    assert set(all_of(counts, "walk_ins_seated").values()) == {0}
    counts = played(house_of(2, 2), [guest(1, start=SEVEN + 60), walk_in])
    assert set(all_of(counts, "walk_ins_seated").values()) == {1}


@pytest.mark.parametrize("minutes", [0, 30])
def test_cancelled_tables_are_given_away_again(minutes: int) -> None:
    """From the moment of the cancellation, and not before."""
    guests = [guest(1, cancels_at=-100), guest(2, asks_at=-101 + minutes)]
    counts = played(house_of(2), guests)
    assert set(all_of(counts, "covers").values()) == {2 if minutes else 0}
