"""Stuck cases: which, why, since when, whose; what a whole call waits for is told once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime

from notifications.catalogue import CATALOGUE
from office.wiring import Office
from persistence import case_sets, dossiers
from persistence.board import open_cases
from persistence.call_steps import CallStep, call_steps
from persistence.case_sets import STUCK_SETS, WHYS, CaseSet, OfficeToday, OpenCase, Why
from persistence.given_up_actions import GivenUpAction
from persistence.roster import Roster
from rules.remedy_words import title_against
from states.dossier import Case, Dossier
from states.frozen import frozen
from states.text import Text
from states.vocabulary import ROLES
from web.messages.board import WHY_TITLES
from web.messages.counts import due_in_words
from web.messages.values import STATUSES
from web.views.case_sets import address_of, parameters_of
from web.views.paging import PAGE_SIZE, ListAddress, Listing, Paging, Sort
from web.views.remedies import mail_title
from web.views.viewer import Viewer
from workflows.cases.available_transitions import before_the_forms, missing_for

MOST_CALL_STEPS = 20
"""Steps of whole calls that the page names; the longest overdue first."""

MOST_JUDGED = 1000
"""Cases of a file whose conditions are judged."""

STUCK = "/stuck"


@frozen
class StuckTab:
    """A reason for which cases are stuck, with how many there are."""

    title: Text
    address: str
    number: int
    current: bool


@frozen
class StuckCall:
    """A step that a whole call waits for, said once for all its cases."""

    call_id: int
    call: str
    step: Text
    owners: tuple[Text, ...]
    people: tuple[str, ...]
    number: int
    due: date
    address: str


@frozen
class StuckCase:
    """A stuck case: since when it stands there, whose it is, and what its own step lacks.

    `late` are civil days past the due date, 0 where it is not overdue. `whys` say why
    it counts as stuck; `missing` is what it lacks beside what its group lacks.
    """

    number: str
    candidate: str
    state: Text
    step: Text | None
    owners: tuple[Text, ...]
    people: tuple[str, ...]
    due: date | None
    late: int
    since: datetime
    whys: tuple[Text, ...]
    missing: tuple[Text, ...]


@frozen
class StuckGroup:
    """Stuck cases of one call in one state, with what all of them lack alike."""

    call: str
    call_id: int
    missing: tuple[Text, ...]
    cases: tuple[StuckCase, ...]


@frozen
class StuckPage:
    """A page of the stuck cases; `judged` is the address of the same page with what each lacks.

    It is empty where that has been judged.
    """

    tabs: tuple[StuckTab, ...]
    calls: tuple[StuckCall, ...]
    calls_number: int
    calls_counted_at: datetime
    groups: tuple[StuckGroup, ...]
    listing: Listing
    judged: str


@frozen
class DeadAction:
    """An action that nobody will try again by itself, or that nobody works on: what it sends or
    makes, and of which case."""

    id: int
    title: Text
    status: Text
    error: str
    attempts: int
    number: str | None


@frozen
class StuckAsked:
    """What the page is asked for: stuck why, which page, and whether each case is to be judged."""

    why: Why | None
    page: int
    judge: bool


def stuck_page(
    viewer: Viewer, stuck_wish: StuckAsked, office: OfficeToday, roster: Roster
) -> StuckPage:
    """The stuck cases of a set; what they lack is judged for the page shown only, where asked.

    How many are stuck is what the board says.
    """
    connection = viewer.connection
    numbers = _numbers(viewer, office)
    why = _asked_or_first(stuck_wish.why, numbers)
    chosen_set = CaseSet(why=why)
    steps = call_steps(connection, chosen_set, office, MOST_CALL_STEPS, viewer.now)
    paging = Paging(stuck_wish.page, case_sets.count(connection, chosen_set, office, alone=True))
    window = (PAGE_SIZE, paging.offset)
    shown_cases = case_sets.lines(connection, chosen_set, office, window, alone=True)
    parameters = parameters_of(chosen_set)
    address = ListAddress(STUCK, tuple(parameters.items()))
    judge_address = address.with_({"page": str(paging.page), "judge": "yes"})
    return StuckPage(
        tabs=_tabs(numbers, why),
        calls=tuple(_calls(viewer, steps.numbers, roster)),
        calls_number=steps.numbers[0].of_all if steps.numbers else 0,
        calls_counted_at=steps.at,
        groups=_groups(
            viewer, shown_cases, _lacking(viewer, shown_cases if stuck_wish.judge else ()), roster
        ),
        listing=Listing(address, Sort("due"), paging),
        judged="" if stuck_wish.judge else judge_address,
    )


def _numbers(viewer: Viewer, office: OfficeToday) -> Mapping[str, int]:
    """How many cases are stuck for each reason; those with a given-up action are few."""
    case_counts = open_cases(viewer.connection, office, viewer.now).sets
    of_actions = case_sets.counts(viewer.connection, {"action": STUCK_SETS["action"]}, office)
    return {**case_counts, **of_actions}


def stuck_cases(
    viewer: Viewer, asked_why: Why | None, office: OfficeToday, roster: Roster
) -> list[StuckCase]:
    """All cases that are stuck for a reason, those of whole calls too, what is due first first.

    What they lack is judged where there are at most `MOST_JUDGED`: each costs some milliseconds.
    """
    numbers = case_sets.counts(viewer.connection, STUCK_SETS, office)
    why = _asked_or_first(asked_why, numbers)
    window = (max(1, numbers[why]), 0)
    shown_cases = case_sets.lines(viewer.connection, CaseSet(why=why), office, window)
    missing_by_case = _lacking(viewer, shown_cases if len(shown_cases) <= MOST_JUDGED else ())
    return [_stuck(viewer, line, missing_by_case.get(line.id, []), roster) for line in shown_cases]


def _asked_or_first(asked_why: Why | None, numbers: Mapping[str, int]) -> Why:
    """The reason asked for, else the first for which anything is stuck."""
    if asked_why is not None:
        return asked_why
    return next((why for why in WHYS if numbers[why]), WHYS[0])


def _tabs(numbers: Mapping[str, int], current: Why) -> tuple[StuckTab, ...]:
    return tuple(
        StuckTab(WHY_TITLES[why], address_of(CaseSet(why=why), STUCK), numbers[why], why == current)
        for why in WHYS
    )


def _calls(viewer: Viewer, steps: Sequence[CallStep], roster: Roster) -> Iterator[StuckCall]:
    processes = {(step.institution, step.process) for step in steps}
    definitions = {process: viewer.office.served(*process, viewer.today) for process in processes}
    for step in steps:
        definition = definitions[step.institution, step.process]
        state = definition.states.get(step.state) if definition else None
        title = state.title_of(step.awaited) if state else None
        waiting_set = CaseSet(
            when="overdue", process=step.process, state=step.state, call=step.call_id
        )
        yield StuckCall(
            step.call_id, step.call, title or Text(step.awaited, step.awaited),
            tuple(ROLES[role] for role in step.roles),
            people_of(roster, step.institution, step.roles, viewer.today),
            step.number, step.due, address_of(waiting_set),
        )  # fmt: skip


def people_of(roster: Roster, institution: str, roles: Sequence[str], day: date) -> tuple[str, ...]:
    """Who may act in these roles on a civil date: who holds them, and their deputies."""
    names = (
        member.name
        for role in roles
        for acting_role in (role, *roster.deputies(institution, role, day))
        for member in roster.holders(institution, acting_role, day)
    )
    return tuple(dict.fromkeys(names))


def _lacking(viewer: Viewer, shown_cases: Sequence[OpenCase]) -> Mapping[int, list[Text]]:
    """By case, what its awaited step lacks; judged from its dossier."""
    cases_and_dossiers = (
        dossiers.load(viewer.connection, [case.id for case in shown_cases]) if shown_cases else {}
    )
    return {case_id: missing_now(viewer, *pair) for case_id, pair in cases_and_dossiers.items()}


def _groups(
    viewer: Viewer,
    shown_cases: Sequence[OpenCase],
    missing_by_case: Mapping[int, list[Text]],
    roster: Roster,
) -> tuple[StuckGroup, ...]:
    """The page's cases by call and state, in the order in which the first of each falls due."""
    by_place: dict[tuple[int, str], list[OpenCase]] = {}
    for line in shown_cases:
        by_place.setdefault((line.call_id, line.state), []).append(line)
    groups = []
    for lines in by_place.values():
        missing_texts = [missing_by_case.get(line.id, []) for line in lines]
        alike = [text for text in missing_texts[0] if all(text in texts for texts in missing_texts)]
        shared_texts = tuple(alike) if len(lines) > 1 else ()
        cases = tuple(
            _stuck(viewer, line, [text for text in texts if text not in shared_texts], roster)
            for line, texts in zip(lines, missing_texts, strict=True)
        )
        groups.append(StuckGroup(lines[0].call, lines[0].call_id, shared_texts, cases))
    return tuple(groups)


