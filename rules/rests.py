"""Why an awaited step rests: what is forbidden meanwhile is not held against anybody.

And why a right never does: no pause touches it.

A definition names these under `rests`. While one says something, the step has no due date, no
ladder and no step of time, and the case says why.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from rules.anchors import APPEAL_DECIDED
from rules.remedy_words import REMEDY_WORDS
from rules.wording import format_text, listed
from states.definition import Awaited, Rest
from states.dossier import Dossier
from states.reasons import Reason
from states.text import Text
from states.vocabulary import Called


def list_can_change(dossier: Dossier, remedy_kind: Called) -> Text | None:
    """BMU-15c, BEE-C5: an appeal against the list is open, or upheld without a corrected list.

    Or an application was corrected since by which the list gave somebody a place, or is missing;
    or who was nominated where nobody had applied is not recalled yet.
    """
    progress, word = dossier.progress, REMEDY_WORDS[remedy_kind]
    if progress.open_appeals:
        return format_text(
            "rests until the {remedy} of {cases} against the list is decided",
            "мирује док се не одлучи {on_remedy} на ранг листу ({cases})",
            cases=listed(progress.open_appeals),
            **word,
        )
    if progress.upheld:
        return format_text(
            "rests until the corrected list is published ({upheld}: {cases})",
            "мирује до објављивања исправљене ранг листе ({upheld}: {cases})",
            cases=listed(progress.upheld),
            **word,
        )
    if progress.to_recall:
        return format_text(
            "rests until the nomination is recalled (to a host that was not applied for: {cases})",
            "мирује до опозива номинације (установа није наведена у пријави: {cases})",
            cases=listed(progress.to_recall),
        )
    if progress.corrected:
        return format_text(
            "rests until the corrected list is published (corrected: {cases})",
            "мирује до објављивања исправљене ранг листе (исправљени подаци: {cases})",
            cases=listed(progress.corrected),
        )
    if progress.missing:
        return format_text(
            "rests until the corrected list is published (an application in time is missing on "
            "it: {cases})",
            "мирује до објављивања исправљене ранг листе (недостаје благовремена пријава: {cases})",
            cases=listed(progress.missing),
        )
    return None


RESTS: Final[Mapping[str, Rest]] = {"list_can_change": list_can_change}
"""By the names that definitions use."""


def bears_no_pause(awaited_step: Awaited) -> bool:
    """Whether no pause lengthens what is awaited: a right, a decider's own time, or the carrying
    out of a decision on an appeal, for which who won it and the whole call wait (BMU-15c, BEE-C5).
    """
    anchors = {deadline.anchor for deadline in awaited_step.deadlines}
    return awaited_step.right or APPEAL_DECIDED in anchors


def no_pause_of_a_right(awaited_step: Awaited) -> Reason:
    """Nobody stops the time to appeal, a decider's own or what carries a decision out; under the
    rule of that limit.
    """
    return Reason(
        awaited_step.deadlines[0].rule,
        Text(
            f"“{awaited_step.title.en}”: a pause never touches the time in which an act may be "
            "contested, or in which that is to be decided or carried out.",
            f"„{awaited_step.title.sr}“: застој се не односи на рок за правно средство, на "
            "одлуку о њему ни на њено спровођење.",
        ),
        Text("Nothing removes this: the time runs.", "Ништа не отклања ову препреку: рок тече."),
    )
