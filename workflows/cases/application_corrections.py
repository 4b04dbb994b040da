"""Correcting an application that was written down wrongly: what can't be, and what follows."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from persistence.list_appeals import RECALLED_FROM
from rules.guards.remedies import NEW_CALL
from rules.wording import format_text
from states.application_corrections import (
    APPLICATION_CORRECTION,
    DOCUMENT_ON,
    RECEIVED_ON,
    as_corrected,
)
from states.correction_forms import differing_fields, values_in
from states.decision import Refused
from states.definition import ProcessDefinition
from states.dossier import Application, Case, Dossier
from states.fact_declaration import Payload
from states.facts import recording
from states.payloads import written_name
from states.reasons import Reason
from states.text import Text
from states.validation_error import ValidationError

APPLICATION: str = "application"


def refused_correction(
    definition: ProcessDefinition, dossier: Dossier, correction: Payload
) -> Refused | None:
    """Why an application is not corrected: what shows it came in after the call had closed.

    Raises ValidationError where there is no application, or nothing is corrected.
    """
    application = dossier.application
    if application is None:
        raise ValidationError(
            Text(
                "there is no application yet: what is handed in is noted with its step",
                "пријаве још нема: што је предато уписује се уз њен корак",
            ),
            (DOCUMENT_ON,),
        )
    changed_fields = differing_fields(application, as_corrected(application, correction))
    if not changed_fields:
        raise _nothing_corrected(correction)
    shown_on: date = getattr(correction, DOCUMENT_ON)
    closes = dossier.call.closes
    if set(changed_fields) == {RECEIVED_ON} or shown_on <= closes or not _limited(definition):
        return None
    return Refused(recording(APPLICATION_CORRECTION), (_too_late(definition, shown_on, closes),))


def _nothing_corrected(correction: Payload) -> ValidationError:
    message = Text(
        "nothing is corrected: the application says so already",
        "ништа се не исправља: пријава већ тако гласи",
    )
    names = values_in(correction, Application) or {DOCUMENT_ON: None}
    return ValidationError(message, tuple(map(written_name, names)))


def _limited(definition: ProcessDefinition) -> bool:
    """Whether an application must come in by a day."""
    steps = definition.transitions.values()
    return any(step.takes == APPLICATION and step.guards for step in steps)


def _too_late(definition: ProcessDefinition, shown_on: date, closes: date) -> Reason:
    """What came in after the closing day is another application, however it is called."""
    return Reason(
        definition.facts[APPLICATION_CORRECTION].rule,
        format_text(
            "The document that shows it came in on {shown}; the call closed on {closes} at 24:00.",
            "Документ из ког се то види примљен је {shown} Конкурс је затворен {closes} у 24:00.",
            shown=shown_on,
            closes=closes,
        ),
        Text(
            "Correct only what was handed in by then; another wish goes into the next call.",
            "Исправити само оно што је до тада предато; друга жеља може се пријавити на наредном "
            "конкурсу.",
        ),
        (APPLICATION_CORRECTION, NEW_CALL),
    )


def with_own_correction(dossier: Dossier, number: str) -> Dossier:
    """The dossier of a case on the list, with the call's progress as its own correction leaves it.

    One that is taken back settles the list on that day: until then nobody could be sent by it.
    """
    progress, placement = dossier.progress, dossier.placement
    if placement is None:
        return dossier
    other_numbers = tuple(case for case in progress.corrected if case != number)
    corrected_numbers = (
        other_numbers if placement.corrected_on is None else (*other_numbers, number)
    )
    days = (progress.settled_on, placement.put_right_on)
    settled_on = max((day for day in days if day), default=None)
    progress = replace(progress, corrected=corrected_numbers, settled_on=settled_on)
    return replace(dossier, progress=progress)


def with_own_nomination(
    case: Case, before: Dossier, proposed_dossier: Dossier, today: date
) -> Dossier:
    """The dossier of a case that left the list, with whether its correction asks for a recall.

    While it does nobody is sent by the list; from the day on which it no longer does, others are.
    For who holds the place by right, or gave it up, the list rests on no correction.
    """
    number, place = case.number, proposed_dossier.placement
    if before.placement is None or place is None:
        return proposed_dossier
    was_to_recall = number in before.progress.to_recall
    is_to_recall = case.state in RECALLED_FROM and _nominated_elsewhere(proposed_dossier)
    put_right_on = today if was_to_recall and not is_to_recall else before.placement.put_right_on
    progress = proposed_dossier.progress
    other_numbers = tuple(other for other in progress.to_recall if other != number)
    days = (progress.settled_on, put_right_on if was_to_recall else None)
    progress = replace(
        progress,
        to_recall=(*other_numbers, number) if is_to_recall else other_numbers,
        settled_on=max((day for day in days if day), default=None),
    )
    place = replace(place, put_right_on=put_right_on)
    return replace(proposed_dossier, placement=place, progress=progress)


def _nominated_elsewhere(dossier: Dossier) -> bool:
    """Whether the application as it was corrected does not name the host of the nomination."""
    place, application = dossier.placement, dossier.application
    if place is None or place.host is None or place.corrected_on is None or application is None:
        return False
    return place.host not in application.hosts
