"""The board of those who supervise: what is stuck, what is due, whose it is, and who is away."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final, Literal
from urllib.parse import urlencode

from office.wiring import Office
from persistence.board import AGES, OpenGroup
from persistence.outbox import ActionCount
from persistence.roster import Roster
from states.frozen import frozen
from states.text import Text
from states.vocabulary import OFFICE_ROLES, ROLES
from web.messages.board import TASKS
from web.messages.values import STATUSES
from web.views.viewer import Viewer

Grade = Literal["bad", "soon", "calm"]
"""How bad it is: late or broken, soon to be, or neither."""

AGE_SPANS: Final = (
    *(
        f"{first}–{last}"
        for first, last in zip((0, *(age + 1 for age in AGES)), AGES, strict=False)
    ),
    f"> {AGES[-1]}",
)
"""How long cases have been in a state, in days."""


@frozen
class BoardTask:
    """A thing to do: how many, in a sentence, and the list that it opens."""

    text: Text
    address: str
    grade: Grade


@frozen
class OwnerLine:
    """What waits for a role, and who is there for it today; `deputies` act beside them."""

    role: str
    title: Text
    people: tuple[str, ...]
    deputies: tuple[Text, ...]
    overdue: int
    soon: int
    later: int
    undated: int
    resting: int

    @property
    def number(self) -> int:
        """All that waits for the role."""
        return self.overdue + self.soon + self.later + self.undated + self.resting


@frozen
class StateLine:
    """The open cases of a process in one state, and for how long they have been in it."""

    process: Text
    state: Text
    address: str
    number: int
    overdue: int
    ages: tuple[int, ...]


@frozen
class AbsentRole:
    """A role that nobody holds today, and who covers it: the deputies' roles with their people."""

    title: Text
    deputies: tuple[tuple[Text, tuple[str, ...]], ...]
    waiting: int


@frozen
class ActionLine:
    """Mails and documents that have not left, with what the server or the program said."""

    status: Text
    grade: Grade
    number: int
    reason: str


@frozen
class BoardPage:
    """The whole board; `grade` is that of the worst task."""

    tasks: tuple[BoardTask, ...]
    owners: tuple[OwnerLine, ...]
    states: tuple[StateLine, ...]
    absent: tuple[AbsentRole, ...]
    actions: tuple[ActionLine, ...]
    number: int


def board_page(
    viewer: Viewer, groups: Sequence[OpenGroup], roster: Roster, actions: Sequence[ActionCount]
) -> BoardPage:
    """The board as it stands at the viewer's instant."""
    owners = tuple(_owners(viewer, groups, roster))
    return BoardPage(
        tasks=tuple(_tasks(groups, vacant_groups(viewer, groups, roster), actions)),
        owners=owners,
        states=tuple(_states(viewer.office, groups)),
        absent=tuple(_absent(viewer, owners, roster)),
        actions=tuple(_action_lines(actions)),
        number=sum(group.number for group in groups),
    )


def vacant_groups(viewer: Viewer, groups: Iterable[OpenGroup], roster: Roster) -> list[OpenGroup]:
    """The groups whose step nobody may take today: no owner's role is held or deputised for."""
    return [
        group
        for group in groups
        if "candidate" not in group.roles
        and not any(is_covered(viewer, roster, group.institution, role) for role in group.roles)
    ]


def is_covered(viewer: Viewer, roster: Roster, institution: str, role: str) -> bool:
    """Whether somebody holds a role today, or holds one that is deputy for it."""
    day = viewer.today
    return bool(roster.holders(institution, role, day)) or any(
        roster.holders(institution, deputy, day)
        for deputy in roster.deputies(institution, role, day)
    )


def _tasks(
    groups: Sequence[OpenGroup], vacant: Sequence[OpenGroup], actions: Sequence[ActionCount]
) -> Iterator[BoardTask]:
    """Only what is not empty, the worst first."""
    lost = sum(action.number for action in actions if action.status in ("dead", "uncertain"))
    numbers: dict[str, tuple[int, str, Grade]] = {
        "overdue": (sum(group.overdue for group in groups), "/stuck?why=overdue", "bad"),
        "nobody": (sum(group.number for group in vacant), "/stuck?why=nobody", "bad"),
        "undated": (sum(group.undated for group in groups), "/stuck?why=undated", "bad"),
        "action": (lost, "/stuck?why=action#dead", "bad"),
        "soon": (sum(group.soon for group in groups), "/work?tab=all", "soon"),
    }
    for name, (number, address, grade) in numbers.items():
        if number:
            yield BoardTask(TASKS[name].counted(number), address, grade)


