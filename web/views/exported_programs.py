"""Tokens, webhooks and what was told to one, as spreadsheets have them; a secret is in none."""

from __future__ import annotations

from collections.abc import Iterable

from persistence.tokens import Token
from persistence.webhooks import Delivery, Webhook
from states.vocabulary import ROLES
from web.exports import Column, Export, titled
from web.messages.export_headings import PROGRAM_HEADINGS
from web.messages.values import STATUSES


def exported_tokens(tokens: Iterable[Token]) -> Export:
    """A person's tokens for programs, newest first."""
    names = ("purpose", "roles", "made", "until", "used", "ended")
    rows = (
        (it.title, titled(ROLES[role] for role in it.roles or ()), it.made_at, it.ends_at,
         it.last_used_at, it.revoked_at)
        for it in tokens
    )  # fmt: skip
    return Export("tokens", PROGRAM_HEADINGS["tokens"], _columns(*names), rows)


def exported_webhooks(webhooks: Iterable[Webhook]) -> Export:
    """The programs that are told of steps, newest first."""
    names = ("program", "institution", "address", "made", "made_by", "ended", "ended_by")
    rows = (
        (it.title, it.institution.upper(), it.url, it.made_at, it.made_by, it.ended_at, it.ended_by)
        for it in webhooks
    )
    return Export("webhooks", PROGRAM_HEADINGS["webhooks"], _columns(*names), rows)


def exported_deliveries(stem: str, told: Iterable[Delivery]) -> Export:
    """What was told to a webhook, newest first."""
    names = ("message", "case", "made", "outcome", "attempts", "told", "last_error")
    rows = (
        (it.label, it.number, it.created_at, STATUSES[it.status], it.attempts,
         it.done_at, it.last_error)
        for it in told
    )  # fmt: skip
    return Export(stem, PROGRAM_HEADINGS["deliveries"], _columns(*names), rows)


def _columns(*names: str) -> tuple[Column, ...]:
    return tuple(Column(PROGRAM_HEADINGS[name], 24) for name in names)
