"""The weekly meeting: its day, its minutes, and the tasks that it gives (ICO)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Final

from persistence import changes, meetings, tasks
from persistence.changes import Change
from persistence.meetings import Meeting
from states.frozen import replace
from states.text import Text
from states.validation_error import ValidationError
from workflows.act import Act
from workflows.cases.colleagues import HANDLING_ROLES
from workflows.people.planning import new_task
from workflows.who_may import check_may

LONGEST: Final = 50_000
"""Letters of minutes."""
FURTHEST: Final = timedelta(days=366)
"""From today to a meeting, before it and after."""


class WrittenMeanwhile(ValidationError):
    """Somebody else wrote the minutes after the one who writes had read them."""


def call_meeting(act: Act, institution: str, day: str) -> Meeting:
    """A meeting on a day; one that is there already is that one.

    Raises ValidationError for no date, and for one that is more than a year away.
    """
    _check_member(act, institution)
    on = _day_of_meeting(day, act.today)
    return meetings.call_meeting(act.connection, institution, on, act.actor.name, act.now)


def _day_of_meeting(day_text: str, today: date) -> date:
    try:
        day = date.fromisoformat(day_text)
    except ValueError:
        raise ValidationError(
            Text("There is no such date.", "Такав датум не постоји."), ("day",)
        ) from None
    if abs(day - today) > FURTHEST:
        raise ValidationError(
            Text(
                "A meeting is at most a year away from today.",
                "Састанак може бити најдаље годину дана од данас.",
            ),
            ("day",),
        )
    return day


def write_minutes(act: Act, meeting: Meeting, minutes: str) -> None:
    """Writes the minutes; raises WrittenMeanwhile, or ValidationError where they are too long."""
    _check_member(act, meeting.institution)
    text = minutes.replace("\r\n", "\n").strip()
    if len(text) > LONGEST or "\0" in text:
        raise ValidationError(
            Text(
                f"Minutes of up to {LONGEST:,} letters can be kept.",
                f"Записник може да има највише {LONGEST} знакова.",
            ),
            ("minutes",),
        )
    if not meetings.write_minutes(act.connection, meeting, text, act.actor.name, act.now):
        raise WrittenMeanwhile(
            Text(
                "Somebody else wrote the minutes meanwhile. What you typed is still here: compare "
                "it with what stands there now, and save it again.",
                "У међувремену је неко други изменио записник. Ваш унос је и даље овде: упоредите "
                "га са садашњим текстом и сачувајте поново.",
            ),
            ("minutes",),
        )
    before, after = {"minutes": meeting.minutes}, {"minutes": text}
    key = f"{meeting.institution}/{meeting.day}"
    change = Change("meeting", key, "minutes", act.actor.name, before, after)
    changes.note(act.connection, change, act.now)


def add_task(act: Act, meeting: Meeting, data: Mapping[str, str]) -> int:
    """A task that the meeting gives to somebody; its id. Raises ValidationError."""
    _check_member(act, meeting.institution)
    task = replace(new_task(act, meeting.institution, data), meeting_id=meeting.id)
    return tasks.add_task(act.connection, task, act.actor.name, act.now)


def _check_member(act: Act, institution: str) -> None:
    check_may(act, institution, HANDLING_ROLES)
