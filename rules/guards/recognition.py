"""Guards of the Decree: BMU-16, BMU-22.8, BEE-L5, BEE-R2.

Until a draft says its method, a Decree is judged as one that recognises course by course.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from decimal import Decimal
from typing import Final

from rules.grades import Unconvertible, Ungraded
from rules.guards.ects import semesters_of
from rules.guards.remedies import NOTHING
from rules.guards.wording import guard_reason, listed
from rules.parameters import Parameters, conversion_rule, grading_scale, number, word
from rules.precedents import BINDING, decided_otherwise
from rules.recognition import (
    Recognition,
    compose,
    earned_by_semester,
    earned_ects,
    incomplete,
    undecided,
)
from states.dossier import Dossier
from states.reasons import GuardReason
from states.recognition import RecognitionDecision
from states.text import Text, alike

NO_EQUIVALENT: Final = Text(
    "a pass without a grade has none of the law's grades here",
    "за положен предмет без оцене овде није одређена законска оцена",
)


def all_passed_courses_decided(
    dossier: Dossier, parameters: Parameters, now: datetime
) -> list[GuardReason]:
    """BMU-16, BEE-R2: each course passed replaces a home course or goes to the supplement.

    With `without_transcript: true` a stay may have brought no courses at all: a traineeship.
    """
    if _by_semester(dossier):
        return []
    if dossier.transcript is None and not parameters.get("without_transcript"):
        message = (
            "The host's transcript has not been recorded course by course.",
            "Препис оцена домаћина није евидентиран по предметима.",
        )
        remedy = ("Record the transcript.", "Евидентирати препис оцена.")
        return [guard_reason(message, remedy, by=("transcript",))]
    message = (
        "Nothing is decided on the passed course “{title}” ({ects} ECTS).",
        "Није одлучено о положеном предмету „{title}“ ({ects} ЕСПБ).",
    )
    remedy = (
        "Decide which home course it replaces, or that it goes to the diploma supplement.",
        "Одлучити који предмет замењује или да се уноси у додатак дипломи.",
    )
    return [
        guard_reason(message, remedy, title=course.title, ects=course.ects, by=("recognition",))
        for course in undecided(dossier)
    ]


def home_courses_complete(
    dossier: Dossier, parameters: Parameters, now: datetime
) -> list[GuardReason]:
    """BMU-16, 22.1, BEE-R2: a course counts with its home course's title, ECTS and class hours."""
    if _by_semester(dossier):
        return []
    message = (
        "The home course “{home}” for “{host}” lacks: {parts}.",
        "Предмет „{home}“ који се признаје за „{host}“, недостаје: {parts}.",
    )
    remedy = (
        "Record the decision anew with: {parts}.",
        "Поново евидентирати одлуку са подацима: {parts}.",
    )
    return [
        guard_reason(
            message,
            remedy,
            host=decision.host,
            home=_home_title(decision),
            parts=listed(_lacking(decision)),
            by=("recognition",),
        )
        for decision in incomplete(dossier)
    ]


def grades_convertible(
    dossier: Dossier, parameters: Parameters, now: datetime
) -> list[GuardReason]:
    """BMU-16, 22.4, 23, BEE-R2: each grade of a matched course has an equivalent at home.

    Given the regulation's `grading_scale` and the method of `conversion`. What was `ungraded` at
    the host counts without one where the definition says so; a grade that has an equivalent is
    never left out.
    """
    if _by_semester(dossier):
        return []
    content = compose(dossier, grading_scale(parameters), conversion_rule(parameters))
    may_be_ungraded = bool(parameters.get("ungraded"))
    return [*_unconverted(content, may_be_ungraded), *_left_out(dossier, content)]


