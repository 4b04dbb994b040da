"""Guards that count the ECTS of the agreement: BMU-8d, BEE-L1."""

from __future__ import annotations

from datetime import datetime

from rules.guards.wording import guard_reason
from rules.parameters import Parameters, number
from states.agreements import total_ects
from states.dossier import AgreementVersion, Dossier
from states.reasons import GuardReason


def enough_ects(dossier: Dossier, parameters: Parameters, now: datetime) -> list[GuardReason]:
    """BMU-8d: at least 20 ECTS a semester, save for a final thesis or a doctoral dissertation."""
    agreement = dossier.agreement
    if agreement is None or _writes_a_thesis(dossier, agreement):
        return []
    semesters = semesters_of(dossier, agreement)
    least = number(parameters, "min_ects_per_semester") * semesters
    total = total_ects(agreement)
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
    return [guard_reason(message, remedy, semesters=semesters, **facts)]


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
    add = ("Add courses worth {by} ECTS at least.", "Додати предмете од најмање {by} ЕСПБ.")
    drop = (
        "Take out courses worth {by} ECTS at least.",
        "Изоставити предмете од најмање {by} ЕСПБ.",
    )
    remedy, by = (add, least - total) if total < least else (drop, total - most)
    return [guard_reason(message, remedy, total=total, least=least, most=most, by=by)]


def semesters_of(dossier: Dossier, version: AgreementVersion | None) -> int:
    """How many semesters the stay has: a version says, else the application, else one.

    Once the agreement is concluded, the version that counts is the one in force.
    """
    agreed = version.semesters if version else None
    return agreed or (dossier.application.semesters if dossier.application else 1)


def _writes_a_thesis(dossier: Dossier, agreement: AgreementVersion) -> bool:
    applied = dossier.application.purpose if dossier.application else "study"
    return (agreement.purpose or applied) in ("thesis", "doctoral")
