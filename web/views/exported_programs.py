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
        (token.title, titled(ROLES[role] for role in token.roles or ()), token.made_at,
         token.last_day, token.last_used_at, token.revoked_at)
        for token in tokens
    )  # fmt: skip
    return Export("tokens", PROGRAM_HEADINGS["tokens"], _columns(*names), rows)


def exported_webhooks(webhooks: Iterable[Webhook]) -> Export:
    """The programs that are told of steps, newest first."""
    names = ("program", "institution", "address", "made", "made_by", "ended", "ended_by")
    rows = (
        (
            webhook.title,
            webhook.institution.upper(),
            webhook.url,
            webhook.made_at,
            webhook.made_by,
            webhook.ended_at,
            webhook.ended_by,
        )
        for webhook in webhooks
    )
    return Export("webhooks", PROGRAM_HEADINGS["webhooks"], _columns(*names), rows)


def exported_deliveries(stem: str, deliveries: Iterable[Delivery]) -> Export:
    """What was told to a webhook, newest first."""
    names = ("message", "case", "made", "outcome", "attempts", "told", "last_error")
    rows = (
        (delivery.label, delivery.number, delivery.created_at, STATUSES[delivery.status],
         delivery.attempts, delivery.done_at, delivery.last_error)
        for delivery in deliveries
    )  # fmt: skip
    return Export(stem, PROGRAM_HEADINGS["deliveries"], _columns(*names), rows)


def _columns(*names: str) -> tuple[Column, ...]:
    return tuple(Column(PROGRAM_HEADINGS[name], 24) for name in names)
