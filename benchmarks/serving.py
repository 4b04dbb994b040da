"""What an office of a hundred thousand cases holds of the machine's memory while it is served.

    python -m benchmarks.many_cases --data DIR
    python -m benchmarks.serving --data DIR

`mobility serve` with all of its processes: pages, worker, Prefect. After the first page the Head
opens each of the lists, so that what the pages keep of a hundred thousand cases is in memory too.
"""

from __future__ import annotations

import argparse
import os
import re
import subprocess
import time
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Final, NamedTuple

import httpx

from benchmarks.commands import answers, command_of, environment, free_port
from benchmarks.pages import HEAD
from benchmarks.results import write_section
from simulation.demo.making import PASSWORD

ROOT: Final = Path(__file__).parents[1]
HEADING: Final = "`mobility serve` with 100,000 cases"
MOST_MB, MOST_SECONDS = 700, 3
OUR_COMMANDS: Final = ("serve", "worker", "by-hand")
SETTLES_WITHIN: Final = 60.0
"""Seconds for which worker and Prefect work off what a start leaves to do."""
LISTS: Final = (
    "/", "/board", "/board/cases", "/board/escalations", "/work", "/work?tab=all", "/stuck",
    "/stuck?judge=yes", "/work?tab=all&q=Djordjevic", "/calls", "/mails?show=all", "/year",
)  # fmt: skip


class Served(NamedTuple):
    """Seconds until the first page, and MB (PSS) of each process by what it is."""

    page_s: float
    megabytes: dict[str, float]


def run(data: Path) -> Served:
    """Serves the office of a folder, opens its lists, and ends it again."""
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    began_at = time.perf_counter()
    serving = subprocess.Popen(
        command_of(["--data", str(data), "serve", "--port", str(port)]),
        cwd=ROOT, stdout=subprocess.DEVNULL, env=environment(),
    )  # fmt: skip
    try:
        while not answers(f"{url}/login"):
            time.sleep(0.02)
        page_s = time.perf_counter() - began_at
        time.sleep(SETTLES_WITHIN)
        _open_lists(url)
        return Served(page_s, dict(_megabytes(serving.pid)))
    finally:
        serving.terminate()
        serving.wait(60)


def _open_lists(url: str) -> None:
    with httpx.Client(base_url=url, timeout=60, follow_redirects=True) as client:
        token = re.search('name="token" value="([^"]*)"', client.get("/login").text)
        assert token is not None
        client.post("/login", data={"login": HEAD, "password": PASSWORD, "token": token[1]})
        for path in LISTS:
            client.get(path).raise_for_status()


def _megabytes(first: int) -> Iterator[tuple[str, float]]:
    """Of a process and all that it started: the memory that goes if it does, shared pages divided
    among those who share them."""
    for pid in (first, *_started_by(first)):
        words = Path(f"/proc/{pid}/cmdline").read_text(encoding="utf-8").split("\0")
        rollup = Path(f"/proc/{pid}/smaps_rollup").read_text()
        kilobytes = re.search(r"^Pss: +(\d+) kB", rollup, re.M)
        assert kilobytes is not None
        yield f"{_program(words)} ({pid})", int(kilobytes[1]) / 1024


def _program(words: Sequence[str]) -> str:
    """What a process is, by its command line: a module of Python's, or a command of ours."""
    command = next((word for word in words if word in OUR_COMMANDS), None)
    module = words[words.index("-m") + 1] if "-m" in words else Path(words[0]).name
    return command or module


def _started_by(pid: int) -> Iterator[int]:
    for children in Path(f"/proc/{pid}/task").glob("*/children"):
        for child in map(int, children.read_text().split()):
            yield child
            yield from _started_by(child)


def _told(result: Served, load: float) -> str:
    parts = "; ".join(f"{name.split(' (')[0]} {mb:.0f}" for name, mb in result.megabytes.items())
    total = sum(result.megabytes.values())
    return (
        f"On {datetime.now(UTC):%Y-%m-%d}, load {load:.1f} when it began, on SQLite: the first "
        f"page is there after {result.page_s:.2f} s ({MOST_SECONDS} wanted). All processes "
        f"together hold {total:.0f} MB ({MOST_MB} wanted; PSS, after each of the lists has been "
        f"opened): {parts}.\n"
    )


def main() -> None:
    """Measures, writes and prints."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.serving")
    parser.add_argument("--data", type=Path, required=True, metavar="DIR")
    load = os.getloadavg()[0]
    text = _told(run(parser.parse_args().data), load)
    write_section(HEADING, text)
    print(text)


if __name__ == "__main__":
    main()
