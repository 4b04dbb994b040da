"""Days of what is done for people: in what order they stand; a request before its decision.

Pure; beside `rules.possible_days`, which asks it for each form.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final

from rules.payload_checks import FieldError, wrong_day
from states.care import ExtraSupport, IntroductoryMeeting, StudentStatus
from states.care_facts import completed_status, completed_supports
from states.dossier import Dossier
from states.fact_declaration import completes_of_each
from states.text import Text

NOBODY_ASKED: Final = Text(
    "is missing: what is decided was asked for", "недостаје: одлучује се о поднетом захтеву"
)
INVITED_OR_CAME: Final = Text(
    "is missing: on which day they were invited, or whether they came",
    "недостаје: када су позвани, или да ли су дошли",
)
ASKED_OR_DECIDED: Final = Text(
    "is missing: on which day it was asked for, or decided",
    "недостаје: дан захтева, односно одлуке",
)
WHAT_WAS_DECIDED: Final = Text("is missing: what was decided", "недостаје: шта је одлучено")
WHY_REFUSED: Final = Text(
    "is missing: why the support was refused", "недостаје: због чега је захтев одбијен"
)


def student_status_days(
    value: StudentStatus, dossier: Dossier, today: date
) -> Iterator[FieldError]:
    """Of the request and the decision as they stand with this record (BMU-17: in writing)."""
    status = completed_status(dossier.student_status, value)
    if value == StudentStatus():
        yield FieldError("requested_on", ASKED_OR_DECIDED, "days")
    yield from _decided("requested_on", status.requested_on, status.decided_on)
    if status.decided_on and status.status is None:
        yield FieldError("status", WHAT_WAS_DECIDED, "days")


def extra_support_days(value: ExtraSupport, dossier: Dossier, today: date) -> Iterator[FieldError]:
    """Of the request and the decision as they stand with this record (BMU-15a).

    A refusal says why.
    """
    with_it = completed_supports(dossier.extra_supports, value)
    support = next(record for record in with_it if record.support == value.support)
    yield from _decided("asked_on", support.asked_on, support.decided_on)
    if support.decided_on and support.granted is None:
        yield FieldError("granted", WHAT_WAS_DECIDED, "days")
    if support.granted is False and not (support.reason or "").strip():
        yield FieldError("reason", WHY_REFUSED, "days")


def introductory_meeting_days(
    value: IntroductoryMeeting, dossier: Dossier, today: date
) -> Iterator[FieldError]:
    """Of the meeting as it stands with this record: nobody was invited after it, or has come yet.

    A record says that somebody was invited, or whether they came.
    """
    with_it = completes_of_each("on")(dossier.introductory_meetings, value)
    meeting = next(record for record in with_it if record.on == value.on)
    if meeting.invited_on and meeting.invited_on > meeting.on:
        yield wrong_day(
            "invited_on", "an invitation on {invited} lies after the meeting on {day}",
            "позив од {invited} је после састанка {day}",
            invited=meeting.invited_on, day=meeting.on,
        )  # fmt: skip
    if value.came is not None and value.on > today:
        yield wrong_day(
            "came", "the meeting on {day} is still to come", "састанак {day} тек предстоји",
            day=value.on,
        )  # fmt: skip
    if meeting.invited_on is None and meeting.came is None:
        yield FieldError("invited_on", INVITED_OR_CAME, "days")


def _decided(field: str, asked_on: date | None, decided_on: date | None) -> Iterator[FieldError]:
    """A decision follows a request; `field` is the one that says when it was made."""
    if decided_on and asked_on is None:
        yield FieldError(field, NOBODY_ASKED, "days")
    elif decided_on and asked_on and decided_on < asked_on:
        yield wrong_day(
            "decided_on", "a decision on {decided} lies before the request of {asked}",
            "одлука од {decided} је пре захтева од {asked}", decided=decided_on, asked=asked_on,
        )  # fmt: skip
