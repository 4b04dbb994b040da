"""What numbers of many cases are kept under from one page to the next.

Every change of a case raises its version, and cases are only added: how many there are, and the sum
of their versions, are the same only while none of them has changed.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import Final

from sqlalchemy import Connection, bindparam, func, select

from persistence.tables import cases

_STAMP: Final = select(func.count(), func.sum(cases.c.version)).where(
    cases.c.institution.in_(bindparam("institutions", expanding=True))
)


def case_stamp(connection: Connection, institutions: Sequence[str]) -> tuple[Hashable, ...]:
    """The stamp of these institutions' cases in this database; it is read from an index alone."""
    number, versions = connection.execute(_STAMP, {"institutions": list(institutions)}).one()
    return connection.engine, tuple(institutions), number, int(versions or 0)
