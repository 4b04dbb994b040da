"""The pictures of the board: how long cases stand where, at which hosts, what falls due when."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from office.wiring import Office
from persistence.board import AHEAD, OpenCases, OpenGroup
from persistence.case_sets import CaseSet
from persistence.recognition_rates import HostRecognition
from states.localization import month_text
from states.text import Text
from web.views.case_sets import AGE_SPANS, address_of
from web.views.charts import Cell, Chart, Curve, Line
from web.views.viewer import Viewer

MOST_HOSTS = 12
"""Hosts that the board names; the others are told together."""


def state_titles(
    office: Office, institutions: Sequence[str], process: str, state: str, today: date
) -> tuple[Text, Text]:
    """The titles of a process and of a state of it; their names where they are no longer served."""
    for institution in institutions:
        definition = office.served(institution, process, today)
        if definition is not None and state in definition.states:
            return definition.title, definition.states[state].title
    return Text(process, process), Text(state, state)


def step_titles(
    office: Office, institution: str, process: str, state: str, today: date
) -> tuple[Text, Text]:
    """The step that a state waits for first, and where: in which state of which process."""
    of_process, of_state = state_titles(office, [institution], process, state, today)
    definition = office.served(institution, process, today)
    is_known = definition is not None and state in definition.states
    awaited_step = definition.awaits_first(state) if definition and is_known else None
    place = Text(f"{of_state.en} · {of_process.en}", f"{of_state.sr} · {of_process.sr}")
    return (awaited_step.title if awaited_step else of_state), place


def heat_map(viewer: Viewer, numbers: OpenCases) -> Chart:
    """How long the open cases have been in their states, in the order of each process."""
    places = _places(viewer)
    groups = sorted(
        numbers.ages, key=lambda group: (group.process, places.get((group.process, group.state), 0))
    )
    lines = []
    for group in groups:
        process, state = state_titles(
            viewer.office, viewer.person.institutions, group.process, group.state, viewer.today
        )
        chosen_set = CaseSet(process=group.process, state=group.state)
        cells = tuple(
            Cell(number, address_of(CaseSet(process=group.process, state=group.state, age=place)))
            for place, number in enumerate(group.ages)
        )
        lines.append(Line(state, cells, process, address_of(chosen_set)))
    title = Text("Open cases by state and days in it", "Предмети по стању и данима у њему")
    return Chart("states", title, AGE_SPANS, tuple(lines))


def _places(viewer: Viewer) -> Mapping[tuple[str, str], int]:
    """Where each state stands in its process."""
    return {
        (definition.process, state): place
        for institution in viewer.person.institutions
        if institution in viewer.office.regulations
        for definition in viewer.office.processes(institution, viewer.today)
        for place, state in enumerate(definition.states)
    }


def hosts_chart(groups: Sequence[OpenGroup]) -> Chart:
    """The hosts with the most open cases, each with its overdue ones."""
    sums: Mapping[str, Counter[str]] = defaultdict(Counter)
    for group in groups:
        sums[group.host] += Counter(number=group.number, overdue=group.overdue)
    order = sorted(sums, key=lambda host: (-sums[host]["number"], host))
    no_host = Text("no host yet", "домаћин још није познат")
    lines = tuple(
        Line(
            host or no_host,
            (
                Cell(sums[host]["number"], address_of(CaseSet(host=host))),
                Cell(sums[host]["overdue"], address_of(CaseSet(host=host, when="overdue"))),
            ),
            address=address_of(CaseSet(host=host)),
        )
        for host in order[:MOST_HOSTS]
    )
    columns = (Text("Open cases", "У току"), Text("Overdue", "Касни"))
    title = Text("Open cases by host", "Предмети у току по домаћину")
    return Chart("hosts", title, columns, lines)


def recognition_chart(rates: Sequence[HostRecognition]) -> Chart:
    """How much of what was passed at each host the Decrees recognised, in per cent of the ECTS."""
    lines = tuple(
        Line(
            rate.host or Text("no host yet", "домаћин још није познат"),
            (
                Cell(rate.share),
                Cell(rate.passed // 100),
                Cell(rate.recognised // 100),
                Cell(rate.cases),
            ),
        )
        for rate in rates
    )
    columns = (
        Text("Recognised, %", "Признато, %"),
        Text("ECTS passed", "Положено ЕСПБ"),
        Text("ECTS recognised", "Признато ЕСПБ"),
        Text("Decrees", "Решења"),
    )
    title = Text(
        "Recognition by host, in per cent of ECTS", "Признавање по домаћину, у процентима ЕСПБ"
    )
    return Chart("recognition", title, columns, lines)


def due_curve(viewer: Viewer, numbers: OpenCases) -> Curve:
    """What falls due in each week of the year ahead; the table tells it by month."""
    today, weeks, months = viewer.today, Counter[int](), Counter[tuple[int, int]]()
    for step in numbers.steps:
        weeks[(step.due - today).days // 7] += step.number
        months[step.due.year, step.due.month] += step.number
    points = tuple(
        (month_text(today + timedelta(weeks=week)), weeks[week])
        for week in range(AHEAD.days // 7 + 1)
    )
    lines = tuple(
        _of_month(year, month, months[year, month], today) for year, month in sorted(months)
    )
    title = Text("What falls due in the year ahead", "Рокови у наредних годину дана")
    columns = (Text("Due", "Рокова"),)
    return Curve("due", title, points, Chart("due-table", title, columns, lines))


def _of_month(year: int, month: int, number: int, today: date) -> Line:
    first = max(today, date(year, month, 1))
    last = date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)
    chosen_set = CaseSet(first=first, last=min(last, today + AHEAD))
    return Line(month_text(first), (Cell(number, address_of(chosen_set)),), str(year))
