"""Tasks: what somebody is to do that is no case, until they tick it off."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Final

from sqlalchemy import Connection, and_, or_, select, update

from persistence.tables import incoming_mails, tasks
from rules.objections import title_of_task
from states.frozen import frozen
from states.text import Text


@frozen
class Task:
    """Something to do that is no case; `answers` is the number of the objection that it answers."""

    id: int
    institution: str
    typed_title: str
    staff_id: int | None
    due: date | None
    meeting_id: int | None
    made_at: datetime
    made_by: str
    done_at: datetime | None
    done_by: str | None
    answers: int | None = None

    @property
    def title(self) -> Text:
        """What it is called."""
        return title_of_task(self.typed_title, self.answers)


@frozen
class NewTask:
    """A task to be made; `due` is a civil date."""

    institution: str
    title: str
    staff_id: int | None
    due: date | None
    meeting_id: int | None = None


ANSWERS: Final = (
    select(incoming_mails.c.id)
    .where(incoming_mails.c.task_id == tasks.c.id)
    .correlate(tasks)
    .scalar_subquery()
    .label("answers")
)
"""The number of the objection that a task answers, if it does."""
_TASK: Final = select(
    tasks.c.id, tasks.c.institution, tasks.c.title, tasks.c.staff_id, tasks.c.due,
    tasks.c.meeting_id, tasks.c.made_at, tasks.c.made_by, tasks.c.done_at, tasks.c.done_by, ANSWERS,
)  # fmt: skip


def add_task(connection: Connection, new: NewTask, by: str, at: datetime) -> int:
    """Makes a task; its id."""
    values = {
        "institution": new.institution, "title": new.title, "staff_id": new.staff_id,
        "due": new.due, "meeting_id": new.meeting_id, "made_at": at, "made_by": by,
    }  # fmt: skip
    result = connection.execute(tasks.insert().returning(tasks.c.id), values)
    task_id: int = result.scalar_one()
    return task_id


def task(connection: Connection, task_id: int) -> Task | None:
    """A task by its id."""
    row = connection.execute(_TASK.where(tasks.c.id == task_id)).one_or_none()
    return Task(*row) if row else None


def tick(connection: Connection, task_id: int, by: str | None, at: datetime | None) -> None:
    """A task is done, by whom and when; None: it is not done after all."""
    statement = update(tasks).where(tasks.c.id == task_id)
    connection.execute(statement.values(done_at=at, done_by=by))


def open_tasks_of(connection: Connection, institutions: Sequence[str], staff_id: int) -> list[Task]:
    """What somebody still has to do of tasks, due first."""
    of_person = _TASK.where(
        tasks.c.staff_id == staff_id,
        tasks.c.done_at.is_(None),
        tasks.c.institution.in_(list(institutions)),
    )
    rows = connection.execute(of_person.order_by(tasks.c.due.is_(None), tasks.c.due, tasks.c.id))
    return [Task(*row) for row in rows]


def tasks_for_meeting(
    connection: Connection,
    meeting_id: int,
    institution: str,
    done_between: tuple[datetime, datetime],
) -> tuple[list[Task], list[Task]]:
    """The tasks that a meeting gave, in their order, and those of its institution that were ticked
    off from an instant until before another."""
    since, until = done_between
    is_of_meeting = tasks.c.meeting_id == meeting_id
    was_ticked = and_(
        tasks.c.institution == institution, tasks.c.done_at >= since, tasks.c.done_at < until
    )
    rows = connection.execute(_TASK.where(or_(is_of_meeting, was_ticked)).order_by(tasks.c.id))
    meeting_tasks = [Task(*row) for row in rows]
    done_then = [task for task in meeting_tasks if task.done_at and since <= task.done_at < until]
    return (
        [task for task in meeting_tasks if task.meeting_id == meeting_id],
        sorted(done_then, key=lambda task: (task.done_at, task.id)),
    )
