"""Doing one act for many cases: each in a transaction of its own, with a result of its own.

An item is taken, refused with all the reasons, or found changed since it was asked about; nothing
that is done to one depends on another, and what has been done is never done again.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Connection, Engine

from actions.handling_mails import HandlingNews
from office.wiring import Office
from persistence import batches, dossiers, handling, staff
from persistence.batches import Batch, BatchItem, Outcome
from persistence.database import write_transaction
from persistence.dossiers import LockedCase
from persistence.staff import Member
from rules.wording import format_text
from states.decision import Actor, Refused
from states.finality import alternatives, is_final
from states.frozen import frozen
from states.text import Text
from states.validation_error import ValidationError
from states.vocabulary import ROLES
from workflows.act import Act
from workflows.cases.advance import Request, advance_case
from workflows.cases.changed import ChangedMeanwhile
from workflows.cases.colleague_mails import mail_colleagues
from workflows.cases.colleagues import HANDLING_ROLES, Colleague
from workflows.cases.fact_rules import fact_rule
from workflows.cases.handling import ReassignedMeanwhile, assign
from workflows.cases.recording import FactRequest, record_fact
from workflows.cases.reminding import remind
from workflows.who_may import NotTheirs

MOST: Final = 500
"""Cases that one batch holds at most: what people can still read before they say yes."""

Result = tuple[Outcome, Mapping[str, Any]]


@frozen
class BatchWorker:
    """Who does a batch, when; `actor` says in which role, at an institution, of those that may."""

    engine: Engine
    office: Office
    member: Member
    actor: Callable[[str, Sequence[str]], Actor]
    now: datetime


def perform(worker: BatchWorker, batch: Batch, items: Sequence[BatchItem]) -> None:
    """Does what is left of a batch that has begun, item by item."""
    for item in items:
        if item.outcome is None:
            _perform_item(worker, batch, item)
    if batch.act == "assign":
        _mail_once(worker, batch)


def _mail_once(worker: BatchWorker, batch: Batch) -> None:
    """One mail to each colleague who got or lost cases by a batch, and not one a case."""
    with write_transaction(worker.engine) as connection:
        items = [item for item in batches.items_of(connection, batch.id) if item.outcome == "taken"]
        expected_logins = batch.data["expected"]
        by_login: dict[str, list[BatchItem]] = {batch.data["assignee"]: items}
        for item in items:
            by_login.setdefault(expected_logins.get(str(item.case_id), ""), []).append(item)
        members = staff.by_logins(connection, [login for login in by_login if by_login[login]])
        for member in members:
            if member.id != worker.member.id:
                _mail(worker, connection, batch, member, by_login[member.login])


def _mail(
    worker: BatchWorker,
    connection: Connection,
    batch: Batch,
    member: Member,
    items: Sequence[BatchItem],
) -> None:
    first = items[0]
    case = handling.read(connection, first.case_id)
    assert case is not None
    after = {"login": batch.data["assignee"], "name": first.with_whom or ""}
    other_numbers = [item.number for item in items[1:]]
    details = {"before": None, "after": after if after["login"] else None, "others": other_numbers}
    news = HandlingNews("assigned", worker.member.name, worker.now, details)
    act = Act(
        connection, worker.office, worker.actor(first.institution, HANDLING_ROLES), worker.now
    )
    mail_colleagues(act, case, news, [member], f"batch/{batch.key}/assigned")


class _NotTaken(Exception):
    """Nothing of an item was saved; `result` says why."""

    def __init__(self, result: Result) -> None:
        super().__init__(result[0])
        self.result = result


def _perform_item(worker: BatchWorker, batch: Batch, item: BatchItem) -> None:
    """The act and its result in one transaction; where it is not taken, the result alone."""
    try:
        with write_transaction(worker.engine) as connection:
            if not batches.settle(connection, batch.id, item.place, "taken", {}):
                return
            _act(worker, connection, batch, item)
    except _NotTaken as error:
        with write_transaction(worker.engine) as connection:
            batches.settle(connection, batch.id, item.place, *error.result)


def _act(worker: BatchWorker, connection: Connection, batch: Batch, item: BatchItem) -> None:
    try:
        outcome = _ACTS[batch.act](worker, connection, batch, item)
    except (ChangedMeanwhile, ReassignedMeanwhile) as error:
        raise _NotTaken(("changed", _message(_meanwhile(error)))) from error
    except (ValidationError, NotTheirs) as error:
        raise _NotTaken(("refused", _message(error.message))) from error
    if isinstance(outcome, Refused):
        reasons = [
            {"rule": reason.rule, **_message(reason.message), "remedy": _pair(reason.remedy)}
            for reason in outcome.reasons
        ]
        raise _NotTaken(("refused", {"reasons": reasons}))


def _meanwhile(error: ChangedMeanwhile | ReassignedMeanwhile) -> Text:
    if isinstance(error, ReassignedMeanwhile):
        return error.message
    change = error.change
    role = ROLES[change.role]
    return format_text(
        "Changed meanwhile by {person}; nothing was done. Look at the case.",
        "Предмет је у међувремену изменио неко други ({person}); ништа није учињено.",
        person=Text(change.person or role.en, change.person or role.sr),
    )


def _step(worker: BatchWorker, connection: Connection, batch: Batch, item: BatchItem) -> object:
    """The step that the case waited for when it was asked about."""
    locked_case = _locked(connection, item)
    definition = worker.office.definition_of(locked_case.case, locked_case.dossier)
    awaited_step = definition.awaited(locked_case.case, locked_case.dossier, worker.now)
    step = definition.transitions.get(awaited_step.step or "") if awaited_step else None
    if step is None:
        raise ValidationError(Text("The case waits for no step.", "Предмет не чека ниједан корак."))
    if is_final(definition, step) or len(alternatives(definition, step)) > 1:
        raise ValidationError(
            format_text(
                "“{step}” decides something: it is taken in the case alone.",
                "„{step}“ је одлука: доноси се само у појединачном предмету.",
                step=step.title,
            )
        )
    actor = worker.actor(locked_case.case.institution, step.roles)
    request = Request(item.case_id, step.trigger, {}, item.version, locked=locked_case)
    return advance_case(connection, worker.office, request, actor, worker.now)


def _document(worker: BatchWorker, connection: Connection, batch: Batch, item: BatchItem) -> object:
    """The document that came for each of the cases."""
    locked_case = _locked(connection, item)
    definition = worker.office.definition_of(locked_case.case, locked_case.dossier)
    details = dict(batch.data["document"])
    rule = fact_rule(definition, "document", details)
    actor = worker.actor(locked_case.case.institution, rule.roles)
    request = FactRequest(item.case_id, "document", details, item.version, locked=locked_case)
    return record_fact(connection, worker.office, request, actor, worker.now)


def _remind(worker: BatchWorker, connection: Connection, batch: Batch, item: BatchItem) -> object:
    return remind(_colleague(worker, connection, item), item.case_id)


def _assign(worker: BatchWorker, connection: Connection, batch: Batch, item: BatchItem) -> object:
    expected_login = batch.data["expected"].get(str(item.case_id), "")
    login = batch.data["assignee"]
    by = _colleague(worker, connection, item)
    return assign(by, item.case_id, login, expected_login, is_mailed=False)


_ACTS: Final = {"step": _step, "document": _document, "remind": _remind, "assign": _assign}


def _locked(connection: Connection, item: BatchItem) -> LockedCase:
    return dossiers.lock(connection, [item.case_id])[item.case_id]


def _colleague(worker: BatchWorker, connection: Connection, item: BatchItem) -> Colleague:
    actor = worker.actor(item.institution, HANDLING_ROLES)
    return Colleague(Act(connection, worker.office, actor, worker.now), worker.member)


def _message(text: Text) -> dict[str, Any]:
    return {"message": _pair(text)}


def _pair(text: Text) -> dict[str, str]:
    return {"en": text.en, "sr": text.sr}
