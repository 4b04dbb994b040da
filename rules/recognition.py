"""The content of the Decree on recognition: what counts, what it counts as, what is left to do.

Articles 16 and 22. Pure: the facts come from the dossier, the home scale and the rule of conversion
from the regulation, the method from the Academic Coordinator. Which gaps forbid a Decree is for
the guards to say; here they can be asked for.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Final, Literal

from rules.averaging import Joint, joint
from rules.grades import (
    Conversion,
    ConversionRule,
    Unconvertible,
    Ungraded,
    convert,
    convert_letter,
)
from rules.grading_tables import is_no_grade
from rules.table_choice import Tables, tables_of
from rules.traineeships import practice_of
from states.dossier import Course, Dossier
from states.frozen import frozen
from states.recognition import (
    GradeShare,
    HomeCourse,
    RecognitionDecision,
    Transcript,
    TranscriptCourse,
)
from states.text import Text, alike

Method = Literal["course_by_course", "semester_for_semester"]
HOME_SCALE: Final = Text("the home grading scale", "скала оцењивања матичне установе")


@frozen
class Replacement:
    """A course passed at the host, and the home course that it counts as (BMU-22.1)."""

    course: TranscriptCourse
    home: HomeCourse
    conversion: Conversion | Unconvertible | Ungraded

    @property
    def grade(self) -> str | None:
        """The converted grade; None where it could not be converted, or there was none."""
        return self.conversion.grade if isinstance(self.conversion, Conversion) else None


@frozen
class Recognition:
    """What the Decree says. Courses stand in the order of the transcript.

    `supplement` are the courses with no match (BMU-22.3), `recognised` those taken over as they
    are (BMU-22.8, free electives by 22.9), `remaining` the home courses still to be passed
    (BMU-16, 20). `ects_counted` and `grades_in_average` (one for each home course) are what enters
    the programme and the average (BMU-22.5 to 22.9); `joint` are the home courses that several
    courses replaced together. `tables` are those that grades were converted by (BMU-22.4); None
    where none was needed. `traineeship` is the home course as which a traineeship counts, without
    a grade.
    """

    method: Method
    ects_counted: Decimal
    replaced: tuple[Replacement, ...] = ()
    supplement: tuple[TranscriptCourse, ...] = ()
    recognised: tuple[TranscriptCourse, ...] = ()
    remaining: tuple[HomeCourse, ...] = ()
    grades_in_average: tuple[str, ...] = ()
    joint: tuple[Joint, ...] = ()
    tables: Tables | None = None
    traineeship: HomeCourse | None = None


def compose(
    dossier: Dossier,
    home_scale: Sequence[GradeShare],
    conversion_rule: ConversionRule = "largest_overlap",
    method: Method = "course_by_course",
    scale_source: Text = HOME_SCALE,
) -> Recognition:
    """The content of the Decree from the facts as they stand, gaps left open.

    `home_scale` runs from the best grade down and is named by `scale_source` (annex 10, annex 11).
    A transcript without a grading table is read by ECTS letters. Never refuses: a passed course
    that is not decided is left out, a grade without an equivalent stands there with the reason.
    """
    if method == "semester_for_semester":
        return _semester_for_semester(dossier)
    tables = tables_of(dossier, home_scale, scale_source)
    replacements = tuple(_replacements(dossier, tables, conversion_rule))
    decided_courses = [(course, _on(course, dossier)) for course in _passed(dossier)]
    supplement = tuple(
        course for course, on in decided_courses if any(part.supplement for part in on)
    )
    electives = tuple(course for course, on in decided_courses if any(part.elective for part in on))
    practice = practice_of(dossier)
    counted_courses = [part.home for part in replacements] + ([practice] if practice else [])
    ects = sum((part.ects or Decimal(0) for part in _once(counted_courses)), _ects_of(electives))
    entering = tuple(_entering(replacements, tables.home))
    grades = tuple(part if isinstance(part, str) else part.grade for part in entering)
    together = tuple(part for part in entering if isinstance(part, Joint))
    return Recognition(
        method=method,
        ects_counted=ects,
        replaced=replacements,
        supplement=supplement,
        recognised=electives,
        remaining=_remaining(dossier, counted_courses),
        grades_in_average=grades,
        joint=together,
        tables=tables if replacements else None,
        traineeship=practice,
    )


def undecided(dossier: Dossier) -> tuple[TranscriptCourse, ...]:
    """Passed courses on which the Academic Coordinator has not clearly decided (BMU-16, 21).

    A decision names a home course, the supplement or a free elective; several of them, or none,
    is no decision.
    """
    return tuple(course for course in _passed(dossier) if not _is_decided(course, dossier))


def incomplete(dossier: Dossier) -> tuple[RecognitionDecision, ...]:
    """Decisions whose home course lacks title, ECTS or class hours (BMU-22.1)."""
    return tuple(
        decision
        for decision in dossier.recognition
        if decision.home and not _is_complete(decision.home)
    )


def earned_ects(dossier: Dossier) -> Decimal:
    """The host's ECTS of all passed courses (BMU-22.8 asks for 30 a semester)."""
    return _ects_of(_passed(dossier))


