"""What the Decree must say: its parts, its grades, its remedy, and what it corrects."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from actions.documents.producing import recognition_of
from office.settings import Faculty, Home
from office.wiring import Office
from states.dossier import Appeal, Document, HostAnswer, Stay
from states.recognition import GradeShare, RecognitionDecision
from states.text import Text
from tests.actions.documents.document_contents import content_of
from tests.actions.documents.example_case import (
    CASE,
    DATABASES,
    DECREE,
    DOSSIER,
    OFFICE,
    SIGNERS,
    TRANSCRIPT,
    OfficeUnder,
    decimal,
    printed,
    step,
)
from tests.actions.documents.printed_words import flat, lacks


def test_the_decree_says_all_parts_of_article_16() -> None:
    text = printed("decree", DECREE)
    parts = (
        "Ana Petrović", "4127/2024", "University of Graz, Аустрија",
        "Универзитет Метрополитан Београд", "2026/2027", "зимски семестар", "BMU-D-2027-0001",
        "Databases", "Базе података", "Distributed Systems", "Дистрибуирани системи",
        "German for Beginners", "Машинско учење", "највеће преклапање", "прилог 11",
        "писана молба за признавање, 1. марта 2027", "Jelena Đorđević", "12. марта 2027",
    )  # fmt: skip
    assert lacks(text, *parts) == []


def test_each_converted_grade_of_the_decree_shows_its_receipt() -> None:
    conversion = content_of("decree", DECREE)["conversion"]
    grades = [
        (receipt["course"], receipt["host_grade"], receipt["home_grade"])
        for receipt in conversion["receipts"]
    ]
    assert grades == [("Databases", "1", "9"), ("Distributed Systems", "3", "7")]
    assert all(receipt["lines"] for receipt in conversion["receipts"])
    assert [share["grade"] for share in conversion["home_table"]] == ["10", "9", "8", "7", "6"]


def test_a_replaced_course_counts_with_the_ects_of_the_home_course() -> None:
    content = content_of("decree", DECREE)
    assert [(line["home"], line["ects"]) for line in content["replaced"]] == [
        ("Базе података", "8"),
        ("Дистрибуирани системи", "6"),
    ]
    assert [course["title"] for course in content["supplement"]] == ["German for Beginners"]
    assert [course["title"] for course in content["remaining"]] == ["Машинско учење"]


def test_a_free_elective_course_is_recognised_as_it_is_under_its_own_heading_and_article() -> None:
    parts = (
        "Слободни изборни предмети који се признају у изворном облику",
        "не замењује ниједан предмет матичне установе", "German for Beginners",
        "(члан 22. став 1. тачка 9)",
    )  # fmt: skip
    electives = tuple(
        replace(decision, supplement=False, elective=True) if decision.supplement else decision
        for decision in DOSSIER.recognition
    )
    decree = step("issue_decree", replace(DOSSIER, recognition=electives))
    assert content_of("decree", decree)["supplement"] == []
    assert lacks(printed("decree", decree), *parts) == []
    assert lacks(printed("decree", DECREE), *parts) == [parts[0], parts[1], parts[3]]


def test_an_exact_tie_goes_to_the_better_grade_and_the_decree_says_so() -> None:
    table = tuple(GradeShare(g, decimal(p)) for g, p in (("1", "20"), ("3", "80")))
    transcript = replace(TRANSCRIPT, grading_table=table)
    content = content_of("decree", step("issue_decree", replace(DOSSIER, transcript=transcript)))
    assert content["replaced"][0]["grade"] == "10"
    assert len(content["conversion"]["ties"]) == 1
    assert "Databases, grade 1" in content["conversion"]["ties"][0]["en"]


def test_the_decree_prints_the_last_day_to_appeal_with_its_receipt() -> None:
    text = printed("decree", DECREE)
    assert lacks(text, "ректору у року од 8 дана", "12. марта 2027", "члан 24. ст. 2. и 3.") == []
    assert content_of("decree", DECREE)["remedy"]["last_day"] == "2027-03-12"


def test_annex_9_is_printed_where_it_is_the_remedy_in_force() -> None:
    book = OFFICE.regulations["bmu"]
    annex = replace(book.remedy_in_force[0], value="annex_9")
    office = OfficeUnder(OFFICE.settings, OFFICE.data, book=replace(book, remedy_in_force=(annex,)))
    remedy = content_of("decree", replace(DECREE, office=office))["remedy"]
    assert (remedy["to"], remedy["closed"]) == ("academic_coordinator", True)
    assert remedy["lodge_within"] == {"count": 7, "working": True}
    assert remedy["decide_within"] == {"count": 10, "working": True}
    assert remedy["rule"]["en"] == "annex 9"
    assert remedy["last_day"] is None, "counted by article 24, so not this remedy's last day"


def test_a_decree_bears_the_remedy_it_was_issued_under_whatever_is_in_force_today() -> None:
    first = replace(DOSSIER.decree, remedy="annex_9")
    remedy = content_of("decree", step("issue_decree", replace(DOSSIER, decree=first)))["remedy"]
    assert (remedy["to"], remedy["rule"]["sr"]) == ("academic_coordinator", "прилог 9")
    assert content_of("decree", DECREE)["remedy"]["rule"]["sr"].startswith("члан 24. ст. 2. и 3.")


def test_a_decree_corrected_on_a_complaint_says_so() -> None:
    first = replace(DOSSIER.decree, remedy="annex_9")
    appeal = Appeal("decree", date(2027, 3, 10), "G", date(2027, 3, 15), True, "It matches.")
    context = step(
        "issue_decree", replace(DOSSIER, appeals=(appeal,)), earlier_decree=first,
        appeal_decision="BMU-2027/15",
    )  # fmt: skip
    corrects = content_of("decree", context)["corrects"]
    assert (corrects["upheld"], corrects["decision"]) == ("complaint", "BMU-2027/15")
    assert lacks(printed("decree", context), "Приговор на то решење усвојен је") == []


def test_semester_for_semester_keeps_names_and_grades_and_leaves_nothing_to_do() -> None:
    window = replace(DOSSIER.decree, method="semester_for_semester")
    context = step("issue_decree", replace(DOSSIER, decree=window, recognition=()))
    content = content_of("decree", context)
    assert [c["title"] for c in content["recognised"]] == [
        "Databases", "Distributed Systems", "German for Beginners",
    ]  # fmt: skip
    assert content["conversion"] is None and content["remaining"] == []
    assert (
        lacks(
            printed("decree", context), "замена семестра за семестар", "члана 22. став 1. тачка 8."
        )
        == []
    )


def test_a_corrected_decree_names_the_one_it_replaces_and_the_decision() -> None:
    appeal = Appeal(
        "decree", date(2027, 3, 10), "G", date(2027, 3, 15), True, "German matches Kultura."
    )
    context = step(
        "issue_decree",
        replace(DOSSIER, appeals=(appeal,)),
        earlier_decree=DOSSIER.decree,
        appeal_decision="BMU-2027/15",
    )
    corrects = content_of("decree", context)["corrects"]
    assert corrects == {
        "number": "BMU-D-2027-0001", "on": "2027-03-04", "decision": "BMU-2027/15",
        "upheld": "appeal", "uncertified_on": None,
    }  # fmt: skip
    assert lacks(printed("decree", context), "German matches Kultura.", "4. марта 2027") == []


def test_ects_letters_are_read_on_the_scale_of_annex_11() -> None:
    courses = tuple(replace(c, grade="B") for c in TRANSCRIPT.courses if c.passed)
    by_letter = replace(TRANSCRIPT, grading_table=(), courses=courses)
    context = step("issue_decree", replace(DOSSIER, transcript=by_letter))
    conversion = content_of("decree", context)["conversion"]
    assert [share["grade"] for share in conversion["host_table"]] == list("ABCDE")
    assert {receipt["home_grade"] for receipt in conversion["receipts"]} == {"9"}


def test_grades_of_the_home_scale_are_not_converted() -> None:
    courses = tuple(replace(c, grade="8") for c in TRANSCRIPT.courses if c.passed)
    transcript = replace(TRANSCRIPT, grading_table=(), courses=courses)
    content = content_of("decree", step("issue_decree", replace(DOSSIER, transcript=transcript)))
    assert content["conversion"] is None
    assert {line["grade"] for line in content["replaced"]} == {"8"}


def test_the_conversion_in_force_on_the_day_of_the_decree_is_used() -> None:
    book = OFFICE.regulations["bmu"]
    worst = replace(book.grading_scale.method[0], value="worst", since=date(2027, 3, 1))
    scale = replace(book.grading_scale, method=(*book.grading_scale.method, worst))
    office = OfficeUnder(OFFICE.settings, OFFICE.data, book=replace(book, grading_scale=scale))
    after = replace(DECREE, office=office)
    before = replace(DOSSIER, decree=replace(DOSSIER.decree, issued_on=date(2027, 2, 26)))
    assert [line.grade for line in recognition_of(after).replaced] == ["9", "7"]
    assert content_of("decree", after)["conversion"]["rule"] == "worst"
    assert content_of("decree", replace(after, dossier=before))["conversion"]["rule"] == (
        "largest_overlap"
    )


def test_the_decree_tells_what_was_not_passed_abroad() -> None:
    remarks = content_of("decree", DECREE)["remarks"]
    assert [remark["en"] for remark in remarks] == [
        "Not passed at the host institution: Machine Learning."
    ]


def test_a_decree_after_the_semester_began_says_that_the_student_went_on() -> None:
    late = replace(DOSSIER, semester_start=date(2027, 3, 1))
    remarks = content_of("decree", step("issue_decree", late))["remarks"]
    assert "(члан 18. ст. 4. и 5. Правилника о међународној мобилности)" in remarks[-1]["sr"]


def test_what_else_the_academic_coordinator_holds_to_be_important_stands_in_the_decree() -> None:
    own = {"remarks": " Настава је слушана на даљину због штрајка. "}
    *usual_remarks, remark = content_of("decree", step("issue_decree", details=own))["remarks"]
    assert len(usual_remarks) == 1
    assert remark["sr"] == "Настава је слушана на даљину због штрајка."
    assert remark["en"] == "Nastava je slušana na daljinu zbog štrajka."
    blank = step("issue_decree", details={"remarks": "  "})
    assert content_of("decree", blank)["remarks"] == usual_remarks


def test_a_traineeship_is_recognised_by_its_transcript_of_work() -> None:
    work = {"transcript_of_work": Document("transcript_of_work", delivered_on=date(2027, 3, 1))}
    dossier = replace(DOSSIER, transcript=None, recognition=(), documents=work)
    text = printed("decree", step("issue_decree", dossier))
    assert (
        lacks(
            text,
            "Стручна пракса обављена у установи домаћину",
            "члана 13, члана 16, члана 20. став 2. и члана 24. став 1.",
        )
        == []
    )


def test_whoever_acts_for_the_academic_coordinator_signs_in_their_place() -> None:
    deputies = {"academic_coordinator": "head_of_ico"}
    text = printed("decree", replace(DECREE, deputies=deputies))
    assert lacks(text, "Ivana Marić", "замењује: академски координатор") == []
    assert lacks(text, "Jelena Đorđević")


def test_the_decree_of_a_faculty_bears_its_name_and_the_signature_of_its_dean() -> None:
    fit = Faculty("fit", Text("Faculty of Arts", "Факултет уметности"))
    office = Office(replace(OFFICE.settings, home=Home(by_faculty=(fit,))), OFFICE.data)
    dossier = replace(DOSSIER, candidate=replace(DOSSIER.candidate, faculty="fit"))
    definition = office.definition_of(CASE, dossier)
    context = replace(
        DECREE, office=office, definition=definition, dossier=dossier,
        transition=definition.transitions["issue_decree"], signers={**SIGNERS, "dean": "S. Gajić"},
    )  # fmt: skip
    signatures = content_of("decree", context)["signatures"]
    assert [signature["role"]["en"] for signature in signatures] == ["Academic Coordinator", "Dean"]
    assert signatures[1]["name"] == "S. Gajić"
    assert not lacks(printed("decree", context), "Факултет уметности, Универзитет Метрополитан")
    usual = content_of("decree", DECREE)["signatures"]
    roles = [signature["role"]["en"] for signature in usual]
    assert roles == ["Academic Coordinator", "Rector"], "where nothing is set, the Rector"


def test_a_stay_cut_short_is_not_printed_in_its_agreed_length() -> None:
    short = replace(DOSSIER, stay=Stay(date(2026, 10, 5), date(2026, 12, 20)))
    content = content_of("decree", step("issue_decree", short))
    assert (content["first_day"], content["last_day"]) == ("2026-10-05", "2026-12-20")


@pytest.mark.parametrize(
    ("first", "last", "semesters", "year", "seasons"),
    [
        (date(2026, 9, 1), date(2027, 1, 29), 1, "2026/2027", ["winter"]),
        (date(2027, 2, 15), date(2027, 9, 15), 1, "2026/2027", ["summer"]),
        (date(2026, 10, 1), date(2027, 9, 15), 2, "2026/2027", ["winter", "summer"]),
        (date(2026, 7, 1), date(2026, 9, 30), 1, "2025/2026", ["summer"]),
        (date(2026, 7, 1), date(2026, 10, 1), 1, "2026/2027", ["winter"]),
        (date(2026, 2, 16), date(2026, 12, 18), 2, "2025/2026, 2026/2027", ["summer", "winter"]),
    ],
)
def test_the_academic_year_begins_in_autumn(
    first: date, last: date, semesters: int, year: str, seasons: list[str]
) -> None:
    """What is over by 1 October was in the year before: a traineeship of the summer. Where years
    abroad follow the calendar, each semester is of another academic year (annex 9)."""
    agreement = replace(DOSSIER.agreed, semesters=semesters)
    answer = HostAnswer(True, first, last)
    context = step(
        "issue_decree", replace(DOSSIER, agreed=agreement, host_answer=answer, stay=Stay())
    )
    content = content_of("decree", context)
    assert (content["academic_year"], content["semesters"]) == (year, seasons)


def test_where_nothing_is_matched_the_supplement_notes_it_by_the_clause_on_such_courses() -> None:
    """Article 22 item 2 speaks of matched courses; of the others item 3 says what is noted."""
    decisions = tuple(
        RecognitionDecision(decision.host, supplement=True) for decision in DOSSIER.recognition
    )
    text = printed("decree", step("issue_decree", replace(DOSSIER, recognition=decisions)))
    assert lacks(text, "како је наведено у препису оцена (члан 22. став 1. тачка 3)") == []
    assert flat("тачка 2") not in text and flat("тач. 1, 2") not in text
    text = printed("decree", DECREE)
    assert lacks(text, "како је наведено у препису оцена (члан 22. став 1. тачка 2)") == []


def test_where_the_host_gave_no_grade_at_all_none_is_said_to_enter_the_average() -> None:
    """Article 22 item 5 lets converted grades enter it; a pass without a grade has none."""
    courses = tuple(replace(course, grade="Passed") for course in TRANSCRIPT.courses)
    decisions = tuple(replace(decision, without_grade=True) for decision in DOSSIER.recognition[:2])
    dossier = replace(
        DOSSIER,
        transcript=replace(TRANSCRIPT, courses=courses),
        recognition=(*decisions, *DOSSIER.recognition[2:]),
    )
    text = printed("decree", step("issue_decree", dossier))
    sentence = "рачуна се 14 ЕСПБ замењених предмета, колико ти предмети носе"
    assert lacks(text, sentence, "просечна оцена остаје непромењена") == []
    assert flat("улазе у просечну оцену") not in text
    assert lacks(printed("decree", DECREE), "улазе у просечну оцену, а у број бодова") == []


def test_a_home_course_that_two_replace_counts_once_beside_its_two_lines() -> None:
    """Both lines show its ECTS; who adds them up is told why the total is less (BMU-22.1)."""
    twice = (
        RecognitionDecision("Databases", DATABASES),
        RecognitionDecision("Distributed Systems", DATABASES),
        RecognitionDecision("German for Beginners", supplement=True),
    )
    text = printed("decree", step("issue_decree", replace(DOSSIER, recognition=twice)))
    once = "који замењује више предмета рачуна се једном и по ЕСПБ бодовима и по фонду часова"
    assert lacks(text, "рачуна се 8 ЕСПБ", once) == []
    assert lacks(printed("decree", DECREE), once) == [once]


def test_every_sentence_of_the_decree_stands_in_both_languages() -> None:
    assert lacks(printed("decree", DECREE, "en"), "Deliver to:", "the student", "8 days") == []
    assert lacks(printed("decree", DECREE, "sr-Latn"), "studentu", "odlučuje rektor") == []
