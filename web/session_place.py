"""From where somebody logged in, in short: the browser, the system, the address."""

from __future__ import annotations

from typing import Final

from fastapi import Request

BROWSERS: Final = {
    "Edg/": "Edge",
    "OPR/": "Opera",
    "Firefox/": "Firefox",
    "Chrome/": "Chrome",
    "Safari/": "Safari",
}
SYSTEMS: Final = {
    "Android": "Android",
    "iPhone": "iPhone",
    "iPad": "iPad",
    "Windows": "Windows",
    "Mac OS": "macOS",
    "Linux": "Linux",
}
"""In the order in which they are looked for: a browser names those that it is like, too."""


def place_of(request: Request) -> str:
    """`Firefox · Windows · 10.0.0.7`; what is not known is left out."""
    agent = request.headers.get("user-agent", "")
    browser = next((name for mark, name in BROWSERS.items() if mark in agent), "")
    system = next((name for mark, name in SYSTEMS.items() if mark in agent), "")
    return " · ".join(filter(None, (browser, system, address_of(request))))


def address_of(request: Request) -> str:
    """The network address that a request came from; empty where none is known."""
    return request.client.host if request.client else ""
