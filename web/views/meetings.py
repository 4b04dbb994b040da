"""A meeting as its page shows it: what was completed since the last, what slipped, what is new."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from persistence import dossiers
from persistence import meetings as meeting_rows
from persistence import tasks as task_rows
from persistence.counting import MOST_COUNTED
from persistence.meetings import Meeting, NewCase, Slipped, Span
from persistence.owners import owners_in
from persistence.staff import Member
from persistence.tasks import Task
from states.frozen import frozen
from states.moments import BELGRADE
from states.text import Text
from states.vocabulary import ROLES
from web.views.stuck import missing_now
from web.views.viewer import Viewer
from web.views.work import tab_count
from workflows.cases.colleagues import colleagues_in

AT_FIRST = timedelta(days=7)
"""How far the first meeting looks back."""


@frozen
class Completed:
    """A step that was taken, and how often."""

    title: Text
    process: Text
    times: int


@frozen
class SlippedLine:
    """A case whose due day has passed since, and why its step can't be taken; empty where it only
    waits for somebody. `of_call` is its call's id where the step is taken for all of the call: what
    that lacks is told by itself."""

    number: str
    candidate: str
    step: Text
    owners: tuple[Text, ...]
    due: date
    missing: tuple[Text, ...]
    of_call: int | None


@frozen
class MeetingPage:
    """A meeting with what happened from the one before (`since`) until it, or until now."""

    meeting: Meeting
    since: date
    completed: tuple[Completed, ...]
    done_tasks: tuple[Task, ...]
    slipped: tuple[SlippedLine, ...]
    slipped_count: int
    opened: tuple[NewCase, ...]
    opened_count: int
    calls: tuple[tuple[int, str], ...]
    tasks: tuple[Task, ...]
    members: tuple[Member, ...]

    @property
    def slipped_number(self) -> str:
        """How many slipped, as far as lists are counted."""
        return tab_count(self.slipped_count, MOST_COUNTED)

    @property
    def new_number(self) -> str:
        """How many cases and calls are new, as far as lists are counted."""
        return tab_count(self.opened_count + len(self.calls), MOST_COUNTED)

    def name_of(self, task: Task) -> str:
        """Who is to do a task."""
        return next((m.name for m in self.members if m.id == task.staff_id), "")


def meeting_page(viewer: Viewer, meeting: Meeting, earlier: Meeting | None) -> MeetingPage:
    """The page of a meeting, for its briefing before it and as a record after it."""
    connection, institution = viewer.connection, meeting.institution
    since = earlier.day if earlier else meeting.day - AT_FIRST
    begin, end = _midnight(since), _midnight(meeting.day)
    span = Span(institution, begin, end)
    numbers = meeting_rows.in_span(connection, span)
    tasks, done_tasks = task_rows.tasks_for_meeting(
        connection, meeting.id, institution, (begin, end)
    )
    return MeetingPage(
        meeting=meeting,
        since=since,
        completed=_completed(viewer, span),
        done_tasks=tuple(done_tasks),
        slipped=_slipped(viewer, meeting_rows.slipped(connection, span)),
        slipped_count=numbers.slipped,
        opened=tuple(meeting_rows.opened_in(connection, span)),
        opened_count=numbers.opened,
        calls=tuple(meeting_rows.calls_published(connection, span)),
        tasks=tuple(tasks),
        members=tuple(colleagues_in(viewer.person.people, institution, viewer.today)),
    )


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), BELGRADE)


def _completed(viewer: Viewer, span: Span) -> tuple[Completed, ...]:
    """The steps taken, with their titles under the definition that each case has."""
    lines = []
    for taken_steps in meeting_rows.steps_taken(viewer.connection, span, viewer.now):
        definition = viewer.office.shown_definition(taken_steps.definition)
        step = definition.transitions.get(taken_steps.step)
        title = step.title if step else Text(taken_steps.step, taken_steps.step)
        lines.append(Completed(title, definition.title, taken_steps.times))
    return tuple(lines)


def _slipped(viewer: Viewer, late: list[Slipped]) -> tuple[SlippedLine, ...]:
    alone = [case.case_id for case in late if not _is_of_call(viewer, case)]
    cases_and_dossiers = dossiers.load(viewer.connection, alone) if alone else {}
    return tuple(
        SlippedLine(
            case.number,
            case.candidate,
            _step(viewer, case),
            tuple(ROLES[role] for role in owners_in(case.owners)),
            case.due,
            tuple(missing_now(viewer, *cases_and_dossiers[case.case_id]))
            if case.case_id in cases_and_dossiers
            else (),
            None if case.case_id in cases_and_dossiers else case.call_id,
        )
        for case in late
    )


def _is_of_call(viewer: Viewer, case: Slipped) -> bool:
    step = viewer.office.shown_definition(case.definition).transitions.get(case.step or "")
    return step is not None and step.of_call


def _step(viewer: Viewer, case: Slipped) -> Text:
    state = viewer.office.shown_definition(case.definition).states[case.state]
    return state.title_of(case.step) or state.title
