"""What is owed in cases, as work that somebody has: in *My work*, the digests and the plans."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from sqlalchemy import Connection

from office.wiring import Office
from persistence.money_totals import DebtOfCase, debts
from persistence.plans import OWED as PLANNED
from persistence.plans import DueStep
from rules.instalments import OWED
from rules.owed_steps import OWED_FACTS, owed_kind, owed_step
from states.definition import Awaited
from states.frozen import frozen
from states.text import Text


@frozen
class OwedWork:
    """A debt of a case with the step that settles it: its title with the amount, and its owners."""

    debt: DebtOfCase
    step: Awaited


def owed_work(
    connection: Connection,
    office: Office,
    institutions: Collection[str],
    until: date | None = None,
    most: int | None = None,
) -> list[OwedWork]:
    """What is owed in cases of institutions, the earliest first, at most so much of it; `until` is
    the last due day."""
    works = []
    for debt in debts(connection, institutions, until, most):
        definition = office.shown_definition(debt.definition)
        kind = owed_kind(debt.kind)
        if OWED_FACTS[kind] in definition.facts:
            works.append(OwedWork(debt, owed_step(definition, kind, debt.cents, debt.currency)))
    return works


def planned_step(work: OwedWork) -> DueStep:
    """A debt as plans take it up."""
    debt = work.debt
    return DueStep(
        debt.case_id, debt.number, debt.name, debt.definition, debt.state, f"{PLANNED}{debt.kind}",
        debt.visit, ",".join(work.step.owners), debt.due, debt.assignee,
    )  # fmt: skip


def planned_title(step: str) -> Text | None:
    """What is to be done about a debt that stands in a plan; None for the step of a case."""
    kind = step.removeprefix(PLANNED)
    return OWED[owed_kind(kind)] if kind != step else None
