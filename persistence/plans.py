"""Plans: what is to be done in a day, a week or a month, by whom, in which order.

A step of a case is done once the case has left what it awaited, a debt once it is settled, a task
once somebody ticks it off.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Final, Literal, NamedTuple

from sqlalchemy import (
    ColumnElement,
    Connection,
    Date,
    and_,
    bindparam,
    case,
    false,
    func,
    literal,
    not_,
    or_,
    select,
    tuple_,
    update,
)

from persistence.database import insert
from persistence.tables import (
    candidates,
    case_handling,
    cases,
    listed_cases,
    money_due,
    persons,
    plan_items,
    plans,
    tasks,
)
from persistence.tasks import ANSWERS
from rules.objections import title_of_task
from states.frozen import frozen
from states.text import Text

Span = Literal["day", "week", "month"]

PLANNER: Final = "head_of_ico"
"""Who makes the plans (ICO-4)."""
MOST: Final = 120
"""Steps that a plan takes up of itself; who has more plans the month by weeks."""


class Plan(NamedTuple):
    """A plan; `given_out` counts how often it was sent to everybody."""

    id: int
    institution: str
    span: Span
    first_day: date
    begun_at: datetime
    begun_by: str
    given_out: int
    given_out_at: datetime | None
    given_out_by: str | None


class DueStep(NamedTuple):
    """An open case whose awaited step falls due; `owners` are joined by commas."""

    case_id: int
    number: str
    candidate: str
    definition: str
    state: str
    step: str | None
    visit: int
    owners: str
    due: date | None
    assignee: int | None


@frozen
class PlanItem:
    """A line of a plan: a step of a case, or a task. `staff_id` is who is to do it, `title` what
    the task is called, or whom the case is about."""

    id: int
    plan_id: int
    place: int
    staff_id: int | None
    title: str
    due: date | None
    is_done: bool
    number: str | None = None
    definition: str | None = None
    state: str | None = None
    step: str | None = None
    task_id: int | None = None
    answers: int | None = None

    @property
    def task_title(self) -> Text:
        """What the task is called."""
        return title_of_task(self.title, self.answers)


class LinesOf(NamedTuple):
    """How many lines of a plan somebody has, and how many of them are done; `staff_id` is None of
    those that nobody has."""

    staff_id: int | None
    number: int
    done: int


OUTSIDE: Final = "candidate"
"""Who owns what nobody of the office can do, as to appeal: no work to be planned."""
_PLAN: Final = select(*(plans.c[name] for name in Plan._fields))

_FIRST_DUE: Final = (
    select(listed_cases.c.case_id)
    .where(
        listed_cases.c.ended == false(),
        listed_cases.c.institution == bindparam("of_institution"),
        listed_cases.c.rests == false(),
        listed_cases.c.due_key <= bindparam("until", type_=Date),
        listed_cases.c.owners != OUTSIDE,
    )
    .order_by(listed_cases.c.due_key, listed_cases.c.case_id)
    .limit(MOST)
    .subquery()
)
_DUE: Final = (
    select(
        cases.c.id,
        cases.c.number,
        persons.c.name,
        cases.c.definition,
        cases.c.state,
        cases.c.awaited,
        cases.c.visit,
        cases.c.owners,
        cases.c.due,
        case_handling.c.assignee,
    )
    .select_from(_FIRST_DUE)
    .join(cases, cases.c.id == _FIRST_DUE.c.case_id)
    .join(candidates, candidates.c.case_id == cases.c.id)
    .join(persons, persons.c.id == candidates.c.person_id)
    .outerjoin(case_handling, case_handling.c.case_id == cases.c.id)
    .order_by(cases.c.due, cases.c.id)
)


def due_until(connection: Connection, institution: str, until: date) -> list[DueStep]:
    """The steps of the office whose due day lies on a civil date or before it, overdue ones first;
    a candidate's own window, that ends by itself, is none."""
    rows = connection.execute(_DUE, {"of_institution": institution, "until": until})
    return [DueStep._make(row) for row in rows]


def plan_of(connection: Connection, institution: str, span: str, first_day: date) -> Plan | None:
    """The plan of a span; None where nobody has begun it."""
    row = connection.execute(
        _PLAN.where(
            plans.c.institution == institution,
            plans.c.span == span,
            plans.c.first_day == first_day,
        )
    ).one_or_none()
    return Plan._make(row) if row else None


