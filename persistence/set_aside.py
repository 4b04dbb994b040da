"""A Decree that was set aside: its certification was refused (BEE-R2), or an appeal was upheld."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection, update

from persistence import precedents
from persistence.received import Received
from persistence.tables import decrees
from persistence.withdrawals import Withdrawal


def refuse_certifications(connection: Connection, received_facts: Sequence[Received]) -> None:
    """Each case's Decree keeps the day of the refusal, and is no precedent any more."""
    for fact in received_facts:
        decree = fact.dossier.decree
        if decree is not None:
            connection.execute(
                update(decrees)
                .where(decrees.c.number == decree.number)
                .values(certification_refused_on=decree.certification_refused_on)
            )
        withdraw_precedents(connection, fact)


def withdraw_precedents(connection: Connection, fact: Received) -> None:
    """What the Decree entered in the register goes, for the reason that was given."""
    by = fact.actor
    why = Withdrawal(fact.at, by.name if by else "", by.role if by else "system", fact.value.reason)
    precedents.withdraw_all(connection, fact.case_id, why)
