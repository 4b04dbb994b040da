"""Mailing colleagues about a case, through the outbox, in the transaction of what they are told."""

from __future__ import annotations

from collections.abc import Sequence

from actions.handling_mails import HandlingNews, Reader, write_news
from persistence import dossiers
from persistence.handling import Handling
from persistence.saving import enqueue
from persistence.staff import Member
from workflows.act import Act
from workflows.cases.colleagues import first_role
from workflows.cases.status import event_of


def mail_colleagues(
    act: Act, case: Handling, news: HandlingNews, people: Sequence[Member], key: str | None = None
) -> None:
    """A mail of the catalogue to each of these colleagues.

    `key` begins the mails' keys; without one, the case's next entry in its log does.
    """
    if not people:
        return
    case_and_dossier = dossiers.load(act.connection, [case.case_id], to_decide=False)[case.case_id]
    event = event_of(act.office, *case_and_dossier, act.now)
    prefix = key or f"{case.number}/handling/{case.log_length + 1}/{news.mail}"
    mails = [
        write_news(
            act.office,
            event,
            news,
            Reader(
                member,
                first_role(act.connection, case.institution, member, act.today),
                f"{prefix}/{member.login}",
            ),
        )
        for member in people
    ]
    enqueue(act.connection, [(case.case_id, None, mails, ())], act.now)
