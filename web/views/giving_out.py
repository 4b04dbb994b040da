"""Giving a plan out, before it is confirmed: who is mailed, and what they will read."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256

from notifications.rendering import render
from persistence.mails import OutgoingMail
from persistence.plans import Plan
from states.localization import format_day
from states.text import Text
from web.messages.plans import PLANS
from web.views.confirmation import Confirmation, Consequences, MailToCome


def giving_out(plan: Plan, mails: Sequence[OutgoingMail]) -> Confirmation:
    """The mails that leave once it is confirmed; another line of the plan is another mark."""
    address = f"/plans/{plan.span}/{plan.first_day}"
    return Confirmation(
        title=PLANS["give_out_again" if plan.given_out else "give_out"],
        about=_title(plan),
        action=f"{address}/give-out",
        back=address,
        mark=_mark(plan, mails),
        consequences=Consequences((), tuple(_to_come(mail) for mail in mails), 0, ()),
    )


def _title(plan: Plan) -> Text:
    words, day = PLANS[f"plan_of_{plan.span}"], plan.first_day
    return Text(f"{words.en} {format_day(day)}", f"{words.sr} {format_day(day, 'sr')}")


def _mark(plan: Plan, mails: Sequence[OutgoingMail]) -> str:
    texts = [(mail.to_address, mail.written) for mail in mails]
    return sha256(repr((plan.given_out, texts)).encode()).hexdigest()


def _to_come(mail: OutgoingMail) -> MailToCome:
    text = render(mail.written).text
    return MailToCome(
        mail.to_name, mail.to_address, mail.language, mail.written.subject, text, (), mail.obstacle
    )
