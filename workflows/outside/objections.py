"""Objections and suggestions to the mobility address: by when they are answered, and the answer.

A regulation says whose they are and under which rule; the limit is its own, or else the office's.
"""

from __future__ import annotations

import json
from datetime import date, datetime
from typing import Final

from sqlalchemy import Connection

from actions.addressees import Addressee
from actions.mail_contexts import letterhead, page_url, recipient_of
from notifications.context import MailContext
from notifications.wording import write
from office.wiring import Office
from persistence import incoming_mails, tasks
from persistence.incoming_mails import Outcome, StoredIncomingMail
from persistence.roster import roster
from persistence.saving import enqueue
from persistence.tasks import NewTask
from rules.deadlines import counted_by, due_after
from rules.ladder import Ladder, Rung, rungs_of
from rules.objections import Objections, title_of_answer
from rules.owed_steps import LADDER
from rules.receipts import Receipt
from states.decision import SYSTEM
from states.frozen import frozen
from states.moments import civil_date
from states.text import Text
from states.validation_error import ValidationError
from workflows.act import Act
from workflows.cases.comments import clean_comment
from workflows.outside.answering import SettledMeanwhile
from workflows.registers.addresses import address_named
from workflows.who_may import check_may

WRITER: Final = "correspondent"
"""As whom the answer is mailed to who wrote."""
ABOVE_THE_OWNER: Final = "head_of_ico"
"""Who may answer beside the owner: to whom the ladder of an overdue one leads."""
RECEIVED: Final = Text("objection or suggestion received", "примљен приговор или предлог")


@frozen
class Limit:
    """Until when an objection is answered: its receipt, and when somebody is told of it next."""

    receipt: Receipt
    next_at: datetime | None

    @property
    def due(self) -> date:
        """The last day."""
        return self.receipt.due

    @property
    def written(self) -> str:
        """The receipt as it is kept."""
        return json.dumps(self.receipt.to_json(), ensure_ascii=False)


def objections_of(office: Office, institution: str) -> Objections | None:
    """Whose objections are at an institution; None where its rules name nobody."""
    return office.regulations[institution].objections


def limit_of(office: Office, institution: str, received_on: date, now: datetime) -> Limit | None:
    """Until when an objection received on a civil date is answered; None where nobody owes it."""
    rules = objections_of(office, institution)
    if rules is None:
        return None
    days = rules.working_days or office.settings.mail_in.answer_working_days
    receipt = due_after(rules.rule, RECEIVED, received_on, days, "working_days", office.calendar)
    return Limit(receipt, ahead(office, receipt.due, now))


def rungs(office: Office, due: date) -> list[Rung]:
    """Whom an objection is told to, and when, the earliest first."""
    hour = office.settings.office_hours.mails_leave_at
    return rungs_of(Ladder(tuple(office.ladders[LADDER]), office.calendar, hour), due)


def ahead(office: Office, due: date, now: datetime) -> datetime | None:
    """When somebody is told of an objection next; None where nobody is any more."""
    return next((rung.at for rung in rungs(office, due) if rung.at > now), None)


def plan_answer(
    connection: Connection, office: Office, institution: str, number: int, due: date, now: datetime
) -> int:
    """A task of the plans, to answer an objection: for the one person who holds its role today, if
    one does; its number."""
    rules, today = objections_of(office, institution), civil_date(now)
    holders = roster(connection).holders(institution, rules.owner, today) if rules else []
    member_id = holders[0].id if len(holders) == 1 else None
    title = title_of_answer(number).in_(office.settings.languages[0])
    return tasks.add_task(connection, NewTask(institution, title, member_id, due), SYSTEM.name, now)


def recount_objections(connection: Connection, office: Office, now: datetime) -> int:
    """Counts the limits of what waits by the calendar in force, as other due dates; how many
    changed."""
    count = 0
    for mail in incoming_mails.objections(connection):
        if mail.receipt is None or mail.due is None:
            continue
        receipt = counted_by(Receipt.from_json(json.loads(mail.receipt)), office.calendar)
        if receipt.due != mail.due:
            limit = Limit(receipt, ahead(office, receipt.due, now))
            incoming_mails.set_limit(connection, mail.id, limit.due, limit.written, limit.next_at)
            count += 1
    return count


def answer(act: Act, mail_id: int, text: str) -> None:
    """Answers an objection: mailed to who wrote, recorded with who answered and when.

    Raises NotTheirs, SettledMeanwhile, and ValidationError for no answer, for what is no objection,
    and for an address that no mail can reach.
    """
    clean = clean_comment(text)
    mail = incoming_mails.by_id(act.connection, mail_id, for_update=True)
    rules = objections_of(act.office, mail.institution) if mail else None
    if mail is None or rules is None or mail.kind != "objection":
        raise ValidationError(
            Text("this message is no objection to answer", "на ову поруку се не одговара овде")
        )
    check_may(act, mail.institution, (rules.owner, ABOVE_THE_OWNER))
    if not mail.waits:
        raise SettledMeanwhile
    _mail(act, mail, clean)
    settle(act, mail, "answered", clean)


def settle(act: Act, mail: StoredIncomingMail, outcome: Outcome, answer: str | None = None) -> None:
    """What came in is settled, and so is the task that it stands as in the plans, if any."""
    by = (act.actor.name, act.now)
    incoming_mails.settle(act.connection, mail.id, outcome, by, answer)
    if mail.task_id is not None:
        tasks.tick(act.connection, mail.task_id, *by)


def _mail(act: Act, mail: StoredIncomingMail, text: str) -> None:
    """The answer to who wrote, in the office's first language: what they read nobody knows."""
    office, language = act.office, act.office.settings.languages[0]
    to = Addressee(
        WRITER, mail.from_name or mail.from_address, address_named(mail.from_address), language
    )
    received_on = civil_date(mail.received_at)
    context = MailContext(
        office=letterhead(office, mail.institution, language),
        recipient=recipient_of(to),
        url=page_url(office, f"incoming/{mail.id}"),
        today=act.today,
        account={"on": received_on, "subject": mail.subject, "answer": text},
    )
    written_mail = write("objection_answered", language, context)
    key = incoming_mails.answer_key(mail.id)
    outgoing = to.outgoing("objection_answered", key, f"objection {mail.id}", written_mail)
    enqueue(act.connection, [(None, None, [outgoing], ())], act.now)
