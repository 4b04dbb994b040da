"""Facts by their declarations: where each stands in the dossier, and how a later one meets it."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import date
from pathlib import Path

import pytest

from states.applying import apply_fact
from states.calls import Call, Candidate
from states.dossier import (
    DecreeIssued,
    Delivery,
    Document,
    Dossier,
    Pause,
    Period,
    SemesterStart,
    Stay,
)
from states.facts import FACTS, fact_title
from states.payloads import PAYLOADS, read_payload
from states.text import Text
from states.vocabulary import OFFICE_ROLES
from tests.states.small_definition import SOUND, load, said_of

TODAY = date(2026, 10, 1)
ANA = Dossier(
    Candidate("Ana Petrović", "ana@students.example"),
    Call("Autumn", date(2026, 2, 16), date(2026, 3, 16)),
)


@pytest.mark.parametrize("name", FACTS)
def test_a_declaration_names_a_field_of_the_dossier_and_roles_of_the_office(name: str) -> None:
    fact = FACTS[name]
    assert fact.dossier_field in {part.name for part in fields(Dossier)}
    assert fact.content is None or fact.content in {part.name for part in fields(fact.payload)}
    assert set(fact.roles) <= {*OFFICE_ROLES, "candidate"}
    assert PAYLOADS[name] is fact.payload


def test_a_later_record_takes_the_place_of_the_earlier() -> None:
    first, second = (Period(date(2026, 10, day), date(2027, 2, day)) for day in (1, 2))
    dossier = apply_fact(apply_fact(ANA, "insurance", first, TODAY), "insurance", second, TODAY)
    assert dossier.insurance == second


def test_what_a_later_record_of_the_stay_leaves_out_stays_as_it_was() -> None:
    after_arrival = apply_fact(ANA, "stay", Stay(arrived_on=date(2026, 10, 1)), TODAY)
    after_return = apply_fact(after_arrival, "stay", Stay(returned_on=date(2027, 2, 12)), TODAY)
    assert after_return.stay == Stay(date(2026, 10, 1), date(2027, 2, 12))


def test_documents_and_deliveries_stand_beside_those_of_other_kinds() -> None:
    dossier = ANA
    for language, kind in (("sr", "cv"), ("en", "cv"), ("sr", "petition")):
        dossier = apply_fact(dossier, "document", Document(kind, language), TODAY)
    assert {kind: paper.language for kind, paper in dossier.documents.items()} == {
        "cv": "en", "petition": "sr"
    }  # fmt: skip
    for kind in ("nomination_letter", "appeal_decision"):
        dossier = apply_fact(dossier, "delivery", Delivery(kind, TODAY), TODAY)
    assert dossier.deliveries == {"nomination_letter": TODAY, "appeal_decision": TODAY}


def test_a_document_whose_day_nobody_told_came_in_on_the_day_of_its_record() -> None:
    without_day = apply_fact(ANA, "document", Document("cv"), TODAY)
    assert without_day.documents["cv"].delivered_on == TODAY
    with_day = apply_fact(ANA, "document", Document("cv", delivered_on=date(2026, 9, 1)), TODAY)
    assert with_day.documents["cv"].delivered_on == date(2026, 9, 1)


def test_each_decree_has_its_own_delivery() -> None:
    issue_days = [date(2027, 3, 4), date(2027, 3, 18)]
    first, second = (DecreeIssued(f"D-{day}", day, "course_by_course") for day in issue_days)
    with_two_decrees = replace(ANA, decree=second, earlier_decrees=(first,))

    def handed_over(on: date) -> tuple[date | None, date | None]:
        dossier = apply_fact(with_two_decrees, "delivery", Delivery("decree", on), on)
        assert dossier.deliveries == {}
        assert dossier.decree is not None
        return dossier.earlier_decrees[0].delivered_on, dossier.decree.delivered_on

    assert handed_over(date(2027, 3, 17)) == (date(2027, 3, 17), None)
    assert handed_over(date(2027, 3, 18)) == (None, date(2027, 3, 18))


def test_a_new_decree_has_not_been_delivered_and_the_one_before_is_kept() -> None:
    first = DecreeIssued("D-1", date(2027, 3, 4), "course_by_course", date(2027, 3, 8))
    day = date(2027, 3, 18)
    dossier = apply_fact(replace(ANA, decree=first), "decree", read_payload("decree", {}), day)
    assert dossier.decree == DecreeIssued("", day, "course_by_course")
    assert dossier.earlier_decrees == (first,)


def test_a_pause_takes_the_place_of_those_that_it_overlaps_only() -> None:
    early, late, over = (
        Pause(date(2026, 10, first), date(2026, 10, last))
        for first, last in ((1, 5), (20, 25), (4, 8))
    )
    dossier = ANA
    for pause in (late, early, over):
        dossier = apply_fact(dossier, "pause", pause, TODAY)
    assert dossier.pauses == (over, late)


def test_what_the_dossier_holds_is_told_as_its_form_has_it() -> None:
    start = FACTS["semester_start"]
    assert start.recorded_in(ANA) == ()
    semester_start = SemesterStart(date(2026, 9, 28))
    assert start.recorded_in(apply_fact(ANA, "semester_start", semester_start, TODAY)) == (
        semester_start,
    )
    courses = read_payload("home_courses", {"semester": [{"title": "Algebra", "ects": 6}]})
    dossier = apply_fact(ANA, "home_courses", courses, TODAY)
    assert FACTS["home_courses"].recorded_in(dossier) == (courses,)


def test_a_definition_that_names_nobody_leaves_a_fact_to_whom_it_is_declared_for(
    tmp_path: Path,
) -> None:
    definition = load(tmp_path, SOUND.replace("\nfacts:\n", "\nfacts:\n  stay: {rule: INN-1}\n"))
    assert definition.facts["stay"].roles == FACTS["stay"].roles
    with_weather = SOUND.replace("\nfacts:\n", "\nfacts:\n  weather: {rule: INN-1}\n")
    (problem,) = said_of(tmp_path, with_weather)
    assert "`weather` is not a known fact" in problem


def test_what_nothing_declares_is_titled_as_it_is_written() -> None:
    assert fact_title("score").en == "Points of the commission"
    assert fact_title("small_talk") == Text("small talk", "small talk")
