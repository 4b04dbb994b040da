"""The content of the Decree: Ana's semester in Graz, gaps that are told, a mobility window."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from rules.grades import Conversion, Unconvertible
from rules.recognition import (
    Recognition,
    compose,
    earned_ects,
    incomplete,
    undecided,
)
from states.calls import Call, Candidate
from states.dossier import AgreementVersion, Application, Course, Dossier
from states.recognition import (
    GradeShare,
    HomeCourse,
    RecognitionDecision,
    Transcript,
    TranscriptCourse,
)
from states.text import Text


def shares(**percent: int) -> tuple[GradeShare, ...]:
    return tuple(GradeShare(grade[1:], Decimal(share)) for grade, share in percent.items())


BMU = (*shares(g10=10, g9=25, g8=30, g7=25, g6=10), GradeShare("5", Decimal(0), passing=False))
ANNEX_11 = Text("annex 11", "прилог 11")
BAZE = HomeCourse("Baze podataka", Decimal(8), Decimal(60))
DISTRIBUIRANI = HomeCourse("Distribuirani sistemi", Decimal(6), Decimal(60))
UCENJE = HomeCourse("Mašinsko učenje", Decimal(6), Decimal(45))


def course(
    code: str, title: str, ects: int, grade: str, is_passed: bool = True
) -> TranscriptCourse:
    return TranscriptCourse(title, Decimal(ects), grade, is_passed, code, Decimal(45))


DATABASES = course("INF.101", "Databases", 6, "1")
SYSTEMS = course("INF.204", "Distributed Systems", 6, "3")
GERMAN = course("GER.001", "German for Beginners", 4, "2")
LEARNING = course("INF.310", "Machine Learning", 6, "5", is_passed=False)

ANA = Dossier(
    Candidate("Ana Petrović", "ana@students.example"),
    Call("Call", date(2026, 2, 16), date(2026, 3, 16)),
    application=Application(date(2026, 10, 1), date(2027, 2, 12), ("University of Graz",)),
    agreed=AgreementVersion(
        courses=(
            Course("Databases", "INF.101", Decimal(6), BAZE),
            Course("Distributed Systems", "INF.204", Decimal(6), DISTRIBUIRANI),
            Course("Machine Learning", "INF.310", Decimal(6), UCENJE),
            Course("German for Beginners", "GER.001", Decimal(4)),
        )
    ),
    transcript=Transcript(
        (DATABASES, SYSTEMS, LEARNING, GERMAN), "en", True, shares(g1=24, g2=31, g3=25, g4=20)
    ),
    recognition=(
        RecognitionDecision("Databases", BAZE),
        RecognitionDecision(" distributed systems", DISTRIBUIRANI),
        RecognitionDecision("German for Beginners", supplement=True),
    ),
)


def decree(dossier: Dossier = ANA) -> Recognition:
    return compose(dossier, BMU, scale_source=ANNEX_11)


def english(texts: tuple[Text, ...]) -> list[str]:
    return [text.en for text in texts]


def without_table(**grades: str) -> Dossier:
    """Ana's dossier from a host that has no grading table, with other grades by course code."""
    assert ANA.transcript
    courses = tuple(
        replace(
            host_course,
            grade=grades.get((host_course.code or "").replace(".", ""), host_course.grade),
        )
        for host_course in ANA.transcript.courses
    )
    return replace(ANA, transcript=replace(ANA.transcript, grading_table=(), courses=courses))


def test_the_semester_in_graz_has_its_known_answer() -> None:
    recognition = decree()
    assert [(line.course, line.home, line.grade) for line in recognition.replaced] == [
        (DATABASES, BAZE, "9"),
        (SYSTEMS, DISTRIBUIRANI, "7"),
    ]
    assert recognition.supplement == (GERMAN,)
    assert recognition.remaining == (UCENJE,)
    assert recognition.recognised == ()


def test_ects_are_the_home_courses_and_the_supplement_counts_for_nothing() -> None:
    recognition = decree()
    assert recognition.ects_counted == 14
    assert recognition.grades_in_average == ("9", "7")


def test_each_converted_grade_has_its_receipt() -> None:
    recognition = decree()
    conversion = recognition.replaced[1].conversion
    assert isinstance(conversion, Conversion)
    assert english(conversion.receipt)[-1] == "largest overlap: 7"


def test_another_rule_of_conversion_gives_other_grades() -> None:
    recognition = compose(ANA, BMU, "best")
    assert [line.grade for line in recognition.replaced] == ["10", "8"]


def test_an_exact_tie_goes_to_the_better_grade() -> None:
    assert ANA.transcript
    transcript = replace(ANA.transcript, grading_table=shares(g1=20, g2=35, g3=45))
    recognition = decree(replace(ANA, transcript=transcript))
    assert recognition.replaced[0].grade == "10"


