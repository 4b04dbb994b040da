"""How the pages are served: whose headers are believed, and what becomes of half a request."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
import uvicorn

from office.settings import Settings
from states.frozen import replace
from tests.ports import free_port
from tests.waiting import until
from tests.workflows.office_fixtures import shipped
from web.prompt_protocol import PromptProtocol
from web.serving import server_settings


class Hasty(PromptProtocol):
    """A tenth of a second, instead of twenty."""

    grace = 0.1


async def tells_who_asks(scope: Any, receive: Any, send: Any) -> None:
    """An application that says from where a request came, once it has come whole."""
    if scope["type"] != "http":
        return
    while (await receive()).get("more_body"):
        pass
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": scope["client"][0].encode()})


@contextmanager
def served(settings: Settings, **changes: Any) -> Iterator[int]:
    """The port of a real server under these settings."""
    port = free_port()
    options = {**server_settings(settings), "lifespan": "off", **changes}
    server = uvicorn.Server(uvicorn.Config(tells_who_asks, port=port, **options))
    thread = threading.Thread(target=server.run)
    thread.start()
    try:
        assert until(lambda: server.started)
        yield port
    finally:
        server.should_exit = True
        thread.join(30)


def answer(port: int, request: bytes) -> bytes:
    """All that comes back for some bytes, until the server ends the connection."""
    with socket.create_connection(("127.0.0.1", port), timeout=20) as line:
        line.sendall(request)
        reply = b""
        while chunk := line.recv(4096):
            reply += chunk
    return reply


ASKED = b"GET / HTTP/1.1\r\nHost: x\r\nX-Forwarded-For: 203.0.113.5\r\nConnection: close\r\n\r\n"


@pytest.mark.parametrize(
    ("proxies", "address"),
    [((), b"127.0.0.1"), (("10.0.0.0/8",), b"127.0.0.1"), (("127.0.0.1",), b"203.0.113.5")],
)
def test_headers_of_proxies_are_believed_from_addresses_in_the_settings_only(
    proxies: tuple[str, ...], address: bytes
) -> None:
    with served(replace(shipped().settings, proxies=proxies)) as port:
        assert address in answer(port, ASKED)


def test_half_a_request_ends() -> None:
    halves = (
        b"",
        b"GET / HTTP/1.1\r\nHost: x\r\n",
        b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 100000\r\n\r\nhalf",
    )
    with served(shipped().settings, http=Hasty) as port:
        assert [answer(port, half) for half in halves] == [b"", b"", b""]
        assert b"127.0.0.1" in answer(port, ASKED), "a whole one is answered"
