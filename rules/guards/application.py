"""Guards of the application: the call, its hosts, and who may go at all.

BMU articles 5, 14, 15 and 28; BEE-C1, BEE-T3. Its documents have guards of their own.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache

from rules.event_days import first_day_of_stay, last_day_of_stay, received_on
from rules.guards.remedies import NEW_CALL, TIME
from rules.guards.wording import Fact, guard_reason, listed
from rules.other_mobilities import months_of_other_cases
from rules.parameters import Number, Parameters, number, words
from rules.stay import months_of
from states.dossier import Dossier
from states.reasons import GuardReason


def call_is_open(dossier: Dossier, parameters: Parameters, now: datetime) -> list[GuardReason]:
    """BMU-15a, BEE-C1: one applies from the day of publication to 24:00 of the last day.

    What counts is the day on which the application was received, not that on which it was noted.
    """
    call, application_day = dossier.call, received_on(dossier, now)
    if application_day < call.published:
        message = (
            "The call “{call}” is published on {published}.",
            "Конкурс „{call}“ објављује се {published}",
        )
        remedy = ("Apply on {published} or later.", "Пријаву поднети од {published}")
        by: tuple[str, ...] = ("application", TIME)
    elif application_day > call.closes:
        message = (
            "The call “{call}” closed on {closes} at 24:00.",
            "Конкурс „{call}“ затворен је {closes} у 24:00.",
        )
        remedy = (
            "Apply to the next call; an application received in time is recorded with its day.",
            "Пријавити се на наредни конкурс; ако је пријава примљена у року, унети дан пријема.",
        )
        by = ("application", NEW_CALL)
    else:
        return []
    return [
        guard_reason(
            message,
            remedy,
            call=call.title,
            published=call.published,
            closes=call.closes,
            by=by,
        )
    ]


def hosts_are_in_the_call(
    dossier: Dossier, parameters: Parameters, now: datetime
) -> list[GuardReason]:
    """BMU-15a, BEE-C1: one applies for host institutions that the call offers, for one at least.

    With `where_named: true` only where call and application both name some: who comes to us has
    no choice of hosts to make.
    """
    offered_hosts = [host.name for host in dossier.call.hosts]
    hosts = dossier.application.hosts if dossier.application else ()
    if parameters.get("where_named") and not (offered_hosts and hosts):
        return []
    remedy = ("Choose from: {offered}.", "Изабрати неку од установа: {offered}.")
    if offered_hosts and not hosts:
        message = ("The application names no host.", "У пријави није наведена установа домаћин.")
        return [guard_reason(message, remedy, offered=listed(offered_hosts), by=("application",))]
    message = ("“{host}” is not in the call.", "Установа „{host}“ није обухваћена конкурсом.")
    outside = [host for host in dict.fromkeys(hosts) if host not in offered_hosts]
    return [
        guard_reason(message, remedy, host=host, offered=listed(offered_hosts), by=("application",))
        for host in outside
    ]


def year_or_level(dossier: Dossier, parameters: Parameters, now: datetime) -> list[GuardReason]:
    """BMU-14: from the second year of undergraduate studies with 60 ECTS, or on a higher level."""
    candidate = dossier.candidate
    if candidate.level in ("master", "specialist", "doctoral"):
        return []
    if candidate.level is None:
        message = ("{name}'s level of study is not known.", "Није познат ниво студија: {name}.")
        remedy = (
            "Correct what is recorded of the candidate: the level of study.",
            "Исправити податке о кандидату: ниво студија.",
        )
        return [guard_reason(message, remedy, name=candidate.name, by=("candidate",))]
    return [
        *_year(dossier, number(parameters, "min_year")),
        *_ects(dossier, number(parameters, "min_ects")),
    ]


def _year(dossier: Dossier, least: Number) -> Iterator[GuardReason]:
    year = dossier.candidate.year
    if year is not None and year >= least:
        return
    message = (
        "{name} is in year {year} of undergraduate studies; year {least} or later is needed.",
        "{name}: {year}. година основних студија; потребна је најмање {least}. година.",
    )
    if year is None:
        message = (
            "{name}'s year of undergraduate studies is not known; year {least} or later is needed.",
            "{name}: није позната година основних студија; потребна је најмање {least}. година.",
        )
    remedy = (
        "Apply once enrolled in year {least}; a year recorded wrongly is corrected.",
        "Пријавити се по упису {least}. године; погрешно уписана година се исправља.",
    )
    yield guard_reason(
        message, remedy, name=dossier.candidate.name, year=year or 0, least=least, by=("candidate",)
    )


def _ects(dossier: Dossier, least: Number) -> Iterator[GuardReason]:
    earned_ects = dossier.candidate.ects_earned
    if earned_ects >= least:
        return
    message = (
        "{name} has earned {earned} ECTS; {least} are needed.",
        "{name}: остварено ЕСПБ: {earned}; потребно је најмање {least}.",
    )
    remedy = (
        "Earn {short} more ECTS, or correct what is recorded where they are earned already.",
        "Остварити још {short} ЕСПБ или исправити податке ако су већ остварени.",
    )
    name, short = dossier.candidate.name, least - earned_ects
    yield guard_reason(
        message, remedy, name=name, earned=earned_ects, least=least, short=short, by=("candidate",)
    )


def months_on_level(dossier: Dossier, parameters: Parameters, now: datetime) -> list[GuardReason]:
    """BMU-5: all mobilities on one level of study last 3 to 12 months together, both allowed.

    The period is the exact one that the host confirms; before it has answered, the one applied for.
    To it come the months that the student told of and those of the person's other cases here, of
    the processes `also`: the days that were really spent, else those that the host confirmed,
    unless the case ended in one of `never_went`.
    """
    first, last = first_day_of_stay(dossier), last_day_of_stay(dossier)
    if first is None or last is None or last < first:
        return []
    stay = months_of(first, last)
    other_months = months_of_other_cases(dossier, parameters)
    before = sum(other_months.values(), _exactly(dossier.candidate.months_abroad))
    total = stay + before
    least, most = number(parameters, "min_months"), number(parameters, "max_months")
    if least <= total <= most:
        return []
    message = (
        "This stay of {stay} months and {before} before it on this level make {total}; "
        "from {least} to {most} are allowed.",
        "Овај боравак (месеци: {stay}) са ранијим на истом нивоу (месеци: {before}) даје {total}; "
        "дозвољено је од {least} до {most}.",
    )
    if other_months:
        message = (
            "This stay of {stay} months and {before} in other mobilities on this level, those of "
            "{cases} among them, make {total}; from {least} to {most} are allowed.",
            "Овај боравак (месеци: {stay}) и друге мобилности на истом нивоу (месеци: {before}; "
            "предмети: {cases}) дају укупно {total}; дозвољено је од {least} до {most}.",
        )
    facts: dict[str, Fact] = {"stay": stay, "total": total, "least": least, "most": most}
    remedy = _other_period(total < least, by_host=dossier.host_answer is not None)
    return [
        guard_reason(
            message,
            remedy,
            before=before,
            cases=listed(other_months),
            **facts,
            by=("host_period", "application", "candidate"),
        )
    ]


_exactly = lru_cache(maxsize=1024)(Fraction)


def _other_period(too_short: bool, by_host: bool) -> tuple[str, str]:
    """What helps against a period that is too short or too long, by who fixed it."""
    en, sr = ("longer", "дужи") if too_short else ("shorter", "краћи")
    if by_host:
        return (
            f"Agree a {en} stay with the host and record the period that it confirms.",
            f"Договорити са домаћином {sr} боравак и евидентирати период који потврди.",
        )
    return (f"Apply for a {en} stay.", f"Пријавити {sr} боравак.")


def teaching_hours_at_least(
    dossier: Dossier, parameters: Parameters, now: datetime
) -> list[GuardReason]:
    """BEE-T3: who goes to teach holds at least 8 hours; the agreement says more than the plan."""
    sources = (dossier.agreement, dossier.application)
    hours = next(
        (
            source.teaching_hours
            for source in sources
            if source and source.teaching_hours is not None
        ),
        None,
    )
    least = number(parameters, "min_teaching_hours")
    if hours is not None and hours >= least:
        return []
    message = (
        "{hours} hours of teaching are planned; at least {least} are needed.",
        "Планирани број часова наставе: {hours}; потребно је најмање {least}.",
    )
    remedy = (
        "Agree at least {least} hours with the host and record them.",
        "Договорити са домаћином најмање {least} часова и евидентирати их.",
    )
    return [
        guard_reason(
            message,
            remedy,
            hours=hours if hours is not None else Decimal(0),
            least=least,
            by=("application", "agreement"),
        )
    ]


def no_other_application(
    dossier: Dossier, parameters: Parameters, now: datetime
) -> list[GuardReason]:
    """BMU-15a, BEE-C1: one person applies once in a call, under whatever spelling of the address.

    An application that ended in one of `given_up` is none.
    """
    given_up = words(parameters, "given_up")
    message = (
        "{name} has applied in this call already: {case}.",
        "{name}: на овом конкурсу већ постоји пријава, предмет {case}.",
    )
    remedy = (
        "Go on with {case}, or withdraw it first.",
        "Наставити предмет {case} или најпре одустати од њега.",
    )
    return [
        guard_reason(
            message, remedy, name=dossier.candidate.name, case=other.number, by=("reason",)
        )
        for other in dossier.other_cases
        if other.in_this_call and other.applied and other.state not in given_up
    ]


def employed(dossier: Dossier, parameters: Parameters, now: datetime) -> list[GuardReason]:
    """BMU-28: only who is employed here under an employment contract goes as staff."""
    if dossier.candidate.employed:
        return []
    message = (
        "{name} is not recorded as employed under an employment contract.",
        "{name}: није евидентирано запослење по основу уговора о раду.",
    )
    remedy = (
        "Once the contract is there, correct what is recorded of the candidate.",
        "Када уговор о раду постоји, исправити податке о кандидату.",
    )
    return [guard_reason(message, remedy, name=dossier.candidate.name, by=("candidate",))]
