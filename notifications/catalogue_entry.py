"""An entry of the catalogue: what a mail is called, what it tells, and what goes with it."""

from __future__ import annotations

from typing import Literal

from states.frozen import frozen
from states.text import Text

About = Literal["case", "call", "office"]


@frozen
class Mail:
    """One kind of mail. `attaches` names the kinds of produced document that go with it as PDF.

    `decides` is what the decision that it brings is on.
    `secret` where its link opens something once: `ONLY_IN_THE_MAIL` stands for the secret until
    the mail leaves.
    """

    name: str
    about: About
    title: Text
    tells: Text
    attaches: tuple[str, ...] = ()
    secret: bool = False
    decides: Literal["list", "appeal", "complaint"] | None = None
