"""What a browser does with a form: takes its token and its version from the page, sends it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from functools import cache
from html import unescape
from typing import Any, Final

from anyio.from_thread import BlockingPortal, start_blocking_portal
from fastapi import FastAPI
from httpx import Response
from starlette.testclient import TestClient

LogIn = Callable[[str], TestClient]
"""`log_in("vera")` gives a client that is logged in as Vera."""


class Browser(TestClient):
    """A browser without a screen; all that a process has are answered in one event loop.

    Else a client makes a thread with a loop for each request, a tenth of what one takes.
    """

    def __init__(self, app: FastAPI, **options: Any) -> None:
        super().__init__(app, raise_server_exceptions=False, **options)
        self.portal = _one_loop()


_OPEN: Final = ExitStack()
"""What is open for as long as the process runs."""


@cache
def _one_loop() -> BlockingPortal:
    """Started by the first, it goes with the process: its thread holds nothing up."""
    return _OPEN.enter_context(start_blocking_portal())


def token_of(client: TestClient, path: str = "/login") -> str:
    """The token of the forms on a page."""
    return _hidden(client.get(path).text, "token")


def send(
    client: TestClient,
    page: str,
    action: str,
    data: Mapping[str, Any] | None = None,
    files: Mapping[str, Any] | None = None,
    follow: bool = True,
) -> Response:
    """Opens a page and sends one of its forms, with what is typed in."""
    fact = re.search(r"^/cases/[^/]+/facts/(\w+)$", action)
    text = client.get(page, params={"form": fact.group(1)} if fact else None).text
    assert f'action="{action}' in text, f"{page} has no form for {action}"
    hidden_fields = {"token": _hidden(text, "token"), "version": _hidden(text, "version", "")}
    response: Response = client.post(
        action, data={**hidden_fields, **(data or {})}, files=files, follow_redirects=follow
    )
    return response


def confirm(
    client: TestClient,
    preview: Response,
    follow: bool = True,
    more: Mapping[str, str] | None = None,
) -> Response:
    """Confirms on the page that shows what would follow, with all that it carries, and `more`."""
    form = preview.text.partition('<form class="confirm"')[2].partition("</form>")[0]
    assert form, "nothing is asked to be confirmed"
    action = re.search(r'action="([^"#]*)', form)
    assert action is not None
    fields: dict[str, list[str]] = {}
    for name, value in re.findall(r'type="hidden" name="([^"]*)" value="([^"]*)"', form):
        fields.setdefault(name, []).append(unescape(value))
    data = {**fields, **(more or {})}
    response: Response = client.post(action.group(1), data=data, follow_redirects=follow)
    return response


def _hidden(text: str, name: str, otherwise: str | None = None) -> str:
    match = re.search(f'name="{name}" value="([^"]*)"', text)
    if match is None and otherwise is not None:
        return otherwise
    assert match is not None, f"the page has no hidden {name}"
    return match.group(1)
