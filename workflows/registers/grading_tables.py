"""The register of grading tables: entered from what a host publishes, withdrawn with a reason.

Nothing is ever removed.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Annotated, Final

from pydantic import Field

from office.wiring import Office
from persistence import grading_tables
from persistence.grading_tables import KeptTable
from persistence.tables import grading_table_withdrawals
from rules.grading_tables import grading_table_error
from states.decision import Refused, wrong_role
from states.frozen import frozen
from states.recognition import GradeShare, GradingTable
from states.strict_forms import STRICT, Day, IscedField, Named
from states.strict_yaml import InvalidFile, load_yaml_file
from states.text import Text, alike
from states.validation_error import ValidationError
from workflows.act import Act
from workflows.registers.withdrawing import entry_in_force, withdraw_entry
from workflows.standing import check_standing

KEEPERS: Final = ("academic_coordinator", "mobility_coordinator", "head_of_ico")
"""Who enters and withdraws grading tables."""

ENTER: Final = Text("Enter a grading table", "Унос табеле оцена")
WITHDRAW: Final = Text("Withdraw a grading table", "Повлачење табеле оцена")


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


def keep_table(act: Act, institution: str, table: GradingTable) -> GradingTable | Refused:
    """Enters a table in an institution's register (BMU-22.4); it serves from now on.

    One of the same institution, field and first day that still holds must be withdrawn first:
    ValidationError names it.
    """
    if refused := _refused(act, institution, ENTER):
        return refused
    for entry in grading_tables.register(act.connection, institution):
        if entry.withdrawn is None and _place(entry.table) == _place(table):
            rule = act.office.regulation_on(institution, act.today).rule_of("grading_tables")
            raise ValidationError(
                f"table {entry.table.id} holds for the same institution, field and first day; "
                f"withdraw it first ({rule})"
            )
    table_id = grading_tables.add(act.connection, institution, table, act.actor, act.now)
    return replace(table, id=table_id)


def withdraw_table(act: Act, institution: str, table_id: int, reason: str) -> KeptTable | Refused:
    """Withdraws a table; Decrees that used it stand. ValidationError for one unknown or gone."""
    if refused := _refused(act, institution, WITHDRAW):
        return refused
    entries = grading_tables.register(act.connection, institution)
    by_id = {entry.table.id: entry for entry in entries}
    entry = entry_in_force(by_id.get(table_id), f"table {table_id}")
    withdrawal = withdraw_entry(act, grading_table_withdrawals, table_id, reason)
    return replace(entry, withdrawn=withdrawal)


def _refused(act: Act, institution: str, title: Text) -> Refused | None:
    check_standing(act.connection, act.actor, institution, act.today)
    if act.role in KEEPERS:
        return None
    rule = act.office.regulation_on(institution, act.today).rule_of("grading_tables")
    return Refused(title, (wrong_role(rule, title, KEEPERS, act.actor),))


def _place(table: GradingTable) -> tuple[str | None, str | None, date]:
    whose = alike(table.institution) if table.institution is not None else None
    return whose, table.field, table.first_day
