"""Applicants of a call from a spreadsheet: a case is opened for each, as by hand; of who has one
already, what the row has otherwise is shown, and corrected in the case.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final, cast

from sqlalchemy import Connection

from persistence import dossiers
from persistence.persons import KnownPerson, known_at
from states.addresses import address_key
from states.calls import Candidate
from states.correction_forms import REASON
from states.decision import Refused
from states.dossier import Case, Dossier
from states.facts import CANDIDATE
from states.field_labels import label_of
from states.text import Text, alike, to_latin
from states.validation_error import ValidationError
from web.forms.candidate_choices import candidate_choices
from web.forms.field_specs import FieldSpec
from web.forms.inputs import FormContext, form_fields
from web.forms.prefill import plain
from web.forms.validation import validate
from web.importing.columns import CellKind, ImportColumn
from web.importing.corrections import (
    CORRECTED,
    FROM_SPREADSHEET,
    corrections,
    difference_in_words,
)
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
from web.request_context import Forbidden
from workflows.cases.new_case import OPENERS
from workflows.cases.newcomers import open_for_newcomer, other_name
from workflows.cases.recording import FactRequest, record_fact

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
    known_persons = known_at(connection, place.call_id, addresses)
    ids = [person.case_id for person in known_persons.values() if person.case_id is not None]
    cases_and_dossiers = dossiers.load(connection, ids, to_decide=False) if ids else {}
    judgements = []
    for address, entry in zip(addresses, entries, strict=True):
        person = known_persons.get(address_key(address))
        if person is not None and person.case_id is not None:
            judgements.append(_of_case(place, cases_and_dossiers[person.case_id], entry))
        else:
            judgements.append(_of_newcomer(place, person, entry))
    return judgements


def _of_case(place: ImportPlace, case_and_dossier: tuple[Case, Dossier], entry: Entry) -> Judgement:
    """A row about somebody who has a case in the call: what it has otherwise is a correction."""
    case, dossier = case_and_dossier
    address, changed_values = (
        f"/cases/{case.number}",
        _corrected(place, case_and_dossier, entry.values),
    )
    if not changed_values:
        about = Text(f"has case {case.number}", f"већ има предмет {case.number}")
        return Judgement({}, there=True, about=about, address=address)
    about = difference_in_words(_columns(place), _as_row(place, dossier.candidate), changed_values)
    try:
        problems = validate(CANDIDATE, _correction(place, changed_values)).errors or {}
    except ValidationError as error:
        problems = {WHOLE_ROW: error.message}
    return Judgement(at_first(entry, problems), about=about, address=address, corrects=True)


def _corrected(
    place: ImportPlace, case_and_dossier: tuple[Case, Dossier], values: Mapping[str, str]
) -> dict[str, str]:
    """What a row corrects of a candidate, where the person may correct one at all.

    The address is that by which the row means the candidate; a name in the other script is no
    other name.
    """
    case, dossier = case_and_dossier
    facts = place.context.office.definition_of(case, dossier).facts
    if not place.context.user.roles_at(case.institution).intersection(facts[CANDIDATE].roles):
        return {}
    candidate, named_values = dossier.candidate, {**values, "name": full_name(values)}
    stands = _as_row(place, candidate)
    del stands["email"]
    changed_values = corrections(stands, named_values)
    names = filter(None, (candidate.name, candidate.name_in_other_script))
    if alike(to_latin(named_values["name"])) in {alike(to_latin(name)) for name in names}:
        changed_values.pop("name", None)
    return changed_values


def _as_row(place: ImportPlace, candidate: Candidate) -> dict[str, str]:
    """A candidate as a row has one; a column is empty where nothing is known."""
    row = {column.name: "" for column in _columns(place) if column.in_template}
    for name, value in plain(candidate).items():
        parts = value.items() if isinstance(value, dict) else [("", value)]
        row |= {f"{name}.{part}" if part else name: _as_cell(of) for part, of in parts}
    return row


def _as_cell(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _correction(place: ImportPlace, changed_values: Mapping[str, str]) -> dict[str, object]:
    """What a row corrects as the form of a correction has it."""
    return {**_nested(changed_values), REASON: FROM_SPREADSHEET.in_(place.context.language)}


def _of_newcomer(place: ImportPlace, known_person: KnownPerson | None, entry: Entry) -> Judgement:
    try:
        validation = validate(FORM, _data(place, entry.values))
    except ValidationError as error:
        return Judgement(at_first(entry, {WHOLE_ROW: error.message}))
    problems = dict(validation.errors or {})
    if validation.value is not None and known_person is not None:
        problem = other_name(validation.value, known_person.names)
        problems |= {"name": problem} if problem else {}
    about = (
        Text("a new person", "ново лице")
        if known_person is None
        else Text("a person who is known here", "лице које је овде већ познато")
    )
    return Judgement(at_first(entry, problems), about=None if problems else about)


def _enter(connection: Connection, place: ImportPlace, entry: Entry) -> Entered:
    address = entry.values["email"]
    known_person = known_at(connection, place.call_id, [address]).get(address_key(address))
    if known_person is not None and known_person.case_id is not None:
        return _correct(connection, place, known_person.case_id, entry)
    candidate: Candidate = validate(FORM, _data(place, entry.values)).value
    actor = place.context.user.actor(place.institution, OPENERS)
    act = place.context.act(connection, actor)
    case = open_for_newcomer(act, place.call_id, candidate)
    return Entered(Text(case.number, case.number), f"/cases/{case.number}")


def _correct(connection: Connection, place: ImportPlace, case_id: int, entry: Entry) -> Entered:
    case_and_dossier = dossiers.load(connection, [case_id])[case_id]
    case, dossier = case_and_dossier
    context = place.context
    roles = context.office.definition_of(case, dossier).facts[CANDIDATE].roles
    details = _correction(place, _corrected(place, case_and_dossier, entry.values))
    request = FactRequest(case_id, CANDIDATE, details)
    actor = context.user.actor(case.institution, roles)
    if isinstance(record_fact(connection, context.office, request, actor, context.now), Refused):
        raise Forbidden
    return Entered(CORRECTED, f"/cases/{case.number}")


def _data(place: ImportPlace, values: Mapping[str, str]) -> dict[str, object]:
    """A row as the form of a new case has it."""
    data = _nested(values)
    data.pop("surname", None)
    return {**data, "name": full_name(values)}


def _nested(values: Mapping[str, str]) -> dict[str, object]:
    """Values by column as a form has them: those of a group together, yes and no as such."""
    data: dict[str, object] = {}
    for name, value in values.items():
        group, _, part = name.rpartition(".")
        if group:
            data[group] = {**cast(dict[str, str], data.get(group, {})), part: value}
        else:
            data[name] = value == "true" if value in ("true", "false") else value
    return data


APPLICANTS: Final = ImportKind(
    "applicants",
    Text("Applicants from a spreadsheet", "Кандидати из табеле"),
    Text(
        "Each row opens a case in this call. An address that is known here is the same person. Who "
        "has a case in the call already gets no other one; what the row has otherwise is shown, "
        "and corrected in the case only where you tick it.",
        "Сваки ред отвара предмет на овом конкурсу. Позната адреса значи исто лице. Ко на конкурсу "
        "већ има предмет не добија други; оно што је у реду другачије се приказује и исправља у "
        "предмету само ако ред означите.",
    ),
    "open_case",
    (("email",),),
    _columns,
    _judge,
    _enter,
)
