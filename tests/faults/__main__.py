"""The faults in their long form: `python -m tests.faults --hours 1`.

They strike in turn, each time by another seed, until the time is over. A fault after which a
promise did not hold is told with its seed: `--only NAME --seed N` strikes once more in that way.
"""

from __future__ import annotations

import argparse
import logging
import shutil
import sys
import tempfile
import time
import traceback
from itertools import count
from pathlib import Path

import pytest

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
    until = time.monotonic() + options.hours * 3600
    failures = 0
    seeds = count(1) if options.seed is None else [options.seed]
    for seed in seeds:
        for fault in faults:
            if options.seed is None and time.monotonic() > until:
                return failures > 0
            failures += not struck(fault, seed)
    return failures > 0


def struck(fault: Fault, seed: int) -> bool:
    """Strikes once; whether all promises held. The folder is kept where they did not, or where the
    fault could not be brought to its end."""
    folder, start = Path(tempfile.mkdtemp(prefix="fault-")), time.monotonic()
    try:
        summary = fault.strike(folder, seed, fault.many)
    except pytest.skip.Exception as obstacle:
        print(f"{fault.name}: left out: {obstacle}", flush=True)
        return True
    except Exception:  # noqa: BLE001 - the others strike all the same
        print(f"✗ {fault.name}, seed {seed}, left in {folder}", flush=True)
        traceback.print_exc(file=sys.stdout)
        return False
    shutil.rmtree(folder, ignore_errors=True)
    print(f"{fault.name} (seed {seed}, {time.monotonic() - start:.0f} s): {summary}", flush=True)
    return True


if __name__ == "__main__":
    sys.exit(main())
