"""What went wrong, in a sentence on stderr; exit status 2 for what was asked wrongly or can't be.

A refusal by rule is no error: it is an answer, with all its reasons and exit status 1.
"""

from __future__ import annotations

from typing import Final

from states.explained import Explained

REFUSED: Final = 1
FAILED: Final = 2


def sentence_of(error: Exception, language: str) -> str | None:
    """The sentence for what people can mend; None for a bug."""
    if isinstance(error, Explained):
        return error.sentence(language)
    if isinstance(error, OSError) and not isinstance(error, BrokenPipeError):
        return f"{error.filename or 'the office'}: {error.strerror or error}"
    return None
