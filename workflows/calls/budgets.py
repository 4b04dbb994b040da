"""The budget of a call is set: what its grants may come to, out of which project, in which time."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Final

from pydantic import Field

from persistence import budgets, call_locks
from rules.granting import below_the_promised
from states.decision import Refused, wrong_role
from states.frozen import frozen
from states.money import GRANT, Amount, Budget, cents_of
from states.reasons import Reason
from states.strict_forms import STRICT, Day, Named
from states.text import Text
from states.validation_error import ValidationError
from workflows.act import Act
from workflows.cases.status import call_owner
from workflows.cases.written_forms import read_form
from workflows.who_may import check_holds_role

TITLE: Final = Text("Set the call's budget", "Унос буџета конкурса")
ROLES: Final = ("head_of_ico", "general_secretary")
"""Who sets it: not who grants out of it."""


@frozen
class BudgetForm:
    """A budget as it is written: the amount, the project, and the time of its grant contract."""

    __pydantic_config__ = STRICT

    amount: Amount
    project: Annotated[Named, Field(max_length=80)]
    currency: Annotated[str, Field(pattern="^[A-Z]{3}$")] = "EUR"
    first_day: Annotated[Day | None, Field(alias="from")] = None
    last_day: Annotated[Day | None, Field(alias="to")] = None


def set_budget(act: Act, call_id: int, data: Mapping[str, object]) -> Refused | None:
    """Sets a call's budget; the earlier ones are kept.

    Refused to other roles than `ROLES`, and where the call has promised more already. Raises
    ValidationError for what can't be read, days out of order, and a call that grants nothing.
    """
    form = read_form(BudgetForm, data)
    connection = act.connection
    owner = call_owner(connection, call_id)
    check_holds_role(connection, act.actor, owner.institution, act.today)
    rule = _rule(act, owner.institution, owner.process)
    _check_days(form)
    if act.role not in ROLES:
        return Refused(TITLE, (wrong_role(rule, TITLE, ROLES, act.actor),))
    call_locks.lock_call(connection, call_id)
    budget = Budget(
        cents_of(form.amount), form.currency, form.project, form.first_day, form.last_day
    )
    if reasons := below_the_promised(budget, budgets.promised_in(connection, call_id)):
        cited_reasons = (
            Reason(rule, reason.message, reason.remedy, reason.by) for reason in reasons
        )
        return Refused(TITLE, tuple(cited_reasons))
    if budgets.in_force(connection, call_id) != budget:
        budgets.set_budget(connection, call_id, budget, act.actor.name, act.now)
    return None


def _rule(act: Act, institution: str, process: str) -> str:
    """The rule that the grants of the call rest on."""
    grants = act.office.in_force(institution, process, act.today).facts.get(GRANT)
    if grants is None:
        raise ValidationError(
            Text(
                "grants are not recorded in mobilities of this kind: the call needs no budget",
                "код ове врсте мобилности подршка се не уписује: конкурсу није потребан буџет",
            )
        )
    return grants.rule


def _check_days(form: BudgetForm) -> None:
    if form.first_day and form.last_day and form.last_day < form.first_day:
        raise ValidationError(
            Text("to: lies before the first day", "до: пре је првог дана"), ("to",)
        )