def _owners(viewer: Viewer, groups: Sequence[OpenGroup], roster: Roster) -> Iterator[OwnerLine]:
    """A line for each role that something waits for, the most overdue first."""
    sums: Mapping[str, Counter[str]] = defaultdict(Counter)
    places: dict[str, list[str]] = defaultdict(list)
    for group in groups:
        running = group.number - group.resting
        for role in group.roles:
            sums[role] += Counter(
                overdue=group.overdue, soon=group.soon, undated=group.undated,
                resting=group.resting,
                later=running - group.overdue - group.soon - group.undated,
            )  # fmt: skip
            if group.institution not in places[role]:
                places[role].append(group.institution)
    for role in sorted(sums, key=lambda role: (-sums[role]["overdue"], -sums[role].total())):
        numbers = sums[role]
        yield OwnerLine(
            role, ROLES[role], _names(viewer, roster, places[role], role),
            _deputies(viewer, roster, places[role], role),
            numbers["overdue"], numbers["soon"], numbers["later"], numbers["undated"],
            numbers["resting"],
        )  # fmt: skip


def _names(
    viewer: Viewer, roster: Roster, institutions: Iterable[str], role: str
) -> tuple[str, ...]:
    names = (
        member.name
        for institution in institutions
        for member in roster.holders(institution, role, viewer.today)
    )
    return tuple(dict.fromkeys(names))


def _deputies(
    viewer: Viewer, roster: Roster, institutions: Iterable[str], role: str
) -> tuple[Text, ...]:
    roles = (
        deputy
        for institution in institutions
        for deputy in roster.deputies(institution, role, viewer.today)
    )
    return tuple(ROLES[role] for role in dict.fromkeys(roles))


def _states(office: Office, groups: Sequence[OpenGroup]) -> Iterator[StateLine]:
    """A line for each state of a process, in the order in which cases go through them."""
    sums: dict[tuple[str, str], list[int]] = {}
    titles: dict[tuple[str, str], tuple[Text, Text]] = {}
    for group in groups:
        definition = office.definition(group.definition)
        key = definition.process, group.state
        titles[key] = definition.title, definition.states[group.state].title
        numbers = (group.number, group.overdue, *group.ages)
        before = sums.get(key, [0] * len(numbers))
        sums[key] = [a + b for a, b in zip(before, numbers, strict=True)]
    order = _order_of_states(office, groups)
    for key in sorted(sums, key=lambda key: order[key]):
        number, overdue, *ages = sums[key]
        process, state = key
        address = f"/work?{urlencode({'scope': 'open', 'process': process, 'state': state})}"
        yield StateLine(*titles[key], address, number, overdue, tuple(ages))


def _order_of_states(
    office: Office, groups: Sequence[OpenGroup]
) -> Mapping[tuple[str, str], tuple[str, int]]:
    return {
        (definition.process, state): (definition.process, place)
        for definition in (office.definition(key) for key in {g.definition for g in groups})
        for place, state in enumerate(definition.states)
    }


def _absent(viewer: Viewer, owners: Sequence[OwnerLine], roster: Roster) -> Iterator[AbsentRole]:
    """The roles of the office that nobody holds today, where something waits or somebody covers."""
    waiting = {line.role: line.number for line in owners}
    for institution in viewer.person.institutions:
        for role in OFFICE_ROLES:
            deputies = roster.deputies(institution, role, viewer.today)
            held = roster.holders(institution, role, viewer.today)
            if held or not (deputies or role in waiting):
                continue
            covers = tuple(
                (ROLES[deputy], _names(viewer, roster, [institution], deputy))
                for deputy in deputies
            )
            yield AbsentRole(ROLES[role], covers, waiting.get(role, 0))


GRADES: Final[Mapping[str, Grade]] = {"dead": "bad", "uncertain": "bad"}


def _action_lines(actions: Sequence[ActionCount]) -> Iterator[ActionLine]:
    for action in actions:
        grade = GRADES.get(action.status, "soon" if action.last_error else "calm")
        yield ActionLine(STATUSES[action.status], grade, action.number, action.last_error or "")
