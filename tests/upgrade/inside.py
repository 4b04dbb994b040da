"""A small office, made by the program of an earlier commit: run in that commit's own tree.

It imports what stood there then, so it is given to the interpreter by its path and imported by
nobody. `make.py` beside it says which commits, and why these.

The plot of the demo is cut down to a few fates, papers and scans hold a line in place of a page,
and the morning's briefings are written for the last days only: else an office is some megabytes.
Everything else is as that program wrote it.
"""

from __future__ import annotations

import hashlib
import inspect
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from importlib import import_module
from pathlib import Path
from typing import Any

import typst

TODAY = date(2026, 11, 16)
BRIEFED = timedelta(days=7)
FATES = {
    "_decided", "_decree_waits", "_withdrawn_at_once", "_accepted", "_nominated", "_applied",
}  # fmt: skip
"""A case that is over, one whose Decree is awaited, and those that stand between."""


def main(data: Path) -> None:
    """Makes the office in a folder."""
    demo = "simulation.demo" if Path("simulation").is_dir() else "workflows.demo"
    making, plan, acting_module = (
        import_module(f"{demo}.{name}") for name in ("making", "plan", "acting")
    )
    plan.FATES = tuple(_chosen(plan.FATES))
    acting_module.scan = lambda pages: _page(repr(pages))
    typst.compile = lambda *_, **arguments: _page(repr(arguments))
    for module in list(sys.modules.values()):
        for name in {"write_digests", "write_plans"} & vars(module).keys():
            setattr(module, name, _of_the_last_days(vars(module)[name]))
    order: tuple[object, ...] = (TODAY, "http://127.0.0.1:8080", 1)
    if "order" in inspect.signature(making.make_demo).parameters:
        order = (making.DemoOrder(*order),)
    making.make_demo(data, None, *order)


def _chosen(fates: tuple[Any, ...]) -> Iterator[object]:
    """The first of each fate that is looked for, in each call."""
    names = set()
    for fate in fates:
        name = (fate.tell.__name__, fate.call)
        if fate.tell.__name__ in FATES and name not in names and fate.partner is None:
            names.add(name)
            yield replace(fate, count=1)


def _page(content: str) -> bytes:
    digest = hashlib.sha256(content.encode()).hexdigest()[:16]
    return f"%PDF-1.4\n% {digest}\n%%EOF\n".encode()


def _of_the_last_days(write: Callable[..., int]) -> Callable[..., int]:
    def seldom(connection: object, office: object, now: datetime) -> int:
        return write(connection, office, now) if TODAY - now.date() < BRIEFED else 0

    return seldom


if __name__ == "__main__":
    main(Path(sys.argv[1]))
