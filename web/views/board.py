"""The board of those who supervise: what is stuck, what is due, whose it is, and who is away."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Final, Literal

from persistence.action_lists import ActionCount
from persistence.board import OpenCases, OpenGroup
from persistence.case_sets import CaseSet, When
from persistence.durations import StepDuration
from persistence.recognition_rates import HostRecognition
from persistence.roster import Roster
from persistence.tables.work import NOT_ARRIVED
from states.frozen import frozen
from states.text import Text
from states.vocabulary import OFFICE_ROLES, ROLES
from web.messages.board import TASKS, WHEN_COLUMNS
from web.messages.values import STATUSES
from web.views.board_charts import due_curve, heat_map, hosts_chart, recognition_chart
from web.views.case_sets import address_of
from web.views.charts import Cell, Chart, Curve, Line
from web.views.remedies import remedies_of
from web.views.steps import slow_steps
from web.views.stuck import STUCK, people_of
from web.views.viewer import Viewer

Grade = Literal["bad", "soon", "calm"]
"""How bad it is: late or broken, soon to be, or neither."""

WHENS: Final[tuple[When, ...]] = ("overdue", "undated", "soon", "later", "resting")
"""In the order in which the work of an owner is told."""


@frozen
class BoardTask:
    """A thing to do: how many, in a sentence, and the list that it opens."""

    text: Text
    address: str
    grade: Grade


@frozen
class AbsentRole:
    """A role that nobody holds today, and who covers it: the deputies' roles with their people."""

    title: Text
    deputies: tuple[tuple[Text, tuple[str, ...]], ...]
    waiting: Cell


@frozen
class ActionLine:
    """Mails and documents that have not left, with what the server or the program said, and where
    they stand."""

    status: Text
    grade: Grade
    number: int
    reason: str
    address: str


@frozen
class BoardPage:
    """The whole board, with its open cases as they were at an instant; `grade` is that of the worst
    thing to do."""

    number: int
    as_of: datetime
    tasks: tuple[BoardTask, ...]
    owners: Chart
    states: Chart
    hosts: Chart
    due: Curve
    absent: tuple[AbsentRole, ...]
    actions: tuple[ActionLine, ...]
    slow: Chart
    recognition: Chart
    counted_at: datetime | None

    @property
    def grade(self) -> Grade:
        """That of the worst thing to do."""
        return self.tasks[0].grade if self.tasks else "calm"


@frozen
class BoardNumbers:
    """What the board is made of: the open cases, with those in each of its sets, and what the
    worker has counted of finished work."""

    cases: OpenCases
    actions: Sequence[ActionCount]
    slow: Sequence[StepDuration]
    recognition: Sequence[HostRecognition]


def board_page(viewer: Viewer, of_office: BoardNumbers, roster: Roster) -> BoardPage:
    """The board as it stands at the viewer's instant."""
    numbers = of_office.cases
    owners = _owners(viewer, numbers.groups, roster)
    return BoardPage(
        number=numbers.number,
        as_of=numbers.counted_at,
        tasks=tuple(_tasks(viewer, of_office)),
        owners=owners,
        states=heat_map(viewer, numbers),
        hosts=hosts_chart(numbers.groups),
        due=due_curve(viewer, numbers),
        absent=tuple(_absent(viewer, numbers.groups, roster)),
        actions=tuple(_action_lines(of_office.actions)),
        slow=slow_steps(viewer, of_office.slow),
        recognition=recognition_chart(of_office.recognition),
        counted_at=of_office.slow[0].counted_at if of_office.slow else None,
    )


