"""A commission's member is replaced from a day on: a dated fact of the call and of its cases.

BEE-C3. Who has left keeps what was written, but counts no longer; the successor scores anew.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date, datetime
from typing import Annotated, Any, Final

from pydantic import Field
from sqlalchemy import Connection

from office.wiring import Office
from persistence import calls as call_rows
from persistence import commission, dossiers
from persistence.history import Entry
from persistence.saving import save
from rules.commission import Replacement
from rules.possible_days import days_ahead
from states.calls import Call
from states.decision import Actor, Refused, wrong_role
from states.definition import Transition
from states.frozen import frozen
from states.moments import civil_date
from states.reasons import Reason
from states.strict_forms import STRICT, Code, Label, PastDay
from states.text import Text
from states.validation_error import ValidationError
from workflows.calls.opening import call_row, list_step, not_a_member, read_call_payload
from workflows.cases.fact_checks import raise_errors
from workflows.cases.steps import Situation, refreshed

TITLE: Final = Text("Replace a member of the commission", "Замена члана комисије")
ROLES: Final = ("mobility_coordinator", "head_of_ico")
_GUARD: Final = "no_member_is_a_candidate"


@frozen
class MemberReplaced:
    """Who leaves the commission, who takes the seat, from which day on (today) and why."""

    __pydantic_config__ = STRICT

    member: Code
    by: Annotated[Label, Field(min_length=1)]
    from_day: Annotated[PastDay | None, Field(alias="from")] = None
    reason: Annotated[str | None, Field(max_length=2000)] = None


def replace_member(
    connection: Connection, office: Office, call_id: int, data: Mapping[str, Any], actor: Actor,
    now: datetime,
) -> Refused | None:  # fmt: skip
    """Somebody takes a member's seat (BEE-C3); every running case of the call notes it.

    Refused to other roles than `ROLES`, and where the successor is a candidate of the call. Raises
    ValidationError for who has no seat, who has one already, and a day that can't be.
    """
    given: MemberReplaced = read_call_payload(MemberReplaced, data)
    owner = call_row(connection, call_id)
    today = civil_date(now)
    step = list_step(office.in_force(owner.institution, owner.process, today))
    rule = _rule(step)
    raise_errors(days_ahead(given, today), {"days": rule})
    call_rows.lock_call(connection, call_id)
    call, _ = call_rows.load(connection, call_id)
    if given.member not in call.commission:
        seats = office.regulations[owner.institution].rule_of("commission")
        wrong = not_a_member(connection, call_id, call, given.member, seats)
        raise ValidationError(Text(f"member: {wrong.en}", f"member: {wrong.sr}"), ("member",))
    change = _change(connection, call_id, call, given, actor, now)
    if actor.acts_as(today) not in ROLES:
        return Refused(TITLE, (wrong_role(rule, TITLE, ROLES, actor),))
    case = commission.candidacy_of(connection, call_id, change.successor)
    if case is not None:
        return Refused(TITLE, (_is_a_candidate(rule, change.successor, case),))
    commission.replace_member(connection, call_id, change)
    _note(connection, office, call_id, change, rule, now)
    return None


def _rule(step: Transition) -> str:
    """BEE-C3 where the process knows it, else the rule of the list."""
    return next((guard.rule for guard in step.call_guards if guard.name == _GUARD), step.rule)


def _change(
    connection: Connection, call_id: int, call: Call, given: MemberReplaced, actor: Actor,
    now: datetime,
) -> Replacement:  # fmt: skip
    if given.by in call.commission:
        raise ValidationError(
            Text(
                f"by: {given.by} sits on the commission already",
                f"by: {given.by} већ је у комисији",
            ),
            ("by",),
        )
    seat = call.commission.index(given.member)
    day = given.from_day or civil_date(now)
    _check_day(connection, call_id, call, seat, day)
    return Replacement(seat, given.member, given.by, day, given.reason or "", actor, now)


def _check_day(connection: Connection, call_id: int, call: Call, seat: int, day: date) -> None:
    """Not before the call, and not before the seat was last taken."""
    if day < call.published:
        raise ValidationError(
            Text(
                f"from: {day} lies before {call.published}, when the call was published",
                f"from: {day} је пре {call.published}, када је конкурс објављен",
            ),
            ("from",),
        )
    for earlier in commission.replacements(connection, call_id):
        if earlier.seat == seat and day < earlier.from_day:
            since, who = earlier.from_day, earlier.successor
            raise ValidationError(
                Text(
                    f"from: {day} lies before {since}, when {who} took the seat",
                    f"from: {day} је пре {since}, од када место има {who}",
                ),
                ("from",),
            )


def _is_a_candidate(rule: str, member: str, case: str) -> Reason:
    return Reason(
        rule,
        Text(
            f"{member} is a candidate under this call ({case}).",
            f"{member}: кандидат по овом конкурсу ({case}).",
        ),
        Text(
            "Name somebody who does not take part in the mobility.",
            "Именовати лице које не учествује у мобилности.",
        ),
    )


def _note(
    connection: Connection, office: Office, call_id: int, change: Replacement, rule: str,
    now: datetime,
) -> None:  # fmt: skip
    """An entry in the history of each case of the call that has not ended."""
    told = {
        "former": change.former,
        "successor": change.successor,
        "from": change.from_day.isoformat(),
        "reason": change.reason or None,
    }
    said = json.dumps({name: value for name, value in told.items() if value}, ensure_ascii=False)
    by = change.by
    entry = Entry("fact", "commission", rule, by.role, by.name, said, by.deputy_for)
    loaded = dossiers.load(connection, call_rows.cases_in(connection, call_id), True)
    steps = []
    for case, dossier in loaded.values():
        definition = office.definition_of(case, dossier)
        if not definition.states[case.state].end:
            there = Situation(office, definition, case, dossier, now)
            steps.append(refreshed(there, entry, False))
    if steps:
        save(connection, steps, now)