def _unconverted(content: Recognition, may_be_ungraded: bool) -> Iterator[GuardReason]:
    """Grades without an equivalent; a pass without one too, where the source knows none."""
    message = (
        "Grade {grade} in “{title}” can't be converted: {why}.",
        "Оцена {grade} из предмета „{title}“ не може се ускладити: {why}.",
    )
    table = (
        "Record the transcript with the host's grading table, best grade first, 100 % together",
        "Евидентирати препис са табелом оцењивања домаћина, од најбоље оцене, укупно 100 %",
    )
    no_grade = (
        "; where the host gives a pass and no grade, say so in the decision on the course",
        "; ако домаћин не даје оцену, већ само да је предмет положен, то навести у одлуци",
    )
    en, sr = (
        f"{whole}{more if may_be_ungraded else ''}."
        for whole, more in zip(table, no_grade, strict=True)
    )
    for line in content.replaced:
        answer = line.conversion
        if isinstance(answer, Ungraded) and not may_be_ungraded:
            answer = Unconvertible(answer.grade, NO_EQUIVALENT)
        if isinstance(answer, Unconvertible):
            yield guard_reason(
                message,
                (en, sr),
                grade=line.course.grade,
                title=line.course.title,
                why=answer.why,
                by=("transcript", "recognition") if may_be_ungraded else ("transcript",),
            )


def _left_out(dossier: Dossier, content: Recognition) -> Iterator[GuardReason]:
    """Grades that a decision would leave out although they have an equivalent (BMU-22.4)."""
    message = (
        "Grade {grade} in “{title}” has an equivalent, {home}: the student has a right to it.",
        "Оцена {grade} из предмета „{title}“ има еквивалент, {home}: студент има право на њу.",
    )
    remedy = (
        "Decide on the course with its grade.",
        "О предмету одлучити са оценом.",
    )
    without = {alike(decision.host) for decision in dossier.recognition if decision.without_grade}
    for line in content.replaced:
        if alike(line.course.title) in without and line.grade is not None:
            yield guard_reason(
                message,
                remedy,
                grade=line.course.grade,
                title=line.course.title,
                home=line.grade,
                by=("recognition",),
            )


def precedents_followed(
    dossier: Dossier, parameters: Parameters, now: datetime
) -> list[GuardReason]:
    """BEE-L5: a course once recognised for a host is recognised alike for later students.

    Only where the practice of `precedents` is that they bind. Semester for semester no course is
    compared, so none is decided otherwise.
    """
    if word(parameters, "precedents") != BINDING or _by_semester(dossier):
        return []
    message = (
        "“{course}” was recognised as “{home}” in {case} on {on}; here it is decided otherwise.",
        "„{course}“ је у предмету {case} признат као „{home}“ ({on}); овде је одлучено другачије.",
    )
    remedy = (
        "Decide likewise, or first withdraw the precedent of decision no. {decree}, with a reason.",
        "Одлучити исто, или најпре, уз разлог, ставити ван снаге ранију одлуку из решења број "
        "{decree}.",
    )
    return [
        guard_reason(
            message,
            remedy,
            course=proposal.course.title,
            home=listed(precedent.home.title for precedent in proposal.precedents),
            case=proposal.precedents[0].case,
            on=proposal.precedents[0].recognised_on,
            decree=proposal.precedents[0].decree,
            by=("recognition", "withdraw_precedent"),
        )
        for proposal in decided_otherwise(dossier)
    ]


def semester_for_semester_ects(
    dossier: Dossier, parameters: Parameters, now: datetime
) -> list[GuardReason]:
    """BMU-22.8: semester is recognised for semester only with 30 ECTS earned in each.

    Where the agreement in force tells of every passed course in which semester it was taken, each
    semester is counted, else all of them together.
    """
    if not _by_semester(dossier):
        return []
    semesters, counted_ects = semesters_of(dossier, dossier.agreed), earned_ects(dossier)
    in_each = number(parameters, "min_ects_per_semester")
    least = in_each * semesters
    if counted_ects >= least:
        return _too_few_earned(earned_by_semester(dossier), in_each)
    message = (
        "{earned} ECTS were earned; for semesters: {semesters}, at least {least} are needed.",
        "Остварено је {earned} ЕСПБ; број семестара: {semesters}, потребно је најмање {least}.",
    )
    remedy = ("Recognise course by course.", "Признати предмет по предмет.")
    return [
        guard_reason(
            message,
            remedy,
            earned=counted_ects,
            semesters=semesters,
            least=least,
            by=("decree", "transcript"),
        )
    ]


