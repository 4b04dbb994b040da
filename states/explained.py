"""Errors that people can mend: each comes out as a sentence, never as a bug."""

from __future__ import annotations


class Explained(Exception):
    """What was asked can't be, and the sentence says why; exceptions of this kind are shown."""

    def sentence(self, language: str) -> str:
        """The sentence in a language, as far as it is known in it; English otherwise."""
        return str(self)
