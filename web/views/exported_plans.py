"""Plans, tasks and meetings as spreadsheets have them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from persistence.tasks import Task
from web.exports import Export, Row
from web.messages.exports import HEADINGS
from web.views.exported_lists import columns
from web.views.meetings import MeetingPage
from web.views.plans import PlanPage

_OF_TASK = ("title", "assignee", "due", "done")


def exported_plan(plan: PlanPage) -> Export:
    """The lines of a plan, person by person in its order; of a task no case is named."""
    names = ("assignee", "title", "number", "candidate", "due", "done")
    rows = (
        (person.name, line.title, line.number, line.candidate, line.due, line.is_done)
        for person in plan.people
        for line in person.lines
    )
    return Export("plan", HEADINGS["plan"], columns(*names), rows)


def exported_tasks(tasks: Iterable[Task]) -> Export:
    """A person's own open tasks."""
    rows = ((task.title, task.due, task.made_by) for task in tasks)
    return Export("tasks", HEADINGS["tasks"], columns("title", "due", "entered_by"), rows)


def exported_meeting(meeting: MeetingPage) -> Export:
    """The tasks that a meeting gave."""
    rows: Iterator[Row] = (
        (task.title, meeting.name_of(task), task.due, task.done_at is not None)
        for task in meeting.tasks
    )
    return Export("meeting", HEADINGS["tasks"], columns(*_OF_TASK), rows)
