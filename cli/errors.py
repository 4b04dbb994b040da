"""What went wrong, in a sentence on stderr; exit status 2 for what was asked wrongly or can't be.

A refusal by rule is no error: it is an answer, with all its reasons and exit status 1.
"""

from __future__ import annotations

import json
from typing import Final

from states.explained import Explained
from states.validation_error import ValidationError

REFUSED: Final = 1
FAILED: Final = 2


def sentence_of(error: Exception, language: str) -> str | None:
    """The sentence for what people can mend; None for a bug."""
    if isinstance(error, Explained):
        return error.sentence(language)
    if isinstance(error, OSError) and not isinstance(error, BrokenPipeError):
        return f"{error.filename or 'the office'}: {error.strerror or error}"
    return None


def error_json(error: Exception, sentence: str) -> str:
    """What went wrong, in JSON; of what was handed in wrongly, the fields, by their paths.

    They are empty where no field is wrong alone.
    """
    plain: dict[str, object] = {"error": sentence}
    if isinstance(error, ValidationError):
        plain["fields"] = list(error.fields)
    return json.dumps(plain, ensure_ascii=False, indent=2)
