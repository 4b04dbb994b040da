"""Decrees: one with all that it can hold, and its variants."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from actions.documents.content import (
    Conversion,
    Corrected,
    Decree,
    GradeReceipt,
    Institution,
    OwedCourse,
    PassedCourse,
    ReplacedCourse,
    Share,
    TraineeshipDone,
)
from states.text import Text
from tests.actions.documents.example_parties import (
    ANA,
    APPEAL_24,
    ARCHIVE,
    COMPLAINT_9,
    COORDINATOR,
    GRAZ,
    RECTOR,
    SERVICE,
    STUDENT,
    articles,
    head,
)

SCALE = tuple(
    Share(grade, Decimal(percent), ects)
    for grade, percent, ects in (
        ("10", 10, "A"),
        ("9", 25, "B"),
        ("8", 30, "C"),
        ("7", 25, "D"),
        ("6", 10, "E"),
    )
)
ALGORITHMS = PassedCourse("Algorithmen und Datenstrukturen", Decimal(6), "1", Decimal(60))
DATABASES = PassedCourse("Datenbanksysteme", Decimal("4.5"), "2", Decimal(45))
MUSIC = PassedCourse("Musik und Gesellschaft", Decimal(3), "2", Decimal(30))
CONVERSION = Conversion(
    rule="largest_overlap",
    table="annex_11",
    host_table=tuple(
        Share(grade, Decimal(percent))
        for grade, percent in (("1", "20.5"), ("2", "34.5"), ("3", "25"), ("4", "20"))
    ),
    home_table=SCALE,
    ties=(
        Text(
            "Grade 3 overlaps grades 8 and 7 alike; the better one, 8, was taken.",
            "Оцена 3 подједнако се преклапа са оценама 8 и 7; узета је боља, 8.",
        ),
    ),
    receipts=(
        GradeReceipt(
            "Algorithmen und Datenstrukturen",
            "1",
            "9",
            (
                Text("Grade 1 spans 0 % to 20.5 %.", "Оцена 1 обухвата од 0 % до 20,5 %."),
                Text(
                    "It overlaps 10 by 10 and 9 by 10.5 points of per cent, so it becomes 9.",
                    "Преклапа се са 10 за 10, а са 9 за 10,5 процентних поена, па постаје 9.",
                ),
            ),
        ),
        GradeReceipt(
            "Datenbanksysteme",
            "2",
            "8",
            (
                Text(
                    "It overlaps 8 by 20 points of per cent.",
                    "Преклапа се са 8 за 20 поена.",
                ),
            ),
        ),
    ),
)
DECREE = Decree(
    head=head(
        "14-03/27-1",
        articles(
            "article 16, article 22 paragraph 1 items 1, 5 and 6 and article 24 paragraph 1",
            "члана 16, члана 22. став 1. тач. 1, 5. и 6. и члана 24. став 1.",
        ),
        "BMU-16",
        "BMU-22.1",
        "BMU-22.5",
        "BMU-22.6",
        "BMU-24a",
    ),
    student=ANA,
    academic_year="2026/2027",
    semesters=("winter",),
    first_day=date(2026, 10, 1),
    last_day=date(2027, 2, 15),
    host=GRAZ,
    basis="erasmus",
    method="course_by_course",
    petition_on=date(2027, 3, 5),
    sources={
        "replaced": Text(
            "article 22 paragraph 1 items 1, 5 and 6", "члан 22. став 1. тач. 1, 5. и 6"
        ),
        "supplement": Text("article 22 paragraph 1 items 3 and 7", "члан 22. став 1. тач. 3. и 7"),
        "window": Text("article 22 paragraph 1 item 8", "члан 22. став 1. тачка 8"),
        "diploma": Text("article 22 paragraph 1 item 2", "члан 22. став 1. тачка 2"),
        "rubric": Text("article 22 paragraph 1 item 3", "члан 22. став 1. тачка 3"),
        "remaining": Text("article 20 paragraph 2", "члан 20. став 2"),
    },
    submitted=(
        Text("written petition, 5 March 2027", "писана молба, 5. марта 2027."),
        Text("Transcript of Records, 5 March 2027", "препис оцена, 5. марта 2027."),
    ),
    remedy=APPEAL_24,
    signatures=(COORDINATOR, RECTOR),
    deliver_to=(STUDENT, SERVICE, ARCHIVE),
    replaced=(
        ReplacedCourse(ALGORITHMS, "Алгоритми и структуре података", Decimal(8), "9", Decimal(60)),
        ReplacedCourse(DATABASES, "Базе података", Decimal(6), "8", Decimal(45)),
    ),
    supplement=(MUSIC,),
    conversion=CONVERSION,
    grading_system=Text("1 best to 5, which is not a pass", "од 1, најбоље, до 5, недовољно"),
    remaining=(OwedCourse("Оперативни системи", Decimal(8), Decimal(60)),),
    remarks=(
        Text(
            "The student wrote her seminar paper in German.",
            "Семинарски рад на немачком.",
        ),
    ),
    reasons=(
        Text(
            "The professor of Databases was asked for an opinion.",
            "Затражено је мишљење предметног професора за Базе података.",
        ),
    ),
    appendices=(Text("Transcript of Records", "препис оцена"),),
)
WINDOW = replace(
    DECREE,
    method="semester_for_semester",
    replaced=(),
    supplement=(),
    recognised=(ALGORITHMS, DATABASES, MUSIC),
    conversion=None,
    remaining=(),
    remedy=COMPLAINT_9,
)
SUPPLEMENT_ONLY = replace(
    DECREE, replaced=(), supplement=(ALGORITHMS, DATABASES, MUSIC), conversion=None, reasons=()
)
PARTIAL = replace(
    DECREE,
    replaced=DECREE.replaced[:1],
    supplement=(),
    remaining=(
        OwedCourse("Базе података", Decimal(6), Decimal(45)),
        OwedCourse("Оперативни системи", Decimal(8), Decimal(60)),
    ),
    remarks=(
        Text(
            "Not passed at the host institution: Datenbanksysteme.",
            "У установи домаћину није положено: Datenbanksysteme.",
        ),
    ),
)
CORRECTED = replace(
    DECREE,
    head=replace(DECREE.head, number="BMU-D-2027-0019"),
    corrects=Corrected(
        "BMU-D-2027-0014", date(2027, 3, 4), "BMU-2026-0001/complaint-1", "complaint"
    ),
    remedy=COMPLAINT_9,
)
AT_SIEMENS = TraineeshipDone(
    "Siemens AG Österreich",
    Text("Transcript of Work, 7 October 2026", "потврда о пракси, 7. октобра 2026. године"),
    "Писање тестова за уграђени софтвер",
    "Embedded C, мерни системи",
    Decimal(520),
    OwedCourse("Стручна пракса", Decimal(6), Decimal(90)),
)
TRAINEESHIP = replace(
    DECREE,
    head=replace(
        DECREE.head,
        basis=articles("articles 13 and 16", "чл. 13. и 16."),
        rests_on=("BMU-16", "BMU-13"),
    ),
    host=Institution("Siemens AG Österreich", GRAZ.country),
    replaced=(),
    supplement=(),
    conversion=None,
    grading_system=None,
    remaining=(),
    remarks=(),
    reasons=(),
    submitted=(Text("Transcript of Work", "потврда о обављеној стручној пракси"),),
    appendices=(Text("Transcript of Work", "потврда о обављеној стручној пракси"),),
    traineeship=AT_SIEMENS,
)
TRAINEESHIP_NOTED = replace(
    TRAINEESHIP, traineeship=replace(AT_SIEMENS, counts_as=None, hours=None)
)
VARIANTS = {
    "course by course": DECREE,
    "semester for semester": WINDOW,
    "partial success": PARTIAL,
    "supplement only": SUPPLEMENT_ONLY,
    "traineeship": TRAINEESHIP,
    "traineeship noted": TRAINEESHIP_NOTED,
    "corrected": CORRECTED,
}
"""The Decree in each of its variants."""


def long_decree() -> Decree:
    """Fourteen courses with long titles and grades of an Italian scale; nothing owed."""
    italian = ("30L", "30", *map(str, range(29, 17, -1)))
    shares = [
        "5.6",
        "15.7",
        "0.5",
        "12.3",
        "11.8",
        "9.0",
        "8.2",
        "11.3",
        "2.7",
        "6.0",
        "2.3",
        "5.7",
        "1.9",
        "7.0",
    ]
    title = "Fondamenti di ingegneria del software e metodi formali per sistemi distribuiti"
    courses = [
        PassedCourse(f"{title} {n}", Decimal("7.5"), grade, Decimal(72))
        for n, grade in enumerate(italian, start=1)
    ]
    return replace(
        DECREE,
        student=replace(ANA, name="Ana-Marija Љубица Đurđević-Милосављевић von und zu Hohenstein"),
        host=Institution(
            "Alma Mater Studiorum – Università degli Studi di Bologna, Campus di Cesena",
            Text("Italy", "Италија"),
        ),
        replaced=tuple(
            ReplacedCourse(
                course,
                f"Основи софтверског инжењерства и дистрибуираних система {n}",
                Decimal(8),
                "9",
                Decimal(60),
            )
            for n, course in enumerate(courses, start=1)
        ),
        supplement=(),
        conversion=replace(
            CONVERSION,
            table="annex_10",
            host_table=tuple(
                Share(grade, Decimal(share)) for grade, share in zip(italian, shares, strict=True)
            ),
            receipts=tuple(
                replace(CONVERSION.receipts[0], course=course.title, host_grade=course.grade)
                for course in courses
            ),
            ties=(),
        ),
        remaining=(),
        remarks=(),
        corrects=Corrected("14-03/27-1", date(2027, 3, 12), "14-04/27-2"),
    )


LONG = long_decree()
