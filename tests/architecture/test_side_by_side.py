"""No test that needs what starts slowly is left out of those that share it."""

from __future__ import annotations

import re

from tests.architecture.sources import ROOT, files
from tests.side_by_side import SHARES

SLOW_TO_START = re.compile(
    r"pytest\.mark\.(?:prefect|browser)\b|\bdesk: App\b|fault\.strike\("
    r"|-> (?:Evidence|ProjectCopy):"
)


def test_whoever_needs_what_is_slow_to_make_shares_it() -> None:
    needs = {
        path.stem
        for path in files(ROOT / "tests")
        if path.stem.startswith("test_") and SLOW_TO_START.search(path.read_text(encoding="utf-8"))
    }
    assert needs - {"test_side_by_side"} == set(SHARES)
