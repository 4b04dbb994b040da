"""Signs of life of a running office: when its sweep, its worker and its briefing were last there.

Who has none may be dead. What they mean is `workflows.running.signs_of_life`'s to say.
"""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any, Final, Literal

from sqlalchemy import CompoundSelect, Connection, String, func, literal, null, select, union_all

from persistence.database import upsert
from persistence.json_text import in_json
from persistence.outbox import unsettled
from persistence.tables import changes, leases, outbox, signs_of_life
from states.frozen import frozen
from states.text import Text

Part = Literal["sweep", "worker", "briefing", "backup", "mail_in"]
"""What gives signs: the look at what has fallen due, a worker, the morning's mail to the Head, the
last backup, the mailbox that was read to its end."""

_UNREADABLE: Final = "mail_in_unreadable"


@frozen
class Obstacle:
    """What kept a part from its work, and when it did so last."""

    at: datetime
    sentence: Text


@frozen
class SignsOfLife:
    """The last sign of each part, and what waits; None where there is none.

    `unreadable` is why the mailbox could not be read at the last time when it could not.
    `oldest_action` is when the longest waiting action was to be tried, `furthest_action` when the
    last one is; `reserved_until` is the end of the sweep's lease; `began` is when the first change
    of the office was noted, before which nobody waited for a briefing.
    """

    sweep: datetime | None
    worker: datetime | None
    briefing: datetime | None
    oldest_action: datetime | None
    furthest_action: datetime | None
    reserved_until: datetime | None
    began: datetime | None = None
    backup: datetime | None = None
    mail_in: datetime | None = None
    unreadable: Obstacle | None = None


def note(connection: Connection, part: Part, holder: str, at: datetime) -> None:
    """A part has done its work at an instant; the sign before it is forgotten."""
    upsert(connection, signs_of_life, [{"name": part, "holder": holder, "at": at}])


def note_unreadable(connection: Connection, holder: str, obstacle: Obstacle) -> None:
    """The mailbox could not be read; its last good sign stands as it is."""
    sentence = in_json({"en": obstacle.sentence.en, "sr": obstacle.sentence.sr})
    row = {"name": _UNREADABLE, "holder": holder, "at": obstacle.at, "obstacle": sentence}
    upsert(connection, signs_of_life, [row])


_NEXT: Final = outbox.c.next_attempt_at
_NO_OBSTACLE: Final = null().cast(String)
_SIGNS: Final[CompoundSelect[Any]] = union_all(
    select(signs_of_life.c.name, signs_of_life.c.at, signs_of_life.c.obstacle),
    select(literal("oldest_action"), func.min(_NEXT), _NO_OBSTACLE).where(unsettled()),
    select(literal("furthest_action"), func.max(_NEXT), _NO_OBSTACLE).where(unsettled()),
    select(literal("reserved_until"), leases.c.until, _NO_OBSTACLE).where(leases.c.name == "sweep"),
    select(literal("began"), changes.c.at, _NO_OBSTACLE).where(changes.c.seq == 1),
)


def signs(connection: Connection) -> SignsOfLife:
    """All signs of life, by one statement."""
    rows = {row.name: row for row in connection.execute(_SIGNS)}
    at = {name: row.at for name, row in rows.items()}
    unreadable = rows.get(_UNREADABLE)
    return SignsOfLife(
        at.get("sweep"), at.get("worker"), at.get("briefing"),
        at.get("oldest_action"), at.get("furthest_action"), at.get("reserved_until"),
        at.get("began"), at.get("backup"), at.get("mail_in"),
        _obstacle(unreadable.at, unreadable.obstacle) if unreadable else None,
    )  # fmt: skip


def _obstacle(at: datetime, sentence: str) -> Obstacle:
    return Obstacle(at, Text(**json.loads(sentence)))
