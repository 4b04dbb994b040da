"""The sentences of the Decree that follow from its content, in English and Serbian."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

from rules.averaging import Joint
from rules.grades import RULES, ConversionRule
from rules.grading_tables import per_cent
from rules.wording import listed, said
from states.dossier import GradeShare, TranscriptCourse
from states.text import Text


def counted_by_course(
    ects: Decimal,
    grades: Sequence[str],
    supplement: Sequence[TranscriptCourse],
    electives: Sequence[TranscriptCourse] = (),
    together: Sequence[Joint] = (),
) -> tuple[Text, ...]:
    """What enters the programme and the average, and what does not (BMU-22.5 to 22.9)."""
    counted, entered = _number(ects), ", ".join(grades) or "–"
    lines = [
        Text(
            f"ECTS that count in the study programme: {counted.en}",
            f"ЕСПБ бодови који се рачунају у студијски програм: {counted.sr}",
        ),
        Text(
            f"converted grades that enter the average: {entered}",
            f"усклађене оцене које улазе у просек: {entered}",
        ),
        *map(counted_once, together),
    ]
    if electives:
        lines.append(_as_electives(_ects_of(electives)))
    if supplement:
        lines.append(_outside(_ects_of(supplement)))
    return tuple(lines)


def counted_once(one: Joint) -> Text:
    """With which grade a home course enters the average that several courses replaced."""
    parts = listed(
        said("“{title}” {grade}", "„{title}“ {grade}", title=course.title, grade=grade)
        for course, grade in one.parts
    )
    return said(
        "“{home}” enters the average once, with grade {grade}: the mean of {parts}, weighted by "
        "the host's ECTS, to the nearest grade, a half to the better one",
        "„{home}“ улази у просек једном, са оценом {grade}: просек оцена {parts}, према ЕСПБ "
        "установе домаћина, заокружен на најближу оцену, а половина на бољу",
        home=one.home.title,
        grade=one.grade,
        parts=parts,
    )


def _as_electives(ects: Decimal) -> Text:
    return said(
        "ECTS of free elective courses, among those that count: {ects}; these courses keep their "
        "names and grades, and the grades do not enter the average",
        "ЕСПБ слободних изборних предмета, у збиру оних који се рачунају: {ects}; ти предмети "
        "задржавају називе и оцене, а оцене не улазе у просек",
        ects=ects,
    )


def _ects_of(courses: Sequence[TranscriptCourse]) -> Decimal:
    return sum((course.ects for course in courses), Decimal(0))


def _outside(ects: Decimal) -> Text:
    said = _number(ects)
    return Text(
        f"ECTS that only the diploma supplement shows: {said.en}; they and the grades of these "
        "courses count neither in the programme nor in the average",
        f"ЕСПБ бодови који се уписују само у додатак дипломи: {said.sr}; ти бодови и оцене из тих "
        "предмета не рачунају се ни у програм ни у просек",
    )


def counted_by_semester(ects: Decimal) -> tuple[Text, ...]:
    """What enters where a semester stands for a semester (BMU-22.8)."""
    said = _number(ects)
    return (
        Text(
            f"ECTS of the host that count in the study programme: {said.en}",
            f"ЕСПБ бодови са размене који се рачунају у студијски програм: {said.sr}",
        ),
        Text(
            "the host's grades stay as they are and do not enter the average",
            "оцене са размене остају у изворном облику и не улазе у просек",
        ),
        Text(
            "nothing is left to be done at home for the time of the mobility",
            "за период мобилности студент нема даљих обавеза у матичној установи",
        ),
    )


def passed_as(home: str, course: TranscriptCourse, host: str | None) -> Text:
    """For section 6.1: under which name, grade and ECTS a home course was passed (BMU-22.2)."""
    en, sr = _original(course)
    at = _at(host)
    return Text(
        f"“{home}” was passed on exchange {at.en} as {en}",
        f"предмет „{home}” положен је на размени {at.sr} као {sr}",
    )


def passed_in_itself(course: TranscriptCourse, host: str | None) -> Text:
    """For section 6.1: a course that stands under its own name (BMU-22.3, 22.8)."""
    en, sr = _original(course)
    at = _at(host)
    return Text(
        f"{en} was passed on exchange {at.en}", f"предмет {sr} положен је на размени {at.sr}"
    )


def grading_system(table: Sequence[GradeShare]) -> Text:
    """For section 6.1: the host's grades, best first, with their shares (BMU-22.2)."""
    if not table:
        return Text(
            "the host's grading system is the one enclosed with its transcript",
            "систем оцењивања установе домаћина приложен је уз препис оцена",
        )
    shares = [(each.grade, per_cent(Fraction(each.percent))) for each in table]
    return Text(
        "the host's grading system: " + ", ".join(f"{grade} ({of.en})" for grade, of in shares),
        "систем оцењивања установе домаћина: "
        + ", ".join(f"{grade} ({of.sr})" for grade, of in shares),
    )


def by_tables(source: Text, rule: ConversionRule) -> Text:
    """How grades were converted: tables compared (BMU-22.4)."""
    said = RULES[rule]
    return Text(
        "grades were converted by comparing the host's grading table with the home one "
        f"({source.en}), from the best grade down; rule: {said.en}",
        "оцене су усклађене поређењем табеле оцена установе домаћина са табелом матичне установе "
        f"({source.sr}), од најбоље оцене наниже; правило: {said.sr}",
    )


def by_letters(source: Text) -> Text:
    """How grades were converted: no table to compare (BMU-22.4)."""
    return Text(
        f"the host has no grading table: its grades were read on the home scale ({source.en})",
        "установа домаћин нема табелу оцена: њене оцене су усклађене према скали матичне установе "
        f"({source.sr})",
    )


def ties() -> Text:
    """Said once where any grade was an exact tie."""
    return Text(
        "where two home grades overlapped exactly equally, the better one was taken",
        "где су две оцене имале потпуно једнако преклапање, узета је боља",
    )


def _original(course: TranscriptCourse) -> tuple[str, str]:
    ects = _number(course.ects)
    return (
        f"“{course.title}” (grade {course.grade}, {ects.en} ECTS)",
        f"„{course.title}” (оцена {course.grade}, ЕСПБ: {ects.sr})",
    )


def _at(host: str | None) -> Text:
    if host is None:
        return Text("at the host institution", "у установи домаћину")
    return Text(f"at {host}", f"у установи {host}")


def _number(ects: Decimal) -> Text:
    written = f"{ects:f}"
    if "." in written:
        written = written.rstrip("0").rstrip(".")
    return Text(written, written.replace(".", ","))
