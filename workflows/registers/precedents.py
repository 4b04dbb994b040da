"""The register of precedents: they come of Decrees, and are withdrawn with a reason.

Nothing is ever removed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from office.wiring import Office
from persistence import precedents
from persistence.precedents import Registered
from persistence.tables import precedent_withdrawals
from states.decision import Refused, wrong_role
from states.text import Text
from workflows.act import Act
from workflows.registers.withdrawing import entry_in_force, withdraw_entry
from workflows.who_may import check_holds_role

WITHDRAW: Final = Text("Withdraw a precedent", "Повлачење раније одлуке")


def deciders(office: Office, entry: Registered) -> Sequence[str]:
    """The roles that decide on recognition in a precedent's case, and so withdraw it."""
    return office.definition(entry.definition).facts["recognition"].roles


def withdraw_precedent(
    act: Act, institution: str, precedent_id: int, reason: str
) -> Registered | Refused:
    """Withdraws a precedent (BEE-L5, BMU-21): it is proposed no more, its Decree stands.

    Those may who decide on recognition in its case. ValidationError where it is unknown or gone.
    """
    check_holds_role(act.connection, act.actor, institution, act.today)
    entries = precedents.register(act.connection, institution)
    by_id = {entry.precedent.id: entry for entry in entries}
    entry = entry_in_force(
        by_id.get(precedent_id), Text(f"precedent {precedent_id}", f"ранија одлука {precedent_id}")
    )
    roles = deciders(act.office, entry)
    if act.role not in roles:
        rule = act.office.regulation_on(institution, act.today).rule_of("precedents")
        return Refused(WITHDRAW, (wrong_role(rule, WITHDRAW, roles, act.actor),))
    withdrawal = withdraw_entry(act, precedent_withdrawals, precedent_id, reason)
    return replace(entry, withdrawn=withdrawal)
