"""Signs of life of a running office: when its sweep, its worker and its briefing were last there.

Who has none may be dead. What they mean is `workflows.running.signs_of_life`'s to say.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final, Literal

from sqlalchemy import CompoundSelect, Connection, func, literal, select, union_all

from persistence.database import upsert
from persistence.outbox import unsettled
from persistence.tables import changes, leases, outbox, signs_of_life
from states.frozen import frozen

Part = Literal["sweep", "worker", "briefing", "backup"]
"""What gives signs: the look at what has fallen due, a worker, the morning's mail to the Head, the
last backup."""


@frozen
class SignsOfLife:
    """The last sign of each part, and what waits; None where there is none.

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


def note(connection: Connection, part: Part, holder: str, at: datetime) -> None:
    """A part has done its work at an instant; the sign before it is forgotten."""
    upsert(connection, signs_of_life, [{"name": part, "holder": holder, "at": at}])


_NEXT: Final = outbox.c.next_attempt_at
_SIGNS: Final[CompoundSelect[Any]] = union_all(
    select(signs_of_life.c.name, signs_of_life.c.at),
    select(literal("oldest_action"), func.min(_NEXT)).where(unsettled()),
    select(literal("furthest_action"), func.max(_NEXT)).where(unsettled()),
    select(literal("reserved_until"), leases.c.until).where(leases.c.name == "sweep"),
    select(literal("began"), changes.c.at).where(changes.c.seq == 1),
)


def signs(connection: Connection) -> SignsOfLife:
    """All signs of life, by one statement."""
    at = {row.name: row.at for row in connection.execute(_SIGNS)}
    return SignsOfLife(
        at.get("sweep"), at.get("worker"), at.get("briefing"),
        at.get("oldest_action"), at.get("furthest_action"), at.get("reserved_until"),
        at.get("began"), at.get("backup"),
    )  # fmt: skip
