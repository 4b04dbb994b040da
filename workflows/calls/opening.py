"""Calls: opening one, opening cases in it, scores and interviews."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from typing import Any

from pydantic import ValidationError as PydanticError
from sqlalchemy import Connection

from actions.mails import call_mails
from office.wiring import Office
from persistence import calls as call_rows
from persistence import cases as case_rows
from persistence import commission
from persistence import definitions as definition_rows
from persistence import scores as score_rows
from persistence.history import Entry
from persistence.saving import enqueue, save
from rules.call_conditions import CallError, errors_of_call
from rules.commission import replaced
from states.calls import Call, Candidate
from states.decision import SYSTEM, Actor, Refused, wrong_role
from states.definition import ProcessDefinition, Transition
from states.dossier import Case, Dossier
from states.frozen import frozen
from states.moments import civil_date
from states.payloads import check_written, paths_of
from states.strict_forms import STRICT, Day, Points
from states.strict_yaml import adapter
from states.text import Text
from states.validation_error import ValidationError
from states.validation_messages import in_one_sentence, message_of
from workflows.cases.status import load_case, no_such
from workflows.cases.steps import Situation, refreshed


class UnfitCall(ValidationError):
    """A call that can't stand; `errors` say what is wrong with it, each at its place."""

    def __init__(self, errors: Sequence[CallError]) -> None:
        sentences = [error.sentence for error in errors]
        super().__init__(
            Text("; ".join(s.en for s in sentences), "; ".join(s.sr for s in sentences))
        )
        self.errors = errors


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


def read_call(data: Mapping[str, Any]) -> Call:
    """A call as people write it; raises ValidationError with a sentence for each slip of the pen.

    Whether it may stand, its dates and its criteria, is judged when it is opened.
    """
    call: Call = read_call_payload(Call, data)
    return call


def read_candidate(data: Mapping[str, Any]) -> Candidate:
    """A candidate as people write them; raises ValidationError with a sentence for each mistake."""
    candidate: Candidate = read_call_payload(Candidate, data)
    return candidate


def open_call(
    connection: Connection,
    office: Office,
    institution: str,
    process: str,
    call: Call,
    now: datetime,
    actor: Actor = SYSTEM,
) -> int:
    """Opens a call of a process and announces it to the faculties (BMU-15a); returns its id.

    The call says from then on who opened it. Raises ValidationError for a call that can't stand:
    its dates, a criterion that rests on a protected attribute (BMU-3), weights that do not add up,
    a commission that is not of three (BEE-C3).
    """
    definition = office.in_force(institution, process, civil_date(now))
    if definition.by_request:
        raise ValidationError(
            Text(
                f"{process} takes no call: each case is opened on a request",
                f"{process} нема конкурс: сваки предмет отвара се на захтев",
            )
        )
    if errors := errors_of_call(call, definition, civil_date(now)):
        raise UnfitCall(errors)
    if call_rows.is_titled(connection, institution, process, call.title):
        raise ValidationError(
            Text(
                f"title: there is a call for {process} titled {call.title!r} already",
                f"title: конкурс за {process} са називом {call.title!r} већ постоји",
            )
        )
    if call.appeal_days is None:
        days = office.regulations[institution].appeal_days(civil_date(now))
        call = replace(call, appeal_days=days)
    call_id = call_rows.open_call(connection, institution, process, call, actor, now)
    mails = call_mails(office, definition, call_id, call, now)
    enqueue(connection, [(None, call_id, mails, ())], now)
    return call_id


def open_case(
    connection: Connection,
    office: Office,
    call_id: int,
    candidate: Candidate,
    actor: Actor,
    now: datetime,
) -> Case:
    """Opens a case in a call, on the definition in force today, with its first timers."""
    owner = call_row(connection, call_id)
    today = civil_date(now)
    office.check_faculty(candidate.faculty)
    definition = office.in_force(owner.institution, owner.process, today)
    definition_rows.keep(connection, definition, now)
    candidate = _known_member(connection, call_id, candidate)
    case_id = case_rows.open_case(connection, definition, call_id, candidate, now, today.year)
    case, dossier = load_case(connection, case_id)
    data = json.dumps({"candidate": candidate.name, "call": dossier.call.title}, ensure_ascii=False)
    rule = next(step.rule for step in definition.leaving(definition.initial))
    entry = Entry("opened", "open", rule, actor.role, actor.name, data, actor.deputy_for,
                  None, case.state)  # fmt: skip
    there = Situation(office, definition, case, dossier, now)
    save(connection, [refreshed(there, entry, True)], now)
    return load_case(connection, case_id)[0]


def _known_member(connection: Connection, call_id: int, candidate: Candidate) -> Candidate:
    """Who writes from the address of a member of the commission is that member (BEE-C3)."""
    if candidate.commission_name is not None:
        return candidate
    member = commission.member_with_address(connection, call_id, candidate.email)
    return replace(candidate, commission_name=member)


def score(
    connection: Connection, office: Office, call_id: int, data: Mapping[str, Any], actor: Actor,
    now: datetime,
) -> Refused | None:  # fmt: skip
    """A member's points for a case. Raises ValidationError for an unknown member or criterion."""
    handed_in: Score = read_call_payload(Score, data)
    loaded = _case_in(connection, call_id, handed_in.case)
    return score_case(connection, office, loaded, data, actor, now)


