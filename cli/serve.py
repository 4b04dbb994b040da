"""`mobility serve`: the pages, the worker and Prefect, run together."""

from __future__ import annotations

import socket
from typing import Annotated

import typer

from cli.options import Config, Data, Place, place
from states.validation_error import ValidationError
from workflows.running.serve import serve as run_office

Port = Annotated[
    int, typer.Option("--port", metavar="N", min=1, max=65535, help="The port of the pages.")
]
PORT = 8080
HOST = "127.0.0.1"


def serve(port: Port = PORT, data: Data = None, config: Config = None) -> None:
    """Open the office: pages, worker and Prefect together, until Ctrl-C."""
    serve_at(place(data, config), port)


def serve_at(where: Place, port: int) -> None:
    """Opens an office on a port; raises ValidationError where another program has the port."""
    if _is_taken(port):
        raise ValidationError(f"port {port} is taken by another program: choose one with --port")
    run_office(where.data, where.config, port, HOST)


def _is_taken(port: int) -> bool:
    with socket.socket() as probe:
        # A port that is only cooling down counts as free, as it does for the pages themselves.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError:
            return True
    return False
