"""The faults in their long form: `python -m tests.faults --hours 1`.

They strike in turn, each time by another seed, until the time is over; in the end a table says how
often each struck. A fault after which a promise did not hold is told with its seed:
`--only NAME --seed N` strikes once more in that way.
"""

from __future__ import annotations

import argparse
import logging
import shutil
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import count, takewhile
from pathlib import Path

import pytest
import structlog

from tests.faults.fault import Fault
from tests.faults.table import FAULTS


def main() -> int:
    """Strikes, and says of each fault what it did; status 1 where a promise did not hold."""
    parser = argparse.ArgumentParser(prog="python -m tests.faults", description=__doc__)
    parser.add_argument("--hours", type=float, default=1.0, help="how long (default: %(default)s)")
    parser.add_argument("--only", default="", metavar="NAME", help="only faults of this name")
    parser.add_argument("--seed", type=int, help="strike once, by this seed")
    options = parser.parse_args()
    faults = [fault for fault in FAULTS if options.only in fault.name]
    if not faults:
        names = "\n".join(f"  {fault.name}" for fault in FAULTS)
        print(f"no fault is named {options.only!r}; there are:\n{names}", file=sys.stderr)
        return 2
    logging.disable(logging.WARNING)
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR))
    outcomes: dict[str, Counter[str]] = {fault.name: Counter() for fault in faults}
    for seed, fault in _in_turn(faults, options.seed, options.hours):
        outcomes[fault.name][struck(fault, seed)] += 1
    print("\n".join(_told(outcomes)))
    return any(of_fault[BROKEN] for of_fault in outcomes.values())


def _in_turn(
    faults: Sequence[Fault], seed: int | None, hours: float
) -> Iterator[tuple[int, Fault]]:
    """Each fault by one seed, or again and again by others until the time is over."""
    if seed is not None:
        yield from ((seed, fault) for fault in faults)
        return
    until = time.monotonic() + hours * 3600
    yield from takewhile(lambda _: time.monotonic() <= until, _without_end(faults))


def _without_end(faults: Sequence[Fault]) -> Iterator[tuple[int, Fault]]:
    return ((seed, fault) for seed in count(1) for fault in faults)


HELD, BROKEN, LEFT_OUT = "held", "did not hold", "left out"


def struck(fault: Fault, seed: int) -> str:
    """Strikes once, and what came of it. The folder is kept where a promise did not hold, or where
    the fault could not be brought to its end."""
    folder, start = Path(tempfile.mkdtemp(prefix="fault-")), time.monotonic()
    try:
        summary = fault.strike(folder, seed, fault.many)
    except pytest.skip.Exception as obstacle:
        print(f"{fault.name}: left out: {obstacle}", flush=True)
        return LEFT_OUT
    except Exception:  # noqa: BLE001 - the others strike all the same
        print(f"✗ {fault.name}, seed {seed}, left in {folder}", flush=True)
        traceback.print_exc(file=sys.stdout)
        return BROKEN
    shutil.rmtree(folder, ignore_errors=True)
    print(f"{fault.name} (seed {seed}, {time.monotonic() - start:.0f} s): {summary}", flush=True)
    return HELD


def _told(outcomes: Mapping[str, Counter[str]]) -> Iterator[str]:
    """A table: how often each fault struck, and what came of it; one may not have had its turn."""
    yield f"\n| fault | {HELD} | {BROKEN} | {LEFT_OUT} |\n| --- | --- | --- | --- |"
    for name, of_fault in outcomes.items():
        yield f"| {name} | {of_fault[HELD]} | {of_fault[BROKEN]} | {of_fault[LEFT_OUT]} |"


if __name__ == "__main__":
    sys.exit(main())
