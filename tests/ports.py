"""Ports for servers that tests start: free when they are given, and given to nobody else.

Those that the system hands out by itself begin above; a port from here is not taken by chance
between the moment when it is chosen and the moment when its server listens.
"""

from __future__ import annotations

import os
import socket
from collections.abc import Iterator
from functools import cache
from itertools import cycle
from typing import Final

BELOW_THE_SYSTEMS_OWN: Final = range(10_000, 30_000)


def free_port() -> int:
    """A port on loopback that nobody listens on; another one at each call."""
    return next(port for port in _in_turn() if _is_free(port))


@cache
def _in_turn() -> Iterator[int]:
    """From a place that tests in another process, running beside these, do not begin at."""
    ports = BELOW_THE_SYSTEMS_OWN
    first = os.getpid() * 97 % len(ports)
    return cycle([*ports[first:], *ports[:first]])


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True
