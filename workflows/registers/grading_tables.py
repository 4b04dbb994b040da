"""The register of grading tables: entered from what a host publishes, corrected, withdrawn with a
reason. Nothing is ever removed, and each change stands in the log of changes.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Annotated, Final

from pydantic import Field
from pydantic import ValidationError as PydanticError

from office.wiring import Office
from persistence import changes, grading_tables
from persistence.changes import Change, Values
from persistence.grading_tables import KeptTable
from persistence.tables import grading_table_withdrawals
from rules.grading_tables import grading_table_error
from states.decision import Refused, wrong_role
from states.frozen import frozen
from states.recognition import GradeShare, GradingTable
from states.strict_forms import STRICT, Day, IscedField, Named
from states.strict_yaml import InvalidFile, adapter, load_yaml_file
from states.text import Text, alike
from states.validation_error import ValidationError
from states.validation_messages import message_of
from workflows.act import Act
from workflows.registers.withdrawing import entry_in_force, withdraw_entry
from workflows.who_may import check_holds_role

KEEPERS: Final = ("academic_coordinator", "mobility_coordinator", "head_of_ico")
"""Who enters and withdraws grading tables."""

LONGEST_SOURCE: Final = 300
BACKWARDS: Final = Text("the last day lies before the first", "последњи дан је пре првог")

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
    source: Annotated[str, Field(max_length=LONGEST_SOURCE)] | None = None


def read_table(office: Office, institution: str, path: Path) -> GradingTable:
    """The table in a YAML file; raises InvalidFile with each problem, its place and its rule."""
    form, marked_data = load_yaml_file(TableForm, path)
    rule = office.regulations[institution].rule_of("grading_tables")
    owner_name = form.institution or office.regulations[institution].name.en
    table = Text(f"the grading table of {owner_name}", f"табела оцена ({owner_name})")
    problems = []
    if wrong := grading_table_error(form.grades, table):
        problems.append(marked_data.problem(("grades",), f"{wrong.en} ({rule})"))
    if form.last_day and form.last_day < form.first_day:
        backwards = f"{form.last_day} lies before the first day, {form.first_day} ({rule})"
        problems.append(marked_data.problem(("to",), backwards))
    if problems:
        raise InvalidFile(problems)
    return table_of(form)


def table_of(form: TableForm) -> GradingTable:
    """The table that people wrote; it gets its number when it is entered."""
    return GradingTable(
        0, form.institution, form.field, form.first_day, form.last_day, form.grades, form.source
    )


def table_written(
    owner: Text, typed_values: Mapping[str, object]
) -> tuple[GradingTable | None, dict[str, Text]]:
    """The table that people wrote by the names of `TableForm`, or all that is wrong, by path.

    `whose` names the institution in sentences; `grades` is what is wrong with all of them.
    """
    try:
        form: TableForm = adapter(TableForm).validate_python(dict(typed_values))
    except PydanticError as error:
        errors = {".".join(map(str, item["loc"])): message_of(item) for item in error.errors()}
        if not typed_values.get("grades") and (wrong := grading_table_error((), owner)):
            errors["grades"] = wrong
        return None, errors
    errors = {}
    if wrong := grading_table_error(form.grades, owner):
        errors["grades"] = wrong
    if form.last_day and form.last_day < form.first_day:
        errors["to"] = BACKWARDS
    return (None, errors) if errors else (table_of(form), {})


def keep_table(act: Act, institution: str, table: GradingTable) -> GradingTable | Refused:
    """Enters a table in an institution's register (BMU-22.4); it serves from now on.

    One of the same institution, field and first day that still holds must be withdrawn first:
    ValidationError names it.
    """
    if refusal := _refused(act, institution, ENTER):
        return refusal
    kept_table = _add(act, institution, table)
    _note(act, kept_table.id, "table_added", after=_as_values(kept_table))
    return kept_table


def correct_table(
    act: Act, institution: str, table_id: int, table: GradingTable, reason: str
) -> GradingTable | Refused:
    """A table in the place of one that was entered wrongly, which is withdrawn with the reason.

    Decrees that used it stand. Raises ValidationError as `withdraw_table` and `keep_table`.
    """
    withdrawn_table = withdraw_table(act, institution, table_id, reason)
    if isinstance(withdrawn_table, Refused):
        return withdrawn_table
    kept_table = _add(act, institution, table)
    before, after = _as_values(withdrawn_table.table), _as_values(kept_table)
    changed_fields = [name for name, value in after.items() if before[name] != value]
    _note(
        act, kept_table.id, "table_corrected",
        {name: before[name] for name in changed_fields},
        {name: after[name] for name in changed_fields},
    )  # fmt: skip
    return kept_table


def holding(entries: list[KeptTable], table: GradingTable) -> GradingTable | None:
    """The table that holds already for the same institution, field and first day."""
    for entry in entries:
        if entry.withdrawn is None and _place(entry.table) == _place(table):
            return entry.table
    return None


def _add(act: Act, institution: str, table: GradingTable) -> GradingTable:
    other = holding(grading_tables.register(act.connection, institution), table)
    if other is not None:
        rule = act.office.regulation_on(institution, act.today).rule_of("grading_tables")
        sentence = Text(
            f"table {other.id} holds for the same institution, field and first day; withdraw it "
            f"first ({rule})",
            f"за исту установу, област и први дан већ важи табела {other.id}; прво је повуците "
            f"({rule})",
        )
        raise ValidationError(sentence, ("from",))
    table_id = grading_tables.add(act.connection, institution, table, act.actor, act.now)
    return replace(table, id=table_id)


def withdraw_table(act: Act, institution: str, table_id: int, reason: str) -> KeptTable | Refused:
    """Withdraws a table; Decrees that used it stand. ValidationError for one unknown or gone."""
    if refusal := _refused(act, institution, WITHDRAW):
        return refusal
    entries = grading_tables.register(act.connection, institution)
    by_id = {entry.table.id: entry for entry in entries}
    entry = entry_in_force(by_id.get(table_id), Text(f"table {table_id}", f"табела {table_id}"))
    withdrawal = withdraw_entry(act, grading_table_withdrawals, table_id, reason)
    _note(act, table_id, "table_withdrawn", _as_values(entry.table), {"reason": withdrawal.reason})
    return replace(entry, withdrawn=withdrawal)


def _as_values(table: GradingTable) -> dict[str, object]:
    """A table as the log of changes has it."""
    return {
        "institution": table.institution,
        "field": table.field,
        "from": table.first_day,
        "to": table.last_day,
        "grades": grades_in_words(table.grades),
        "source": table.source,
    }


def grades_in_words(grades: Iterable[GradeShare]) -> str:
    """Grades with their shares in a line; one that does not pass has none."""
    return "; ".join(
        f"{share.grade}: {share.percent:f} %" if share.passing else share.grade for share in grades
    )


def _note(
    act: Act, table_id: int, name: str, before: Values | None = None, after: Values | None = None
) -> None:
    person = act.actor.name or act.actor.role
    changes.note(
        act.connection, Change("grading_table", str(table_id), name, person, before, after), act.now
    )


def _refused(act: Act, institution: str, title: Text) -> Refused | None:
    check_holds_role(act.connection, act.actor, institution, act.today)
    if act.role in KEEPERS:
        return None
    rule = act.office.regulation_on(institution, act.today).rule_of("grading_tables")
    return Refused(title, (wrong_role(rule, title, KEEPERS, act.actor),))


def _place(table: GradingTable) -> tuple[str | None, str | None, date]:
    folded_name = alike(table.institution) if table.institution is not None else None
    return folded_name, table.field, table.first_day
