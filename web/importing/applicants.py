"""Applicants of a call from a spreadsheet: a case is opened for each, as by hand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from sqlalchemy import Connection

from persistence import calls as call_rows
from persistence.persons import KnownPerson, known_at
from states.addresses import address_key
from states.calls import Candidate
from states.field_labels import label_of
from states.text import Text
from states.validation_error import ValidationError
from web.forms.field_specs import FieldSpec
from web.forms.inputs import FormContext, form_fields
from web.forms.validation import validate
from web.importing.columns import CellKind, ImportColumn
from web.importing.kinds import (
    WHOLE_ROW,
    Entered,
    Entry,
    ImportKind,
    ImportPlace,
    Judgement,
    at_first,
    full_name,
)
from web.messages.import_columns import APPLICANT_COLUMNS as WORDS
from web.messages.import_columns import NO_EXAMPLE, SURNAME
from web.views.facts import candidate_choices
from workflows.cases.new_case import OPENERS
from workflows.cases.newcomers import check_open, open_for_newcomer, other_name

FORM: Final = "new_candidate"
_KINDS: Final[Mapping[str, CellKind]] = {
    "number": "number", "whole": "whole", "date": "date", "yesno": "yesno",
}  # fmt: skip


def _form_context(place: ImportPlace) -> FormContext:
    """What the form asks for by which one case is opened in the call today."""
    office = place.context.office
    definition = office.in_force(place.institution, place.process, place.context.today)
    choices = candidate_choices(office, place.institution)
    return FormContext(FORM, None, definition.kind, choices)


def _columns(place: ImportPlace) -> tuple[ImportColumn, ...]:
    columns = list(_asked(_form_context(place)))
    surname = ImportColumn("surname", *SURNAME[:2], in_template=False)
    return (columns[0], surname, *columns[1:])


def _asked(form_context: FormContext) -> Iterator[ImportColumn]:
    """A column for each field of the form; a group's fields have columns of their own."""
    for spec in form_fields(form_context):
        for part in spec.parts or (spec,):
            name = f"{spec.name}.{part.name}" if spec.parts else spec.name
            yield _column(form_context, name, part, label_of(part.name, spec.name))


def _column(form_context: FormContext, name: str, spec: FieldSpec, label: Text) -> ImportColumn:
    titles, hint, example = WORDS.get(name, ((), NO_EXAMPLE, NO_EXAMPLE))
    options = form_context.options(spec)
    kind: CellKind = "choice" if options else _KINDS.get(spec.kind, "text")
    return ImportColumn(
        name, (label, *titles), hint, kind, spec.required, options, example
    )  # fmt: skip


def _judge(connection: Connection, place: ImportPlace, entries: Sequence[Entry]) -> list[Judgement]:
    addresses = [entry.values.get("email", "") for entry in entries]
    known = known_at(connection, place.call_id, addresses)
    closed = _closed(connection, place)
    return [
        _judged(place, known.get(address_key(address)), entry, closed)
        for address, entry in zip(addresses, entries, strict=True)
    ]


def _closed(connection: Connection, place: ImportPlace) -> dict[str, Text]:
    row = call_rows.row_of(connection, place.call_id)
    try:
        if row is not None:
            check_open(row.title, row.closes, place.context.today)
    except ValidationError as error:
        return {WHOLE_ROW: error.message}
    return {}


def _judged(
    place: ImportPlace, known: KnownPerson | None, entry: Entry, closed: Mapping[str, Text]
) -> Judgement:
    if known is not None and known.number is not None:
        about = Text(f"has case {known.number}", f"већ има предмет {known.number}")
        return Judgement({}, there=True, about=about, address=f"/cases/{known.number}")
    try:
        validated = validate(FORM, _data(place, entry.values))
    except ValidationError as error:
        return Judgement(at_first(entry, {WHOLE_ROW: error.message}))
    problems = {**closed, **(validated.errors or {})}
    if validated.value is not None and known is not None:
        problem = other_name(validated.value, known.names)
        problems |= {"name": problem} if problem else {}
    about = (
        Text("a new person", "ново лице")
        if known is None
        else Text("a person who is known here", "лице које је овде већ познато")
    )
    return Judgement(at_first(entry, problems), about=None if problems else about)


def _enter(connection: Connection, place: ImportPlace, entry: Entry) -> Entered:
    candidate: Candidate = validate(FORM, _data(place, entry.values)).value
    actor = place.context.user.actor(place.institution, OPENERS)
    act = place.context.act(connection, actor)
    case = open_for_newcomer(act, place.call_id, candidate)
    return Entered(Text(case.number, case.number), f"/cases/{case.number}")


def _data(place: ImportPlace, values: Mapping[str, str]) -> dict[str, object]:
    """A row as the form of a new case has it."""
    data: dict[str, object] = {}
    if _form_context(place).kind.incoming:
        data["writes_in"] = "en"
    for name, value in values.items():
        group, _, part = name.rpartition(".")
        read: object = value == "true" if value in ("true", "false") else value
        data |= {group: {part: value}} if group else {name: read}
    data.pop("surname", None)
    return {**data, "name": full_name(values)}


APPLICANTS: Final = ImportKind(
    "applicants",
    Text("Applicants from a spreadsheet", "Кандидати из табеле"),
    Text(
        "Each row opens a case in this call. Who has a case in it already gets no other one; an "
        "address that is known here is the same person.",
        "Сваки ред отвара предмет на овом конкурсу. Ко на њему већ има предмет не добија други; "
        "позната адреса значи исто лице.",
    ),
    "open_case",
    (("email",),),
    _columns,
    _judge,
    _enter,
)
