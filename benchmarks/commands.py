"""Whole commands as a person meets them: how long until they have answered."""

from __future__ import annotations

import os
import socket
import statistics
import subprocess
import sys
import time
import urllib.request
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

ROOT = Path(__file__).parents[1]


class Commands(NamedTuple):
    """Seconds of the demo, of commands by their names, and until the first page is there."""

    demo_s: float
    commands_s: dict[str, float]
    page_s: float


def run(rounds: int = 5) -> Commands:
    """Seconds of the demo, of commands that run no flows, and until the first page is there."""
    with TemporaryDirectory(prefix="benchmark-") as folder:
        data = Path(folder) / "data"
        demo = _seconds("--data", str(data), "demo", "--no-serve")
        seconds_of = {
            "due": _median(rounds, "due", "--from", "2026-04-03", "--days", "8"),
            "case list": _median(rounds, "--data", str(data), "case", "list"),
            "check": _median(rounds, "check"),
        }
        _first_page(data)
        return Commands(demo, seconds_of, _first_page(data))


def _median(rounds: int, *words: str) -> float:
    return statistics.median(_seconds(*words) for _ in range(rounds))


def _seconds(*words: str) -> float:
    began_at = time.perf_counter()
    subprocess.run(
        command_of(words), cwd=ROOT, check=True, stdout=subprocess.DEVNULL, env=environment()
    )
    return time.perf_counter() - began_at


def command_of(words: Sequence[str]) -> list[str]:
    """A `mobility` command by the Python that measures."""
    return [sys.executable, "-m", "cli.main", *words]


def environment() -> dict[str, str]:
    """As an office runs it: Python keeps what it has compiled, whatever this shell says."""
    return {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}


def _first_page(data: Path) -> float:
    """Seconds from `mobility serve` to its first page; everything is stopped afterwards."""
    port = free_port()
    began_at = time.perf_counter()
    words = ["--data", str(data), "serve", "--port", str(port)]
    serving = subprocess.Popen(
        command_of(words), cwd=ROOT, stdout=subprocess.DEVNULL, env=environment()
    )
    try:
        while not answers(f"http://127.0.0.1:{port}/login"):
            time.sleep(0.02)
        return time.perf_counter() - began_at
    finally:
        serving.terminate()
        serving.wait(30)


def free_port() -> int:
    """A port of this machine on which nobody listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def answers(url: str) -> bool:
    """Whether a page is there."""
    try:
        return bool(urllib.request.urlopen(url, timeout=1).status == 200)
    except OSError:
        return False


if __name__ == "__main__":
    print(run())
