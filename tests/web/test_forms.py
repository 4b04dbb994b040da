"""Forms: what a page shows of a fact and what comes back are the same, for every form."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from starlette.datastructures import FormData

from states.dossier import Call, Candidate, Dossier, Host
from states.payloads import PAYLOADS, read_payload
from states.vocabulary import PARTIES
from web.forms.checking import field_errors_of
from web.forms.inputs import Input, Offer, inputs_of
from web.forms.posting import data_of
from web.forms.shapes import Shape, shapes_of

HOSTS = (Host("University of Graz", "a@graz.example"), Host("Univerza v Ljubljani", "b@lj.example"))
DOSSIER = Dossier(
    Candidate("Ana Petrović", "ana@students.example"),
    Call("Spring", date(2026, 2, 1), date(2026, 3, 1), hosts=HOSTS),
)
TODAY = date(2026, 3, 10)
WORDS = st.text("abcčćž ABC-5", min_size=1, max_size=12).map(str.strip).filter(bool)
NUMBERS = st.integers(1, 30).map(str)


def values(form: str, shape: Shape) -> st.SearchStrategy[Any]:
    """Whatever somebody may type into a field."""
    if shape.kind == "group":
        return filled(form, shape.parts)
    if shape.kind == "rows":
        return st.lists(filled(form, shape.parts), max_size=4)
    if shape.values:
        one = st.sampled_from(shape.values)
        return st.lists(one, unique=True) if shape.kind == "many" else one
    if shape.name == "hosts":
        return st.lists(st.sampled_from([host.name for host in HOSTS]), unique=True)
    if shape.kind == "many":
        return st.lists(st.sampled_from(list(PARTIES)), unique=True)
    kinds: dict[str, st.SearchStrategy[Any]] = {
        "date": st.dates(date(2026, 1, 1), date(2027, 1, 1)).map(str),
        "number": NUMBERS,
        "whole": NUMBERS,
        "yesno": st.booleans(),
    }
    return kinds.get(shape.kind, WORDS)


def filled(form: str, shapes: tuple[Shape, ...]) -> st.SearchStrategy[dict[str, Any]]:
    """A form or row with at least its first text filled in, everything else perhaps."""
    telling = [s for s in shapes if s.kind not in ("choice", "yesno", "group", "rows")][:1]
    others = [s for s in shapes if s not in telling and s.name != "file"]
    return st.fixed_dictionaries(
        {s.name: values(form, s) for s in telling if s.name != "file"},
        optional={s.name: values(form, s) for s in others},
    )


def sent(inputs: tuple[Input, ...]) -> list[tuple[str, str]]:
    """What a browser sends of the inputs that a page shows."""
    pairs: list[tuple[str, str]] = []
    for one in inputs:
        if one.kind == "group":
            pairs += sent(one.parts)
        elif one.kind == "rows":
            pairs += [pair for _, row in one.rows for pair in sent(row)]
        elif one.kind in ("many", "ranked"):
            pairs += [(one.path, value) for value in one.value]
        else:
            pairs.append((one.path, one.value))
    return pairs


def tidy(data: Any) -> Any:
    """Data without what is empty: nobody can tell an empty list from none on paper either."""
    if isinstance(data, dict):
        return {k: t for k, v in data.items() if (t := tidy(v)) not in ({}, [], "", None)}
    if isinstance(data, list):
        return [t for v in data if (t := tidy(v)) not in ({}, [])]
    return data


def defaults(shapes: tuple[Shape, ...]) -> dict[str, Any]:
    return {s.name: s.default for s in shapes if s.default is not None}


def completed(shapes: tuple[Shape, ...], data: dict[str, Any]) -> dict[str, Any]:
    """The data with the defaults that a select shows where nothing was chosen."""
    made = {**{k: _said(v) for k, v in defaults(shapes).items()}, **data}
    for shape in shapes:
        if shape.kind == "rows" and shape.name in made:
            made[shape.name] = [completed(shape.parts, row) for row in made[shape.name]]
        if shape.kind == "group" and made.get(shape.name):
            made[shape.name] = completed(shape.parts, made[shape.name])
    return made


def _said(value: Any) -> Any:
    return value if isinstance(value, bool) else str(value)


@pytest.mark.parametrize("form", sorted(PAYLOADS))
@settings(max_examples=25, deadline=None)
@given(data=st.data())
def test_what_a_page_shows_of_a_form_comes_back_unchanged(form: str, data: st.DataObject) -> None:
    shapes = shapes_of(form)
    process = {"agreement": "outgoing-studies"}.get(form, "outgoing-studies")
    offer = Offer(form, DOSSIER, process)
    typed = tidy(data.draw(filled(form, tuple(s for s in shapes if offer.asks(s.name)))))
    back = data_of(shapes, FormData(sent(inputs_of(offer, typed, {}))))
    asked = tuple(s for s in shapes if offer.asks(s.name))
    assert tidy(back) == tidy(completed(asked, typed))


@pytest.mark.parametrize("form", sorted(PAYLOADS))
@settings(max_examples=25, deadline=None)
@given(data=st.data())
def test_what_the_page_finds_in_order_the_engine_can_read(form: str, data: st.DataObject) -> None:
    typed = data.draw(filled(form, shapes_of(form)))
    if not field_errors_of(form, typed, TODAY):
        read_payload(form, typed)


def test_a_decimal_comma_is_a_decimal_point() -> None:
    form = FormData([("courses.0.title", "Databases"), ("courses.0.ects", "7,5")])
    assert data_of(shapes_of("agreement"), form)["courses"][0]["ects"] == "7.5"


def test_a_row_in_which_only_a_default_stands_was_not_filled_in() -> None:
    form = FormData([("grading_table.0.passing", "true"), ("grading_table.1.grade", "10")])
    assert data_of(shapes_of("transcript"), form) == {"grading_table": [{"grade": "10"}]}


def test_each_problem_is_named_at_its_field() -> None:
    typed = {"courses": [{"title": "X", "ects": "many", "grade": "5", "passed": True}, {}]}
    found = field_errors_of("transcript", typed, TODAY)
    assert found["courses.0.ects"].en == "Please write a number."
    assert found["courses.1.title"].sr == "Попуните ово поље."


def test_a_period_that_ends_before_it_begins_is_said() -> None:
    found = field_errors_of("insurance", {"from": "2026-03-10", "to": "2026-03-09"}, TODAY)
    assert found["to"].en == "The last day lies before the first day."


def test_only_a_semester_may_begin_in_the_future() -> None:
    assert "on" in field_errors_of("delivery", {"document": "decree", "on": "2026-03-11"}, TODAY)
    assert not field_errors_of("semester_start", {"on": "2026-03-11"}, TODAY)


def test_a_study_agreement_asks_for_courses_and_a_traineeship_for_tasks() -> None:
    def names(process: str) -> set[str]:
        return {one.name for one in inputs_of(Offer("agreement", DOSSIER, process), {}, {})}

    assert "courses" in names("outgoing-studies")
    assert "tasks" not in names("outgoing-studies")
    assert {"tasks", "evaluation"} <= names("outgoing-traineeship")
    assert "courses" not in names("outgoing-traineeship")
    assert "teaching_hours" in names("outgoing-teaching")
