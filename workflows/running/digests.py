"""The digests: each morning's briefing to every member of the office, the week's and the month's
plan to its Head.

ICO: members meet in a briefing each morning; the Head, or who deputises while nobody holds the
role, makes daily, weekly and monthly plans and supervises them. Each digest leaves once; what a
switched-off office missed is not sent later, but the digest in force is.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from itertools import product
from typing import Final, NamedTuple

from sqlalchemy import Connection, bindparam, select

from actions.addressees import Addressee, of_member
from actions.mail_contexts import case_url, letterhead, page_url, recipient_of, role_in_sentence
from notifications.catalogue import CATALOGUE
from notifications.context import MailContext
from notifications.digest import (
    DeadAction,
    DigestItem,
    DueToGo,
    FromOutside,
    LedgerResult,
    NotLookedAt,
    OpenObjection,
    UndecidedRequest,
    by_day,
    by_week,
)
from notifications.wording import write
from office.wiring import Office
from persistence import given_up_actions, incoming_mails, signs_of_life, worklist
from persistence.directory import Directory
from persistence.escalation_list import count_alarms
from persistence.escalations import last_reconciliation
from persistence.given_up_actions import GivenUpAction
from persistence.incoming_mails import StoredIncomingMail
from persistence.mails import OutgoingMail
from persistence.open_requests import RANKING_APPEAL, OpenRequest, open_requests
from persistence.proof_lines import ProofLine, give_out
from persistence.saving import enqueue
from persistence.submissions import WaitingCase, waiting_cases
from persistence.tables import mails
from persistence.worklist import Waiting
from rules.remedy_words import OWN_TITLES
from states.facts import fact_title
from states.frozen import frozen, replace
from states.moments import civil_date, instant_of
from workflows.cases.owed_work import OwedWork, owed_work
from workflows.people.retention import number_due
from workflows.registers.keeping import OPERATOR, RegisterAct

READER: Final = "head_of_ico"
APPEAL_RECEIVED: Final = "ranking_appeal_received"
"""The mail by whose title an appeal is told that waits for its decision."""
BRIEFING: Final = "briefing"
"""The digest that every member of the office gets; the plans are for the Head to make."""


@frozen
class Digest:
    """A digest that falls due at an instant; the key makes it leave once."""

    mail: str
    at: datetime
    key: str


@frozen
class _Work:
    """What the office waits for on a civil date, read once for all digests and readers;
    what is owed with the names of those whose it is."""

    today: date
    waiting: Sequence[Waiting]
    given_up: Sequence[GivenUpAction]
    undecided: Sequence[OpenRequest]
    submitted: Sequence[WaitingCase]
    replies: Sequence[WaitingCase]
    objections: Sequence[StoredIncomingMail]
    owed: Sequence[tuple[OwedWork, Sequence[str]]]
    ledger: LedgerResult | None
    due_to_go: int
    proof: ProofLine | None


def digests_of(office: Office, today: date) -> list[Digest]:
    """The digests in force on a civil date, those of earlier days of the week or month included."""
    hours, key = office.settings.office_hours, office.settings.institution.key
    week = today - timedelta(days=today.weekday())
    first_of_week = office.calendar.next_worked(week)
    first_of_month = office.calendar.next_worked(today.replace(day=1))
    digests = []
    if office.calendar.is_worked(today):
        digests.append(_digest("briefing", today, hours.briefing_at, f"{key}/{today}"))
    if first_of_week - week < timedelta(days=7):
        name = f"{key}/{today:%G-W%V}"
        digests.append(_digest("weekly_plan", first_of_week, hours.mails_leave_at, name))
    if first_of_month.month == today.month:
        name = f"{key}/{today:%Y-%m}"
        digests.append(_digest("monthly_plan", first_of_month, hours.mails_leave_at, name))
    return digests


def _digest(mail: str, day: date, at: time, name: str) -> Digest:
    return Digest(mail, instant_of(day, at), f"{mail}/{name}")


def next_digest_instant(office: Office, after: datetime) -> datetime:
    """The next instant later than `after` at which a digest falls due: day by day, since that of a
    month may be known before a briefing that comes first."""
    day = civil_date(after)
    while True:
        instants = [digest.at for digest in digests_of(office, day) if civil_date(digest.at) == day]
        if later_instants := [instant for instant in instants if instant > after]:
            return min(later_instants)
        day += timedelta(days=1)


def write_digests(
    connection: Connection, office: Office, now: datetime, early: str | None = None
) -> int:
    """Writes the digests that are due and were not written yet; returns how many mails.

    One of the mail `early` is written before its hour too, on its day.
    """
    of_today = digests_of(office, civil_date(now))
    due = [digest for digest in of_today if digest.at <= now or digest.mail == early]
    unwritten = _unwritten(connection, due)
    if not unwritten:
        return 0
    outgoing = list(_mails(connection, office, unwritten, now))
    enqueue(connection, [(None, None, outgoing, ())], now)
    if any(mail.mail == BRIEFING for mail in outgoing):
        signs_of_life.note(connection, "briefing", office.settings.institution.key, now)
    return len(outgoing)


_WRITTEN: Final = select(mails.c.key).where(mails.c.key.in_(bindparam("keys", expanding=True)))


def _unwritten(connection: Connection, digests: Sequence[Digest]) -> list[Digest]:
    if not digests:
        return []
    rows = connection.execute(_WRITTEN, {"keys": [f"{digest.key}/1" for digest in digests]})
    written_keys = set(rows.scalars())
    return [digest for digest in digests if f"{digest.key}/1" not in written_keys]


def _mails(
    connection: Connection, office: Office, digests: Sequence[Digest], now: datetime
) -> Iterator[OutgoingMail]:
    """Each digest to each reader; what the office waits for is read once for all of them."""
    key, today = office.settings.institution.key, civil_date(now)
    readers = _readers(connection, office, today)
    work = _Work(
        today,
        worklist.waiting(connection, today, key),
        given_up_actions.given_up(connection, [key]),
        open_requests(connection, key),
        waiting_cases(connection, [key]),
        incoming_mails.waiting_cases(connection, [key]),
        incoming_mails.objections(connection, [key]),
        _owed(connection, office, key, today),
        _ledger(connection, office, key),
        number_due(RegisterAct(connection, office, key, OPERATOR, now)),
        give_out(connection, now),
    )
    for digest, (number, reader) in product(digests, enumerate(readers, start=1)):
        to = reader.to
        if digest.mail != BRIEFING and to.role != READER:
            continue
        context = _context(office, digest.mail, reader, work)
        written_mail = write(digest.mail, to.language, context)
        attaches = CATALOGUE[digest.mail].attaches
        yield to.outgoing(digest.mail, f"{digest.key}/{number}", digest.key, written_mail, attaches)


class _Reader(NamedTuple):
    """Who gets a digest, and under which name the work list has them, whatever script they read."""

    to: Addressee
    listed_as: str


def _readers(connection: Connection, office: Office, today: date) -> list[_Reader]:
    """The Head or who deputises, then the other members of the office, each once."""
    directory, institution = Directory(connection), office.settings.institution.key
    as_deputies = bool(directory.deputies(institution, READER, today))
    readers = {
        member.id: _Reader(of_member(READER, member, as_deputies), member.name)
        for member in directory.reached(institution, READER, today)
    }
    for role in office.settings.members:
        for member in directory.holders(institution, role, today):
            readers.setdefault(member.id, _Reader(of_member(role, member, False), member.name))
    return list(readers.values())


def _page_for(mail: str, role: str) -> str:
    """Where a digest leads: a plan to the plans, a briefing to the reader's own work, of who
    supervises all to the board."""
    if mail != BRIEFING:
        return "plans"
    return "board" if role == READER else "work"


def _context(office: Office, mail: str, reader: _Reader, work: _Work) -> MailContext:
    language, today = reader.to.language, work.today
    items = tuple(
        replace(item_of(office, case, today, language), mine=reader.listed_as in case.people)
        for case in work.waiting
    )
    owed_lines = tuple(
        replace(_owed_item(office, debt, people, today, language), mine=reader.listed_as in people)
        for debt, people in work.owed
    )
    grouping = {"weekly_plan": by_day, "monthly_plan": by_week}.get(mail)
    return MailContext(
        office=letterhead(office, office.settings.institution.key, language),
        recipient=recipient_of(reader.to),
        url=page_url(office, _page_for(mail, reader.to.role)),
        today=today,
        items=items,
        owed=owed_lines,
        days=grouping((*items, *owed_lines), today) if grouping else {},
        dead=tuple(_dead(office, action) for action in work.given_up),
        ledger=work.ledger,
        proof=str(work.proof) if work.proof and mail == BRIEFING else None,
        due_to_go=_due_to_go(office, work.due_to_go) if reader.to.role == READER else None,
        requests=tuple(_undecided(office, request, today, language) for request in work.undecided),
        from_outside=_from_outside(office, work),
    )


def _from_outside(office: Office, work: _Work) -> FromOutside:
    objections = (
        OpenObjection(mail.id, mail.due, page_url(office, f"incoming/{mail.id}"))
        for mail in work.objections
        if mail.due is not None
    )
    return FromOutside(
        _not_looked_at(work.submitted), _not_looked_at(work.replies), tuple(objections)
    )


def _not_looked_at(cases: Sequence[WaitingCase]) -> tuple[NotLookedAt, ...]:
    return tuple(
        NotLookedAt(case.number, case.candidate, case.waiting, civil_date(case.since))
        for case in cases
    )


def item_of(office: Office, case: Waiting, today: date, language: str) -> DigestItem:
    """A waiting case as a line of a digest."""
    definition = office.shown_definition(case.definition)
    state = definition.states[case.state]
    step = state.title_of(case.awaited) or state.title
    people = ", ".join(case.people) or ", ".join(role_in_sentence(r, language) for r in case.owners)
    # The last day of a right is told while it rests too, until it has passed.
    is_past = case.rests is not None and case.due is not None and case.due < today
    return DigestItem(
        number=case.number,
        candidate=case.candidate,
        state=state.title.in_(language),
        step=step.in_(language),
        owner=people,
        due=None if is_past else case.due,
        overdue=case.is_overdue(today),
        url=case_url(office, case.number),
        stuck_reason=case.obstacle.in_(language) if case.obstacle else None,
        rests=case.rests.in_(language) if case.rests else None,
        past_safe=case.safe_by if case.is_past_safe(today) else None,
    )


def _owed(
    connection: Connection, office: Office, institution: str, today: date
) -> list[tuple[OwedWork, Sequence[str]]]:
    directory = Directory(connection)
    return [
        (work, _names_of(directory, institution, work, today))
        for work in owed_work(connection, office, [institution])
    ]


def _names_of(directory: Directory, institution: str, work: OwedWork, today: date) -> Sequence[str]:
    """Whose a debt is today: the candidate who owes it, who holds the role, or acts for it."""
    names = [work.debt.name] if "candidate" in work.step.owners else []
    for role in work.step.owners:
        members = (
            *directory.holders(institution, role, today),
            *directory.deputies_of(institution, role, today),
        )
        names += [member.name for member in members]
    return tuple(dict.fromkeys(names))


def _owed_item(
    office: Office, work: OwedWork, people: Sequence[str], today: date, language: str
) -> DigestItem:
    debt = work.debt
    state = office.shown_definition(debt.definition).states[debt.state]
    owners = ", ".join(people) or ", ".join(role_in_sentence(r, language) for r in work.step.owners)
    return DigestItem(
        debt.number, debt.name, state.title.in_(language), work.step.title.in_(language), owners,
        debt.due, debt.due < today, f"{case_url(office, debt.number)}/money",
    )  # fmt: skip


def _ledger(connection: Connection, office: Office, institution: str) -> LedgerResult | None:
    last = last_reconciliation(connection)
    if last is None:
        return None
    alarms = count_alarms(connection, [institution])
    url = page_url(office, "board/escalations")
    return LedgerResult(civil_date(last.at), last.lines, alarms, url)


def _due_to_go(office: Office, number: int) -> DueToGo | None:
    """What only the Head may let go is told to the Head alone."""
    return DueToGo(number, page_url(office, "reference/personal-data")) if number else None


def _undecided(
    office: Office, request: OpenRequest, today: date, language: str
) -> UndecidedRequest:
    institution = office.settings.institution.key
    remedy_kind = office.regulation_on(institution, today).deadlines.list_contested_by
    title = (
        OWN_TITLES[APPEAL_RECEIVED][remedy_kind]
        if request.fact == RANKING_APPEAL
        else fact_title(request.fact)
    ).in_(language)
    return UndecidedRequest(request.number, request.candidate, title, request.asked_on)


def _dead(office: Office, action: GivenUpAction) -> DeadAction:
    url = case_url(office, action.number) if action.number else office.settings.base_url
    return DeadAction(action.label, action.last_error or "", url)