def earned_by_semester(dossier: Dossier) -> Mapping[int, Decimal]:
    """The host's ECTS of passed courses in each semester that the agreement in force names.

    Empty where it does not tell of each course passed in which semester it was taken.
    """
    agreed_courses = dossier.agreed.courses if dossier.agreed else ()
    semesters = {
        name: course.semester
        for course in agreed_courses
        if course.semester
        for name in _names(course)
    }
    ects_earned = dict.fromkeys(semesters.values(), Decimal(0))
    for course in _passed(dossier):
        semester = next((semesters[name] for name in _names(course) if name in semesters), None)
        if semester is None:
            return {}
        ects_earned[semester] += course.ects
    return ects_earned


def _names(course: Course | TranscriptCourse) -> list[str]:
    """By what a course of the agreement is found on the transcript: its code, its title."""
    return [alike(name) for name in (course.code, course.title) if name]


def untaken(
    decisions: Sequence[RecognitionDecision], transcript: Transcript, stay: frozenset[str]
) -> tuple[int, ...]:
    """The places of decisions on courses that stand nowhere on the transcript.

    A stay itself may be decided on (a traineeship, BMU-13): `stay` are its names, made `alike`.
    """
    titles = {alike(course.title) for course in transcript.courses} | stay
    return tuple(n for n, decision in enumerate(decisions) if alike(decision.host) not in titles)


def _semester_for_semester(dossier: Dossier) -> Recognition:
    """All that was passed counts under its own name; nothing is left to do at home (BMU-22.8)."""
    ects, passed_courses = earned_ects(dossier), _passed(dossier)
    return Recognition(method="semester_for_semester", ects_counted=ects, recognised=passed_courses)


def _replacements(dossier: Dossier, tables: Tables, rule: ConversionRule) -> Iterator[Replacement]:
    for course in _passed(dossier):
        for decision in _on(course, dossier):
            if decision.home:
                conversion = _converted(course.grade, tables, rule)
                no_grade = is_no_grade(course.grade, tables.host)
                if decision.without_grade and no_grade and isinstance(conversion, Unconvertible):
                    yield Replacement(course, decision.home, Ungraded(course.grade))
                else:
                    yield Replacement(course, decision.home, conversion)


def _converted(grade: str, tables: Tables, rule: ConversionRule) -> Conversion | Unconvertible:
    if tables.host:
        return convert(grade, tables.host, tables.home, rule)
    return convert_letter(grade, tables.home)


def _entering(
    replacements: Sequence[Replacement], scale: Sequence[GradeShare]
) -> Iterator[str | Joint]:
    """For each home course the grade that enters the average, joint where several replaced it."""
    for home in _once(replacement.home for replacement in replacements):
        parts = [
            (replacement.course, replacement.grade)
            for replacement in replacements
            if alike(replacement.home.title) == alike(home.title) and replacement.grade is not None
        ]
        if len(parts) == 1:
            yield parts[0][1]
        elif parts:
            yield joint(home, parts, scale)


def _remaining(dossier: Dossier, counted_courses: Sequence[HomeCourse]) -> tuple[HomeCourse, ...]:
    """What the semester at home asked for, or else what the agreement in force replaces."""
    agreed_courses = dossier.agreed.courses if dossier.agreed else ()
    owed_courses = dossier.home_courses or [
        course.replaces for course in agreed_courses if course.replaces
    ]
    done_titles = {alike(course.title) for course in counted_courses}
    return tuple(course for course in _once(owed_courses) if alike(course.title) not in done_titles)


def _once(courses: Iterable[HomeCourse]) -> Iterable[HomeCourse]:
    """Each home course once, in order: two courses abroad may replace one at home."""
    first: dict[str, HomeCourse] = {}
    for course in courses:
        first.setdefault(alike(course.title), course)
    return first.values()


def _ects_of(courses: Iterable[TranscriptCourse]) -> Decimal:
    return sum((course.ects for course in courses), Decimal(0))


def _passed(dossier: Dossier) -> tuple[TranscriptCourse, ...]:
    courses = dossier.transcript.courses if dossier.transcript else ()
    return tuple(course for course in courses if course.passed)


def _on(course: TranscriptCourse, dossier: Dossier) -> list[RecognitionDecision]:
    return [
        decision for decision in dossier.recognition if alike(decision.host) == alike(course.title)
    ]


def _is_decided(course: TranscriptCourse, dossier: Dossier) -> bool:
    decisions = _on(course, dossier)
    homes = sum(decision.home is not None for decision in decisions)
    supplements = sum(decision.supplement for decision in decisions)
    electives = sum(decision.elective for decision in decisions)
    counts = [count for count in (homes, supplements, electives) if count]
    return len(counts) == 1 and counts[0] == len(decisions)


def _is_complete(home: HomeCourse) -> bool:
    return bool(home.title.strip()) and home.ects is not None and home.hours is not None
