"""Giving a plan out: everybody of the office is mailed it, each with their own part first."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from actions.addressees import Addressee, of_member
from actions.mail_contexts import case_url, letterhead, page_url, recipient_of
from notifications.catalogue import CATALOGUE
from notifications.context import Event, MailContext
from notifications.digest import DigestItem
from notifications.wording import write
from persistence import plans
from persistence.mails import OutgoingMail
from persistence.plans import Plan, PlanItem
from persistence.roster import roster
from persistence.saving import enqueue
from persistence.staff import Member
from states.frozen import frozen
from workflows.act import Act
from workflows.cases.owed_work import planned_title
from workflows.people.planning import check_planner

MAIL: Final = "plan_given_out"


@frozen
class _Reader:
    """Who gets the plan, in which role."""

    member: Member
    role: str


def give_out(act: Act, plan: Plan) -> int:
    """Mails the plan to every member of the office; how many. Again after a change, too."""
    mails = mails_of_plan(act, plan)
    plans.note_given_out(act.connection, plan, act.actor.name, act.now)
    enqueue(act.connection, [(None, None, mails, ())], act.now)
    return len(mails)


def mails_of_plan(act: Act, plan: Plan) -> list[OutgoingMail]:
    """The mails that leave once the plan is given out, one to each member of the office."""
    check_planner(act, plan.institution)
    lines = [line for line in plans.items_of(act.connection, plan.id) if not line.is_done]
    prefix = f"{MAIL}/{plan.institution}/{plan.span}/{plan.first_day}/{plan.given_out + 1}"
    readers = list(_readers(act, plan.institution))
    names = {reader.member.id: reader.member.name for reader in readers}
    return [_mail(act, plan, lines, reader, names, prefix) for reader in readers]


def _readers(act: Act, institution: str) -> Iterator[_Reader]:
    """The members of the office, each once."""
    people, known_ids = roster(act.connection), set()
    for role in act.office.settings.members:
        for member in people.holders(institution, role, act.today):
            if member.id not in known_ids:
                known_ids.add(member.id)
                yield _Reader(member, role)


def _mail(
    act: Act,
    plan: Plan,
    lines: Sequence[PlanItem],
    reader: _Reader,
    names: Mapping[int, str],
    prefix: str,
) -> OutgoingMail:
    to = of_member(reader.role, reader.member, False)
    written_mail = write(MAIL, to.language, _context(act, plan, lines, to, reader, names))
    about = f"{plan.span} {plan.first_day}"
    return to.outgoing(MAIL, f"{prefix}/{reader.member.login}", about, written_mail)


def _context(
    act: Act,
    plan: Plan,
    lines: Sequence[PlanItem],
    to: Addressee,
    reader: _Reader,
    names: Mapping[int, str],
) -> MailContext:
    own = [line for line in lines if line.staff_id == reader.member.id]
    other_lines = [line for line in lines if line.staff_id != reader.member.id]
    title = CATALOGUE[MAIL].title.in_(to.language)
    items = tuple(_line(act, line, to.language, names) for line in (*own, *other_lines))
    details = {"span": plan.span, "first_day": plan.first_day, "own": len(own)}
    return MailContext(
        office=letterhead(act.office, plan.institution, to.language),
        recipient=recipient_of(to),
        url=page_url(act.office, f"plans/{plan.span}/{plan.first_day}"),
        today=act.today,
        items=items,
        event=Event(title, act.today, act.actor.name, details),
    )


def _line(act: Act, line: PlanItem, language: str, names: Mapping[int, str]) -> DigestItem:
    """A line of the plan as digests have them."""
    owner = names.get(line.staff_id or 0, "—")
    is_overdue = line.due is not None and line.due < act.today
    if line.number is None or line.definition is None or line.state is None:
        return DigestItem(
            "",
            "",
            "",
            line.task_title.in_(language),
            owner,
            line.due,
            is_overdue,
            page_url(act.office, "plans"),
        )
    state = act.office.shown_definition(line.definition).states[line.state]
    step = planned_title(line.step or "") or state.title_of(line.step) or state.title
    return DigestItem(
        line.number, line.title, state.title.in_(language), step.in_(language), owner, line.due,
        is_overdue, case_url(act.office, line.number),
    )  # fmt: skip
