"""How much there is of a case, for the tabs of its page: counted, and nothing of it read."""

from __future__ import annotations

from typing import Final, NamedTuple

from sqlalchemy import Connection, and_, bindparam, func, or_, select

from persistence.tables import documents, incoming_mails, mails, outside_links, submissions
from persistence.tables.base import Id


class CaseCounts(NamedTuple):
    """The documents of a case and of its call, the mails of the case, how many submissions and
    links people outside have there, and how many messages came in."""

    documents: int
    mails: int
    submissions: int = 0
    links: int = 0
    incoming: int = 0


_CASE: Final = bindparam("case", type_=Id)
_OF_CALL: Final = and_(
    documents.c.call_id == bindparam("call", type_=Id), documents.c.case_id.is_(None)
)
_COUNTS: Final = select(
    select(func.count())
    .select_from(documents)
    .where(or_(documents.c.case_id == _CASE, _OF_CALL))
    .scalar_subquery(),
    select(func.count()).select_from(mails).where(mails.c.case_id == _CASE).scalar_subquery(),
    *(
        select(func.count()).select_from(table).where(table.c.case_id == _CASE).scalar_subquery()
        for table in (submissions, outside_links, incoming_mails)
    ),
)


def counts_of(connection: Connection, case_id: int, call_id: int | None) -> CaseCounts:
    """The counts of a case; `call_id` None is of no call."""
    return CaseCounts(*connection.execute(_COUNTS, {"case": case_id, "call": call_id}).one())
