"""Points and interviews: what the commission enters on a candidate before the list is made."""

from __future__ import annotations

import json
from collections.abc import Mapping
from decimal import Decimal
from typing import Final

from sqlalchemy import Connection

from persistence import cases as case_rows
from persistence import scores as score_rows
from persistence.saving import save
from states.calls import Call
from states.decision import Refused, wrong_role
from states.dossier import Case, Dossier
from states.frozen import frozen
from states.strict_forms import STRICT, Day, Points
from states.text import Text
from states.validation_error import ValidationError
from workflows.act import Act
from workflows.calls.commission import not_a_member
from workflows.cases.list_guards import list_step
from workflows.cases.status import load_case, no_such
from workflows.cases.steps import Situation, entry_of, refreshed
from workflows.cases.written_forms import read_form
from workflows.who_may import NotTheirs, check_holds_role, check_seat

SCORE: Final = Text("Score", "Бодовање")
SCORED_BY: Final = ("commission_member",)
INTERVIEW: Final = Text("Interview", "Разговор")
INTERVIEWED_BY: Final = ("commission_member", "mobility_coordinator")


@frozen
class Score:
    """A member's points for one case; `case` is its number."""

    __pydantic_config__ = STRICT

    member: str
    case: str
    points: dict[str, Points]


@frozen
class Interview:
    """The day of the commission's interview with a candidate."""

    __pydantic_config__ = STRICT

    case: str
    on: Day


def score(act: Act, call_id: int, data: Mapping[str, object]) -> Refused | None:
    """A member's points for a case. Raises ValidationError for an unknown member or criterion."""
    payload = read_form(Score, data)
    return score_case(act, _case_in(act.connection, call_id, payload.case), data)


def score_case(
    act: Act, case_and_dossier: tuple[Case, Dossier], data: Mapping[str, object]
) -> Refused | None:
    """The same for a case that the caller has loaded and locked in this transaction."""
    payload = read_form(Score, data)
    (case, dossier), call = case_and_dossier, case_and_dossier[1].call
    _check_own(act, case, call, payload.member)
    if payload.member not in call.commission:
        assert case.call_id is not None
        rule = act.office.regulation_on(case.institution, act.today).rule_of("commission")
        raise ValidationError(
            not_a_member(act.connection, case.call_id, call, payload.member, rule), ("member",)
        )
    _check_points(call, payload.points)
    refusal = _refused(act, case, SCORE, SCORED_BY)
    if refusal is None:
        score_rows.write_points(act.connection, case.id, payload.member, payload.points)
        _note(act, case, dossier, "score", data)
    return refusal


def interview(act: Act, call_id: int, data: Mapping[str, object]) -> Refused | None:
    """The day of an interview with a candidate (BEE-C3)."""
    payload = read_form(Interview, data)
    return interview_case(act, _case_in(act.connection, call_id, payload.case), data)


def interview_case(
    act: Act, case_and_dossier: tuple[Case, Dossier], data: Mapping[str, object]
) -> Refused | None:
    """The same for a case that the caller has loaded and locked in this transaction."""
    payload = read_form(Interview, data)
    case, dossier = case_and_dossier
    check_holds_role(act.connection, act.actor, case.institution, act.today)
    check_seat(act.actor, dossier.call, act.today)
    refusal = _refused(act, case, INTERVIEW, INTERVIEWED_BY)
    if refusal is None:
        score_rows.write_interview(act.connection, case.id, payload.on)
        _note(act, case, dossier, "interview", data)
    return refusal


def _case_in(connection: Connection, call_id: int, number: str) -> tuple[Case, Dossier]:
    case_id = case_rows.find(connection, number)
    if case_id is None:
        raise no_such(number)
    case, dossier = load_case(connection, case_id, True)
    if case.call_id != call_id:
        raise ValidationError(
            Text(f"{number} is not a case of this call", f"{number} није предмет овог конкурса")
        )
    return case, dossier


def _check_points(call: Call, points: Mapping[str, Decimal]) -> None:
    """Raises ValidationError with all that is wrong, each at its criterion."""
    errors = {
        f"points.{criterion}": error
        for criterion, number in points.items()
        if (error := _criterion_error(call, criterion, number)) is not None
    }
    if errors:
        sentence = Text(*("; ".join(e.in_(of) for e in errors.values()) for of in ("en", "sr")))
        raise ValidationError(sentence, tuple(errors))


def _criterion_error(call: Call, criterion: str, points: Decimal) -> Text | None:
    if criterion not in call.criteria:
        criteria = ", ".join(call.criteria)
        return Text(
            f"`{criterion}` is not a criterion of the call; they are: {criteria}",
            f"`{criterion}` није критеријум конкурса; критеријуми су: {criteria}",
        )
    most = call.criteria[criterion]
    if points > most:
        return Text(
            f"{criterion}: {points} points are more than the {most} possible",
            f"{criterion}: број бодова {points} већи је од највећег могућег, {most}",
        )
    return None


def _check_own(act: Act, case: Case, call: Call, member: str) -> None:
    """Raises NotTheirs for points in another's name, and of who has no seat any more."""
    check_holds_role(act.connection, act.actor, case.institution, act.today)
    check_seat(act.actor, call, act.today)
    if act.actor.login not in (None, member):
        raise NotTheirs(
            Text("Each member gives points in their own name.", "Сваки члан бодује у своје име.")
        )


def _refused(act: Act, case: Case, title: Text, roles: tuple[str, ...]) -> Refused | None:
    if act.role in roles:
        return None
    step = list_step(act.office.definition(case.definition))
    return Refused(title, (wrong_role(step.rule, title, roles, act.actor),))


def _note(act: Act, case: Case, dossier: Dossier, name: str, data: Mapping[str, object]) -> None:
    definition = act.office.definition_of(case, dossier)
    payload = json.dumps(dict(data), ensure_ascii=False, default=str)
    entry = entry_of("fact", name, list_step(definition).rule, act.actor, payload)
    situation = Situation(act.office, definition, case, dossier, act.now)
    save(act.connection, [refreshed(situation, entry, False)], act.now)
