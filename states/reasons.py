"""Why a case can't advance: values, never exceptions."""

from __future__ import annotations

from states.frozen import frozen
from states.text import Text


@frozen
class Unmet:
    """What a guard found missing, naming the person, document, number or date; and what to do."""

    message: Text
    remedy: Text


@frozen
class Reason:
    """An unmet condition under the rule (its id in the register) that asks for it."""

    rule: str
    message: Text
    remedy: Text