def newest_plans(connection: Connection, institution: str, most: int = 12) -> list[Plan]:
    """The plans begun last."""
    newest = _PLAN.where(plans.c.institution == institution).order_by(
        plans.c.first_day.desc(), plans.c.id.desc()
    )
    return [Plan._make(row) for row in connection.execute(newest.limit(most))]


def begin(
    connection: Connection,
    key: tuple[str, Span, date],
    steps: Iterable[tuple[DueStep, int | None]],
    by: str,
    at: datetime,
) -> Plan:
    """Begins a plan with steps, each for who is to do it; one that is begun stays as it is."""
    institution, span, first_day = key
    values = {
        "institution": institution, "span": span, "first_day": first_day, "begun_at": at,
        "begun_by": by, "given_out": 0,
    }  # fmt: skip
    once = insert(connection.dialect.name, plans).on_conflict_do_nothing()
    is_new = connection.execute(once.returning(plans.c.id), values).first() is not None
    plan = plan_of(connection, *key)
    assert plan is not None
    rows = [
        {
            "plan_id": plan.id, "place": place, "case_id": step.case_id, "visit": step.visit,
            "step": step.step, "staff_id": staff_id, "left_out": False,
        }
        for place, (step, staff_id) in enumerate(steps, start=1)
    ]  # fmt: skip
    if is_new and rows:
        connection.execute(plan_items.insert(), rows)
    if is_new:
        _take_up_tasks(connection, plan, len(rows))
    return plan


def _take_up_tasks(connection: Connection, plan: Plan, place: int) -> None:
    """What is still to be done of tasks stands in each new plan."""
    open_tasks = connection.execute(
        select(tasks.c.id)
        .where(tasks.c.institution == plan.institution, tasks.c.done_at.is_(None))
        .order_by(tasks.c.due.is_(None), tasks.c.due, tasks.c.id)
        .limit(MOST)
    ).scalars()
    rows = [
        {"plan_id": plan.id, "place": place + number, "task_id": task_id, "left_out": False}
        for number, task_id in enumerate(open_tasks, start=1)
    ]
    if rows:
        connection.execute(plan_items.insert(), rows)


OWED: Final = "owed:"
"""Before the kind of a debt that stands in a plan as the step of a case."""
_OWED_DUE: Final = (
    select(money_due.c.due)
    .where(money_due.c.case_id == cases.c.id, plan_items.c.step == OWED + money_due.c.kind)
    .correlate(cases, plan_items)
    .scalar_subquery()
)
_IS_OWED: Final = func.coalesce(plan_items.c.step, "").startswith(OWED)
_IS_DONE: Final = or_(
    tasks.c.done_at.is_not(None),
    and_(_IS_OWED, _OWED_DUE.is_(None)),
    and_(
        cases.c.id.is_not(None),
        not_(_IS_OWED),
        or_(
            cases.c.ended,
            cases.c.visit != plan_items.c.visit,
            func.coalesce(cases.c.awaited, "") != func.coalesce(plan_items.c.step, ""),
        ),
    ),
)
_WHOSE: Final = func.coalesce(tasks.c.staff_id, plan_items.c.staff_id)
_ITEMS: Final = (
    select(
        plan_items.c.id,
        plan_items.c.plan_id,
        plan_items.c.place,
        _WHOSE.label("staff_id"),
        func.coalesce(tasks.c.title, persons.c.name).label("title"),
        case((_IS_OWED, _OWED_DUE), else_=func.coalesce(tasks.c.due, cases.c.due)).label("due"),
        _IS_DONE.label("is_done"),
        cases.c.number,
        cases.c.definition,
        cases.c.state,
        plan_items.c.step,
        plan_items.c.task_id,
        ANSWERS,
    )
    .select_from(plan_items)
    .outerjoin(tasks, tasks.c.id == plan_items.c.task_id)
    .outerjoin(cases, cases.c.id == plan_items.c.case_id)
    .outerjoin(candidates, candidates.c.case_id == cases.c.id)
    .outerjoin(persons, persons.c.id == candidates.c.person_id)
    .where(plan_items.c.left_out.is_(False))
    .order_by(plan_items.c.place, plan_items.c.id)
)


def items_of(connection: Connection, plan_id: int) -> list[PlanItem]:
    """The lines of a plan, in its order."""
    rows = connection.execute(_ITEMS.where(plan_items.c.plan_id == plan_id))
    return [_item(row) for row in rows]


