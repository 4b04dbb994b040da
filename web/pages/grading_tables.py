"""Grading tables: the register, each with what was changed of it, entered and corrected by hand."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from fastapi import APIRouter
from sqlalchemy import Connection
from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse, Response

from persistence import changes, grading_tables
from persistence.database import reading, write_transaction
from persistence.grading_tables import KeptTable
from states.decision import Refused
from states.recognition import GradingTable
from states.text import Text
from states.validation_error import ValidationError
from web.forms.grades import grades_in, grades_text
from web.forms.typed import TypedForm, typed_fields
from web.rendering import page
from web.request_context import CurrentContext, Forbidden, RequestContext, SentForm
from web.views.changes import change_lines
from workflows.act import Act
from workflows.registers.grading_tables import (
    KEEPERS,
    correct_table,
    keep_table,
    table_written,
    withdraw_table,
)

router = APIRouter(prefix="/reference/grading-tables")

HERE: Final = "/reference/grading-tables"
TABLE: Final = ("institution", "field", "from", "to", "source", "grades")
Write = Callable[[Act, GradingTable], GradingTable | Refused]
Explain = Callable[[TypedForm], Response]


@router.get("", name="grading_tables")
def tables(context: CurrentContext) -> Response:
    """The grading tables that recognition rests on, those withdrawn too; a form for a new one."""
    return _register(context, TypedForm())


@router.post("", name="add_table")
def add(context: CurrentContext, form: SentForm) -> Response:
    """Enters a table."""
    typed_form = TypedForm("new", typed_fields(form, *TABLE))
    institution = context.user.institutions[0]

    def write(act: Act, table: GradingTable) -> GradingTable | Refused:
        return keep_table(act, institution, table)

    return _write(context, typed_form, write, lambda typed_form: _register(context, typed_form))


@router.get("/{table_id}", name="grading_table")
def table(context: CurrentContext, table_id: int) -> Response:
    """A table, with what was changed of it, by whom and when."""
    return _table(context, table_id, TypedForm())


@router.post("/{table_id}", name="correct_table")
def correct(context: CurrentContext, form: SentForm, table_id: int) -> Response:
    """Enters a table in the place of one that was entered wrongly."""
    typed_form = TypedForm("table", typed_fields(form, *TABLE, "reason"))
    institution = context.user.institutions[0]

    def write(act: Act, table: GradingTable) -> GradingTable | Refused:
        _find(act.connection, institution, table_id)
        return correct_table(act, institution, table_id, table, typed_form.values["reason"])

    return _write(
        context, typed_form, write, lambda typed_form: _table(context, table_id, typed_form)
    )


@router.post("/{table_id}/withdraw", name="withdraw_table")
def withdraw(context: CurrentContext, form: SentForm, table_id: int) -> Response:
    """Withdraws a table with a reason; Decrees that used it stand."""
    fields = typed_fields(form, "reason")
    institution = context.user.institutions[0]
    try:
        with write_transaction(context.engine) as connection:
            outcome = withdraw_table(
                _act(context, connection), institution, table_id, fields["reason"]
            )
    except ValidationError as error:
        typed_form = TypedForm(f"withdraw-{table_id}", fields)
        return _register(context, typed_form.refused(error, fields))
    if isinstance(outcome, Refused):
        raise Forbidden
    return RedirectResponse(f"{HERE}?saved=1", 303)


def _act(context: RequestContext, connection: Connection) -> Act:
    actor = context.user.actor(context.user.institutions[0], KEEPERS)
    return context.act(connection, actor)


def _write(
    context: RequestContext, typed_form: TypedForm, write: Write, explain: Explain
) -> Response:
    """Writes what was typed in one transaction; or says at which field it can't be."""
    table, errors = _written(context, typed_form)
    if table is None:
        return explain(TypedForm(typed_form.name, typed_form.values, errors))
    try:
        with write_transaction(context.engine) as connection:
            outcome = write(_act(context, connection), table)
    except ValidationError as error:
        at = (*TABLE, "reason") if typed_form.name == "table" else TABLE
        return explain(typed_form.refused(error, at))
    if isinstance(outcome, Refused):
        raise Forbidden
    return RedirectResponse(f"{HERE}/{outcome.id}?saved=1", 303)


def _written(
    context: RequestContext, typed_form: TypedForm
) -> tuple[GradingTable | None, dict[str, Text]]:
    """The table that was typed, or what is wrong by field; of a grade with its line."""
    typed_values: dict[str, object] = {
        name: value for name in TABLE[:-1] if (value := typed_form.values[name])
    }
    typed_values["grades"] = grades_in(typed_form.values["grades"])
    owner = Text("the table", "табела")
    table, errors = table_written(owner, typed_values)
    by_field: dict[str, Text] = {}
    for path, message in errors.items():
        field, _, rest = path.partition(".")
        text = message
        if rest:
            line = int(rest.split(".")[0]) + 1
            text = Text(f"line {line}: {message.en}", f"ред {line}: {message.sr}")
        by_field.setdefault(field, text)
    return table, by_field


def _register(context: RequestContext, typed_form: TypedForm) -> Response:
    institution = context.user.institutions[0]
    with reading(context.engine) as connection:
        entries = grading_tables.register(connection, institution)
    values = {
        "entries": list(reversed(entries)),
        "sent": typed_form,
        "empty": TypedForm(),
        "institution": institution,
        "keeps": _keeps(context),
    }
    return page(
        context, "reference/grading_tables.html", 422 if typed_form.errors else 200, **values
    )


def _keeps(context: RequestContext) -> bool:
    return bool(context.user.roles & frozenset(KEEPERS))


def _find(connection: Connection, institution: str, table_id: int) -> KeptTable:
    """Raises HTTPException 404 where the institution keeps no such table."""
    entries = grading_tables.register(connection, institution)
    entry = next((entry for entry in entries if entry.table.id == table_id), None)
    if entry is None:
        raise HTTPException(404)
    return entry


def _table(context: RequestContext, table_id: int, typed_form: TypedForm) -> Response:
    with reading(context.engine) as connection:
        entry = _find(connection, context.user.institutions[0], table_id)
        log = change_lines(changes.of(connection, "grading_table", str(table_id)))
    values = {
        "it": entry,
        "grades": grades_text(entry.table.grades, context.language),
        "sent": typed_form,
        "saved": "saved" in context.request.query_params and not typed_form.errors,
        "keeps": _keeps(context) and entry.withdrawn is None,
        "log": log,
    }
    return page(
        context, "reference/grading_table.html", 422 if typed_form.errors else 200, **values
    )
