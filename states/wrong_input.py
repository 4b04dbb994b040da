"""What people handed in can't be used: the fault of the caller, told in a sentence."""

from __future__ import annotations

from states.text import Text


class WrongInput(Exception):
    """What was handed in can't be read: a word not known, a wrong type, a date that isn't one.

    `said` is the sentence in both languages; one that only the command line shows is English.
    """

    def __init__(self, said: Text | str) -> None:
        self.said = said if isinstance(said, Text) else Text(said, said)
        super().__init__(self.said.en)
