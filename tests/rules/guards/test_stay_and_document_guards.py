"""The stay's cover and the documents after it: what is missing is named, one by one."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from states.dossier import (
    AgreementVersion,
    DecreeIssued,
    Document,
    Dossier,
    HostAnswer,
    Period,
    Stay,
)
from states.recognition import Transcript
from states.traineeships import Traineeship
from tests.rules.guards.guard_stories import ANA, STAY, asked, at, documents, messages

COVERS = [
    ("insurance_covers_stay", "insurance", "BMU-31a"),
    ("residence_permit_covers_stay", "residence_permit", "BMU-27"),
]
AFTER = {"of": ["petition", "learning_agreement", "transcript_of_records"]}


@pytest.mark.parametrize(("guard", "fact", "rule"), COVERS)
def test_a_cover_over_the_whole_stay_to_the_day_is_enough(guard: str, fact: str, rule: str) -> None:
    assert asked(guard, rule, replace(ANA, **{fact: STAY})) == []


@pytest.mark.parametrize(("guard", "fact", "rule"), COVERS)
@pytest.mark.parametrize(
    "cover",
    [
        Period(date(2026, 10, 2), date(2027, 2, 12)),
        Period(date(2026, 10, 1), date(2027, 2, 11)),
    ],
)
def test_a_cover_that_is_a_day_short_is_refused_with_both_periods(
    guard: str, fact: str, rule: str, cover: Period
) -> None:
    (reason,) = asked(guard, rule, replace(ANA, **{fact: cover}))
    assert "from Thu 1 Oct 2026 to Fri 12 Feb 2027" in reason.message.en


@pytest.mark.parametrize(("guard", "fact", "rule"), COVERS)
def test_without_a_cover_the_stay_does_not_begin(guard: str, fact: str, rule: str) -> None:
    assert len(asked(guard, rule, replace(ANA, **{fact: None}))) == 1


def test_staff_need_no_insurance_where_the_agreement_in_force_says_so() -> None:
    bare, parameters = replace(ANA, insurance=None), {"unless_agreed_otherwise": True}
    otherwise = AgreementVersion(activity="Lectures", insurance_agreed_otherwise=True)
    under_agreement = replace(bare, agreed=otherwise)
    under_proposal = replace(bare, agreement=otherwise)
    assert asked("insurance_covers_stay", "BMU-31a", under_agreement, parameters=parameters) == []
    assert (
        len(asked("insurance_covers_stay", "BMU-31a", under_proposal, parameters=parameters)) == 1
    )
    # A student's agreement frees from nothing: BMU-27 knows no other agreement.
    assert len(asked("insurance_covers_stay", "BMU-27", under_agreement)) == 1


@pytest.mark.parametrize("rule", ["BMU-8a", "BEE-L3"])
def test_a_stay_begins_on_its_first_day_or_with_the_arrival(rule: str) -> None:
    before_arrival = replace(ANA, stay=Stay())
    (reason,) = asked("stay_has_begun", rule, before_arrival, at("2026-09-30 23:59"))
    assert "begins on Thu 1 Oct 2026" in reason.message.en
    assert asked("stay_has_begun", rule, before_arrival, at("2026-10-01 00:00")) == []
    after_arrival = replace(ANA, stay=Stay(arrived_on=date(2026, 9, 28)))
    assert asked("stay_has_begun", rule, after_arrival, at("2026-09-29 09:00")) == []


def test_what_the_agreement_in_force_asks_for_is_missing_too() -> None:
    version = AgreementVersion(activity="Lectures", further_documents=("attendance_certificate",))
    under_agreement = replace(ANA, documents=documents("report"), agreed=version)
    parameters = {"of": ["report"], "as_agreed": True}
    assert messages(
        asked("document_present", "BMU-31b", under_agreement, parameters=parameters)
    ) == ["Missing document: certificate of attendance."]
    assert (
        asked("document_present", "BMU-31b", under_agreement, parameters={"of": ["report"]}) == []
    )
    under_proposal = replace(ANA, documents=documents("report"), agreement=version)
    assert asked("document_present", "BMU-31b", under_proposal, parameters=parameters) == []
    with_both = replace(under_agreement, documents=documents("report", "attendance_certificate"))
    assert asked("document_present", "BMU-31b", with_both, parameters=parameters) == []


def test_a_cover_is_measured_by_what_the_host_confirmed() -> None:
    longer = HostAnswer(True, date(2026, 9, 28), date(2027, 2, 12))
    before_arrival = replace(ANA, host_answer=longer, stay=Stay())
    assert len(asked("insurance_covers_stay", "BMU-31a", before_arrival)) == 1
    without_answer = replace(ANA, host_answer=None)
    assert asked("insurance_covers_stay", "BMU-31a", without_answer) == []


@pytest.mark.parametrize(("guard", "fact", "rule"), COVERS)
def test_a_cover_is_measured_by_the_days_that_were_spent_at_the_host(
    guard: str, fact: str, rule: str
) -> None:
    first_day, last_day = date(2026, 10, 5), date(2027, 2, 1)
    there = replace(ANA, stay=Stay(arrived_on=first_day, returned_on=last_day))
    assert asked(guard, rule, replace(there, **{fact: Period(first_day, last_day)})) == []
    for cover in (Period(date(2026, 10, 6), last_day), Period(first_day, date(2027, 1, 31))):
        assert len(asked(guard, rule, replace(there, **{fact: cover}))) == 1
    stayed_on = replace(there, stay=Stay(arrived_on=first_day, returned_on=date(2027, 2, 15)))
    assert asked(guard, rule, replace(stayed_on, **{fact: Period(first_day, STAY.last_day)})) == []


@pytest.mark.parametrize(
    "answer",
    [
        None,
        HostAnswer(True),
        HostAnswer(True, date(2026, 10, 1)),
        HostAnswer(True, None, date(2027, 2, 12)),
        HostAnswer(False, date(2026, 10, 1), date(2027, 2, 12)),
    ],
)
def test_the_hosts_confirmation_names_both_days(answer: HostAnswer | None) -> None:
    assert asked("host_confirmed_exact_period", "BMU-30", ANA) == []
    reasons = asked("host_confirmed_exact_period", "BMU-30", replace(ANA, host_answer=answer))
    assert len(reasons) == 1


def test_a_letter_of_acceptance_or_of_invitation_will_do() -> None:
    parameters = {"any_of": ["acceptance_letter", "invitation_letter"]}
    (reason,) = asked("document_present", "BEE-L3", ANA, parameters=parameters)
    assert reason.message.en == "Missing document, one of: acceptance letter, invitation letter."
    for kind in parameters["any_of"]:
        there = replace(ANA, documents=documents(kind))
        assert asked("document_present", "BEE-L3", there, parameters=parameters) == []


def test_the_hosts_transcript_of_work_is_asked_for_by_name() -> None:
    parameters = {"of": ["transcript_of_work"]}
    assert messages(asked("document_present", "BMU-13", ANA, parameters=parameters)) == [
        "Missing document: Transcript of Work."
    ]
    there = replace(ANA, documents=documents("transcript_of_work"))
    assert asked("document_present", "BMU-13", there, parameters=parameters) == []


def test_what_came_with_the_student_is_enough_for_the_decree() -> None:
    assert asked("documents_delivered", "BMU-18a", ANA, parameters=AFTER) == []


def test_every_missing_document_is_named_at_once() -> None:
    without_documents = replace(ANA, documents={}, agreed=None, transcript=None)
    assert messages(
        asked("documents_delivered", "BMU-18a", without_documents, parameters=AFTER)
    ) == [
        "Missing document: petition for recognition.",
        "Missing document: Learning Agreement.",
        "Missing document: Transcript of Records.",
        "The host's grading system is not known: neither delivered, nor in a transcript recorded.",
    ]


def test_an_agreement_drawn_up_here_need_not_be_delivered_again() -> None:
    bare = replace(ANA, documents=documents("petition", "transcript_of_records"))
    assert asked("documents_delivered", "BMU-18a", bare, parameters=AFTER) == []


def speaks_of_grades(holds: bool | None, table: bool) -> Dossier:
    assert ANA.transcript
    grading = ANA.transcript.grading_table if table else ()
    transcript = replace(ANA.transcript, holds_grading_system=holds, grading_table=grading)
    return replace(ANA, transcript=transcript)


@pytest.mark.parametrize(
    ("holds", "table", "reasons"),
    [(True, False, 0), (None, True, 0), (None, False, 1), (False, True, 1), (False, False, 1)],
)
def test_the_grading_system_is_asked_for_where_the_transcript_does_not_hold_it(
    holds: bool | None, table: bool, reasons: int
) -> None:
    dossier = speaks_of_grades(holds, table)
    assert len(asked("documents_delivered", "BMU-18a", dossier, parameters=AFTER)) == reasons
    with_grading_system = replace(
        dossier, documents={**ANA.documents, **documents("grading_system")}
    )
    assert asked("documents_delivered", "BMU-18a", with_grading_system, parameters=AFTER) == []


def test_a_transcript_that_nobody_read_does_not_say_how_the_host_grades() -> None:
    without_transcript = replace(ANA, transcript=None)
    (reason,) = asked("documents_delivered", "BMU-18a", without_transcript, parameters=AFTER)
    assert "grading system is not known" in reason.message.en
    with_grading_system = replace(
        without_transcript, documents={**ANA.documents, **documents("grading_system")}
    )
    assert asked("documents_delivered", "BMU-18a", with_grading_system, parameters=AFTER) == []


TRAINEE = {"of": ["petition", "training_agreement"]}


def test_a_trainee_without_courses_owes_no_grading_system() -> None:
    for transcript in (None, Transcript(())):
        without = replace(ANA, transcript=transcript)
        assert asked("documents_delivered", "BMU-18a", without, parameters=TRAINEE) == []
    with_courses = speaks_of_grades(holds=False, table=False)
    assert len(asked("documents_delivered", "BMU-18a", with_courses, parameters=TRAINEE)) == 1
    with_grading_system = speaks_of_grades(holds=True, table=False)
    assert asked("documents_delivered", "BMU-18a", with_grading_system, parameters=TRAINEE) == []


@pytest.mark.parametrize(
    ("holds", "table", "reasons"),
    [(True, False, 0), (None, True, 0), (None, False, 1), (False, True, 1)],
)
def test_no_decree_on_courses_while_nobody_knows_how_the_host_grades(
    holds: bool | None, table: bool, reasons: int
) -> None:
    dossier = speaks_of_grades(holds, table)
    assert len(asked("grading_system_known", "BMU-18a", dossier)) == reasons
    with_grading_system = replace(dossier, documents=documents("grading_system"))
    assert asked("grading_system_known", "BMU-18a", with_grading_system) == []


def test_where_no_grade_is_converted_nobody_asks_how_the_host_grades() -> None:
    dossier = speaks_of_grades(holds=False, table=False)
    draft = DecreeIssued("", date(2027, 3, 4), "semester_for_semester")
    assert asked("grading_system_known", "BMU-18a", replace(dossier, decree=draft)) == []
    assert asked("grading_system_known", "BMU-18a", replace(ANA, transcript=None)) == []


REPORT = {"of": ["report"], "once_there": "transcript_of_work"}


def test_the_trainees_report_is_asked_for_once_the_hosts_paper_is_there() -> None:
    assert asked("document_present", "BMU-11", ANA, parameters=REPORT) == []
    host_wrote = replace(ANA, documents=documents("transcript_of_work"))
    assert messages(asked("document_present", "BMU-11", host_wrote, parameters=REPORT)) == [
        "Missing document: report on the mobility."
    ]
    with_report = replace(ANA, documents=documents("transcript_of_work", "report"))
    assert asked("document_present", "BMU-11", with_report, parameters=REPORT) == []


@pytest.mark.parametrize("rule", ["BMU-18a", "BMU-31b", "BEE-R1", "BEE-T2"])
def test_what_follows_the_stay_waits_for_the_day_after_its_last(rule: str) -> None:
    abroad = replace(ANA, stay=Stay(date(2026, 10, 1)))
    (reason,) = asked("stay_is_over", rule, abroad, at("2027-02-12 23:59"))
    assert "no return is recorded, and the stay lasts until Fri 12 Feb 2027" in reason.message.en
    assert asked("stay_is_over", rule, abroad, at("2027-02-13 00:00")) == []


def test_who_came_back_early_need_not_wait_for_the_agreed_end() -> None:
    back = replace(ANA, stay=Stay(date(2026, 10, 1), date(2026, 12, 20)))
    assert asked("stay_is_over", "BMU-18a", back, at("2026-12-20 12:00")) == []


def test_a_stay_without_an_end_is_over_once_a_return_is_recorded() -> None:
    endless = replace(ANA, host_answer=None, application=None, stay=Stay())
    (reason,) = asked("stay_is_over", "BMU-18a", endless, at("2027-06-01 09:00"))
    assert "the end of the stay is not known" in reason.message.en
    back = replace(endless, stay=Stay(returned_on=date(2027, 5, 30)))
    assert asked("stay_is_over", "BMU-18a", back, at("2027-06-01 09:00")) == []


def in_language(transcript: str | None, document: str | None, **more: Document) -> Dossier:
    host_transcript = Transcript((), language=transcript)
    paper = Document("transcript_of_records", language=document)
    return replace(
        ANA, transcript=host_transcript, documents={"transcript_of_records": paper, **more}
    )


@pytest.mark.parametrize("language", ["sr", "en", "cnr", "me", "bs", "hr", "EN"])
def test_in_five_languages_a_transcript_needs_no_translation(language: str) -> None:
    assert asked("translation_delivered", "BEE-R1", in_language(language, None)) == []
    assert asked("translation_delivered", "BEE-R1", in_language(None, language)) == []


@pytest.mark.parametrize("language", ["de", "it", None])
def test_in_any_other_language_it_needs_a_certified_one(language: str | None) -> None:
    assert len(asked("translation_delivered", "BEE-R1", in_language(language, None))) == 1
    kind = "certified_translation"
    with_translation = in_language(language, None, certified_translation=Document(kind))
    assert asked("translation_delivered", "BEE-R1", with_translation) == []
    plain = Document(kind, certified=False)
    with_plain_translation = in_language(language, None, certified_translation=plain)
    assert (
        "not certified"
        in asked("translation_delivered", "BEE-R1", with_plain_translation)[0].message.en
    )


def test_the_paper_says_its_language_and_not_who_read_it() -> None:
    assert len(asked("translation_delivered", "BEE-R1", in_language("en", "de"))) == 1
    assert asked("translation_delivered", "BEE-R1", in_language("de", "en")) == []


def test_where_there_is_no_transcript_nobody_asks_for_its_translation() -> None:
    without_documents = replace(ANA, transcript=None, documents={})
    assert asked("translation_delivered", "BEE-R1", without_documents) == []


def proposing(proposal: Document) -> Dossier:
    papers = documents("transcript_of_records", proposed_learning_agreement=proposal)
    return replace(ANA, documents=papers)


NOT_HOME = {"others_than": ["student", "host"]}
UNSIGNED = "The proposed agreement is not signed by the home institution."
UNSTAMPED = "The proposed agreement bears no stamp of the home institution."
NOBODY, HOME, STUDENT = (), ("University of Graz",), ("student", "host")


@pytest.mark.parametrize(
    ("signed_by", "is_certified", "sentences"),
    [
        (HOME, True, []),
        (HOME, None, []),
        (None, True, []),
        (HOME, False, [UNSTAMPED]),
        (None, False, [UNSIGNED, UNSTAMPED]),
        (None, None, [UNSIGNED, UNSTAMPED]),
        (NOBODY, True, [UNSIGNED]),
        (NOBODY, None, [UNSIGNED, UNSTAMPED]),
        (STUDENT, True, [UNSIGNED]),
        (STUDENT, None, [UNSIGNED, UNSTAMPED]),
    ],
)
def test_the_home_institution_signs_the_proposal_and_stamps_it(
    signed_by: tuple[str, ...] | None, is_certified: bool | None, sentences: list[str]
) -> None:
    kind = "proposed_learning_agreement"
    proposal = Document(kind, certified=is_certified, signed_by=signed_by)
    reasons = asked(
        "proposed_agreement_and_transcript", "BMU-26b", proposing(proposal), parameters=NOT_HOME
    )
    assert messages(reasons) == sentences


def test_an_incoming_student_brings_a_transcript_and_a_proposal() -> None:
    bare = replace(ANA, documents={})
    assert (
        len(asked("proposed_agreement_and_transcript", "BMU-26b", bare, parameters=NOT_HOME)) == 2
    )


def test_a_transcript_of_nothing_is_not_issued() -> None:
    parameters = {"of": ["transcript"]}
    for transcript in (None, Transcript(())):
        bare = replace(ANA, transcript=transcript)
        (reason,) = asked("results_recorded", "BMU-12b", bare, parameters=parameters)
        assert "No results of Ana Petrović are recorded" in reason.message.en
    assert asked("results_recorded", "BMU-12b", ANA, parameters=parameters) == []


def test_who_has_results_is_not_told_that_there_is_nothing_to_certify() -> None:
    parameters = {"of": ["traineeship", "transcript"]}
    for transcript in (None, Transcript(())):
        bare = replace(ANA, transcript=transcript)
        assert asked("nothing_to_certify", "BMU-12b", bare, parameters=parameters) == []
    (reason,) = asked("nothing_to_certify", "BMU-12b", ANA, parameters=parameters)
    assert reason.message.en.startswith("Results of Ana Petrović are recorded")
    with_work = replace(ANA, transcript=None, traineeship=Traineeship("Metropolitan Labs"))
    (reason,) = asked("nothing_to_certify", "BMU-12b", with_work, parameters=parameters)
    assert "Transcript of Work" in reason.message.en


def test_a_trainee_is_certified_what_was_done_or_the_courses_taken() -> None:
    parameters = {"of": ["traineeship", "transcript"]}
    bare = replace(ANA, transcript=None)
    (reason,) = asked("results_recorded", "BMU-12b", bare, parameters=parameters)
    assert "Transcript of Work" in reason.remedy.en
    with_work = replace(bare, traineeship=Traineeship("Metropolitan Labs"))
    assert asked("results_recorded", "BMU-12b", with_work, parameters=parameters) == []
    assert asked("results_recorded", "BMU-12b", ANA, parameters=parameters) == []


@pytest.mark.parametrize("rule", ["BMU-18a", "BMU-31b", "BEE-R1", "BEE-T2"])
def test_a_host_cancels_until_an_arrival_or_a_return_is_recorded(rule: str) -> None:
    assert asked("nobody_has_arrived", rule, replace(ANA, stay=Stay())) == []
    for stay in (Stay(date(2026, 10, 1)), Stay(returned_on=date(2026, 10, 9))):
        (reason,) = asked("nobody_has_arrived", rule, replace(ANA, stay=stay))
        assert "Record the day of the return" in reason.remedy.en
