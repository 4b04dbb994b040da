"""The lists as spreadsheets have them: the columns, and a row for each line of a page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from office.wiring import Office
from persistence import call_overview, staff
from persistence.act_list import ListedAct
from persistence.call_overview import Applicant, CallLine
from persistence.case_list import ListedCase
from persistence.staff import Appointed
from rules.appointments import APPOINTERS
from rules.remedy_words import own_title
from states.frozen import replace
from states.text import Text
from states.vocabulary import ROLES
from web.exports import Column, Export, Row, titled
from web.messages.exports import HEADINGS
from web.views.call import call_status, state_title
from web.views.failed_mails import MailLine
from web.views.remedies import act_title, lists_contested_by
from web.views.stuck import DeadAction, StuckCase
from web.views.viewer import Viewer

_WIDTHS: Final[Mapping[str, int]] = {
    "number": 15,
    "act": 30,
    "candidate": 30,
    "host": 34,
    "process": 30,
    "state": 30,
    "step": 38,
    "owners": 30,
    "people": 30,
    "reason": 50,
    "missing": 60,
    "title": 40,
    "call": 34,
    "subject": 50,
    "email": 30,
    "error": 60,
}


def columns(*names: str) -> tuple[Column, ...]:
    """Columns by their names among the headings."""
    return tuple(Column(HEADINGS[name], _WIDTHS.get(name, 16)) for name in names)


def exported_cases(office: Office, cases: Iterable[ListedCase]) -> Export:
    """A list of cases, in its order."""
    names = (
        "number", "candidate", "host", "process", "call", "state", "step", "owners", "assignee",
        "due", "safe_by", "held_until", "rests", "closed",
    )  # fmt: skip
    rows = (_case_row(office, case) for case in cases)
    return Export("cases", HEADINGS["cases"], columns(*names), rows)


def _case_row(office: Office, case: ListedCase) -> Row:
    definition = office.shown_definition(case.definition)
    state = definition.states[case.state]
    owners = titled(ROLES[role] for role in case.owners)
    return (
        case.number, case.candidate, case.host, definition.title, case.call, state.title,
        state.title_of(case.awaited), owners, case.assignee, case.due, case.safe_by,
        case.held_until, case.rests, case.ended,
    )  # fmt: skip


def exported_stuck(cases: Iterable[StuckCase]) -> Export:
    """The stuck cases, each with why, and what the awaited step still lacks."""
    names = (
        "number", "candidate", "state", "step", "owners", "people", "due", "days_late", "since",
        "reason", "missing",
    )  # fmt: skip
    rows = (
        (
            case.number, case.candidate, case.state, case.step, titled(case.owners),
            ", ".join(case.people), case.due, case.late, case.since, titled(case.whys),
            _sentences(case.missing),
        )
        for case in cases
    )  # fmt: skip
    return Export("stuck", HEADINGS["stuck"], columns(*names), rows)


def exported_given_up(actions: Iterable[DeadAction]) -> Export:
    """Mails and documents that nobody will try again by itself."""
    names = ("number", "title", "status", "attempts", "error")
    rows = (
        (action.number, action.title, action.status, action.attempts, action.error)
        for action in actions
    )
    return Export("given-up", HEADINGS["given_up"], columns(*names), rows)


def exported_mails(lines: Iterable[MailLine]) -> Export:
    """Mails that failed or wait: to whom, what, since when, and the server's own words."""
    names = (
        "person", "email", "mail", "subject", "written_at", "status", "attempts", "next_attempt_at",
        "about", "error",
    )  # fmt: skip
    rows = (
        (
            line.to_name, line.to_address, line.kind, line.subject, line.written_at,
            line.status_title, line.attempts, line.next_attempt_at, line.about, line.error,
        )
        for line in lines
    )  # fmt: skip
    return Export("mails", HEADINGS["mails"], columns(*names), rows)


def exported_acts(office: Office, institution: str, acts: Iterable[ListedAct]) -> Export:
    """The register of acts of an institution, each with its case or its call."""
    names = ("act_number", "entered_on", "act", "number", "call")
    rows = (
        (
            act.number, act.entered_on, act_title(office, act, institution),
            act.case_number, act.call_title,
        )
        for act in acts
    )  # fmt: skip
    return Export("acts", HEADINGS["acts"], columns(*names), rows)


def exported_calls(viewer: Viewer, lines: Iterable[CallLine]) -> Export:
    """The calls, newest first."""
    names = (
        "call_number", "title", "institution", "process", "published", "closes", "applied",
        "opened", "list_version", "list_published_on", "appeal_until", "status",
    )  # fmt: skip
    regulations = viewer.office.regulations

    def row(line: CallLine) -> Row:
        definition = viewer.office.in_force(line.institution, line.process, line.published)
        return (
            line.id, line.title, regulations[line.institution].name, definition.title,
            line.published, line.closes, line.applied, line.opened, line.list_version or None,
            line.list_published_on, line.appeal_until, call_status(line, definition, viewer.today),
        )  # fmt: skip

    until, own = HEADINGS["appeal_until"], viewer.person.institutions
    own_word = own_title("appeal_until", until, lists_contested_by(viewer.office, own))
    titled_columns = [
        replace(c, title=own_word) if c.title == until else c for c in columns(*names)
    ]
    return Export("calls", HEADINGS["calls"], tuple(titled_columns), (row(line) for line in lines))


def exported_applications(viewer: Viewer, line: CallLine) -> Export:
    """Who applied in a call; no points, which are each member's own until all have given theirs."""
    names = ("number", "candidate", "state", "applied_at", "hosts", "closed")
    office = viewer.office

    def row(applicant: Applicant) -> Row:
        state = state_title(office.shown_definition(applicant.definition), applicant.state)
        return (
            applicant.number, applicant.name, state, applicant.submitted_at,
            ", ".join(applicant.hosts), applicant.ended,
        )  # fmt: skip

    applicants = call_overview.applicants(viewer.connection, line.id)
    rows = (row(applicant) for applicant in applicants)
    return Export(f"call-{line.id}", HEADINGS["applications"], columns(*names), rows)


def exported_people(viewer: Viewer, institution: str) -> Export:
    """Who holds which role at an institution, from when to when, and who appointed."""
    names = (
        "person", "email", "role", "first_day", "last_day", "appointed_as", "appointed_by",
        "entered_by",
    )  # fmt: skip
    rows = map(_person_row, staff.appointments_at(viewer.connection, institution))
    return Export(f"people-{institution}", HEADINGS["people"], columns(*names), rows)


def _person_row(appointment: Appointed) -> Row:
    assignment = appointment.given
    appointer = APPOINTERS[assignment.appointed_as] if assignment.appointed_as else None
    return (
        appointment.member.name, appointment.member.email, ROLES[assignment.role],
        assignment.first_day, assignment.last_day,
        appointer, assignment.appointed_by, assignment.entered_by,
    )  # fmt: skip


def _sentences(texts: Iterable[Text]) -> Text:
    """Several sentences in one cell, a line each."""
    sentences = list(texts)
    return Text("\n".join(t.en for t in sentences), "\n".join(t.sr for t in sentences))


def read_at_once(export: Export) -> Export:
    """The same list with its rows in memory: for short ones, whose connection ends before."""
    rows: Iterator[Row] = iter(list(export.rows))
    return Export(export.stem, export.title, export.columns, rows)
