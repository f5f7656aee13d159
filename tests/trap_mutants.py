"""What maitred does about each trap of the booking database, how to take it out, and what notices.

``python -m tests.take_out_traps`` does so.
"""

from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]
QUERIES = "persistence/sql/queries"


@dataclass(frozen=True)
class Mutant:
    """One handling, and how it is taken out."""

    traps: tuple[int, ...]
    taken_out: str
    file: str
    old: str
    new: str
    test: str
    """The file and the name of the test that fails without it."""

    @property
    def row(self) -> str:
        """Its row in the reference."""
        traps = ", ".join(map(str, self.traps))
        return f"| {self.taken_out} | {traps} | `{self.test.partition('::')[2]}` |"

    @property
    def broken(self) -> str:
        """The file without the handling."""
        text = (ROOT / self.file).read_text(encoding="utf-8")
        assert text.count(self.old) == 1, f"{self.file} has not exactly one {self.old!r}"
        return text.replace(self.old, self.new)


INTEGRATION = "tests/integration"
MUTANTS = (
    Mutant(
        (1,),
        "`assign.sql`: two of the seven arguments",
        f"{QUERIES}/assign.sql",
        ",\n    p_start_at => r.start_at,\n    p_end_at => r.end_at\n",
        "\n",
        f"{INTEGRATION}/test_commit.py::test_a_committed_plan_reads_back_exactly",
    ),
    Mutant(
        (2, 3),
        "`writing.write`: clearing the ledger",
        "persistence/writing.py",
        'connection.execute(query("clear_ledger"), values)',
        "pass",
        f"{INTEGRATION}/test_commit.py::"
        "test_trap_2_and_3_a_stale_ledger_row_does_not_swallow_the_assignment",
    ),
    Mutant(
        (2, 17),
        "`writing._assign`: comparing the result",
        "persistence/writing.py",
        "if got.get(item.booking, set()) != expected:",
        "if not expected:",
        f"{INTEGRATION}/test_seat.py::test_trap_17_an_assignment_for_another_window_is_a_failure",
    ),
    Mutant(
        (4,),
        "`writing.write`: unassigning first",
        "persistence/writing.py",
        'connection.execute(query("unassign"), values)',
        "pass",
        f"{INTEGRATION}/test_commit_failures.py::"
        "test_trap_1_and_4_the_result_is_the_set_and_no_more",
    ),
    Mutant(
        (4,),
        "`writing._read_back`",
        "persistence/writing.py",
        "if stored.get(booking) != wanted.get(booking):",
        "if False:",
        f"{INTEGRATION}/test_seat.py::test_trap_4_tables_that_stay_are_a_failure",
    ),
    Mutant(
        (5,),
        "`clear_leftovers.sql`: resetting the zone",
        f"{QUERIES}/clear_leftovers.sql",
        "set assigned_zone_id = null",
        "set assigned_zone_id = assigned_zone_id",
        f"{INTEGRATION}/test_commit.py::test_trap_5_a_booking_remembered_in_another_zone_is_seated",
    ),
    Mutant(
        (6,),
        "`snapshot._Reader._booking`: the slot",
        "persistence/snapshot.py",
        'slot=slot_of(row["booking_date"], row["start_time"]),',
        "slot=None,",
        f"{INTEGRATION}/test_snapshot_odd_data.py::test_trap_6_one_slot_is_one_party_at_a_table",
    ),
    Mutant(
        (7, 9),
        "`clear_leftovers.sql`: removing merge groups",
        f"{QUERIES}/clear_leftovers.sql",
        "where booking_id = any(%(bookings)s) and not shadow",
        "where booking_id = any(%(bookings)s) and false",
        f"{INTEGRATION}/test_traps.py::test_trap_7_and_9_a_merge_group_left_by_others_is_removed",
    ),
    Mutant(
        (8,),
        "`holds.sweep_holds`",
        "persistence/holds.py",
        'remove_holds(recorder, over, "expired")',
        "pass",
        f"{INTEGRATION}/test_commit.py::test_trap_8_an_expired_hold_is_swept",
    ),
    Mutant(
        (9,),
        "`TableArrays.of`: neighbours in both directions",
        "solver/arrays.py",
        "adjacent[index[a], index[b]] = adjacent[index[b], index[a]] = True",
        "adjacent[index[a], index[b]] = True",
        f"{INTEGRATION}/test_traps.py::test_trap_9_one_way_neighbours_are_neighbours",
    ),
    Mutant(
        (10,),
        "`unless_in_the_way`: trying a deadlock again",
        "persistence/retry.py",
        "if attempt == ATTEMPTS or not error.retryable:",
        "if True:",
        f"{INTEGRATION}/test_commit_failures.py::test_trap_10_a_deadlock_is_tried_again",
    ),
    Mutant(
        (10,),
        "`lock_tables.sql`: one order",
        f"{QUERIES}/lock_tables.sql",
        "order by id for update",
        "order by random() for update",
        "tests/concurrency/test_deadlocks.py::test_a6_commits_of_many_sessions_never_deadlock",
    ),
    Mutant(
        (11,),
        "`plan_date.check_again`",
        "services/planning/plan_date.py",
        "    if broken:\n",
        "    if False:\n",
        f"{INTEGRATION}/test_api_plan_date.py::test_a_plan_that_the_checker_refuses_is_not_written",
    ),
    Mutant(
        (11, 20),
        "`judge.judge`: the checker's verdict",
        "services/judge.py",
        "    if broken:\n",
        "    if False:\n",
        f"{INTEGRATION}/test_holds.py::test_trap_20_every_rule_counts",
    ),
    Mutant(
        (11, 20),
        "`by_hand._judge`: the checks of a choice by hand",
        "services/manual/selection.py",
        "    if failed:\n",
        "    if False:\n",
        f"{INTEGRATION}/test_seat.py::test_trap_20_what_a_choice_by_hand_must_not_break",
    ),
    Mutant(
        (12,),
        "leaving statuses alone (a commit that confirms)",
        f"{QUERIES}/clear_leftovers.sql",
        "where id = any(%(bookings)s) and assigned_zone_id is not null",
        ", status = 'confirmed' where id = any(%(bookings)s)",
        f"{INTEGRATION}/test_commit_failures.py::"
        "test_trap_12_and_13_statuses_and_the_broken_functions_are_left_alone",
    ),
    Mutant(
        (13,),
        "calling none of the broken functions (`delete_holds.sql` with one)",
        f"{QUERIES}/delete_holds.sql",
        "delete from public.table_holds where id = any(%(holds)s)",
        "select public.release_hold_and_emit(h, null) from unnest(%(holds)s::uuid[]) as h",
        f"{INTEGRATION}/test_commit_failures.py::"
        "test_trap_12_and_13_statuses_and_the_broken_functions_are_left_alone",
    ),
    Mutant(
        (14,),
        "`Capabilities.has`",
        "persistence/capabilities.py",
        "return table in self.tables",
        "return True",
        f"{INTEGRATION}/test_snapshot_odd_data.py::test_trap_14_optional_tables_may_be_missing",
    ),
    Mutant(
        (14,),
        "`capabilities.probe`: what is missing",
        "persistence/capabilities.py",
        "    if missing:\n",
        "    if False:\n",
        f"{INTEGRATION}/test_snapshot_odd_data.py::"
        "test_trap_14_a_missing_function_is_named_before_anything_is_written",
    ),
    Mutant(
        (15,),
        "`skip_capacity_check.sql`: the check without rules",
        f"{QUERIES}/needs_capacity_check.sql",
        "else set_config('app.capacity.post_assignment.enabled', 'off', true)",
        "else 'off'",
        f"{INTEGRATION}/test_seat.py::test_trap_15_without_capacity_rules_nobody_waits",
    ),
    Mutant(
        (15,),
        "`seat._seat`: locking the restaurant first when there are rules",
        "persistence/seat.py",
        "        lock_restaurant(connection, request.restaurant_id)\n",
        "        pass\n",
        f"{INTEGRATION}/test_seat.py::test_trap_15_capacity_rules_do_not_make_committers_deadlock",
    ),
    Mutant(
        (16,),
        "`Occupancy._add`: what bookings that are over have",
        "persistence/occupancy.py",
        "        if table not in self._tables:\n",
        "        if booking is not None and booking not in self._planned:\n            return\n"
        "        if table not in self._tables:\n",
        f"{INTEGRATION}/test_commit.py::test_trap_16_tables_of_a_cancelled_booking_stay_taken",
    ),
    Mutant(
        (17,),
        "`assignment_key`: the window",
        "persistence/writing.py",
        "        placement.window.start.isoformat(),\n        placement.window.end.isoformat(),\n",
        "",
        f"{INTEGRATION}/test_traps.py::"
        "test_trap_17_a_booking_that_comes_back_at_another_time_gets_that_window",
    ),
    Mutant(
        (18,),
        "`hold_deadline`: the metadata",
        "persistence/occupancy.py",
        "return min(expires_at, until if until.tzinfo else until.replace(tzinfo=dt.UTC))",
        "return expires_at",
        f"{INTEGRATION}/test_snapshot_odd_data.py::"
        "test_trap_18_the_true_deadline_of_a_hold_is_in_its_metadata",
    ),
    Mutant(
        (19, 22),
        "`snapshot._Reader.read`: the assignments",
        "persistence/snapshot.py",
        'assigned = [self._assigned(row) for row in self._rows("assignments")]',
        "assigned: list[Assigned] = []",
        f"{INTEGRATION}/test_traps.py::test_trap_19_a_hold_of_the_guests_own_table_leaves_it_taken",
    ),
    Mutant(
        (19,),
        "`holds.remove_holds`: keeping the allocation",
        "persistence/holds.py",
        'recorder.connection.execute(query("keep_held_tables"), values)',
        "pass",
        f"{INTEGRATION}/test_traps.py::"
        "test_trap_8_and_19_sweeping_such_a_hold_leaves_the_table_its_allocation",
    ),
    Mutant(
        (20,),
        "`models.problem.GONE`: who does not come",
        "models/problem.py",
        "frozenset({BookingStatus.CANCELLED, BookingStatus.NO_SHOW})",
        "frozenset[BookingStatus]()",
        f"{INTEGRATION}/test_traps.py::test_trap_20_nobody_is_seated_who_does_not_come",
    ),
    Mutant(
        (21,),
        "`assign.sql`: the window",
        f"{QUERIES}/assign.sql",
        "p_start_at => r.start_at,\n    p_end_at => r.end_at",
        "p_start_at => null,\n    p_end_at => null",
        f"{INTEGRATION}/test_commit.py::test_trap_21_tables_are_blocked_for_turn_time_and_buffer",
    ),
    Mutant(
        (22,),
        "`snapshot._Reader._occupancy`: the allocations",
        "persistence/snapshot.py",
        "            found.add_allocation(row)\n",
        "            pass\n",
        f"{INTEGRATION}/test_commit.py::test_trap_22_maintenance_without_a_booking_takes_its_table",
    ),
    Mutant(
        (22,),
        "`snapshot._Reader._occupancy`: leftover assignments",
        "persistence/snapshot.py",
        "            found.add_assignment(item)\n",
        "            pass\n",
        f"{INTEGRATION}/test_snapshot_odd_data.py::"
        "test_trap_22_a_leftover_without_a_window_takes_its_table",
    ),
    Mutant(
        (22,),
        "`snapshot._Reader._assigned`: the used slot",
        "persistence/snapshot.py",
        'slot = slot_of(row["slot_date"], row["slot_time"])',
        "slot = None",
        f"{INTEGRATION}/test_snapshot_odd_data.py::"
        "test_trap_22_a_used_slot_takes_its_table_whatever_the_window",
    ),
    Mutant(
        (22,),
        "`snapshot._Reader._occupancy`: the holds",
        "persistence/snapshot.py",
        "            found.add_hold(row, self.as_of)\n",
        "            pass\n",
        f"{INTEGRATION}/test_seat.py::test_what_is_in_the_way_is_named",
    ),
    Mutant(
        (23,),
        "`connection_options`: the time zone",
        "persistence/pool.py",
        '        "TimeZone": "UTC",\n',
        "",
        f"{INTEGRATION}/test_traps.py::test_trap_23_sessions_speak_utc_whatever_the_database_says",
    ),
    Mutant(
        (24,),
        "`rules.adjacency.counts`: no edge at all",
        "solver/rules/adjacency.py",
        'return bool(tables.adjacent.any()) or rules.without_edges == "named_only"',
        "return True",
        f"{INTEGRATION}/test_traps.py::"
        "test_trap_24_a_venue_without_edges_merges_by_zone_and_says_so",
    ),
    Mutant(
        (24,),
        "`assign.sql`: not asking for neighbours",
        f"{QUERIES}/assign.sql",
        "p_require_adjacency => false",
        "p_require_adjacency => true",
        f"{INTEGRATION}/test_traps.py::"
        "test_trap_24_a_venue_without_edges_merges_by_zone_and_says_so",
    ),
    Mutant(
        (25,),
        "`snapshot._Reader._stored_window`: tables kept for another date",
        "persistence/snapshot.py",
        'return window if kept.date() == row["booking_date"] else None',
        "return window",
        f"{INTEGRATION}/test_snapshot_odd_data.py::"
        "test_trap_25_tables_kept_for_another_date_are_none_on_this_date",
    ),
)
