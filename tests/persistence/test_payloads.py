"""Whatever people hand in is recorded or refused in a sentence: never half, never a traceback."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from itertools import count
from typing import Any, get_args, get_type_hints

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from persistence.database import write_transaction
from states.calls import Call, Candidate
from states.care import LanguageLevel
from states.money import MONEY_FACTS
from states.payloads import FACT_PAYLOADS, TRANSITION_PAYLOADS, read_payload
from states.validation_error import ValidationError
from tests.workflows.office_fixtures import AGREEMENT, ANA, CALL, TRANSCRIPT, Work
from workflows.calls.new_call import open_call, read_call
from workflows.cases.new_case import read_candidate

LEVELS = set(get_args(LanguageLevel))
"""Of a language, as all of Europe writes them: in capitals."""
NUMBERS = count()
"""No two alike in a run: one that is drawn can be drawn twice."""
LONG = "ж" * 5000
ODD: list[Any] = [
    None, True, 0, -1, 7, 86400, 10**30, 1.5, float("nan"), float("inf"), "", " ", "x", LONG,
    "a\x00b", "\ud800", "2026-02-30", "2026-03-01", "9999-12-31", "0001-01-01", "1e400", [], {},
    ["x"], [LONG], [{}], [{"title": LONG}], {"a": "b"}, {"title": "x\x00"}, [[[]]],
]  # fmt: skip
MANY = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def details_of(form: type[Any]) -> st.SearchStrategy[dict[str, Any]]:
    """Any of a form's names with any odd value, and names that it does not have."""
    names = {"first_day": "from", "last_day": "to"}
    fields = [names.get(name, name) for name in get_type_hints(form)]
    return st.dictionaries(
        st.sampled_from([*fields, "unknown"]), st.sampled_from(ODD), max_size=len(fields)
    )


# No facts of studies here; test_transcripts.py and test_decrees.py tell of them. Those of money are
# refused before there is a stay.
ELSEWHERE = {"traineeship", "certification", *MONEY_FACTS}
ANY_FACT = st.sampled_from(sorted({*FACT_PAYLOADS} - ELSEWHERE)).flatmap(
    lambda fact: details_of(FACT_PAYLOADS[fact]).map(lambda details: (fact, details))
)


@MANY
@given(record=ANY_FACT)
def test_any_fact_is_recorded_or_refused_and_nothing_in_between(
    any_work: Work, record: tuple[str, dict[str, Any]]
) -> None:
    fact, details = record
    case_id = any_work.open()
    definition = any_work.office.definition(any_work.case(case_id).definition)
    before = any_work.load(case_id)
    fact_rule = definition.facts.get(fact)
    try:
        any_work.record(case_id, fact, details, fact_rule.roles[0] if fact_rule else "head_of_ico")
    except ValidationError:
        assert any_work.load(case_id) == before
    else:
        assert any_work.case(case_id).version == before[0].version + 1


@MANY
@given(data=st.data())
def test_any_form_of_a_step_is_read_or_refused(data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(sorted(TRANSITION_PAYLOADS)))
    with suppress(ValidationError):
        read_payload(name, data.draw(details_of(TRANSITION_PAYLOADS[name])))


@MANY
@given(changes=details_of(Candidate))
def test_any_candidate_is_entered_or_refused(any_work: Work, changes: dict[str, Any]) -> None:
    """Each with an address of its own: who is known by it keeps the name that stands there."""
    details = {**ANA, "email": f"{next(NUMBERS)}@students.example", **changes}
    try:
        candidate = read_candidate(details)
        case_id = any_work.open(details)
    except ValidationError:
        return
    # Who goes out and tells no language of letters is written to in Serbian.
    expected_candidate = replace(candidate, writes_in=candidate.writes_in or "sr")
    assert any_work.dossier(case_id).candidate == expected_candidate


@MANY
@given(changes=details_of(Call), number=st.uuids())
def test_any_call_is_opened_or_refused(
    any_work: Work, changes: dict[str, Any], number: Any
) -> None:
    terms = {**CALL, "title": f"Call {number}", **changes}
    try:
        with write_transaction(any_work.engine) as connection:
            call = read_call(terms)
            call_id = open_call(any_work.act(connection), "bmu", "outgoing-studies", call)
    except ValidationError:
        return
    assert call_id > any_work.call_id