def test_a_host_without_a_table_is_read_by_ects_letters() -> None:
    recognition = decree(without_table(INF101="B", INF204="D"))
    assert recognition.grades_in_average == ("9", "7")
    assert recognition.tables is not None
    assert recognition.tables.host == ()


def test_a_grade_that_cannot_be_converted_is_a_value_and_leaves_the_average() -> None:
    recognition = decree(without_table(INF101="B", INF204="3.3"))
    unconvertible = recognition.replaced[1].conversion
    assert isinstance(unconvertible, Unconvertible)
    assert unconvertible.grade == "3.3"
    assert "neither an ECTS grade (A to E) nor one of the home scale" in unconvertible.why.en
    assert recognition.replaced[1].grade is None
    assert recognition.grades_in_average == ("9",)


def test_what_remains_is_what_the_semester_at_home_asked_for_where_that_is_known() -> None:
    statistics = HomeCourse("Statistika", Decimal(6), Decimal(60))
    home_courses = (statistics, BAZE, statistics, HomeCourse("BAZE PODATAKA "))
    assert decree(replace(ANA, home_courses=home_courses)).remaining == (statistics,)


def test_each_remaining_course_stands_once_and_in_order() -> None:
    assert decree(replace(ANA, recognition=())).remaining == (BAZE, DISTRIBUIRANI, UCENJE)
    assert ANA.agreed
    twice = replace(ANA.agreed, courses=ANA.agreed.courses * 2)
    assert decree(replace(ANA, agreed=twice)).remaining == (UCENJE,)


def test_a_version_that_nobody_concluded_leaves_nothing_to_do() -> None:
    proposal = AgreementVersion(courses=(Course("Databases", "INF.101", Decimal(6), BAZE),))
    assert decree(replace(ANA, agreement=proposal, agreement_version=2)).remaining == (UCENJE,)
    assert decree(replace(ANA, agreement=ANA.agreed, agreed=None)).remaining == ()


def test_two_courses_abroad_for_one_at_home_bring_its_ects_once() -> None:
    decisions = (
        RecognitionDecision("Databases", BAZE),
        RecognitionDecision("Distributed Systems", BAZE),
    )
    recognition = decree(replace(ANA, recognition=decisions))
    assert len(recognition.replaced) == 2
    assert recognition.ects_counted == 8


def test_passed_courses_without_a_decision_are_named() -> None:
    assert undecided(ANA) == ()
    assert undecided(replace(ANA, recognition=())) == (DATABASES, SYSTEMS, GERMAN)


def test_a_decision_for_both_or_for_neither_is_no_decision() -> None:
    double = RecognitionDecision("Databases", BAZE, supplement=True)
    empty = RecognitionDecision("Databases")
    rest = ANA.recognition[1:]
    for unclear in ((double,), (empty,), (ANA.recognition[0], replace(empty, supplement=True))):
        assert undecided(replace(ANA, recognition=(*unclear, *rest))) == (DATABASES,)


def test_a_home_course_without_ects_or_hours_makes_its_decision_incomplete() -> None:
    no_ects = RecognitionDecision("Databases", replace(BAZE, ects=None))
    no_hours = RecognitionDecision("Distributed Systems", replace(DISTRIBUIRANI, hours=None))
    assert incomplete(ANA) == ()
    assert incomplete(replace(ANA, recognition=(no_ects, no_hours))) == (no_ects, no_hours)


def test_a_decision_on_a_course_that_was_not_passed_changes_nothing() -> None:
    hopeful = RecognitionDecision("Machine Learning", UCENJE)
    of_no_course = RecognitionDecision("Basket Weaving", supplement=True)
    dossier = replace(ANA, recognition=(*ANA.recognition, hopeful, of_no_course))
    assert decree(dossier) == decree()


def test_a_mobility_window_takes_everything_over_as_it_is() -> None:
    recognition = compose(replace(ANA, recognition=()), BMU, method="semester_for_semester")
    assert recognition.recognised == (DATABASES, SYSTEMS, GERMAN)
    assert (recognition.replaced, recognition.supplement, recognition.remaining) == ((), (), ())
    assert (recognition.ects_counted, recognition.grades_in_average) == (earned_ects(ANA), ())
    assert earned_ects(ANA) == 16
    assert recognition.tables is None


def test_a_dossier_without_a_transcript_has_nothing_to_recognise() -> None:
    bare = Dossier(ANA.candidate, ANA.call)
    assert compose(bare, BMU).ects_counted == earned_ects(bare) == 0
    assert undecided(bare) == ()
