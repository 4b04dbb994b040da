"""A commission's member is replaced from a day on: a dated fact of the call and of its cases.

BEE-C3. Who has left keeps what was written, but counts no longer; the successor scores anew.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Annotated, Final

from pydantic import Field
from sqlalchemy import Connection

from persistence import call_locks, commission, dossiers
from persistence import calls as call_rows
from persistence.saving import save
from rules.commission import Replacement, replaced
from rules.possible_days import days_ahead
from states.calls import Call
from states.decision import Refused, wrong_role
from states.definition import Transition
from states.frozen import frozen
from states.reasons import Reason
from states.strict_forms import STRICT, Code, Label, PastDay
from states.text import Text
from states.validation_error import ValidationError
from workflows.act import Act
from workflows.cases.fact_checks import raise_errors
from workflows.cases.list_guards import list_step
from workflows.cases.status import call_owner
from workflows.cases.steps import Situation, entry_of, refreshed
from workflows.cases.written_forms import read_form
from workflows.who_may import check_holds_role

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


def replace_member(act: Act, call_id: int, data: Mapping[str, object]) -> Refused | None:
    """Somebody takes a member's seat (BEE-C3); every running case of the call notes it.

    Refused to other roles than `ROLES`, and where the successor is a candidate of the call. Raises
    ValidationError for who has no seat, who has one already, and a day that can't be.
    """
    payload = read_form(MemberReplaced, data)
    connection, office = act.connection, act.office
    owner = call_owner(connection, call_id)
    check_holds_role(connection, act.actor, owner.institution, act.today)
    rule = _rule(list_step(office.in_force(owner.institution, owner.process, act.today)))
    raise_errors(days_ahead(payload, act.today), {"days": rule})
    call_locks.lock_call(connection, call_id)
    call, _ = call_rows.load(connection, call_id)
    if payload.member not in call.commission:
        seats = office.regulation_on(owner.institution, act.today).rule_of("commission")
        wrong = not_a_member(connection, call_id, call, payload.member, seats)
        raise ValidationError(Text(f"member: {wrong.en}", f"member: {wrong.sr}"), ("member",))
    change = _change(act, call, payload)
    _check_day(call, change, commission.replacements(connection, call_id))
    if act.role not in ROLES:
        return Refused(TITLE, (wrong_role(rule, TITLE, ROLES, act.actor),))
    case = commission.candidacy_of(connection, call_id, change.successor)
    if case is not None:
        return Refused(TITLE, (_is_a_candidate(rule, change.successor, case),))
    commission.replace_member(connection, call_id, change)
    _note(act, call_id, change, rule)
    return None


def not_a_member(connection: Connection, call_id: int, call: Call, member: str, rule: str) -> Text:
    """Why somebody has no seat on a call's commission; `rule` is the one of its seats."""
    members = ", ".join(call.commission)
    change = replaced(commission.replacements(connection, call_id), member)
    if change is None:
        return Text(
            f"{member} is not in the commission; its members: {members}",
            f"{member} није у комисији; чланови су: {members}",
        )
    return Text(
        f"{member} left the commission: {change.successor} has the seat since {change.from_day} "
        f"({rule}); its members: {members}",
        f"{member} више није у комисији: место од {change.from_day} има {change.successor} "
        f"({rule}); чланови су: {members}",
    )


def _rule(step: Transition) -> str:
    """BEE-C3 where the process knows it, else the rule of the list."""
    return next((guard.rule for guard in step.call_guards if guard.name == _GUARD), step.rule)


def _change(act: Act, call: Call, payload: MemberReplaced) -> Replacement:
    if payload.by in call.commission:
        raise ValidationError(
            Text(
                f"by: {payload.by} sits on the commission already",
                f"by: {payload.by} већ је у комисији",
            ),
            ("by",),
        )
    seat, day = call.commission.index(payload.member), payload.from_day or act.today
    reason = payload.reason or ""
    return Replacement(seat, payload.member, payload.by, day, reason, act.actor, act.now)


def _check_day(call: Call, change: Replacement, earlier: Sequence[Replacement]) -> None:
    """Not before the call, and not before the seat was last taken."""
    day = change.from_day
    if day < call.published:
        raise ValidationError(
            Text(
                f"from: {day} lies before {call.published}, when the call was published",
                f"from: {day} је пре {call.published}, када је конкурс објављен",
            ),
            ("from",),
        )
    for last in earlier:
        if last.seat == change.seat and day < last.from_day:
            since, successor = last.from_day, last.successor
            raise ValidationError(
                Text(
                    f"from: {day} lies before {since}, when {successor} took the seat",
                    f"from: {day} је пре {since}, од када место има {successor}",
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


def _note(act: Act, call_id: int, change: Replacement, rule: str) -> None:
    """An entry in the history of each case of the call that has not ended."""
    parts = {
        "former": change.former,
        "successor": change.successor,
        "from": change.from_day.isoformat(),
        "reason": change.reason or None,
    }
    data = json.dumps({name: value for name, value in parts.items() if value}, ensure_ascii=False)
    entry = entry_of("fact", "commission", rule, act.actor, data)
    connection, steps = act.connection, []
    cases = dossiers.load(connection, call_rows.cases_in(connection, call_id), True)
    for case, dossier in cases.values():
        definition = act.office.definition_of(case, dossier)
        if not definition.states[case.state].end:
            situation = Situation(act.office, definition, case, dossier, act.now)
            steps.append(refreshed(situation, entry, False))
    if steps:
        save(connection, steps, act.now)