def _too_few_earned(by_semester: Mapping[int, Decimal], least: int | Decimal) -> list[GuardReason]:
    message = (
        "In semester {semester} {earned} ECTS were earned; at least {least} are needed in each.",
        "У семестру {semester} остварено је {earned} ЕСПБ; у сваком је потребно најмање {least}.",
    )
    remedy = ("Recognise course by course.", "Признати предмет по предмет.")
    return [
        guard_reason(
            message,
            remedy,
            semester=semester,
            earned=ects,
            least=least,
            by=("decree", "transcript"),
        )
        for semester, ects in sorted(by_semester.items())
        if ects < least
    ]


def programme_is_erasmus(
    dossier: Dossier, parameters: Parameters, now: datetime
) -> list[GuardReason]:
    """BEE-R2: ECTS are recognised for Erasmus+ mobilities only."""
    if dossier.application and dossier.application.programme == "erasmus":
        return []
    message = (
        "{name}'s mobility is not under Erasmus+.",
        "{name}: мобилност није у оквиру програма Еразмус+.",
    )
    remedy = (
        "Nothing removes this: no ECTS can be recognised, and Student Service closes the case "
        "without a decision.",
        "Ништа не отклања ову препреку: ЕСПБ се не могу признати, а студентска служба затвара "
        "предмет без решења.",
    )
    return [guard_reason(message, remedy, name=dossier.candidate.name, by=(NOTHING,))]


def recognition_is_settled(
    dossier: Dossier, parameters: Parameters, now: datetime
) -> list[GuardReason]:
    """BEE-R2: a case is closed on its decision; without Erasmus+ there is nothing to decide."""
    if _stands(dossier) or programme_is_erasmus(dossier, parameters, now):
        return []
    message = (
        "{name}'s mobility is under Erasmus+, and its recognition is not decided.",
        "{name}: мобилност је у оквиру програма Еразмус+, а о признавању није одлучено.",
    )
    remedy = ("Issue the decision first.", "Најпре донети решење о признавању.")
    return [guard_reason(message, remedy, name=dossier.candidate.name, by=("decree",))]


def decision_is_certified(
    dossier: Dossier, parameters: Parameters, now: datetime
) -> list[GuardReason]:
    """BEE-R2: the written decision is certified before anybody records it.

    Where no decision was issued, or its certification was refused, there is none to certify.
    """
    decree = dossier.decree
    if decree is None or not _stands(dossier):
        return []
    if dossier.certified_on is not None and dossier.certified_on >= decree.issued_on:
        return []
    message = (
        "Decision no. {number} of {on} is not certified.",
        "Решење број {number} од {on} године није оверено.",
    )
    remedy = (
        "Have it certified, and record the day of the certification.",
        "Обезбедити оверу решења и евидентирати њен датум.",
    )
    return [
        guard_reason(
            message, remedy, number=decree.number, on=decree.issued_on, by=("certification",)
        )
    ]


def decision_is_not_certified(
    dossier: Dossier, parameters: Parameters, now: datetime
) -> list[GuardReason]:
    """BEE-R2: what was certified already is not refused its certification."""
    decree, certified_on = dossier.decree, dossier.certified_on
    if decree is None or certified_on is None or certified_on < decree.issued_on:
        return []
    message = (
        "Decision no. {number} of {on} was certified on {certified}.",
        "Решење број {number} од {on} године оверено је {certified}.",
    )
    remedy = (
        "If that was recorded by mistake, withdraw the record of the certification first.",
        "Ако је то погрешно евидентирано, најпре повући упис о овери.",
    )
    return [
        guard_reason(
            message,
            remedy,
            number=decree.number,
            on=decree.issued_on,
            certified=certified_on,
            by=("withdrawn_record",),
        )
    ]


def _stands(dossier: Dossier) -> bool:
    """Whether a decision was issued whose certification was not refused."""
    return dossier.decree is not None and dossier.decree.certification_refused_on is None


def _by_semester(dossier: Dossier) -> bool:
    return dossier.decree is not None and dossier.decree.method == "semester_for_semester"


def _home_title(decision: RecognitionDecision) -> str:
    return decision.home.title if decision.home else ""


def _lacking(decision: RecognitionDecision) -> list[Text]:
    home = decision.home
    parts = (
        (home is None or not home.title.strip(), Text("title", "назив")),
        (home is None or home.ects is None, Text("ECTS", "ЕСПБ")),
        (home is None or home.hours is None, Text("class hours", "фонд часова")),
    )
    return [name for lacks, name in parts if lacks]
