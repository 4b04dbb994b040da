"""Putting a case on hold until a day, with a reason, and bringing it back.

A hold is the colleagues' own note: it stops no limit, unless a pause is recorded with it, which the
definition must allow and which never touches a right. It ends on its day, or when the case moves.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Final

from persistence import dossiers, handling, handling_log
from persistence.dossiers import LockedCase
from persistence.handling import Handling, Hold
from persistence.handling_log import LoggedEntry
from rules.rests import bears_no_pause
from rules.wording import format_text
from states.decision import Refused
from states.definition import ProcessDefinition
from states.dossier import Case, Dossier, Pause
from states.facts import PAUSE
from states.text import Text
from states.validation_error import ValidationError, check_all
from states.withdrawn_records import WITHDRAWN_RECORD
from workflows.act import Act
from workflows.cases.colleagues import Colleague
from workflows.cases.handling import locked_handling
from workflows.cases.recording import FactRequest, Recorded, record_fact
from workflows.cases.status import awaited_of

LONGEST: Final = timedelta(days=366)
LONGEST_REASON: Final = 1000
_DAY: Final = timedelta(days=1)


def may_stop_time(act: Act, definition: ProcessDefinition, case: Case, dossier: Dossier) -> bool:
    """Whether the law lets who acts stop the limit of what the case awaits, by a pause.

    Not one that has passed: it is stopped no more.
    """
    rule = definition.facts.get(PAUSE)
    awaited_step = definition.awaited(case, dossier, act.now)
    if rule is None or awaited_step is None or case.due is None or case.due < act.today:
        return False
    return act.role in rule.roles and not bears_no_pause(awaited_step)


def moves_by_pause(
    act: Act, definition: ProcessDefinition, case: Case, dossier: Dossier, until: date
) -> bool:
    """Whether a pause up to the day before `until` moves the limit: none moves one of a day."""
    pauses = (*dossier.pauses, Pause(act.today, until - _DAY))
    _, receipt = awaited_of(act.office, definition, case, replace(dossier, pauses=pauses), act.now)
    return receipt is not None and receipt.due != case.due


def put_on_hold(
    by: Colleague,
    case_id: int,
    until: date | None,
    reason: str,
    stops_time: bool = False,
    expected_version: int | None = None,
) -> LoggedEntry | Refused | None:
    """Puts a case aside until a civil date, on which it is back; None where the form was done.

    With `stops_time` the days before it are a pause of the limit: refused where no pause may be.
    Raises ValidationError with all that is wrong with day and reason; ChangedMeanwhile as a fact.
    """
    until = check_hold(until, reason, by.act.today)
    locked_case = dossiers.lock(by.act.connection, [case_id]).get(case_id)
    case = locked_handling(by, case_id)
    if locked_case is None or handling_log.is_known(by.act.connection, by.form_key):
        return None
    _check_open(case)
    if stops_time:
        refusal = _record_pause(by, locked_case, until, reason, expected_version)
        if refusal is not None:
            return refusal
        case = locked_handling(by, case_id)
    hold = Hold(until, by.act.today, reason.strip(), case.visit, case.awaited, stops_time)
    handling.put_aside(by.act.connection, case_id, hold, by.member.id)
    data = {"before": _as_data(case.hold), "after": _as_data(hold)}
    return handling_log.add(
        by.act.connection, case_id, by.entry("held", data), by.act.now, by.form_key
    )


def end_hold(by: Colleague, case_id: int) -> LoggedEntry | Refused | None:
    """Brings a case back before its day; a pause that was recorded with it ends too.

    None where the case is not on hold.
    """
    locked_case = dossiers.lock(by.act.connection, [case_id]).get(case_id)
    case = locked_handling(by, case_id)
    if locked_case is None or case.hold is None:
        return None
    if case.hold.stops_time:
        refusal = _cut_pause(by, locked_case, case.hold)
        if refusal is not None:
            return refusal
    handling.bring_back(by.act.connection, case_id, None)
    entry = by.entry("brought_back", {"before": _as_data(case.hold), "after": None})
    return handling_log.add(by.act.connection, case_id, entry, by.act.now, by.form_key)


def check_hold(until: date | None, reason: str, today: date) -> date:
    """The day on which the case is back.

    Raises SeveralErrors for no day, one that is not ahead or further than a year, and no reason.
    """
    checks = {
        "until": lambda reason: _day_ahead(until, today),
        "reason": _check_reason,
    }
    check_all(checks, reason)
    return _day_ahead(until, today)


def _day_ahead(until: date | None, today: date) -> date:
    if until is None:
        raise ValidationError(
            Text(
                "Say on which day the case is back, as a date.",
                "Наведите датум када се предмет враћа у рад.",
            ),
            ("until",),
        )
    if until <= today:
        raise ValidationError(
            format_text(
                "The day on which the case is back must be after today, {today}.",
                "Дан када се предмет враћа у рад мора бити после данашњег, {today}",
                today=today,
            ),
            ("until",),
        )
    if until > today + LONGEST:
        raise ValidationError(
            Text(
                "A case is put on hold for a year at most.",
                "Предмет се одлаже највише за годину дана.",
            ),
            ("until",),
        )
    return until


def _check_reason(reason: str) -> None:
    if not reason.strip():
        raise ValidationError(
            Text("Say why the case waits.", "Наведите зашто предмет чека."), ("reason",)
        )
    if len(reason.strip()) > LONGEST_REASON:
        raise ValidationError(
            Text(
                f"The reason is too long: at most {LONGEST_REASON} letters.",
                f"Разлог је предугачак: највише {LONGEST_REASON} знакова.",
            ),
            ("reason",),
        )


def _check_open(case: Handling) -> None:
    if case.ended:
        raise ValidationError(
            Text(
                "The case is closed: there is nothing to put on hold.",
                "Предмет је завршен: нема шта да се одложи.",
            )
        )


def _record_pause(
    by: Colleague, locked_case: LockedCase, until: date, reason: str, expected_version: int | None
) -> Refused | None:
    """The days from today to the one before `until` as a pause, joined with those they touch."""
    first, last = by.act.today, until - _DAY
    for pause in locked_case.dossier.pauses:
        if pause.first_day <= last and first <= pause.last_day:
            first, last = min(first, pause.first_day), max(last, pause.last_day)
    details = {"from": first.isoformat(), "to": last.isoformat(), "reason": reason.strip()}
    outcome = _record(by, locked_case, PAUSE, details, expected_version)
    if isinstance(outcome, Recorded) and outcome.case.due == locked_case.case.due:
        raise ValidationError(_stops_nothing(locked_case.case), ("stops_time",))
    return outcome if isinstance(outcome, Refused) else None


def _stops_nothing(case: Case) -> Text:
    """That a pause would say more than is true: the limit does not move by it."""
    if case.due is None:
        return Text(
            "No limit runs that a pause could stop. Put the case on hold without one.",
            "Не тече рок који би застој зауставио. Одложите предмет без застоја.",
        )
    return format_text(
        "A pause does not move this limit, {due}: it has passed, or is tied to a day. Put the case "
        "on hold without one.",
        "Застој не помера овај рок ({due}): рок је истекао или је везан за одређен дан. Одложите "
        "предмет без застоја.",
        due=case.due,
    )


def _cut_pause(by: Colleague, locked_case: LockedCase, hold: Hold) -> Refused | None:
    """Ends the pause of a hold with yesterday; one that began today is withdrawn."""
    pause = _pause_of(locked_case.dossier, hold)
    yesterday = by.act.today - _DAY
    if pause is None or pause.last_day <= yesterday:
        return None
    first = pause.first_day.isoformat()
    if pause.first_day <= yesterday:
        shorter_pause = {"from": first, "to": yesterday.isoformat(), "reason": pause.reason}
        return _refused(_record(by, locked_case, PAUSE, shorter_pause, None))
    reason = pause.reason or hold.reason
    withdrawal = {"fact": PAUSE, "from": first, "reason": reason}
    return _refused(_record(by, locked_case, WITHDRAWN_RECORD, withdrawal, None))


def _refused(outcome: Recorded | Refused) -> Refused | None:
    return outcome if isinstance(outcome, Refused) else None


def _pause_of(dossier: Dossier, hold: Hold) -> Pause | None:
    return next(
        (
            pause
            for pause in dossier.pauses
            if pause.first_day <= hold.since and hold.until - _DAY <= pause.last_day
        ),
        None,
    )


def _record(
    by: Colleague,
    locked_case: LockedCase,
    fact: str,
    details: Mapping[str, str | None],
    expected_version: int | None,
) -> Recorded | Refused:
    request = FactRequest(locked_case.case.id, fact, details, expected_version, locked=locked_case)
    return record_fact(by.act.connection, by.act.office, request, by.act.actor, by.act.now)


def _as_data(hold: Hold | None) -> dict[str, object] | None:
    if hold is None:
        return None
    return {
        "until": hold.until.isoformat(),
        "reason": hold.reason,
        "stops_time": hold.stops_time,
    }
