"""Guards that count the ECTS of the agreement: BMU-8d, BEE-L1."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime
from decimal import Decimal

from rules.guards.wording import guard_reason
from rules.parameters import Parameters, number
from states.agreements import each_once, total_ects
from states.dossier import AgreementVersion, Dossier
from states.reasons import GuardReason


def enough_ects(dossier: Dossier, parameters: Parameters, now: datetime) -> list[GuardReason]:
    """BMU-8d: at least 20 ECTS in each semester, save for a final thesis or a dissertation.

    Where every course names its semester each one is counted, else all of them together.
    """
    agreement = dossier.agreement
    if agreement is None or _writes_a_thesis(dossier, agreement):
        return []
    semesters, least = semesters_of(dossier, agreement), number(parameters, "min_ects_per_semester")
    by_semester = _by_semester(agreement)
    if by_semester:
        return [
            *_too_few_in(by_semester, least),
            *_without_courses(len(by_semester), semesters, least),
        ]
    return _too_few_in_all(total_ects(agreement), least * semesters, semesters)


def _by_semester(agreement: AgreementVersion) -> dict[int, Decimal]:
    """The ECTS of each semester; empty where a course does not say in which it is taken."""
    ects: dict[int, Decimal] = defaultdict(Decimal)
    for course in each_once(agreement.courses):
        if course.semester is None:
            return {}
        ects[course.semester] += course.ects or Decimal(0)
    return ects


def _too_few_in(by_semester: dict[int, Decimal], least: int | Decimal) -> list[GuardReason]:
    message = (
        "The courses of semester {semester} carry {total} ECTS; at least {least} are needed.",
        "Предмети у семестру {semester} носе {total} ЕСПБ; потребно је најмање {least}.",
    )
    remedy = (
        "Add courses worth {short} ECTS to semester {semester} and record the new version.",
        "У семестру {semester} додати предмете од {short} ЕСПБ и евидентирати нову верзију.",
    )
    return [
        guard_reason(
            message,
            remedy,
            semester=semester,
            total=total,
            least=least,
            short=least - total,
            by=("agreement",),
        )
        for semester, total in sorted(by_semester.items())
        if total < least
    ]


def _without_courses(number_named: int, semesters: int, least: int | Decimal) -> list[GuardReason]:
    """A semester of the stay for which no course is named carries none."""
    if number_named >= semesters:
        return []
    message = (
        "The stay has semesters: {semesters}; courses are named for {named} of them, and each "
        "needs at least {least} ECTS.",
        "Број семестара боравка: {semesters}; предмети су наведени за {named}, а за сваки је "
        "потребно најмање {least} ЕСПБ.",
    )
    remedy = (
        "Name courses for each semester and record the new version.",
        "Навести предмете за сваки семестар и евидентирати нову верзију.",
    )
    return [
        guard_reason(
            message, remedy, semesters=semesters, named=number_named, least=least, by=("agreement",)
        )
    ]


def _too_few_in_all(total: Decimal, least: int | Decimal, semesters: int) -> list[GuardReason]:
    if total >= least:
        return []
    message = (
        "The courses carry {total} ECTS; for semesters: {semesters}, at least {least} are needed.",
        "Предмети носе {total} ЕСПБ; број семестара: {semesters}, потребно је најмање {least}.",
    )
    remedy = (
        "Add courses worth {short} ECTS and record the new version.",
        "Додати предмете од {short} ЕСПБ и евидентирати нову верзију.",
    )
    facts = {"total": total, "least": least, "short": least - total}
    return [guard_reason(message, remedy, semesters=semesters, **facts, by=("agreement",))]


def ects_between(dossier: Dossier, parameters: Parameters, now: datetime) -> list[GuardReason]:
    """BEE-L1: the courses chosen carry at least 20 and at most 30 ECTS in all, both allowed.

    The faculty's source limits the choice as a whole and doesn't speak of semesters.
    """
    if dossier.agreement is None:
        return []
    total = total_ects(dossier.agreement)
    least, most = number(parameters, "min_ects"), number(parameters, "max_ects")
    if least <= total <= most:
        return []
    message = (
        "The courses carry {total} ECTS; from {least} to {most} are allowed.",
        "Предмети носе {total} ЕСПБ; дозвољено је од {least} до {most}.",
    )
    add = (
        "Add courses worth {difference} ECTS at least.",
        "Додати предмете од најмање {difference} ЕСПБ.",
    )
    drop = (
        "Take out courses worth {difference} ECTS at least.",
        "Изоставити предмете од најмање {difference} ЕСПБ.",
    )
    remedy, difference = (add, least - total) if total < least else (drop, total - most)
    return [
        guard_reason(
            message,
            remedy,
            total=total,
            least=least,
            most=most,
            difference=difference,
            by=("agreement",),
        )
    ]


def semesters_of(dossier: Dossier, version: AgreementVersion | None) -> int:
    """How many semesters the stay has: a version says, else the application, else one.

    Once the agreement is concluded, the version that counts is the one in force.
    """
    agreed_semesters = version.semesters if version else None
    return agreed_semesters or (dossier.application.semesters if dossier.application else 1)


def _writes_a_thesis(dossier: Dossier, agreement: AgreementVersion) -> bool:
    applied_purpose = dossier.application.purpose if dossier.application else "study"
    return (agreement.purpose or applied_purpose) in ("thesis", "doctoral")