def longest(kind: str) -> Mapping[str, Any]:
    """A fact in which every word is as long as its form lets it be, and one longer."""
    course = {"title": "ж" * 300, "code": "c" * 60, "ects": "20.123456"}
    home = {"title": "ж" * 300, "ects": "120", "hours": "10000"}
    passed_course = {
        **TRANSCRIPT["courses"][0],
        "title": "ж" * 300,
        "code": "c" * 60,
        "grade": "g" * 40,
    }
    return {
        "document": {"kind": "cv", "language": "l" * 20, "signed_by": [LONG, LONG]},
        "agreement": {**AGREEMENT, "language": "l" * 20, "courses": [{**course, "replaces": home}],
                      "outcomes": LONG, "programme": LONG, "tasks": LONG, "evaluation": LONG,
                      "activity": LONG},
        "transcript": {"language": "l" * 20, "courses": [passed_course],
                       "grading_table": [{"grade": "g" * 40, "percent": "99.666667"}]},
        "recognition": {"decisions": [{"host": "ж" * 300, "home": home}]},
        "home_courses": {"semester": [home]},
        "pause": {"from": "2026-03-01", "to": "2026-03-02", "reason": LONG},
    }[kind]  # fmt: skip


@pytest.mark.parametrize(
    "fact", ["document", "agreement", "transcript", "recognition", "home_courses", "pause"]
)
def test_the_longest_words_that_a_form_takes_are_held_by_the_database(
    any_work: Work, fact: str
) -> None:
    ana = any_work.open()
    role = any_work.office.definition(any_work.case(ana).definition).facts[fact].roles[0]
    any_work.record(ana, fact, longest(fact), role)
    assert any_work.case(ana).version == 3


@pytest.mark.parametrize(
    ("fact", "details", "sentence"),
    [
        ("document", {"kind": "diploma"}, "kind: `diploma` is not a kind of document"),
        ("document", {}, "kind: is missing"),
        ("document", {"kind": "cv", "colour": "red"}, "colour: is not a known key here"),
        ("document", {"kind": "cv", "delivered_on": "2026-02-30"},
         "delivered_on: '2026-02-30' is not a date that exists (write YYYY-MM-DD)"),
        ("stay", {"arrived_on": 20261001}, "20261001 is not a date (write YYYY-MM-DD)"),
        ("stay", {"arrived_on": "0"}, "'0' is not a date (write YYYY-MM-DD)"),
        ("stay", {"arrived_on": "9999-12-31"},
         "9999-12-31 is not a day between the years 1990 and 2199"),
        ("signature", {"document": "contract", "party": "student", "on": "2026-02-16"},
         "document: must be 'learning_agreement'"),
        ("signature", {"document": "learning_agreement", "party": "janitor", "on": "2026-02-16"},
         "party: must be 'student'"),
        ("agreement", {"semesters": "two"}, "semesters: must be a whole number, not 'two'"),
        ("agreement", {"courses": [{"ects": -6}]},
         "courses.0.ects: must be at least 0, not -6"),
        ("agreement", {"courses": [{"ects": "six"}, {"ects": "x"}]}, "courses.1.ects"),
        ("insurance", {"from": "2026-10-02", "to": "2026-10-01"},
         "to: 2026-10-01 lies before the first day, 2026-10-02 (BMU-33)"),
        ("stay", {"arrived_on": "2026-10-01\x00"}, "holds a character that can't be written down"),
        ("weather", {"on": "2026-02-16"}, "`weather` is not a fact of bmu/outgoing-studies"),
    ],
)  # fmt: skip
def test_a_wrong_fact_is_refused_in_a_sentence_that_names_it(
    work: Work, fact: str, details: dict[str, Any], sentence: str
) -> None:
    ana = work.open()
    with pytest.raises(ValidationError) as refusal:
        work.record(ana, fact, details)
    assert sentence in str(refusal.value)
    assert work.case(ana).version == 2


@pytest.mark.parametrize("details", [["cv"], "cv", 7, [("kind", "cv")]])
def test_what_is_not_names_with_values_is_refused(work: Work, details: Any) -> None:
    with pytest.raises(ValidationError, match="must be names with values"):
        work.record(work.open(), "document", details)


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"hosts": [{"name": "X", "email": "nobody"}]}, "hosts.0.email"),
        ({"criteria": {"relevance": 0}}, "criteria.relevance: must be more than 0, not 0"),
        ({"title": ""}, "title: "),
    ],
)
def test_a_wrong_call_is_refused_in_a_sentence_that_names_it(
    changes: dict[str, Any], sentence: str
) -> None:
    with pytest.raises(ValidationError) as refusal:
        read_call({**CALL, **changes})
    assert sentence in str(refusal.value)


def test_a_second_call_of_the_same_title_is_refused(any_work: Work) -> None:
    with (
        pytest.raises(ValidationError, match=r"a call of this kind called “Autumn semester"),
        write_transaction(any_work.engine) as connection,
    ):
        open_call(any_work.act(connection), "bmu", "outgoing-studies", read_call(CALL))


def test_every_choice_of_a_form_is_a_word_that_the_vocabulary_has() -> None:
    for form in {**FACT_PAYLOADS, **TRANSITION_PAYLOADS}.values():
        for hint in get_type_hints(form).values():
            words = {word for word in get_args(hint) if isinstance(word, str)} - LEVELS
            assert all(word == word.lower() for word in words)
