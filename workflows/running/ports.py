"""Ports that servers of ours listen on: one that is free, and a sentence for one that is taken."""

from __future__ import annotations

import socket

from states.explained import Explained


class PortTaken(Explained):
    """Another program listens on the port that a server of ours should have."""


def free_port(host: str) -> int:
    """A port of a host that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind((host, 0))
        return int(probe.getsockname()[1])


def refuse_taken(host: str, port: int, server: str) -> None:
    """Raises PortTaken where `server`, as the sentence calls it, could not listen there."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        # As servers themselves do: a port that is only cooling down counts as free.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as refusal:
            raise PortTaken(
                f"port {port} on {host} is taken or not allowed ({refusal.strerror}): "
                f"{server} needs another one, or the program that listens there must end"
            ) from refusal