def missing_now(viewer: Viewer, case: Case, dossier: Dossier) -> list[Text]:
    """What the awaited step of a case lacks before a form is filled in."""
    definition = viewer.office.definition_of(case, dossier)
    awaited_step = definition.awaited(case, dossier, viewer.now)
    if awaited_step is None or not awaited_step.step:
        return []
    judged_definition = before_the_forms(definition)
    reasons = missing_for(
        viewer.connection, judged_definition, case, dossier, viewer.now, awaited_step.step
    )
    return [reason.message for reason in reasons]


def _stuck(
    viewer: Viewer, line: OpenCase, missing_texts: Sequence[Text], roster: Roster
) -> StuckCase:
    state = viewer.office.shown_definition(line.definition).states[line.state]
    people = people_of(roster, line.institution, line.roles, viewer.today)
    return StuckCase(
        line.number, line.candidate, state.title, state.title_of(line.awaited),
        tuple(ROLES[role] for role in line.roles), people, line.due,
        line.late_on(viewer.today), line.entered_at,
        whys_of(line, people, viewer.today), tuple(missing_texts),
    )  # fmt: skip


def whys_of(line: OpenCase, people: Sequence[str], today: date) -> tuple[Text, ...]:
    """Why a case counts as stuck; of nothing where it does not."""
    whys = [WHY_TITLES["action"]] if line.given_up else []
    if line.rests is None and line.due is not None and line.due < today:
        whys.append(due_in_words(line.due, today))
    if line.rests is None and line.due is None:
        whys.append(WHY_TITLES["undated"])
    if not people and "candidate" not in line.roles:
        whys.append(WHY_TITLES["nobody"])
    return tuple(whys)


def dead_actions(office: Office, actions: Sequence[GivenUpAction]) -> list[DeadAction]:
    """Actions that lie still: given up, uncertain, or taken up by nobody."""
    return [
        DeadAction(
            action.id, _called(office, action), STATUSES[action.status], action.last_error or "",
            action.attempts, action.number,
        )
        for action in actions
    ]  # fmt: skip


def _called(office: Office, action: GivenUpAction) -> Text:
    """The kind of mail or document, as an office calls it; of another program what is noted."""
    institutions = [action.institution] if action.institution else []
    if action.document is not None:
        return title_against(action.document, action.against)
    mail = CATALOGUE.get(action.mail or "")
    return mail_title(office, mail, institutions) if mail else Text(action.label, action.label)
