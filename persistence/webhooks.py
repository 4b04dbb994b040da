"""Webhooks: addresses of other programs that are told of each step, and what became of it.

A secret signs what is sent, so it must be kept as it is; who reads the database can forge it.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import fields
from datetime import datetime
from typing import Final, NamedTuple

from sqlalchemy import Connection, bindparam, func, select, update

from persistence.stamps import Kept, staff_stamp
from persistence.tables import cases, outbox, webhooks
from states.frozen import frozen

MOST_SECRETS: Final = 2
"""The newest, and the one before it until the other program has taken the new one over."""


@frozen
class Webhook:
    """An address that is told of each step at an institution; `ended_at` None while it is."""

    id: int
    institution: str
    title: str
    url: str
    secrets: tuple[str, ...]
    made_at: datetime
    made_by: str
    ended_at: datetime | None = None
    ended_by: str | None = None


class Delivery(NamedTuple):
    """A message to a webhook, and what became of it."""

    id: int
    key: str
    label: str
    status: str
    attempts: int
    created_at: datetime
    done_at: datetime | None
    last_error: str | None
    number: str | None


class Message(NamedTuple):
    """What an action of the outbox is to tell whom; `content` is JSON."""

    key: str
    content: str
    created_at: datetime


_WEBHOOK: Final = tuple(webhooks.c[part.name] for part in fields(Webhook))
_ALL: Final = select(*_WEBHOOK).order_by(webhooks.c.id)
_IN_FORCE: Final = _ALL.where(webhooks.c.ended_at.is_(None))
_kept: Final[Kept[tuple[Webhook, ...]]] = Kept(8)


def to_tell(connection: Connection, institution: str, stamp: int | None) -> list[Webhook]:
    """The webhooks that are told of a step at an institution.

    `stamp` is that of the office's people, under which they are kept; None where nobody read it.
    """
    stamp = staff_stamp(connection) if stamp is None else stamp
    in_force = _kept.under(
        ("webhooks", stamp),
        lambda: tuple(Webhook(*row) for row in connection.execute(_IN_FORCE)),
    )
    return [webhook for webhook in in_force if webhook.institution == institution]


def all_of(connection: Connection, institutions: Sequence[str]) -> list[Webhook]:
    """The webhooks of institutions, ended ones too, newest first."""
    rows = connection.execute(_ALL.where(webhooks.c.institution.in_(list(institutions))))
    return [Webhook(*row) for row in rows][::-1]


def by_id(connection: Connection, webhook_id: int) -> Webhook | None:
    """A webhook by its number."""
    row = connection.execute(_ALL.where(webhooks.c.id == webhook_id)).one_or_none()
    return Webhook(*row) if row else None


def add(connection: Connection, webhook: Webhook) -> int:
    """Enters a webhook; its own id counts for nothing. Returns the new one."""
    values = {part.name: getattr(webhook, part.name) for part in fields(Webhook)}
    del values["id"]
    result = connection.execute(webhooks.insert().returning(webhooks.c.id), values)
    webhook_id: int = result.scalar_one()
    return webhook_id


def set_secrets(connection: Connection, webhook_id: int, secrets: Sequence[str]) -> None:
    """What signs from now on."""
    statement = update(webhooks).where(webhooks.c.id == webhook_id)
    connection.execute(statement.values(secrets=tuple(secrets)))


def end(connection: Connection, webhook_id: int, at: datetime, by: str) -> None:
    """Nothing more is told to it; what ended before stays as it was."""
    in_force = update(webhooks).where(webhooks.c.id == webhook_id, webhooks.c.ended_at.is_(None))
    connection.execute(in_force.values(ended_at=at, ended_by=by))


_DELIVERIES: Final = (
    select(*(cases.c.number if name == "number" else outbox.c[name] for name in Delivery._fields))
    .select_from(outbox)
    .outerjoin(cases, cases.c.id == outbox.c.case_id)
    .where(outbox.c.webhook_id == bindparam("of_webhook"))
    .order_by(outbox.c.id.desc())
)


def deliveries(connection: Connection, webhook_id: int, begin: int, most: int) -> list[Delivery]:
    """A page of what was told to a webhook, newest first."""
    page = _DELIVERIES.offset(begin).limit(most)
    return [Delivery._make(row) for row in connection.execute(page, {"of_webhook": webhook_id})]


def count_deliveries(connection: Connection, webhook_id: int) -> int:
    """How many messages there are for a webhook."""
    of_webhook = outbox.c.webhook_id == webhook_id
    count: int = connection.execute(select(func.count()).where(of_webhook)).scalar_one()
    return count


_MESSAGE: Final = select(outbox.c.key, outbox.c.content, outbox.c.created_at, *_WEBHOOK).join_from(
    outbox, webhooks, webhooks.c.id == outbox.c.webhook_id
)


def message_of(connection: Connection, action_id: int) -> tuple[Message, Webhook]:
    """What an action is to tell, and to whom."""
    row = connection.execute(_MESSAGE.where(outbox.c.id == action_id)).one()
    return Message(*row[:3]), Webhook(*row[3:])


def again(connection: Connection, webhook_id: int, action_id: int, now: datetime) -> bool:
    """Tells once more what was told or given up, under the same id; False where it is neither."""
    statement = update(outbox).where(
        outbox.c.id == action_id,
        outbox.c.webhook_id == webhook_id,
        outbox.c.status.in_(("done", "dead")),
    )
    anew = statement.values(
        status="waiting", attempts=0, next_attempt_at=now, last_error=None, done_at=None,
        claimed_by=None,
    )  # fmt: skip
    return connection.execute(anew).rowcount == 1


def content_of(values: dict[str, object]) -> str:
    """What is told, in the very bytes that are signed and sent."""
    return json.dumps(values, ensure_ascii=False, separators=(",", ":"))
