"""What stands on a printed transcript of records, or of work."""

from __future__ import annotations

from dataclasses import replace

from tests.actions.documents.example_forms import OWN_TRANSCRIPT, TRANSCRIPT, WORK
from tests.actions.documents.printed_examples import printed
from tests.actions.documents.printed_words import flat, lacks


def test_our_own_transcript_has_all_that_annex_7_asks_for() -> None:
    text = printed("transcript_of_records", OWN_TRANSCRIPT)
    parts = (
        "ACADEMIC YEAR", "Software Engineering", "Belgrade Metropolitan University",
        "Faculty of Information Technologies", "Faculty or department",
        "ECTS departmental coordinator",
        "Tel. +381 11 000 00 00", "Fax +381 11 000 00 01", "ects@bmu.example",
        "Introduction to Programming", "2 semesters",
        "5 F insufficient", "60 credits", "Length of the programme, semesters 8",
    )  # fmt: skip
    assert lacks(text.upper(), *map(str.upper, parts)) == []
    assert flat("Receiving institution") not in text and flat("Period of mobility") not in text
    assert lacks(printed("transcript_of_records", OWN_TRANSCRIPT, "sr"), "Увод у програм") == []


def test_an_incoming_students_transcript_names_both_institutions_as_annex_7_has_them() -> None:
    text = printed("transcript_of_records", TRANSCRIPT)
    parts = (
        "Field of education (ISCED-F) 0613", "Sending institution Politechnika Łódzka, Poland",
        "ECTS departmental coordinator Dr Zofia Wójcik", "erasmus@pl.example",
        "Date and place of birth 2 November 2003, Łódź", "Sex M",
        "Date of enrolment 1 October 2025", "Student card no. M-2210", "l@pl.example",
        "Receiving institution Faculty of Information Technologies", "a) The institutional",
        "b) Distribution", "1 academic year = 60 credits; 1 semester = 30 credits",
    )  # fmt: skip
    assert lacks(text, *parts) == []


def test_the_length_of_the_programme_is_left_open_where_nobody_recorded_it() -> None:
    """Article 12 paragraph 2 asks for it always: whoever signs writes it in by hand."""
    transcript = replace(OWN_TRANSCRIPT, programme_semesters=None)
    text = printed("transcript_of_records", transcript)
    assert lacks(text, "Length of the programme, semesters Passed exams") == []


def test_in_serbian_a_year_has_no_dot_before_a_comma_and_nobody_is_told_by_a_verb() -> None:
    assert lacks(printed("transcript_of_records", TRANSCRIPT, "sr"), "2. новембра 2003, Łódź") == []
    work = printed("transcript_of_work", WORK, "sr")
    assert lacks(work, "Потврђује се обављена стручна пракса.", "Студент Lea Huber") == []
    assert flat("обавио") not in work


def test_a_transcript_prints_no_length_of_a_course_that_nobody_recorded() -> None:
    lengths = [result.duration for result in TRANSCRIPT.results]
    assert lengths == [None, "2S"]
    text = printed("transcript_of_records", TRANSCRIPT)
    assert lacks(text, "CS410 Machine Learning 10 A 8", "Beginners 2 semesters 8 C 4") == []


def test_a_transcript_of_work_has_all_that_annex_8_asks_for() -> None:
    text = printed("transcript_of_work", WORK)
    parts = (
        "Lea Huber", "Heinrichstraße 36", "Software company", "Bulevar 1", "Serbia",
        "15 February 2027 to 18 June 2027", "Backend of two web services", "code review",
        "Hours a day 7.5", "Days a week 5", "Hours in total 660", "Marko Ristić", "Vođa tima",
        "Belgrade, 28 June 2027",
    )  # fmt: skip
    assert lacks(text, *parts) == []


def test_what_nobody_recorded_of_a_traineeship_is_left_open_for_a_pen() -> None:
    bare = replace(
        WORK, company=None, tasks=None, skills=None, hours=None, company_type=None,
        student_address=None,
    )  # fmt: skip
    text = printed("transcript_of_work", bare)
    assert lacks(text, "Competences and skills acquired", "Hours in total") == []
    assert "None" not in text and "–" not in text
