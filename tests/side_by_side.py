"""Which tests go to one process where they run side by side: those that share what starts slowly.

pytest-xdist's own groups do not hold under pytest 9.2, which keeps their names out of a test's id.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import PurePosixPath
from typing import Final

from xdist.scheduler import LoadScopeScheduling

SHARES: Final[Mapping[str, str]] = {
    "test_all_pages": "a browser",
    "test_browser": "a browser",
    "test_case_in_browser": "a browser",
    "test_clicks": "a browser",
    "test_demo": "a demo",
    "test_flows": "Prefect",
    "test_prefect_server": "Prefect",
    "test_serve": "Prefect",
    "test_worker": "Prefect",
}
"""What the tests of a file share; Prefect so that only one of it starts at a time."""


class SharingTogether(LoadScopeScheduling):
    """Tests go one by one to who is free, but for those that share something."""

    def _split_scope(self, nodeid: str) -> str:
        return SHARES.get(PurePosixPath(nodeid.partition("::")[0]).stem, nodeid)
