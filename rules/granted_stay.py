"""The stay that a grant is for: as the host confirmed it, and no longer than it really was."""

from __future__ import annotations

import json
from datetime import date
from typing import Final

from rules.grants import GrantReceipt
from states.definition import ProcessDefinition
from states.dossier import Case, Dossier, Period
from states.frozen import replace
from states.moments import civil_date
from states.money import GrantTerms, LedgerEntry, newest_grant, terms_of
from states.phases import Phase, phase_of

_WENT: Final[tuple[Phase, ...]] = ("returned", "decided")


def granted_stay(
    definition: ProcessDefinition, case: Case, dossier: Dossier, prolonged_to: date | None
) -> Period | None:
    """The days that can be granted for; None before the host's period, and for who never went.

    Who arrived later or returned sooner is granted for the days there; who stayed on, only where
    that was agreed. A case that came to its end during the stay ended that with it.
    """
    answer = dossier.host_answer
    if answer is None or not answer.accepted or not answer.first_day or not answer.last_day:
        return None
    agreed_last = max(answer.last_day, prolonged_to or answer.last_day)
    first = max(answer.first_day, dossier.stay.arrived_on or answer.first_day)
    last = min(agreed_last, dossier.stay.returned_on or agreed_last)
    if definition.states[case.state].end:
        if not _went(definition, case, dossier):
            return None
        last = min(last, civil_date(case.entered_at))
    return Period(first, last) if first <= last else None


def terms_in_force(dossier: Dossier) -> GrantTerms | None:
    """The terms that the grant stands on; None without one.

    That a stay goes on was agreed on the host's days of then: once the host has named others since,
    everything counts from those, and what was agreed before them is over.
    """
    entry = newest_grant(dossier.ledger)
    if entry is None:
        return None
    terms, answer = terms_of(entry), dossier.host_answer
    days = (answer.first_day, answer.last_day) if answer else (None, None)
    if goes_on(entry.prolonged_to, entry.receipt, days):
        return terms
    return replace(terms, prolonged_to=None)


def goes_on(
    prolonged_to: date | None, receipt: str | None, days: tuple[date | None, date | None]
) -> bool:
    """Whether a stay goes on by a grant, with its receipt as JSON; `days` are those that the host
    names now. A grant of before says no days, and goes on."""
    if prolonged_to is None or receipt is None:
        return prolonged_to is not None
    period = GrantReceipt.from_json(json.loads(receipt)).agreed
    return period is None or (period.first_day, period.last_day) == days


def is_of_another_stay(entry: LedgerEntry, stay: Period | None) -> bool:
    """Whether a grant was counted for another stay than is to be granted for now."""
    days = (stay.first_day, stay.last_day) if stay else (None, None)
    return (entry.first_day, entry.last_day) != days


def _went(definition: ProcessDefinition, case: Case, dossier: Dossier) -> bool:
    """Somebody saw the person arrive, or the case came as far as the papers of the stay."""
    return dossier.stay.arrived_on is not None or any(
        phase_of(definition, state) in _WENT for state in case.visited if state in definition.states
    )