def _tasks(viewer: Viewer, of_office: BoardNumbers) -> Iterator[BoardTask]:
    """Only what is not empty, the worst first."""
    counts = of_office.cases.sets
    lost_number = sum(a.number for a in of_office.actions if a.status in NOT_ARRIVED)
    soon = sum(group.soon for group in of_office.cases.groups)
    remedies = remedies_of(viewer.office, viewer.person.institutions)
    numbers: dict[str, tuple[int, str, Grade]] = {
        "overdue": (counts["overdue"], address_of(CaseSet(why="overdue"), STUCK), "bad"),
        "nobody": (counts["nobody"], address_of(CaseSet(why="nobody"), STUCK), "bad"),
        "undated": (counts["undated"], address_of(CaseSet(why="undated"), STUCK), "bad"),
        "action": (lost_number, "/mails", "bad"),
        "safe": (counts["safe"], address_of(CaseSet(safe=True)), "soon"),
        "soon": (soon, address_of(CaseSet(when="soon")), "soon"),
        remedies: (counts["appeal"], address_of(CaseSet(appeal=True)), "soon"),
    }
    for name, (number, address, grade) in numbers.items():
        if number:
            yield BoardTask(TASKS[name].counted(number), address, grade)


def _by_when(group: OpenGroup) -> Counter[str]:
    later = group.number - group.resting - group.overdue - group.soon - group.undated
    return Counter(
        overdue=group.overdue, undated=group.undated, soon=group.soon, later=later,
        resting=group.resting,
    )  # fmt: skip


def _owners(viewer: Viewer, groups: Sequence[OpenGroup], roster: Roster) -> Chart:
    """A line for each role that something waits for, the most overdue first."""
    sums: Mapping[str, Counter[str]] = defaultdict(Counter)
    for group in groups:
        for role in group.roles:
            sums[role] += _by_when(group)
    order = sorted(sums, key=lambda role: (-sums[role]["overdue"], -sums[role].total()))
    lines = (
        Line(
            ROLES[role],
            tuple(
                Cell(sums[role][when], address_of(CaseSet(role=role, when=when))) for when in WHENS
            ),
            _who(viewer, roster, role),
            address_of(CaseSet(role=role)),
        )
        for role in order
    )
    columns = tuple(WHEN_COLUMNS[when] for when in WHENS)
    title = Text("Work by who is to act", "Послови по томе ко поступа")
    return Chart("owners", title, columns, tuple(lines))


def _who(viewer: Viewer, roster: Roster, role: str) -> Text | str:
    """Who may act in a role today; nothing of a candidate, whom nobody appoints."""
    if role not in OFFICE_ROLES:
        return ""
    names = [
        name
        for institution in viewer.person.institutions
        for name in people_of(roster, institution, [role], viewer.today)
    ]
    return ", ".join(dict.fromkeys(names)) or Text("nobody today", "данас нико")


def _absent(viewer: Viewer, groups: Iterable[OpenGroup], roster: Roster) -> Iterator[AbsentRole]:
    """The roles that nobody holds today, where something waits or somebody covers."""
    waiting_cases: Counter[tuple[str, str]] = Counter()
    for group in groups:
        waiting_cases.update({(group.institution, role): group.number for role in group.roles})
    for institution in viewer.person.institutions:
        for role in OFFICE_ROLES:
            deputies = roster.deputies(institution, role, viewer.today)
            number = waiting_cases[institution, role]
            if roster.holders(institution, role, viewer.today) or not (deputies or number):
                continue
            covers = tuple(
                (ROLES[deputy], people_of(roster, institution, [deputy], viewer.today))
                for deputy in deputies
            )
            yield AbsentRole(ROLES[role], covers, Cell(number, address_of(CaseSet(role=role))))


GRADES: Final[Mapping[str, Grade]] = dict.fromkeys(NOT_ARRIVED, "bad")


def _action_lines(actions: Sequence[ActionCount]) -> Iterator[ActionLine]:
    for action in actions:
        grade = GRADES.get(action.status, "soon" if action.last_error else "calm")
        address = "/mails" if action.status in NOT_ARRIVED else "/mails?show=waiting"
        reason = action.last_error or ""
        yield ActionLine(STATUSES[action.status], grade, action.number, reason, address)
