"""Plans as their pages show them: lines by person, in order, with what is done already."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
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
from web.views.paging import PAGE_SIZE, ListAddress, Listing, Paging, Sort
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
    """What one person has on a page of a plan, and how many lines in all of it; `login` is empty
    for what nobody has yet."""

    login: str
    name: Text
    lines: tuple[PlanLine, ...]
    count: int


@frozen
class PlanPage:
    """A plan; `plan` None where it is not begun and `people` is what it would begin with.

    `count` and `done` are of all its lines; `listing` is None where all of them are shown.
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
    count: int
    done: int
    listing: Listing | None

    @property
    def address(self) -> str:
        """The address of the page."""
        return _address(self.span, self.first_day)

    @property
    def here(self) -> str:
        """The address of the page as it is shown, with which page of its lines."""
        if self.listing is None:
            return f"{self.address}?whole=yes" if self.plan else self.address
        return self.listing.page(self.listing.paging.page)

    @property
    def before(self) -> date:
        """A day of the span before."""
        return self.first_day - timedelta(days=1)

    @property
    def after(self) -> date:
        """A day of the span after."""
        return self.last_day + timedelta(days=1)


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
    members = _members(viewer, institution)
    logins = {member.id: member.login for member in members}
    lines = [
        (
            logins.get(doer(viewer.person.people, institution, step, viewer.today) or 0, ""),
            _proposed(viewer, step),
        )
        for step in steps
    ]
    return PlanPage(
        *span,
        plan=None,
        people=_by_person(members, lines, Counter(login for login, _ in lines)),
        members=members,
        planner=PLANNER in viewer.person.roles_at(institution),
        more=len(steps) >= MOST,
        count=len(lines),
        done=0,
        listing=None,
    )


def begun_plan(viewer: Viewer, plan: Plan, last_day: date, page: int | None = None) -> PlanPage:
    """A plan as it was begun and changed since, with what is done: a page of its lines, person by
    person, or all of them where none is asked for."""
    members = _members(viewer, plan.institution)
    logins = {member.id: member.login for member in members}
    totals = plan_rows.lines_by_person(viewer.connection, plan.id)
    count = sum(total.number for total in totals)
    paging = Paging(page or 1, count)
    window = (count, 0) if page is None else (PAGE_SIZE, paging.offset)
    items = plan_rows.page_of_items(viewer.connection, plan.id, list(logins), window)
    lines = [(logins.get(item.staff_id or 0, ""), _line(viewer, item)) for item in items]
    counts: Counter[str] = Counter()
    for total in totals:
        counts[logins.get(total.staff_id or 0, "")] += total.number
    address = ListAddress(_address(plan.span, plan.first_day))
    return PlanPage(
        plan.span,
        plan.first_day,
        last_day,
        plan=plan,
        people=_by_person(members, lines, counts),
        members=members,
        planner=PLANNER in viewer.person.roles_at(plan.institution),
        more=False,
        count=count,
        done=sum(total.done for total in totals),
        listing=None if page is None else Listing(address, Sort("place"), paging),
    )


def address_of_line(viewer: Viewer, plan: Plan, line: PlanItem) -> str:
    """Where a line of a plan stands: the page of the plan, and the place on it."""
    people = [member.id for member in _members(viewer, plan.institution)]
    page = plan_rows.lines_before(viewer.connection, line, people) // PAGE_SIZE + 1
    address = ListAddress(_address(plan.span, plan.first_day))
    query = {"page": str(page) if page > 1 else ""}
    return f"{address.with_(query)}#line-{line.id}"


def _address(span: Span, first_day: date) -> str:
    return f"/plans/{span}/{first_day}"


def _by_person(
    members: Iterable[Member], lines: Iterable[tuple[str, PlanLine]], counts: Mapping[str, int]
) -> tuple[PersonsLines, ...]:
    """Lines by who has them, in the order of the members; what nobody has comes last."""
    by_login: dict[str, list[PlanLine]] = {}
    for login, line in lines:
        by_login.setdefault(login, []).append(line)
    names = {member.login: Text(member.name, member.name) for member in members}
    names[""] = Text("Nobody yet", "Још нико")
    return tuple(
        PersonsLines(login, name, tuple(by_login[login]), counts[login])
        for login, name in names.items()
        if login in by_login
    )


def _members(viewer: Viewer, institution: str) -> tuple[Member, ...]:
    return tuple(colleagues_in(viewer.person.people, institution, viewer.today))


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
