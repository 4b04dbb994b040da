"""Who may apply, until when, and with what: each threshold from both sides."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from states.dossier import AgreementVersion, Document
from tests.rules.guards.guard_stories import (
    ANA,
    GRAZ,
    asked,
    at,
    documents,
    messages,
    with_application,
    with_candidate,
)


@pytest.mark.parametrize("now", ["2026-02-16 00:00", "2026-03-16 23:59"])
def test_an_application_is_in_time_from_the_day_of_publication_to_the_last_minute(now: str) -> None:
    assert asked("call_is_open", "BMU-15a", ANA, at(now)) == []


def test_a_minute_after_midnight_the_call_is_closed() -> None:
    (found,) = asked("call_is_open", "BMU-15a", ANA, at("2026-03-17 00:00"))
    assert found.message.en == "The call “Autumn 2026/27” closed on Mon 16 Mar 2026 at 24:00."
    assert "16.3.2026." in found.message.sr


def test_nobody_applies_before_the_call_is_published() -> None:
    (found,) = asked("call_is_open", "BMU-15a", ANA, at("2026-02-15 23:59"))
    assert "Mon 16 Feb 2026" in found.message.en


def test_each_document_that_the_call_asks_for_is_named_if_it_is_missing() -> None:
    found = asked("required_documents_present", "BMU-15a", replace(ANA, documents={}))
    assert messages(found) == ["Missing document: CV.", "Missing document: list of passed exams."]
    assert asked("required_documents_present", "BMU-15a", ANA) == []


SILENT = replace(ANA, call=replace(ANA.call, required=()))
"""Ana, who applies to a call that names no documents."""


def test_the_procedures_list_holds_where_the_call_names_no_documents() -> None:
    given = {"of": ["cv", "passport_copy"]}
    lacking = replace(SILENT, documents=documents("passed_exams"))
    found = asked("required_documents_present", "BEE-C1", lacking, given=given)
    assert messages(found) == ["Missing document: CV.", "Missing document: copy of the passport."]


def test_what_the_call_names_is_asked_for_and_nothing_else() -> None:
    given = {"of": ["passport_copy"], "erasmus_only": ["study_plan"]}
    assert asked("required_documents_present", "BEE-C1", ANA, given=given) == []


def test_the_study_plan_is_asked_for_under_erasmus_only_whoever_lists_it() -> None:
    given = {"erasmus_only": ["study_plan"]}
    found = asked("required_documents_present", "BEE-C1", SILENT, given=given)
    assert messages(found) == ["Missing document: Study Plan."]
    listed = replace(with_application(programme="bilateral"), documents={})
    for required in ((), ("study_plan",)):
        bilateral = replace(listed, call=replace(ANA.call, required=required))
        assert asked("required_documents_present", "BEE-C1", bilateral, given=given) == []


def test_of_the_papers_on_disability_both_are_handed_in_or_none() -> None:
    given = {"pair": ["disability_form", "disability_certificate"]}
    assert asked("required_documents_present", "BEE-C1", ANA, given=given) == []
    half = {**ANA.documents, "disability_form": Document("disability_form")}
    found = asked("required_documents_present", "BEE-C1", replace(ANA, documents=half), given=given)
    assert messages(found) == ["Missing document: certificate of disability."]
    both = {**half, "disability_certificate": Document("disability_certificate")}
    complete = replace(ANA, documents=both)
    assert asked("required_documents_present", "BEE-C1", complete, given=given) == []


def test_a_host_outside_the_call_is_named_with_those_that_are_in_it() -> None:
    strayed = with_application(hosts=(GRAZ, "University of Nowhere"))
    (found,) = asked("hosts_are_in_the_call", "BMU-15a", strayed)
    assert found.message.en == "“University of Nowhere” is not in the call."
    assert GRAZ in found.remedy.en
    assert asked("hosts_are_in_the_call", "BMU-15a", ANA) == []


def test_a_call_with_hosts_wants_one_of_them_named() -> None:
    assert len(asked("hosts_are_in_the_call", "BMU-15a", with_application(hosts=()))) == 1
    open_call = replace(with_application(hosts=()), call=replace(ANA.call, hosts=()))
    assert asked("hosts_are_in_the_call", "BMU-15a", open_call) == []


@pytest.mark.parametrize(("year", "ects"), [(2, "60"), (3, "180"), (4, "60")])
def test_a_second_year_with_sixty_ects_may_go(year: int, ects: str) -> None:
    dossier = with_candidate(year=year, ects_earned=Decimal(ects))
    assert asked("year_or_level", "BMU-14", dossier) == []


@pytest.mark.parametrize(("year", "ects", "reasons"), [(1, "60", 1), (2, "59.5", 1), (1, "48", 2)])
def test_year_and_ects_are_two_conditions_and_both_are_told(
    year: int, ects: str, reasons: int
) -> None:
    dossier = with_candidate(year=year, ects_earned=Decimal(ects))
    assert len(asked("year_or_level", "BMU-14", dossier)) == reasons


def test_the_missing_ects_are_counted_in_the_remedy() -> None:
    (found,) = asked("year_or_level", "BMU-14", with_candidate(ects_earned=Decimal("59.5")))
    assert "Earn 0.5 more ECTS" in found.remedy.en
    assert "59,5" in found.message.sr


@pytest.mark.parametrize("level", ["master", "specialist", "doctoral"])
def test_on_a_higher_level_neither_year_nor_ects_matter(level: str) -> None:
    dossier = with_candidate(level=level, year=1, ects_earned=Decimal(0))
    assert asked("year_or_level", "BMU-14", dossier) == []


def test_an_unknown_level_or_year_is_told_as_unknown() -> None:
    assert "not known" in messages(asked("year_or_level", "BMU-14", with_candidate(level=None)))[0]
    assert "not known" in messages(asked("year_or_level", "BMU-14", with_candidate(year=None)))[0]


@pytest.mark.parametrize(
    ("first", "last", "before"),
    [
        (date(2026, 10, 1), date(2026, 12, 30), "0"),  # two months and thirty days are three
        (date(2026, 10, 1), date(2026, 10, 31), "2"),  # the earlier ones count
        (date(2026, 10, 1), date(2027, 9, 30), "0"),  # twelve months to the day
        (date(2026, 10, 1), date(2027, 2, 28), "7"),
    ],
)
def test_three_and_twelve_months_on_a_level_are_both_allowed(
    first: date, last: date, before: str
) -> None:
    dossier = replace(
        with_application(first_day=first, last_day=last),
        candidate=replace(ANA.candidate, months_abroad=Decimal(before)),
    )
    assert asked("months_on_level", "BMU-5", dossier) == []


@pytest.mark.parametrize(
    ("first", "last", "before", "total"),
    [
        (date(2026, 10, 1), date(2026, 12, 29), "0", "2.97"),
        (date(2026, 10, 1), date(2027, 10, 1), "0", "12.03"),
        (date(2026, 10, 1), date(2027, 2, 28), "7.5", "12.5"),
    ],
)
def test_a_day_less_than_three_months_or_more_than_twelve_is_refused(
    first: date, last: date, before: str, total: str
) -> None:
    dossier = replace(
        with_application(first_day=first, last_day=last),
        candidate=replace(ANA.candidate, months_abroad=Decimal(before)),
    )
    (found,) = asked("months_on_level", "BMU-5", dossier)
    assert f"make {total};" in found.message.en
    assert f"даје {total.replace('.', ',')};" in found.message.sr


def test_months_are_not_counted_where_the_stay_is_out_of_order() -> None:
    upside_down = with_application(last_day=date(2026, 9, 1))
    assert asked("months_on_level", "BMU-5", upside_down) == []


@pytest.mark.parametrize("level", ["B2", "b2", "C1", "C2"])
def test_english_at_b2_or_better_is_enough(level: str) -> None:
    assert asked("english_at_least", "BEE-D1", with_candidate(language={"en": level})) == []


@pytest.mark.parametrize("language", [{"en": "B1"}, {"de": "C2"}, {}, {"en": "fluent"}])
def test_english_below_b2_or_not_proved_is_not(language: dict[str, str]) -> None:
    (found,) = asked("english_at_least", "BEE-D1", with_candidate(language=language))
    assert "at least B2" in found.message.en


@pytest.mark.parametrize(("hours", "reasons"), [("8", 0), ("7.5", 1), (None, 1)])
def test_a_teaching_mobility_holds_eight_hours(hours: str | None, reasons: int) -> None:
    planned = Decimal(hours) if hours else None
    dossier = replace(with_application(teaching_hours=planned), agreement=None)
    assert len(asked("teaching_hours_at_least", "BEE-T3", dossier)) == reasons


def test_the_hours_of_the_agreement_go_before_those_of_the_application() -> None:
    fewer = replace(ANA, agreement=AgreementVersion(teaching_hours=Decimal(6)))
    assert len(asked("teaching_hours_at_least", "BEE-T3", fewer)) == 1
    silent = replace(ANA, agreement=AgreementVersion())
    assert asked("teaching_hours_at_least", "BEE-T3", silent) == []


@pytest.mark.parametrize(("employed", "reasons"), [(True, 0), (False, 1), (None, 1)])
def test_only_who_is_employed_here_goes_as_staff(employed: bool | None, reasons: int) -> None:
    assert len(asked("employed", "BMU-28", with_candidate(employed=employed))) == reasons


def test_who_comes_to_us_names_a_host_only_where_the_call_offers_a_choice() -> None:
    incoming = {"where_named": True}
    assert (
        asked("hosts_are_in_the_call", "BMU-15a", with_application(hosts=()), given=incoming) == []
    )
    nowhere = replace(ANA, call=replace(ANA.call, hosts=()))
    assert asked("hosts_are_in_the_call", "BMU-15a", nowhere, given=incoming) == []
    elsewhere = with_application(hosts=("University of Nowhere",))
    assert len(asked("hosts_are_in_the_call", "BMU-15a", elsewhere, given=incoming)) == 1
