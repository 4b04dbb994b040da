"""Plans as their pages show them: lines by person, in order, with what is done already."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from persistence import meetings as meeting_rows
from persistence import plans as plan_rows
from persistence import tasks as task_rows
from persistence.meetings import Meeting
from persistence.plans import MOST, PLANNER, DueStep, Plan, PlanItem, Span
from persistence.staff import Member
from persistence.tasks import Task
from states.frozen import frozen
from states.text import Text
from web.views.viewer import Viewer
from workflows.cases.colleagues import colleagues_in
from workflows.cases.owed_work import planned_title
from workflows.people.planning import SPANS, doer, due_in_plan, span_of


@frozen
class PlanLine:
    """A line of a plan; `number` None of a task, `item_id` None of a plan that is not begun."""

    item_id: int | None
    title: Text
    candidate: str
    number: str | None
    due: date | None
    is_done: bool
    task_id: int | None = None


@frozen
class PersonsLines:
    """What one person has in a plan; `login` is empty for what nobody has yet."""

    login: str
    name: Text
    lines: tuple[PlanLine, ...]


@frozen
class PlanPage:
    """A plan; `plan` None where it is not begun and `people` is what it would begin with.

    `planner` whether who looks may change it; `more` whether more is due than a plan takes up.
    """

    span: Span
    first_day: date
    last_day: date
    plan: Plan | None
    people: tuple[PersonsLines, ...]
    members: tuple[Member, ...]
    planner: bool
    more: bool

    @property
    def before(self) -> date:
        """A day of the span before."""
        return self.first_day - timedelta(days=1)

    @property
    def after(self) -> date:
        """A day of the span after."""
        return self.last_day + timedelta(days=1)

    @property
    def is_done(self) -> int:
        """How many lines are done."""
        return sum(line.is_done for person in self.people for line in person.lines)

    @property
    def count(self) -> int:
        """How many lines there are."""
        return sum(len(person.lines) for person in self.people)


@frozen
class PlansPage:
    """The plans of now (by span, None where not begun), those of before, tasks and meetings."""

    now: tuple[tuple[Span, date, Plan | None], ...]
    earlier: tuple[Plan, ...]
    tasks: tuple[Task, ...]
    meetings: tuple[Meeting, ...]
    planner: bool


def plans_page(viewer: Viewer, institution: str) -> PlansPage:
    """The page that leads to all plans."""
    connection, today = viewer.connection, viewer.today
    newest = plan_rows.newest_plans(connection, institution)
    plan_of_span = {(plan.span, plan.first_day): plan for plan in newest}
    now = []
    for name in SPANS:
        span, first_day, _ = span_of(name, today)
        now.append((span, first_day, plan_of_span.pop((span, first_day), None)))
    return PlansPage(
        now=tuple(now),
        earlier=tuple(plan_of_span.values()),
        tasks=tuple(
            task_rows.open_tasks_of(connection, viewer.person.institutions, viewer.person.member.id)
        ),
        meetings=tuple(meeting_rows.newest_meetings(connection, institution)),
        planner=PLANNER in viewer.person.roles_at(institution),
    )


def proposed_plan(viewer: Viewer, institution: str, span: tuple[Span, date, date]) -> PlanPage:
    """What a plan would begin with: what is due in the span or before, by person."""
    steps = due_in_plan(viewer.connection, viewer.office, institution, span[2])
    logins = {member.id: member.login for member in _members(viewer, institution)}
    lines = [
        (
            logins.get(doer(viewer.person.people, institution, step, viewer.today) or 0, ""),
            _proposed(viewer, step),
        )
        for step in steps
    ]
    return _page(viewer, institution, span, None, lines, len(steps) >= MOST)


def begun_plan(viewer: Viewer, plan: Plan, last_day: date) -> PlanPage:
    """A plan as it was begun and changed since, with what is done."""
    items = plan_rows.items_of(viewer.connection, plan.id)
    members = _members(viewer, plan.institution)
    by_id = {member.id: member.login for member in members}
    lines = [(by_id.get(item.staff_id or 0, ""), _line(viewer, item)) for item in items]
    span = (plan.span, plan.first_day, last_day)
    return _page(viewer, plan.institution, span, plan, lines, False)


def _page(
    viewer: Viewer,
    institution: str,
    span: tuple[Span, date, date],
    plan: Plan | None,
    lines: Iterable[tuple[str, PlanLine]],
    more: bool,
) -> PlanPage:
    members = _members(viewer, institution)
    by_login: dict[str, list[PlanLine]] = {}
    for login, line in lines:
        by_login.setdefault(login, []).append(line)
    names = {member.login: Text(member.name, member.name) for member in members}
    nobody_text = Text("Nobody yet", "Још нико")
    return PlanPage(
        span=span[0],
        first_day=span[1],
        last_day=span[2],
        plan=plan,
        people=tuple(
            PersonsLines(login, names.get(login, nobody_text), tuple(by_login[login]))
            for login in sorted(
                by_login, key=lambda login: (login == "", names.get(login, nobody_text).en)
            )
        ),
        members=tuple(members),
        planner=PLANNER in viewer.person.roles_at(institution),
        more=more,
    )


def _members(viewer: Viewer, institution: str) -> list[Member]:
    return colleagues_in(viewer.person.people, institution, viewer.today)


def _proposed(viewer: Viewer, step: DueStep) -> PlanLine:
    title = _step_title(viewer, step.definition, step.state, step.step)
    return PlanLine(None, title, step.candidate, step.number, step.due, False)


def _line(viewer: Viewer, item: PlanItem) -> PlanLine:
    if item.number is None or item.definition is None or item.state is None:
        return PlanLine(item.id, item.task_title, "", None, item.due, item.is_done, item.task_id)
    title = _step_title(viewer, item.definition, item.state, item.step)
    return PlanLine(item.id, title, item.title, item.number, item.due, item.is_done)


def _step_title(viewer: Viewer, definition: str, state: str, step: str | None) -> Text:
    """What was awaited as it was planned, by its own words: of a decision that may fall either way
    they say neither. A case that has gone on since is told by the state that awaited it."""
    owed_title = planned_title(step or "")
    if owed_title is not None:
        return owed_title
    process = viewer.office.shown_definition(definition)
    now = process.states[state]
    titles = (each_state.title_of(step) for each_state in (now, *process.states.values()))
    return next((title for title in titles if title is not None), now.title)