def score_case(
    connection: Connection, office: Office, loaded: tuple[Case, Dossier], data: Mapping[str, Any],
    actor: Actor, now: datetime,
) -> Refused | None:  # fmt: skip
    """The same for a case that the caller has loaded and locked in this transaction."""
    handed_in: Score = read_call_payload(Score, data)
    (case, dossier), call = loaded, loaded[1].call
    if handed_in.member not in call.commission:
        assert case.call_id is not None
        rule = office.regulations[case.institution].rule_of("commission")
        member = handed_in.member
        raise ValidationError(not_a_member(connection, case.call_id, call, member, rule))
    for criterion, points in handed_in.points.items():
        _criterion(call, criterion, points)
    refused = _may(office, case, actor, now, "commission_member", Text("Score", "Бодовање"))
    if refused is None:
        score_rows.write_points(connection, case.id, handed_in.member, handed_in.points)
        _note(connection, office, case, dossier, "score", data, actor, now)
    return refused


def interview(
    connection: Connection, office: Office, call_id: int, data: Mapping[str, Any], actor: Actor,
    now: datetime,
) -> Refused | None:  # fmt: skip
    """The day of an interview with a candidate (BEE-C3)."""
    handed_in: Interview = read_call_payload(Interview, data)
    loaded = _case_in(connection, call_id, handed_in.case)
    return interview_case(connection, office, loaded, data, actor, now)


def interview_case(
    connection: Connection, office: Office, loaded: tuple[Case, Dossier], data: Mapping[str, Any],
    actor: Actor, now: datetime,
) -> Refused | None:  # fmt: skip
    """The same for a case that the caller has loaded and locked in this transaction."""
    handed_in: Interview = read_call_payload(Interview, data)
    case, dossier = loaded
    title = Text("Interview", "Разговор")
    refused = _may(office, case, actor, now, "commission_member", title, "mobility_coordinator")
    if refused is None:
        score_rows.write_interview(connection, case.id, handed_in.on)
        _note(connection, office, case, dossier, "interview", data, actor, now)
    return refused


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


def not_a_member(connection: Connection, call_id: int, call: Call, member: str, rule: str) -> Text:
    """Why somebody has no seat on a call's commission; `rule` is the one of its seats."""
    known = ", ".join(call.commission)
    left = replaced(commission.replacements(connection, call_id), member)
    if left is None:
        return Text(
            f"{member} is not in the commission; its members: {known}",
            f"{member} није у комисији; чланови су: {known}",
        )
    return Text(
        f"{member} left the commission: {left.successor} has the seat since {left.from_day} "
        f"({rule}); its members: {known}",
        f"{member} више није у комисији: место од {left.from_day} има {left.successor} "
        f"({rule}); чланови су: {known}",
    )


def _criterion(call: Call, criterion: str, points: Decimal) -> None:
    if criterion not in call.criteria:
        known = ", ".join(call.criteria)
        raise ValidationError(
            Text(
                f"`{criterion}` is not a criterion of the call; they are: {known}",
                f"`{criterion}` није критеријум конкурса; критеријуми су: {known}",
            )
        )
    if points > call.criteria[criterion]:
        most = call.criteria[criterion]
        raise ValidationError(
            Text(
                f"{criterion}: {points} points are more than the {most} possible",
                f"{criterion}: број бодова {points} већи је од највећег могућег, {most}",
            )
        )


def list_step(definition: ProcessDefinition) -> Transition:
    """The step that publishes the list; raises ValidationError where nobody is ranked (BMU-26b)."""
    step = next((one for one in definition.transitions.values() if one.of_call), None)
    if step is None:
        raise ValidationError(
            f"{definition.key} has no list: nobody is scored, interviewed or ranked"
        )
    return step


def _may(
    office: Office, case: Case, actor: Actor, now: datetime, role: str, title: Text, *others: str
) -> Refused | None:
    if actor.acts_as(civil_date(now)) in (role, *others):
        return None
    definition = office.definition(case.definition)
    step = list_step(definition)
    return Refused(title, (wrong_role(step.rule, title, (role, *others), actor),))


def _note(
    connection: Connection, office: Office, case: Case, dossier: Dossier, name: str,
    data: Mapping[str, Any], actor: Actor, now: datetime,
) -> None:  # fmt: skip
    definition = office.definition_of(case, dossier)
    step = list_step(definition)
    said = json.dumps(dict(data), ensure_ascii=False, default=str)
    entry = Entry("fact", name, step.rule, actor.role, actor.name, said, actor.deputy_for)
    there = Situation(office, definition, case, dossier, now)
    save(connection, [refreshed(there, entry, False)], now)


def call_row(connection: Connection, call_id: int) -> Any:
    """The row of a call; raises ValidationError where there is none."""
    row = call_rows.row_of(connection, call_id)
    if row is None:
        raise ValidationError(Text(f"there is no call {call_id}", f"нема конкурса {call_id}"))
    return row


def read_call_payload(form: Any, data: Mapping[str, Any]) -> Any:
    """What people hand in about a call, in its form; raises ValidationError with every mistake."""
    check_written(data)
    try:
        return adapter(form).validate_python(dict(data))
    except PydanticError as error:
        found = [
            (".".join(map(str, item["loc"])) or "all", message_of(item)) for item in error.errors()
        ]
        raise ValidationError(in_one_sentence(found), paths_of(error)) from None
