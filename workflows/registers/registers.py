"""What the office keeps for recognition: grading tables are entered, precedents come of Decrees,
and both are withdrawn with a reason. Nothing is ever removed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Annotated, Final, TypeVar

from pydantic import Field
from sqlalchemy import Connection

from office.wiring import Office
from persistence import grading_tables, precedents
from persistence.grading_tables import KeptTable
from persistence.precedents import Registered
from persistence.tables import grading_table_withdrawals, precedent_withdrawals
from persistence.withdrawals import Withdrawal, withdraw
from rules.grading_tables import grading_table_error
from states.decision import Actor, Refused, wrong_role
from states.frozen import frozen
from states.moments import civil_date
from states.recognition import GradeShare, GradingTable
from states.strict_forms import STRICT, Day, IscedField, Named
from states.strict_yaml import InvalidFile, load_yaml_file
from states.text import Text, alike
from states.validation_error import ValidationError

KEEPERS: Final = ("academic_coordinator", "mobility_coordinator", "head_of_ico")
"""Who enters and withdraws grading tables."""

Entered = TypeVar("Entered", KeptTable, Registered)

ENTER: Final = Text("Enter a grading table", "Унос табеле оцена")
WITHDRAW_TABLE: Final = Text("Withdraw a grading table", "Повлачење табеле оцена")
WITHDRAW_PRECEDENT: Final = Text("Withdraw a precedent", "Повлачење раније одлуке")


@frozen
class TableForm:
    """A grading table as people write it, best grade first; without `institution` it is our own."""

    __pydantic_config__ = STRICT

    first_day: Annotated[Day, Field(alias="from")]
    grades: tuple[GradeShare, ...]
    institution: Named | None = None
    field: IscedField | None = None
    last_day: Annotated[Day | None, Field(alias="to")] = None
    source: str | None = None


def read_table(office: Office, institution: str, path: Path) -> GradingTable:
    """The table in a YAML file; raises InvalidFile with each problem, its place and its rule."""
    form, marked = load_yaml_file(TableForm, path)
    rule = office.regulations[institution].rule_of("grading_tables")
    whose = form.institution or office.regulations[institution].name.en
    table = Text(f"the grading table of {whose}", f"табела оцена ({whose})")
    problems = []
    if wrong := grading_table_error(form.grades, table):
        problems.append(marked.problem(("grades",), f"{wrong.en} ({rule})"))
    if form.last_day and form.last_day < form.first_day:
        backwards = f"{form.last_day} lies before the first day, {form.first_day} ({rule})"
        problems.append(marked.problem(("to",), backwards))
    if problems:
        raise InvalidFile(problems)
    return table_of(form)


def table_of(form: TableForm) -> GradingTable:
    """The table that people wrote; it gets its number when it is entered."""
    return GradingTable(
        0, form.institution, form.field, form.first_day, form.last_day, form.grades, form.source
    )


def keep_table(
    connection: Connection,
    office: Office,
    institution: str,
    table: GradingTable,
    actor: Actor,
    now: datetime,
) -> GradingTable | Refused:
    """Enters a table in an institution's register (BMU-22.4); it serves from now on.

    One of the same institution, field and first day that still holds must be withdrawn first:
    ValidationError names it.
    """
    if refused := _refused(office, institution, ENTER, actor, now):
        return refused
    for one in grading_tables.register(connection, institution):
        if one.withdrawn is None and _place(one.table) == _place(table):
            raise ValidationError(
                f"table {one.table.id} holds for the same institution, field and first day; "
                f"withdraw it first ({office.regulations[institution].rule_of('grading_tables')})"
            )
    made = grading_tables.add(connection, institution, table, actor, now)
    return replace(table, id=made)


def withdraw_table(
    connection: Connection,
    office: Office,
    institution: str,
    table_id: int,
    reason: str,
    actor: Actor,
    now: datetime,
) -> KeptTable | Refused:
    """Withdraws a table; Decrees that used it stand. ValidationError for one unknown or gone."""
    if refused := _refused(office, institution, WITHDRAW_TABLE, actor, now):
        return refused
    found = {one.table.id: one for one in grading_tables.register(connection, institution)}
    one = _standing(found.get(table_id), f"table {table_id}")
    why = Withdrawal(now, actor.name, actor.role, _reason(reason))
    withdraw(connection, grading_table_withdrawals, table_id, why)
    return replace(one, withdrawn=why)


def withdraw_precedent(
    connection: Connection,
    office: Office,
    institution: str,
    precedent_id: int,
    reason: str,
    actor: Actor,
    now: datetime,
) -> Registered | Refused:
    """Withdraws a precedent (BEE-L5, BMU-21): it is proposed no more, its Decree stands.

    Those may who decide on recognition in its case. ValidationError where it is unknown or gone.
    """
    found = {one.precedent.id: one for one in precedents.register(connection, institution)}
    one = _standing(found.get(precedent_id), f"precedent {precedent_id}")
    roles = office.definition(one.definition).facts["recognition"].roles
    if actor.acts_as(civil_date(now)) not in roles:
        rule = office.regulations[institution].rule_of("precedents")
        reasons = (wrong_role(rule, WITHDRAW_PRECEDENT, roles, actor),)
        return Refused(WITHDRAW_PRECEDENT, reasons)
    why = Withdrawal(now, actor.name, actor.role, _reason(reason))
    withdraw(connection, precedent_withdrawals, precedent_id, why)
    return replace(one, withdrawn=why)


def _refused(
    office: Office, institution: str, what: Text, actor: Actor, now: datetime
) -> Refused | None:
    if actor.acts_as(civil_date(now)) in KEEPERS:
        return None
    rule = office.regulations[institution].rule_of("grading_tables")
    return Refused(what, (wrong_role(rule, what, KEEPERS, actor),))


def _standing(found: Entered | None, named: str) -> Entered:
    """What still stands; ValidationError where there is none, or with who withdrew it and when."""
    if found is None:
        raise ValidationError(f"there is no {named} in the register")
    gone = found.withdrawn
    if gone is not None:
        by = gone.person or gone.role
        raise ValidationError(f"{named} was withdrawn already, on {civil_date(gone.at)} by {by}")
    return found


def _reason(given: str) -> str:
    if not given.strip():
        raise ValidationError("a withdrawal needs its reason in words")
    return given.strip()


def _place(table: GradingTable) -> tuple[str | None, str | None, date]:
    whose = alike(table.institution) if table.institution is not None else None
    return whose, table.field, table.first_day
