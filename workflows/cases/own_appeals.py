"""Nobody decides on what they brought themselves: an appeal or complaint of one's own.

BMU-15c, BMU-24b, BEE-C5. Who brought it is known by the address of the account that decides, as
members of a commission are; where nobody logged in, by the name.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from sqlalchemy import Connection

from persistence import staff
from rules.guards.remedies import DEPUTY
from rules.wording import format_text
from states.addresses import address_key
from states.calls import Candidate
from states.decision import Actor
from states.definition import Transition
from states.dossier import Dossier
from states.reasons import Reason
from states.text import Text

DECISIONS: Final = frozenset({"appeal_upheld", "appeal_dismissed"})
"""What a step takes that decides on an appeal or a complaint."""


def own_appeal(
    connection: Connection, step: Transition, dossier: Dossier, actor: Actor
) -> Iterator[Reason]:
    """Why an actor does not take a step: it decides on what they brought, in whatever place."""
    candidate = dossier.candidate
    if step.takes not in DECISIONS or not _is_candidate(connection, actor, candidate):
        return
    message = format_text(
        "{who} brought this, and nobody decides on a matter of their own.",
        "Подносилац је исто лице које одлучује ({who}), а о сопственој ствари не одлучује нико.",
        who=candidate.name,
    )
    remedy = Text(
        "Let somebody else decide: name another substitute for the role.",
        "Нека одлучи друго лице: одредити за ту улогу другу замену.",
    )
    fills = (("for", actor.deputy_for or actor.role),)
    yield Reason(step.rule, message, remedy, (DEPUTY,), fills)


def _is_candidate(connection: Connection, actor: Actor, candidate: Candidate) -> bool:
    if actor.login is None:
        return bool(actor.name) and actor.name == candidate.name
    if actor.login == candidate.commission_name:
        return True
    addresses = {address_key(member.email) for member in staff.by_logins(connection, [actor.login])}
    return address_key(candidate.email) in addresses
