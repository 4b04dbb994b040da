"""Forms: what a page shows of a fact and what comes back are the same, for every form."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from starlette.datastructures import FormData

from office.wiring import open_office
from states.calls import Call, Candidate, Host
from states.dossier import Document, Dossier
from states.mobility_kind import MobilityKind
from states.payloads import PAYLOADS, read_payload
from states.vocabulary import PARTIES
from web.forms.field_specs import FORM_TYPES, FieldSpec, field_specs
from web.forms.inputs import FormContext, Input, inputs_of
from web.forms.parsing import parse_form
from web.forms.validation import FieldErrors, validate

HOSTS = (Host("University of Graz", "a@graz.example"), Host("Univerza v Ljubljani", "b@lj.example"))
DOSSIER = Dossier(
    Candidate("Ana Petrović", "ana@students.example"),
    Call("Spring", date(2026, 2, 1), date(2026, 3, 1), hosts=HOSTS),
)
TODAY = date(2026, 3, 10)
WORDS = st.text("abcčćž ABC-5", min_size=1, max_size=12).map(str.strip).filter(bool)
NUMBERS = st.integers(1, 30).map(str)


def errors_in(form: str, data: dict[str, Any]) -> FieldErrors:
    return validate(form, data).errors or {}


def values(form: str, spec: FieldSpec) -> st.SearchStrategy[Any]:
    """Whatever somebody may type into a field."""
    if spec.kind == "group":
        return filled(form, spec.parts)
    if spec.kind == "rows":
        return st.lists(filled(form, spec.parts), max_size=4)
    if spec.values:
        choice = st.sampled_from(spec.values)
        return st.lists(choice, unique=True) if spec.kind == "many" else choice
    if spec.name == "hosts":
        return st.lists(st.sampled_from([host.name for host in HOSTS]), unique=True)
    if spec.kind == "many":
        return st.lists(st.sampled_from(list(PARTIES)), unique=True)
    kinds: dict[str, st.SearchStrategy[Any]] = {
        "date": st.dates(date(2026, 1, 1), date(2027, 1, 1)).map(str),
        "number": NUMBERS,
        "whole": NUMBERS,
        "yesno": st.booleans(),
    }
    return kinds.get(spec.kind, WORDS)


def filled(form: str, specs: tuple[FieldSpec, ...]) -> st.SearchStrategy[dict[str, Any]]:
    """A form or row with at least its first text filled in, everything else perhaps."""
    telling = [s for s in specs if s.kind not in ("choice", "yesno", "group", "rows")][:1]
    rest = [s for s in specs if s not in telling and s.name != "file"]
    return st.fixed_dictionaries(
        {s.name: values(form, s) for s in telling if s.name != "file"},
        optional={s.name: values(form, s) for s in rest},
    )


def sent(inputs: tuple[Input, ...]) -> list[tuple[str, str]]:
    """What a browser sends of the inputs that a page shows."""
    pairs: list[tuple[str, str]] = []
    for field in inputs:
        if field.kind == "group":
            pairs += sent(field.parts)
        elif field.kind == "rows":
            pairs += [pair for _, row in field.rows for pair in sent(row)]
        elif field.kind in ("many", "ranked"):
            pairs += [(field.path, value) for value in field.value]
        else:
            pairs.append((field.path, field.value))
    return pairs


def tidy(data: Any) -> Any:
    """Data without what is empty: nobody can tell an empty list from none on paper either."""
    if isinstance(data, dict):
        return {k: t for k, v in data.items() if (t := tidy(v)) not in ({}, [], "", None)}
    if isinstance(data, list):
        return [t for v in data if (t := tidy(v)) not in ({}, [])]
    return data


def defaults(specs: tuple[FieldSpec, ...]) -> dict[str, Any]:
    return {s.name: s.default for s in specs if s.default is not None}


def completed(specs: tuple[FieldSpec, ...], data: dict[str, Any]) -> dict[str, Any]:
    """The data with the defaults that a select shows where nothing was chosen."""
    whole = {**{k: _as_typed(v) for k, v in defaults(specs).items()}, **data}
    for spec in specs:
        if spec.kind == "rows" and spec.name in whole:
            whole[spec.name] = [completed(spec.parts, row) for row in whole[spec.name]]
        if spec.kind == "group" and whole.get(spec.name):
            whole[spec.name] = completed(spec.parts, whole[spec.name])
    return whole


def kind_of(process: str) -> MobilityKind:
    return open_office(Path("no-data-folder")).in_force("bmu", process, TODAY).kind


def _as_typed(value: Any) -> Any:
    return value if isinstance(value, bool) else str(value)


@pytest.mark.parametrize("form", sorted(PAYLOADS))
@settings(max_examples=25, deadline=None)
@given(data=st.data())
def test_what_a_page_shows_of_a_form_comes_back_unchanged(form: str, data: st.DataObject) -> None:
    specs = field_specs(form)
    form_context = FormContext(form, DOSSIER, kind_of("outgoing-studies"))
    fields = tidy(data.draw(filled(form, tuple(s for s in specs if form_context.asks(s.name)))))
    back = parse_form(specs, FormData(sent(inputs_of(form_context, fields, {}))))
    own_specs = tuple(s for s in specs if form_context.asks(s.name))
    assert tidy(back) == tidy(completed(own_specs, fields))


@pytest.mark.parametrize("form", sorted(PAYLOADS))
@settings(max_examples=25, deadline=None)
@given(data=st.data())
def test_what_the_page_finds_in_order_the_engine_reads_as_the_same_value(
    form: str, data: st.DataObject
) -> None:
    fields = data.draw(filled(form, field_specs(form)))
    validation = validate(form, fields)
    if not validation.errors:
        assert validation.value == read_payload(form, fields)


def test_a_decimal_comma_is_a_decimal_point() -> None:
    form = FormData([("courses.0.title", "Databases"), ("courses.0.ects", "7,5")])
    assert parse_form(field_specs("agreement"), form)["courses"][0]["ects"] == "7.5"


@pytest.mark.parametrize(
    ("typed_number", "plain"),
    [
        ("250.000,00", "250000.00"), ("1,250,000.5", "1250000.5"), ("1.250", "1.250"),
        ("1.25.000,00", "1.25.000.00"), ("12,34.56", "12.34.56"), ("about 3", "about 3"), ("", ""),
    ],
)  # fmt: skip
def test_thousands_are_read_where_both_signs_say_which_is_which(
    typed_number: str, plain: str
) -> None:
    form = FormData([("number", "1"), ("amount", typed_number)])
    assert parse_form(field_specs("project_grant"), form).get("amount", "") == plain


@pytest.mark.parametrize(
    ("choices", "signed_by"),
    [
        ([], None),
        (["none"], ()),
        (["student", "host"], ("student", "host")),
        (["none", "host"], ("host",)),
    ],
)
def test_that_nobody_signed_a_document_is_said_and_not_left_out(
    choices: list[str], signed_by: tuple[str, ...] | None
) -> None:
    form = FormData([("kind", "work_plan"), *(("signed_by", choice) for choice in choices)])
    document = read_payload("document", parse_form(field_specs("document"), form))
    assert document == Document("work_plan", signed_by=signed_by)


def test_the_page_offers_nobody_among_those_who_sign_a_document() -> None:
    inputs = inputs_of(
        FormContext("document", DOSSIER, kind_of("outgoing-studies")), {"signed_by": ()}, {}
    )
    (signers,) = (part for part in inputs if part.name == "signed_by")
    assert [code for code, _ in signers.options] == [*PARTIES, "none"]
    assert signers.value == ("none",)


def test_a_row_in_which_only_a_default_stands_was_not_filled_in() -> None:
    form = FormData([("grading_table.0.passing", "true"), ("grading_table.1.grade", "10")])
    assert parse_form(field_specs("transcript"), form) == {"grading_table": [{"grade": "10"}]}


def test_each_error_is_named_at_its_field() -> None:
    payload = {"courses": [{"title": "X", "ects": "many", "grade": "5", "passed": True}, {}]}
    errors = errors_in("transcript", payload)
    assert errors["courses.0.ects"].en == "Please write a number."
    assert errors["courses.1.title"].sr == "Попуните ово поље."


def test_a_study_agreement_asks_for_courses_and_a_traineeship_for_tasks() -> None:
    def names(process: str) -> set[str]:
        return {
            field.name
            for field in inputs_of(FormContext("agreement", DOSSIER, kind_of(process)), {}, {})
        }

    assert "courses" in names("outgoing-studies")
    assert "tasks" not in names("outgoing-studies")
    assert {"tasks", "evaluation"} <= names("outgoing-traineeship")
    assert "courses" not in names("outgoing-traineeship")
    assert "teaching_hours" in names("outgoing-teaching")
    of_staff = {"insurance_agreed_otherwise", "further_documents"}
    assert of_staff <= names("outgoing-teaching") and of_staff <= names("outgoing-research")
    assert not of_staff & names("outgoing-studies")


DATA_WITH_A_USUAL_VALUE = {
    "application.programme", "application.purpose",
    "transcript.grading_table.passing", "call.partners.numbers_courses",
    "project_partner.coordinates",
}  # fmt: skip
"""What is nearly always so, and decides nothing: a page may show it before anybody chose it."""


def chosen_beforehand(specs: tuple[FieldSpec, ...], at: str) -> Iterator[str]:
    for spec in specs:
        if spec.kind in ("choice", "yesno") and spec.default is not None:
            yield f"{at}.{spec.name}"
        yield from chosen_beforehand(spec.parts, f"{at}.{spec.name}")


def test_no_form_opens_with_a_decision_in_it() -> None:
    beforehand = {
        path for form in FORM_TYPES for path in chosen_beforehand(field_specs(form), form)
    }
    assert beforehand == DATA_WITH_A_USUAL_VALUE, "who adds one says that it decides nothing"


def test_a_decree_says_how_it_recognises_or_it_is_not_taken() -> None:
    form_context = FormContext("decree", DOSSIER, kind_of("outgoing-studies"))
    method = next(i for i in inputs_of(form_context, {}, {}) if i.name == "method")
    assert (method.value, method.required) == ("", True)
    assert errors_in("decree", {})["method"].en == "Please choose one."
    assert not errors_in("decree", {"method": "semester_for_semester"})
