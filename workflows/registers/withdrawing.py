"""Withdrawing an entry of a register: once, by somebody, with a reason in words."""

from __future__ import annotations

from typing import Final, TypeVar

from sqlalchemy import Table

from persistence.grading_tables import KeptTable
from persistence.precedents import Registered
from persistence.withdrawals import Withdrawal, withdraw
from states.localization import format_day
from states.moments import civil_date
from states.text import Text
from states.validation_error import ValidationError
from states.vocabulary import ROLES
from workflows.act import Act

LONGEST_REASON: Final = 500

Registration = TypeVar("Registration", KeptTable, Registered)


def entry_in_force(entry: Registration | None, label: Text) -> Registration:
    """The entry; ValidationError where there is none, or with who withdrew it and when."""
    if entry is None:
        raise ValidationError(
            Text(f"there is no {label.en} in the register", f"{label.sr}: нема је у регистру")
        )
    if entry.withdrawn is not None:
        day, by = civil_date(entry.withdrawn.at), entry.withdrawn
        raise ValidationError(
            Text(
                f"{label.en} was withdrawn already, on {format_day(day)} by "
                f"{by.person or ROLES[by.role].en}",
                f"{label.sr} је већ повучена, {format_day(day, 'sr')} "
                f"({by.person or ROLES[by.role].sr})",
            )
        )
    return entry


def withdraw_entry(act: Act, withdrawals: Table, entry_id: int, reason: str) -> Withdrawal:
    """Writes the withdrawal down; ValidationError for one without a reason, or with a long one."""
    if not reason.strip():
        sentence = Text(
            "a withdrawal needs its reason in words", "за повлачење је потребно образложење"
        )
        raise ValidationError(sentence, ("reason",))
    if len(reason.strip()) > LONGEST_REASON:
        sentence = Text(
            f"the reason is too long: at most {LONGEST_REASON} letters",
            f"образложење је предугачко: највише {LONGEST_REASON} знакова",
        )
        raise ValidationError(sentence, ("reason",))
    withdrawal = Withdrawal(act.now, act.actor.name, act.actor.role, reason.strip())
    withdraw(act.connection, withdrawals, entry_id, withdrawal)
    return withdrawal
