"""Closures entered on the page: days on which the office is closed, and which are not counted.

A closure changes due dates that stand already: whoever enters or withdraws one has the open cases
counted anew (`workflows.running.recounting`), each with an entry in its history.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from pydantic import ValidationError as PydanticError

from persistence import changes, closures
from persistence.changes import Change
from rules.calendar import FIRST_YEAR, LAST_YEAR, Closure
from states.strict_forms import Day
from states.strict_yaml import adapter
from states.text import Text
from states.validation_error import ValidationError
from states.validation_messages import message_of
from workflows.registers.keeping import RegisterAct

KEEPERS: Final = frozenset({"head_of_ico", "general_secretary", "rector"})
"""Who says when the office is closed."""

LONGEST_REASON: Final = 200
LONGEST_DAYS: Final = 62
"""Days that one closure lasts at most: a longer one is a slip of the pen."""


def add_closure(act: RegisterAct, data: Mapping[str, str]) -> int:
    """The office is closed on the days `from` to `to`, for the reason `en` and `sr`.

    Raises ValidationError with its field, NotTheirs for who does not say so.
    """
    act.check_may(KEEPERS)
    closure = _closure(data)
    for entered_closure in closures.entered(act.connection):
        same_days = (entered_closure.first_day, entered_closure.last_day) == (
            closure.first_day,
            closure.last_day,
        )
        if same_days and entered_closure.withdrawn_by is None:
            sentence = Text("this closure stands already", "ово затварање је већ уписано")
            raise ValidationError(sentence, ("from",))
    number = closures.enter(act.connection, closure, act.keeper.name, act.now)
    after = {
        "from": closure.first_day, "to": closure.last_day, "reason": closure.reason.en,
        "reason_sr": closure.reason.sr,
    }  # fmt: skip
    change = Change("closure", str(number), "closure_added", act.keeper.name, None, after)
    changes.note(act.connection, change, act.now)
    return number


def withdraw_closure(act: RegisterAct, closure_id: int) -> None:
    """The office is not closed then after all; what was done meanwhile stands.

    Raises ValidationError for one that is over, or was withdrawn; NotTheirs.
    """
    act.check_may(KEEPERS)
    entered_closure = next(
        (c for c in closures.entered(act.connection) if c.id == closure_id), None
    )
    if entered_closure is None or entered_closure.withdrawn_by is not None:
        raise ValidationError(
            Text("this closure was withdrawn already", "ово затварање је већ повучено")
        )
    if entered_closure.last_day < act.today:
        raise ValidationError(
            Text("this closure is over: the days were not worked", "ово затварање је протекло")
        )
    closures.withdraw(act.connection, closure_id, act.keeper.name, act.now)
    before = {
        "from": entered_closure.first_day,
        "to": entered_closure.last_day,
        "reason": entered_closure.reason_en,
        "reason_sr": entered_closure.reason_sr,
    }
    change = Change("closure", str(closure_id), "closure_withdrawn", act.keeper.name, before)
    changes.note(act.connection, change, act.now)


def _closure(data: Mapping[str, str]) -> Closure:
    days = []
    for field in ("from", "to"):
        try:
            days.append(adapter(Day).validate_python((data.get(field) or "").strip()))
        except PydanticError as error:
            raise ValidationError(message_of(error.errors()[0]), (field,)) from None
    first, last = days
    if last < first:
        raise ValidationError(
            Text("the last day lies before the first", "последњи дан је пре првог"), ("to",)
        )
    if not FIRST_YEAR <= first.year <= last.year <= LAST_YEAR:
        raise ValidationError(
            Text("no holidays are known of that year", "за ту годину нису познати празници"),
            ("from",),
        )
    if (last - first).days >= LONGEST_DAYS:
        raise ValidationError(
            Text(f"at most {LONGEST_DAYS} days", f"највише {LONGEST_DAYS} дана"), ("to",)
        )
    return Closure(first, last, Text(_reason(data, "en"), _reason(data, "sr")))


def _reason(data: Mapping[str, str], field: str) -> str:
    words = " ".join((data.get(field) or "").split())
    if not words:
        raise ValidationError(
            Text("the reason must be given in words", "разлог мора бити наведен"), (field,)
        )
    if len(words) > LONGEST_REASON:
        sentence = Text(
            f"the reason is too long: at most {LONGEST_REASON} letters",
            f"разлог је предугачак: највише {LONGEST_REASON} знакова",
        )
        raise ValidationError(sentence, (field,))
    return words
