"""Who may apply, until when, and with what: each threshold from both sides."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from states.dossier import AgreementVersion, Document, Dossier, HostAnswer, Signature
from states.vocabulary import Party
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


@pytest.mark.parametrize(
    ("received_on", "count"),
    [
        (date(2026, 2, 15), 1),
        (date(2026, 2, 16), 0),
        (date(2026, 3, 16), 0),
        (date(2026, 3, 17), 1),
    ],
)
def test_what_counts_is_the_day_on_which_the_application_was_received(
    received_on: date, count: int
) -> None:
    noted_later = with_application(received_on=received_on)
    reasons = asked("call_is_open", "BMU-15a", noted_later, at("2026-04-20 10:00"))
    assert len(reasons) == count


@pytest.mark.parametrize("now", ["2026-02-16 00:00", "2026-03-16 23:59"])
def test_an_application_is_in_time_from_the_day_of_publication_to_the_last_minute(now: str) -> None:
    assert asked("call_is_open", "BMU-15a", ANA, at(now)) == []


def test_a_minute_after_midnight_the_call_is_closed() -> None:
    (reason,) = asked("call_is_open", "BMU-15a", ANA, at("2026-03-17 00:00"))
    assert reason.message.en == "The call “Autumn 2026/27” closed on Mon 16 Mar 2026 at 24:00."
    assert "16.3.2026." in reason.message.sr


def test_nobody_applies_before_the_call_is_published() -> None:
    (reason,) = asked("call_is_open", "BMU-15a", ANA, at("2026-02-15 23:59"))
    assert "Mon 16 Feb 2026" in reason.message.en


def test_each_document_that_the_call_asks_for_is_named_if_it_is_missing() -> None:
    reasons = asked("required_documents_present", "BMU-15a", replace(ANA, documents={}))
    assert messages(reasons) == ["Missing document: CV.", "Missing document: list of passed exams."]
    assert asked("required_documents_present", "BMU-15a", ANA) == []


def test_a_document_that_came_in_the_day_after_the_call_closed_is_named_with_both_days() -> None:
    closes = ANA.call.closes
    in_time = {kind: replace(paper, delivered_on=closes) for kind, paper in ANA.documents.items()}
    assert asked("required_documents_present", "BMU-15a", replace(ANA, documents=in_time)) == []
    late = {**in_time, "cv": replace(in_time["cv"], delivered_on=closes + timedelta(days=1))}
    (reason,) = asked("required_documents_present", "BMU-15a", replace(ANA, documents=late))
    assert reason.message.en.startswith("CV: received on ")
    assert reason.fills == (("kind", "cv"),)


SILENT = replace(ANA, call=replace(ANA.call, required=()))
"""Ana, who applies to a call that names no documents."""


@pytest.mark.parametrize("of_call", [(), ("cv",), ("cv", "passport_copy", "passed_exams")])
def test_what_the_source_asks_for_is_a_floor_whatever_the_call_names(
    of_call: tuple[str, ...],
) -> None:
    parameters = {"of": ["passport_copy"]}
    without_passport = replace(ANA, call=replace(ANA.call, required=of_call))
    reasons = asked("required_documents_present", "BEE-C1", without_passport, parameters=parameters)
    assert messages(reasons) == ["Missing document: copy of the passport."]
    passport = {**ANA.documents, "passport_copy": Document("passport_copy")}
    complete = replace(without_passport, documents=passport)
    assert asked("required_documents_present", "BEE-C1", complete, parameters=parameters) == []


def test_the_facultys_own_form_is_asked_for_once_whether_the_call_names_it_or_not() -> None:
    own = {"of": ["application_form"], "erasmus_only": ["application_form"], "of_call": False}
    (reason,) = asked("required_documents_present", "BEE-D1", SILENT, parameters=own)
    assert reason.message.en == "Missing document: application form."
    with_form = replace(ANA, call=replace(ANA.call, required=("application_form",)))
    assert asked("required_documents_present", "BEE-D1", with_form, parameters=own) == []
    assert len(asked("required_documents_present", "BEE-C1", with_form)) == 1
    bilateral = replace(with_application(programme="bilateral"), call=SILENT.call)
    assert asked("required_documents_present", "BEE-D1", bilateral, parameters=own) == []


def test_the_study_plan_is_asked_for_under_erasmus_only_whoever_lists_it() -> None:
    parameters = {"of": ["study_plan"], "erasmus_only": ["study_plan"]}
    reasons = asked("required_documents_present", "BEE-C1", SILENT, parameters=parameters)
    assert messages(reasons) == ["Missing document: Study Plan."]
    without_documents = replace(with_application(programme="bilateral"), documents={})
    for required_kinds in ((), ("study_plan",)):
        bilateral = replace(without_documents, call=replace(ANA.call, required=required_kinds))
        assert asked("required_documents_present", "BEE-C1", bilateral, parameters=parameters) == []


def test_of_the_papers_on_disability_both_are_handed_in_or_none() -> None:
    parameters = {"pair": ["disability_form", "disability_certificate"]}
    assert asked("required_documents_present", "BEE-C1", ANA, parameters=parameters) == []
    half = {**ANA.documents, "disability_form": Document("disability_form")}
    reasons = asked(
        "required_documents_present", "BEE-C1", replace(ANA, documents=half), parameters=parameters
    )
    assert messages(reasons) == ["Missing document: certificate of disability."]
    pair = {**half, "disability_certificate": Document("disability_certificate")}
    complete = replace(ANA, documents=pair)
    assert asked("required_documents_present", "BEE-C1", complete, parameters=parameters) == []


def test_a_host_outside_the_call_is_named_with_those_that_are_in_it() -> None:
    dossier = with_application(hosts=(GRAZ, "University of Nowhere"))
    (reason,) = asked("hosts_are_in_the_call", "BMU-15a", dossier)
    assert reason.message.en == "“University of Nowhere” is not in the call."
    assert GRAZ in reason.remedy.en
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
    (reason,) = asked("year_or_level", "BMU-14", with_candidate(ects_earned=Decimal("59.5")))
    assert "Earn 0.5 more ECTS" in reason.remedy.en
    assert "59,5" in reason.message.sr


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
        host_answer=None,
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
        host_answer=None,
    )
    (reason,) = asked("months_on_level", "BMU-5", dossier)
    assert f"make {total};" in reason.message.en
    assert f"даје {total.replace('.', ',')};" in reason.message.sr


@pytest.mark.parametrize(
    ("last", "words"),
    [
        (date(2027, 9, 30), []),
        (date(2027, 10, 1), ["shorter"]),
        (date(2026, 12, 30), []),
        (date(2026, 12, 29), ["longer"]),
    ],
)
def test_the_exact_period_that_the_host_confirms_is_judged_not_the_one_applied_for(
    last: date, words: list[str]
) -> None:
    dossier = replace(ANA, host_answer=HostAnswer(True, date(2026, 10, 1), last))
    reasons = asked("months_on_level", "BMU-5", dossier)
    assert [reason.remedy.en.split()[2] for reason in reasons] == words


def test_months_are_not_counted_where_the_stay_is_out_of_order() -> None:
    upside_down = replace(with_application(last_day=date(2026, 9, 1)), host_answer=None)
    assert asked("months_on_level", "BMU-5", upside_down) == []


PROOF = {"certificates": ["language_certificate"], "statements": ["language_statement"]}
CERTIFICATE = Document("language_certificate", "en")


def english(dossier: Dossier, *papers: Document) -> list[str]:
    """What the guard of English says of somebody with these papers."""
    handed_in = {paper.kind: paper for paper in papers}
    with_papers = replace(dossier, documents={**dossier.documents, **handed_in})
    return messages(asked("english_at_least", "BEE-D1", with_papers, parameters=PROOF))


@pytest.mark.parametrize("level", ["B2", "b2", "C1", "C2"])
def test_english_at_b2_or_better_is_enough(level: str) -> None:
    assert english(with_candidate(language={"en": level}), CERTIFICATE) == []


@pytest.mark.parametrize("language", [{"en": "B1"}, {"de": "C2"}, {}, {"en": "fluent"}])
def test_english_below_b2_or_unknown_is_not_whatever_paper_there_is(
    language: dict[str, str],
) -> None:
    (message,) = english(with_candidate(language=language), CERTIFICATE)
    assert "at least B2" in message
    # The paper lies there: what nobody has written down is the level that it proves.
    is_recorded = "en" in language
    assert ("no level is recorded" in message) is not is_recorded


@pytest.mark.parametrize(
    "paper",
    [
        CERTIFICATE,
        Document("language_certificate"),
        Document("language_certificate", "EN", signed_by=("British Council",)),
        Document("language_statement"),
        Document("language_statement", "sr"),
    ],
)
def test_a_certificate_of_english_or_the_teachers_statement_proves_the_level(
    paper: Document,
) -> None:
    assert english(ANA, paper) == []


@pytest.mark.parametrize(
    "papers",
    [
        (),
        (Document("motivation_letter", "en"),),
        (Document("language_certificate", "de"),),
        (Document("language_certificate", "en", signed_by=()),),
        (Document("language_statement", signed_by=()),),
    ],
)
def test_a_level_that_somebody_typed_is_no_proof(papers: tuple[Document, ...]) -> None:
    (message,) = english(ANA, *papers)
    assert message.startswith("No paper proves the knowledge of English")
    assert len(english(with_candidate(language={}), *papers)) == 2


def test_one_good_paper_is_enough_beside_one_that_is_none() -> None:
    german = Document("language_certificate", "de")
    assert english(ANA, german, Document("language_statement")) == []


@pytest.mark.parametrize(
    ("plan", "sentences"),
    [
        (Document("work_plan"), []),
        (Document("work_plan", signed_by=("Boris Perić",)), []),
        (Document("work_plan", signed_by=("host", "staff_member")), []),
        (Document("work_plan", signed_by=()), ["Not signed: work plan."]),
        (Document("work_plan", signed_by=("host",)), ["Not signed by the candidate: work plan."]),
        (Document("work_plan", signed_by=("dean", "host")),
         ["Not signed by the candidate: work plan."]),
    ],
)  # fmt: skip
def test_a_work_plan_is_unsigned_where_somebody_said_that_who_applies_did_not_sign_it(
    plan: Document, sentences: list[str]
) -> None:
    parameters = {"of": ["application_form", "work_plan"], "others_than": ["host", "dean"]}
    dossier = replace(ANA, documents={"work_plan": plan})
    reasons = asked("documents_signed", "BEE-C1", dossier, parameters=parameters)
    assert messages(reasons) == sentences


PLAN = {"plan": "study_plan", "signed_by": ["student", "academic_coordinator"]}
PLANNING = replace(
    ANA,
    call=replace(ANA.call, required=("study_plan",)),
    application=None,
    agreement=None,
    signatures=(),
    documents=documents("study_plan"),
)
"""Ana before her application, in a call that asks for a Study Plan: nobody has signed hers."""


def on_plan(party: Party, on: date) -> Signature:
    return Signature("study_plan", party, on)


def test_a_study_plan_that_the_call_asks_for_is_signed_by_student_and_coordinator() -> None:
    reasons = asked("study_plan_signed", "BMU-7", PLANNING, parameters=PLAN)
    assert [message.rpartition(": ")[2] for message in messages(reasons)] == [
        "the student.",
        "the Academic Coordinator.",
    ]
    signed_plan = Document("study_plan", signed_by=("student", "academic_coordinator"))
    with_signed_plan = replace(PLANNING, documents={"study_plan": signed_plan})
    assert asked("study_plan_signed", "BMU-7", with_signed_plan, parameters=PLAN) == []
    half = Document("study_plan", signed_by=("student", "rector"))
    with_half_plan = replace(PLANNING, documents={"study_plan": half})
    assert len(asked("study_plan_signed", "BMU-7", with_half_plan, parameters=PLAN)) == 1


def test_signatures_on_the_study_plan_count_until_the_application_came_in() -> None:
    last = date(2026, 3, 9)
    signatures = (on_plan("student", last), on_plan("academic_coordinator", last))
    for received_on, reasons in ((last, 0), (date(2026, 3, 8), 2)):
        application = with_application(received_on=received_on).application
        dossier = replace(PLANNING, signatures=signatures, application=application)
        assert len(asked("study_plan_signed", "BMU-7", dossier, parameters=PLAN)) == reasons


def test_a_study_plan_that_the_call_does_not_ask_for_need_not_be_signed() -> None:
    not_in_call = replace(PLANNING, call=ANA.call)
    assert asked("study_plan_signed", "BMU-7", not_in_call, parameters=PLAN) == []
    without_plan = replace(PLANNING, documents={})
    assert asked("study_plan_signed", "BMU-7", without_plan, parameters=PLAN) == []


@pytest.mark.parametrize(("hours", "reasons"), [("8", 0), ("7.5", 1), (None, 1)])
def test_a_teaching_mobility_holds_eight_hours(hours: str | None, reasons: int) -> None:
    planned_hours = Decimal(hours) if hours else None
    dossier = replace(with_application(teaching_hours=planned_hours), agreement=None)
    assert len(asked("teaching_hours_at_least", "BEE-T3", dossier)) == reasons


def test_the_hours_of_the_agreement_go_before_those_of_the_application() -> None:
    fewer = replace(ANA, agreement=AgreementVersion(teaching_hours=Decimal(6)))
    assert len(asked("teaching_hours_at_least", "BEE-T3", fewer)) == 1
    silent = replace(ANA, agreement=AgreementVersion())
    assert asked("teaching_hours_at_least", "BEE-T3", silent) == []


@pytest.mark.parametrize(("is_employed", "reasons"), [(True, 0), (False, 1), (None, 1)])
def test_only_who_is_employed_here_goes_as_staff(is_employed: bool | None, reasons: int) -> None:
    assert len(asked("employed", "BMU-28", with_candidate(employed=is_employed))) == reasons


def test_who_comes_to_us_names_a_host_only_where_the_call_offers_a_choice() -> None:
    incoming = {"where_named": True}
    assert (
        asked("hosts_are_in_the_call", "BMU-15a", with_application(hosts=()), parameters=incoming)
        == []
    )
    nowhere = replace(ANA, call=replace(ANA.call, hosts=()))
    assert asked("hosts_are_in_the_call", "BMU-15a", nowhere, parameters=incoming) == []
    elsewhere = with_application(hosts=("University of Nowhere",))
    assert len(asked("hosts_are_in_the_call", "BMU-15a", elsewhere, parameters=incoming)) == 1
