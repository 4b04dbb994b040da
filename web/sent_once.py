"""Forms that were carried out, so that the same one sent again has no second effect.

Each form of a page bears a mark of its own. Who opens the page anew gets other marks: what is meant
to be done once more can be. Kept in memory, for as long as the pages run.
"""

from __future__ import annotations

import hashlib
import secrets
from collections import OrderedDict
from dataclasses import dataclass, field
from threading import Lock
from typing import Final

from starlette.datastructures import FormData
from starlette.types import ASGIApp, Message, Receive, Scope, Send

MOST: Final = 20_000
"""Forms that are remembered, the newest."""
KEY: Final = "sent_once"
"""Where a request's state keeps the key of its form."""
DONE: Final = "done_once"
"""Where a request's state says that an answer that is no redirect did something all the same."""


class SentTwice(Exception):
    """The same form has been carried out, or is being; `address` is where that is seen."""

    def __init__(self, address: str) -> None:
        super().__init__("the form was sent twice")
        self.address = address


def new_mark() -> str:
    """The mark of one form of one page."""
    return secrets.token_urlsafe(9)


def key_of(seed: str, path: str, form: FormData) -> str:
    """What tells a form, as it was filled in, from every other one: its token has its mark."""
    parts = [
        (name, value if isinstance(value, str) else f"{value.filename} {value.size}")
        for name, value in form.multi_items()
    ]
    return hashlib.sha256(repr((seed, path, parts)).encode(errors="surrogatepass")).hexdigest()


@dataclass
class SentForms:
    """The forms that were carried out, each with the address to which that led; `` while it is."""

    _addresses: OrderedDict[str, str] = field(default_factory=OrderedDict)
    _lock: Lock = field(default_factory=Lock)

    def begin(self, key: str) -> None:
        """Takes a form; raises SentTwice where it was taken before."""
        with self._lock:
            if key in self._addresses:
                raise SentTwice(self._addresses[key])
            self._addresses[key] = ""
            if len(self._addresses) > MOST:
                self._addresses.popitem(last=False)

    def finish(self, key: str, address: str) -> None:
        """It was carried out."""
        with self._lock:
            self._addresses[key] = address

    def forget(self, key: str) -> None:
        """Nothing came of it: it may be sent again."""
        with self._lock:
            self._addresses.pop(key, None)


class SentOnce:
    """Sees from each answer whether the form that was sent has been carried out."""

    def __init__(self, app: ASGIApp, forms: SentForms) -> None:
        self.app = app
        self.forms = forms

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes the request on; a form that led nowhere else may be sent again."""
        if scope["type"] != "http" or scope["method"] != "POST":
            return await self.app(scope, receive, send)
        state: dict[str, str] = scope.setdefault("state", {})

        async def send_on(message: Message) -> None:
            key = state.get(KEY) if message["type"] == "http.response.start" else None
            if key and (message["status"] == 303 or DONE in state):
                addresses = [at for name, at in message["headers"] if name.lower() == b"location"]
                self.forms.finish(key, b"".join(addresses).decode("latin-1"))
                del state[KEY]
            await send(message)

        try:
            return await self.app(scope, receive, send_on)
        finally:
            if KEY in state:
                self.forms.forget(state[KEY])
