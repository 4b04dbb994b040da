"""Why a case can't advance: values, never exceptions."""

from __future__ import annotations

from collections.abc import Callable

from states.frozen import frozen
from states.text import Text


@frozen
class GuardReason:
    """What a guard found missing, naming the person, document, number or date; and what to do.

    Both are said when they are read: many a guard is asked only whether it holds.
    """

    say: Callable[[], Text]
    say_remedy: Callable[[], Text]

    @property
    def message(self) -> Text:
        """What is missing."""
        return self.say()

    @property
    def remedy(self) -> Text:
        """What to do."""
        return self.say_remedy()


@frozen
class Reason:
    """An unmet condition under the rule (its id in the register) that asks for it."""

    rule: str
    message: Text
    remedy: Text