def lines_by_person(connection: Connection, plan_id: int) -> list[LinesOf]:
    """Who has lines of a plan, and how many."""
    lines = _ITEMS.where(plan_items.c.plan_id == plan_id).order_by(None).subquery()
    number_done = func.sum(case((lines.c.is_done, 1), else_=0))
    statement = select(lines.c.staff_id, func.count(), number_done).group_by(lines.c.staff_id)
    return [LinesOf._make(row) for row in connection.execute(statement)]


def page_of_items(
    connection: Connection, plan_id: int, people: Sequence[int], window: tuple[int, int]
) -> list[PlanItem]:
    """So many lines of a plan from an offset on: those of each of some people in turn, then those
    of nobody and of anybody else."""
    limit, offset = window
    order = (_turn(people), plan_items.c.place, plan_items.c.id)
    lines = _ITEMS.where(plan_items.c.plan_id == plan_id).order_by(None).order_by(*order)
    return [_item(row) for row in connection.execute(lines.limit(limit).offset(offset))]


def lines_before(connection: Connection, line: PlanItem, people: Sequence[int]) -> int:
    """How many lines of its plan stand before a line, in the same order."""
    place = tuple_(_turn(people), plan_items.c.place, plan_items.c.id)
    own_turn = people.index(line.staff_id) if line.staff_id in people else len(people)
    statement = (
        select(func.count())
        .select_from(plan_items)
        .outerjoin(tasks, tasks.c.id == plan_items.c.task_id)
        .where(plan_items.c.plan_id == line.plan_id, plan_items.c.left_out.is_(False))
        .where(place < tuple_(own_turn, line.place, line.id))
    )
    return connection.execute(statement).scalar_one()


def _turn(people: Sequence[int]) -> ColumnElement[int]:
    """When somebody's lines come, among those of some people."""
    turns = {staff_id: turn for turn, staff_id in enumerate(people)}
    return case(turns, value=_WHOSE, else_=len(people)) if turns else literal(0)


def item(connection: Connection, item_id: int) -> tuple[PlanItem, Plan] | None:
    """A line of a plan with its plan; None where there is none, or it was left out."""
    row = connection.execute(_ITEMS.where(plan_items.c.id == item_id)).one_or_none()
    if row is None:
        return None
    plan = connection.execute(_PLAN.where(plans.c.id == row.plan_id)).one()
    return _item(row), Plan._make(plan)


def _item(row: object) -> PlanItem:
    values = row._mapping  # type: ignore[attr-defined]
    return PlanItem(**{**values, "is_done": bool(values["is_done"])})


def assign_item(connection: Connection, line: PlanItem, staff_id: int | None) -> None:
    """Who is to do it: of a task in every plan, of a step in this one."""
    if line.task_id is not None:
        statement = update(tasks).where(tasks.c.id == line.task_id)
    else:
        statement = update(plan_items).where(plan_items.c.id == line.id)
    connection.execute(statement.values(staff_id=staff_id))


def exchange(connection: Connection, first_line: PlanItem, other: PlanItem) -> None:
    """Two lines of a plan change their places."""
    for line, place in ((first_line, other.place), (other, first_line.place)):
        statement = update(plan_items).where(plan_items.c.id == line.id)
        connection.execute(statement.values(place=place))


def leave_out(connection: Connection, item_id: int) -> None:
    """The line is no more in the plan; what it is about stays."""
    statement = update(plan_items).where(plan_items.c.id == item_id)
    connection.execute(statement.values(left_out=True))


def note_given_out(connection: Connection, plan: Plan, by: str, at: datetime) -> None:
    """The plan went to everybody once more."""
    statement = update(plans).where(plans.c.id == plan.id)
    values = {"given_out": plan.given_out + 1, "given_out_at": at, "given_out_by": by}
    connection.execute(statement.values(values))


def put_into(connection: Connection, plan: Plan, task_id: int) -> None:
    """A task stands at the end of a plan."""
    last = select(func.coalesce(func.max(plan_items.c.place), 0)).where(
        plan_items.c.plan_id == plan.id
    )
    place = connection.execute(last).scalar_one() + 1
    row = {"plan_id": plan.id, "place": place, "task_id": task_id, "left_out": False}
    connection.execute(plan_items.insert(), row)
