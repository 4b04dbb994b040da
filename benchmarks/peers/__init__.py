"""What people would pick instead: each peer in a process and an environment of its own.

`requirements.txt` here is installed into an environment whose Python `--peers` names. A peer makes
its database in a folder (SQLite in WAL, synchronous=FULL) and walks one case through ten human
steps whenever it is asked to, so that ours and theirs take turns.
"""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from benchmarks.peers.timing import Took

ROOT: Final = Path(__file__).parents[2]
MODULES: Final = {"SpiffWorkflow": "spiff_peer", "django-viewflow": "viewflow_peer"}


class NotInstalled(Exception):
    """A peer can't be measured, because it is not there."""


@dataclass
class Peer:
    """A peer at work: what each of its steps took, case after case."""

    name: str
    version: str
    process: subprocess.Popen[str]
    took: list[Took] = field(default_factory=list)

    def walk_a_case(self) -> None:
        """One case from its beginning through ten human steps."""
        self.took += [Took(*step) for step in json.loads(self._asked("case"))]

    def bytes_a_case(self) -> float:
        """How much larger its database became with each case."""
        return float(json.loads(self._asked("bytes")))

    def _asked(self, message: str) -> str:
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(f"{message}\n")
        self.process.stdin.flush()
        return self.process.stdout.readline()


@contextmanager
def peers(python: str | None) -> Iterator[list[Peer]]:
    """The peers that a Python has; none without one. They end with the block."""
    with ExitStack() as stack:
        started_peers = []
        for name in MODULES if python else ():
            folder = stack.enter_context(TemporaryDirectory(prefix="peer-"))
            peer = _started(str(python), name, Path(folder))
            stack.callback(_ended, peer)
            started_peers.append(peer)
        yield started_peers


def _started(python: str, name: str, folder: Path) -> Peer:
    _must_have(python, name)
    command = [python, "-m", f"benchmarks.peers.{MODULES[name]}", str(folder)]
    process = subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT
    )
    assert process.stdout is not None
    return Peer(name, process.stdout.readline().strip(), process)


def _must_have(python: str, name: str) -> None:
    """Raises NotInstalled where a Python can't be run or does not have a peer."""
    version_check = f"import importlib.metadata as had; had.version({name!r})"
    try:
        subprocess.run([python, "-c", version_check], check=True, capture_output=True)
    except OSError as error:
        raise NotInstalled(f"{python} can't be run: {error}") from error
    except subprocess.CalledProcessError as error:
        where = "benchmarks/peers/requirements.txt"
        raise NotInstalled(f"{name} is not installed for {python}: see {where}") from error


def _ended(peer: Peer) -> None:
    assert peer.process.stdin is not None
    peer.process.stdin.close()
    peer.process.wait(30)
