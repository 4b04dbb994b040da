"""What somebody does with a spreadsheet: reads it, looks at its rows, enters the ticked ones."""

from __future__ import annotations

import html
import re
from collections.abc import Sequence

from httpx import Response
from starlette.testclient import TestClient

from tests.web.browsing import token_of


def read(client: TestClient, address: str, text: str) -> Response:
    """Rows that were pasted, as their page shows them."""
    return client.post(address, data={"token": token_of(client, address), "pasted": text})


def read_file(client: TestClient, address: str, content: bytes, name: str) -> Response:
    files = {"file": (name, content)}
    return client.post(address, data={"token": token_of(client, address)}, files=files)


def entered(client: TestClient, preview: Response, ticks: Sequence[str] | None = None) -> Response:
    """The rows that are ticked on a page, or others, are entered."""
    action = preview.url.path
    default_ticks = re.findall(r'name="tick" value="(\d+)"[^>]* checked', preview.text)
    tickable = re.search(r'name="shown" value="([^"]*)"', preview.text)
    assert tickable is not None
    data = {"token": token_of(client, action), "do": "enter", "shown": tickable.group(1),
            "tick": default_ticks if ticks is None else list(ticks)}  # fmt: skip
    return client.post(action, data=data)


def rows_of(page: Response) -> dict[int, str]:
    """The text of each row on a page, by its line in the file."""
    rows = re.findall(r'<tr id="row-(\d+)".*?</tr>', page.text, re.DOTALL)
    parts = re.split(r'<tr id="row-\d+"', page.text)[1:]
    texts = [" ".join(html.unescape(re.sub(r"<[^>]*>", " ", part)).split()) for part in parts]
    return dict(zip(map(int, rows), texts, strict=True))
