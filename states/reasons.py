"""Why a case can't advance: values, never exceptions."""

from __future__ import annotations

from collections.abc import Callable

from states.frozen import frozen, replace
from states.text import Text


@frozen
class GuardReason:
    """What a guard found missing, naming the person, document, number or date; and what to do.

    Both are said when they are read: many a guard is asked only whether it holds. `by` are the
    forms and steps any of which removes it; `fills` is what such a form then holds already, by its
    fields.
    """

    say: Callable[[], Text]
    say_remedy: Callable[[], Text]
    by: tuple[str, ...] = ()
    fills: tuple[tuple[str, str], ...] = ()

    @property
    def message(self) -> Text:
        """What is missing."""
        return self.say()

    @property
    def remedy(self) -> Text:
        """What to do."""
        return self.say_remedy()

    def filling(self, **fills: str) -> GuardReason:
        """The same reason, with what a form that removes it holds already."""
        return replace(self, fills=tuple(fills.items()))


@frozen
class Reason:
    """An unmet condition under the rule (its id in the register) that asks for it.

    `by` are the forms and steps any of which removes it; empty for a wrong state or role. `fills`
    are values of that form which the reason knows: the kind of a missing document. `guard` is the
    guard that says no; None where none was asked.
    """

    rule: str
    message: Text
    remedy: Text
    by: tuple[str, ...] = ()
    fills: tuple[tuple[str, str], ...] = ()
    guard: str | None = None
