"""Which steps are slow against their limit, and the stays in a state behind each number."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Final, get_args
from urllib.parse import urlencode

from persistence import durations
from persistence.durations import LateVisit, StepDuration, Subject
from states.frozen import frozen
from states.text import Text
from states.vocabulary import ROLES
from web.views.board_charts import state_titles, step_titles
from web.views.charts import Cell, Chart, Line
from web.views.paging import PAGE_SIZE, ListAddress, Listing, Paging, Sort
from web.views.viewer import Viewer

STEPS: Final = "/board/steps"
VISITS: Final = "/board/steps/stays"

SUBJECTS: Final[dict[Subject, Text]] = {
    "step": Text("by step", "по кораку"),
    "role": Text("by who took it", "по томе ко је поступио"),
    "host": Text("by host", "по домаћину"),
    "term": Text("by term", "по семестру"),
}


IN_TREND: Final = 8
TERMS: Final = 6
"""So many steps and so many of the newest terms are in the picture of the trend."""

TREND: Final = Text("Late in each term, %", "Кашњења по семестрима, %")


@frozen
class StepLine:
    """A step with how long it took: `name` of the subject, and the list that its number opens."""

    step: Text
    place: Text
    name: Text | str
    number: Cell
    allowed: int | None
    median: int
    ninetieth: int
    late: int


@frozen
class StepTab:
    """A way of telling durations."""

    title: Text
    address: str
    current: bool


@frozen
class StepsPage:
    """A page of durations; `counted_at` None where nothing has been counted yet."""

    tabs: tuple[StepTab, ...]
    subject: Subject
    lines: tuple[StepLine, ...]
    listing: Listing
    counted_at: datetime | None
    trend: Chart | None = None


@frozen
class VisitsPage:
    """The stays behind a number."""

    state: Text
    process: Text
    name: Text | str
    visits: tuple[tuple[LateVisit, Text | str], ...]
    listing: Listing


def subject_of(subject_text: str) -> Subject:
    """The subject that an address asks for; the step itself where it asks for none."""
    subjects: tuple[Subject, ...] = get_args(Subject)
    return next((subject for subject in subjects if subject == subject_text), "step")


def step_lines(viewer: Viewer, subject: Subject, window: tuple[int, int]) -> list[StepLine]:
    """So many steps by a subject and after so many, those that are most often late first."""
    institutions = viewer.person.institutions
    shown_durations = durations.durations(viewer.connection, institutions, subject, window)
    return [_line(viewer, duration) for duration in shown_durations]


def steps_page(viewer: Viewer, subject: Subject, page: int) -> StepsPage:
    """The steps by a subject, those that are most often late first; by term in their order."""
    connection, institutions = viewer.connection, viewer.person.institutions
    paging = Paging(page, durations.number_of_durations(connection, institutions, subject))
    window = (PAGE_SIZE, paging.offset)
    shown_durations = durations.durations(connection, institutions, subject, window)
    tabs = tuple(
        StepTab(title, f"{STEPS}?by={name}", name == subject) for name, title in SUBJECTS.items()
    )
    return StepsPage(
        tabs, subject, tuple(_line(viewer, duration) for duration in shown_durations),
        Listing(ListAddress(STEPS, (("by", subject),)), Sort("late"), paging),
        shown_durations[0].counted_at if shown_durations else None,
        trend(viewer) if subject == "term" and paging.page == 1 else None,
    )  # fmt: skip


def trend(viewer: Viewer) -> Chart | None:
    """How often the steps that are late most often were late, term by term: a picture in shades."""
    connection, institutions = viewer.connection, viewer.person.institutions
    steps = durations.durations(connection, institutions, "step", (IN_TREND, 0))
    by_term = durations.terms_of_steps(connection, [step for step in steps if step.late])
    terms = sorted({duration.key for duration in by_term})[-TERMS:]
    if len(terms) < 2:
        return None
    late: dict[tuple[str, str, str], dict[str, Cell]] = {}
    for duration in by_term:
        line = _line(viewer, duration)
        place = (duration.institution, duration.process, duration.state)
        late.setdefault(place, {})[duration.key] = Cell(line.late, line.number.address)
    lines = tuple(
        Line(line.step, tuple(cells.get(term, Cell(0)) for term in terms), line.place)
        for step in steps
        if (cells := late.get((step.institution, step.process, step.state)))
        for line in [_line(viewer, step)]
    )
    columns = tuple(name_of("term", term) for term in terms)
    return Chart("trend", TREND, columns, lines)


def _line(viewer: Viewer, duration: StepDuration) -> StepLine:
    step, place = step_titles(
        viewer.office, duration.institution, duration.process, duration.state, viewer.today
    )
    query = {
        "by": duration.subject, "key": duration.key, "process": duration.process,
        "state": duration.state,
    }  # fmt: skip
    return StepLine(
        step, place, name_of(duration.subject, duration.key),
        Cell(duration.number, f"{VISITS}?{urlencode(query)}"), duration.allowed,
        duration.median, duration.ninetieth, duration.late_share,
    )  # fmt: skip


def name_of(subject: str, key: str) -> Text | str:
    """What a line is of, in words: a role, a host or a term; nothing of the step itself."""
    if subject == "role":
        return ROLES.get(key, Text(key, key))
    if subject == "term" and key:
        year, _, half = key.partition("-")
        season = Text("autumn", "јесењи") if half == "1" else Text("spring", "пролећни")
        years = f"{year}/{(int(year) + 1) % 100:02d}"
        return Text(f"{season.en} {years}", f"{season.sr} {years}")
    if subject == "host" and not key:
        return Text("no host yet", "домаћин још није познат")
    return key


def visits_page(
    viewer: Viewer, query: Mapping[str, str], page: int, size: int = PAGE_SIZE
) -> VisitsPage:
    """The stays that a number of the statistics counts, the latest first."""
    subject = subject_of(query.get("by", ""))
    key, place = query.get("key", ""), (query.get("process", ""), query.get("state", ""))
    window = (size, (page - 1) * size)
    institutions = viewer.person.institutions
    visits = durations.visits_behind(
        viewer.connection, institutions, place, (subject, key), viewer.today, window
    )
    process, state = state_titles(viewer.office, institutions, *place, viewer.today)
    parameters = (("by", subject), ("key", key), ("process", place[0]), ("state", place[1]))
    paging = Paging(page, visits[0].total if visits else 0)
    return VisitsPage(
        state, process, name_of(subject, key),
        tuple((visit, name_of("role", visit.role)) for visit in visits),
        Listing(ListAddress(VISITS, parameters), Sort("late"), paging),
    )  # fmt: skip


def slow_steps(viewer: Viewer, shown_durations: Sequence[StepDuration]) -> Chart:
    """The steps that are most often late, as a picture of per cents with the rest in its table."""
    lines = []
    for duration in shown_durations:
        if not duration.late:
            continue
        line = _line(viewer, duration)
        cells = (
            Cell(line.late, line.number.address), Cell(line.median), Cell(line.ninetieth),
            Cell(line.allowed or 0),
        )  # fmt: skip
        lines.append(Line(line.step, cells, line.place))
    columns = (
        Text("Late, %", "Касни, %"),
        Text("Median, days", "Медијана, дана"),
        Text("90 %, days", "90 %, дана"),
        Text("Limit, days", "Рок, дана"),
    )
    title = Text("Steps that come late most often", "Кораци који најчешће касне")
    return Chart("slow", title, columns, tuple(lines))
