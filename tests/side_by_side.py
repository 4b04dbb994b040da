"""Which tests go to one process where they run side by side, and which go first.

pytest-xdist's own groups do not hold under pytest 9.2, which keeps their names out of a test's id.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import PurePosixPath
from typing import Final

from xdist.scheduler import LoadScopeScheduling
from xdist.workermanage import WorkerController

SHARES: Final[Mapping[str, str]] = {
    "test_a_new_fact": "a copy of the project",
    "test_all_pages": "a browser",
    "test_browser": "a browser",
    "test_by_hand": "Prefect",
    "test_case_in_browser": "a browser",
    "test_clicks": "a browser",
    "test_demo": "a demo",
    "test_faults": "faults",
    "test_flows": "Prefect",
    "test_outside_in_browser": "a browser",
    "test_roles_in_browser": "a browser",
    "test_newer_pages_in_browser": "a browser",
    "test_prefect_server": "Prefect",
    "test_printing": "a browser",
    "test_public_in_browser": "a browser",
    "test_serve": "Prefect",
    "test_traceability": "what the scenarios show",
    "test_two_hosts": "Prefect",
    "test_worker": "Prefect",
    "test_whole_year": "a browser",
    "test_year_report": "a demo",
}
"""What the tests of a file share; Prefect so that only one of it starts at a time."""

LONG: Final = frozenset(
    {
        "test_a_new_fact",
        "test_by_hand",
        "test_erasing",
        "test_every_edit_is_found",
        "test_every_request",
        "test_every_route",
        "test_faults",
        "test_many_workers",
        "test_migrations",
        "test_moving",
        "test_new_process",
        "test_offices_of_before",
        "test_permissions",
        "test_proving",
        "test_random_histories",
        "test_read_only_folder",
        "test_search",
        "test_serve_outside",
        "test_start_up",
        "test_supervisor",
        "test_takeover",
        "test_third_institution",
        "test_two_hosts",
        "test_windows_never_shorter",
    }
)
"""Files with tests of several seconds: they begin before the short ones, which fill the gaps."""

PROCESSES_THAT_WAIT: Final = 1
"""So many more processes than processors: tests of servers and of Prefect mostly wait."""


def processes() -> int:
    """How many processes run tests where `-n auto` leaves it to us."""
    usable = getattr(os, "sched_getaffinity", None)
    processors = len(usable(0)) if usable else os.cpu_count() or 1
    return processors + PROCESSES_THAT_WAIT


def file_of(test: str) -> str:
    """The name of the file that a test stands in, by the test's id."""
    return PurePosixPath(test.partition("::")[0]).stem


class SharingTogether(LoadScopeScheduling):
    """Tests go one by one to who is free, but for those that share something."""

    def _split_scope(self, nodeid: str) -> str:
        return SHARES.get(file_of(nodeid), nodeid)

    def mark_test_complete(
        self, node: WorkerController, item_index: int, duration: float = 0
    ) -> None:
        """What is done is forgotten: it would be counted again after each of thousands of tests."""
        super().mark_test_complete(node, item_index, duration)
        scope = self._split_scope(self.registered_collections[node][item_index])
        if all(self.assigned_work[node].get(scope, {"": False}).values()):
            del self.assigned_work[node][scope]
