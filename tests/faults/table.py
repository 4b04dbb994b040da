"""All faults: those that this suite strikes with, and the tests elsewhere that strike with others.

What is needed closer by stays there: it looks into the part that is struck. Named here, it is part
of the suite; a test asks whether each is still there.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from tests.faults import halves, kills, lines, pieces, random_stories, stores
from tests.faults.fault import Fault

FAULTS: Final[tuple[Fault, ...]] = (
    *kills.FAULTS,
    *halves.FAULTS,
    *pieces.FAULTS,
    *stores.FAULTS,
    *lines.FAULTS,
    *random_stories.FAULTS,
)

_WORKER: Final = "tests/workflows/running/test_worker.py"
_FLOWS: Final = "tests/workflows/running/test_flows.py"
_CLOCKS: Final = "tests/workflows/running/test_clocks.py"
_ERRORS: Final = "tests/persistence/test_database_errors.py"

ELSEWHERE: Final[Mapping[str, tuple[str, ...]]] = {
    "kill -9 at each step of an exchange with a mail server": (
        f"{_WORKER}::test_a_worker_killed_while_it_sends_loses_no_letter_and_sends_none_twice",
    ),
    "kill -9 while papers are made": (
        f"{_WORKER}::test_a_worker_killed_among_its_papers_leaves_each_to_be_made_once",
    ),
    "kill -9 of mobility serve": (
        "tests/workflows/running/test_serve.py::test_no_child_outlives_a_serve_that_was_killed",
        "tests/workflows/running/test_supervisor.py::"
        "test_a_child_that_dies_is_started_again_with_growing_pauses_until_it_is_given_up",
    ),
    "kill -9 between two batches of the sweep": (
        "tests/workflows/running/test_sweep.py::"
        "test_an_office_killed_between_two_batches_goes_on_where_it_stopped",
    ),
    "kill -9 while cases move, by the clock": (
        "tests/workflows/cases/test_migration.py::"
        "test_a_program_killed_while_moving_leaves_each_case_on_one_version_whole",
    ),
    "many workers at once": (f"{_WORKER}::test_many_workers_at_once_send_each_letter_once",),
    "a database that is locked, full at any page, damaged, away": (
        f"{_ERRORS}::test_a_locked_database_is_told_of_after_the_wait_and_nothing_is_saved",
        f"{_ERRORS}::test_at_whichever_page_the_disk_is_full_a_step_is_saved_whole_or_not_at_all",
        f"{_ERRORS}::test_a_damaged_database_is_told_of",
        f"{_ERRORS}::test_connections_that_the_server_has_closed_are_not_met_with",
    ),
    "a full disk on uploads": (
        "tests/web/test_uploads.py::test_a_disk_that_takes_no_file_says_so_in_a_sentence",
    ),
    "a mail server that is silent or refuses, at each step": (
        "tests/notifications/test_smtp.py::"
        "test_silence_before_the_handing_over_leaves_the_mail_surely_unsent",
        "tests/notifications/test_smtp.py::test_silence_after_the_handing_over_is_uncertain",
    ),
    "a Prefect that is down": (
        f"{_FLOWS}::test_while_prefect_is_down_nothing_is_performed_and_everything_comes_back_at_once",
        f"{_WORKER}::"
        "test_while_prefect_does_not_answer_letters_leave_directly_after_the_time_that_is_set",
    ),
    "a Prefect killed in the middle of a batch": (
        f"{_FLOWS}::"
        "test_a_prefect_killed_in_the_middle_of_a_batch_repeats_nothing_and_loses_nothing",
    ),
    "a clock that is moved under a worker": (
        f"{_CLOCKS}::"
        "test_what_a_worker_left_under_a_wrong_clock_is_taken_over_once_it_gives_no_sign",
        f"{_CLOCKS}::test_fixed_jobs_go_on_at_once_after_the_machines_clock_was_put_back",
    ),
    "two at once": (
        "tests/persistence/test_races.py::"
        "test_of_two_clerks_who_saw_the_same_case_one_advances_it_and_one_is_told_by_whom",
        "tests/persistence/test_races.py::test_of_two_nominations_for_one_place_only_one_gets_it",
        "tests/persistence/test_decree_register.py::"
        "test_decrees_issued_at_once_get_numbers_without_gap_or_double",
    ),
    "a crash during an erasure": (
        "tests/workflows/people/test_erasing.py::test_what_a_crash_left_goes_at_the_next_start",
    ),
    "a backup while people write": (
        "tests/workflows/running/test_backups.py::"
        "test_a_backup_taken_while_clerks_work_is_an_office_that_verifies_and_plays_on",
    ),
}
"""By fault, the tests that strike with it where the part stands that it strikes."""
