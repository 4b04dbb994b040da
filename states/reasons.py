"""Why a case can't advance: values, never exceptions."""

from __future__ import annotations

from collections.abc import Callable

from states.frozen import frozen
from states.text import Text


@frozen
class GuardReason:
    """What a guard found missing, naming the person, document, number or date; and what to do.

    Both are said when they are read: many a guard is asked only whether it holds. `by` are the
    forms and steps any of which removes it.
    """

    say: Callable[[], Text]
    say_remedy: Callable[[], Text]
    by: tuple[str, ...] = ()

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
    """An unmet condition under the rule (its id in the register) that asks for it.

    `by` are the forms and steps any of which removes it; empty for a wrong state or role.
    """

    rule: str
    message: Text
    remedy: Text
    by: tuple[str, ...] = ()
