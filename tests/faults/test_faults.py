"""Each fault of the suite, in its short form; `python -m tests.faults` strikes for hours."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.faults.fault import Fault
from tests.faults.table import ELSEWHERE, FAULTS

SEED = 7


@pytest.mark.parametrize(
    "fault",
    [
        pytest.param(fault, id=fault.name, marks=[pytest.mark.postgres] * fault.on_postgres)
        for fault in FAULTS
    ],
)
def test_after_every_fault_all_promises_hold(fault: Fault, tmp_path: Path) -> None:
    assert fault.strike(tmp_path, SEED, fault.few)


def test_what_strikes_elsewhere_is_still_there() -> None:
    root = Path(__file__).parents[2]
    for fault, places in ELSEWHERE.items():
        for place in places:
            path, _, name = place.partition("::")
            assert f"\ndef {name}(" in (root / path).read_text(encoding="utf-8"), (fault, place)
