"""What a step was expected to bring about, held against what it did."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Final, NamedTuple

from sqlalchemy import Connection, bindparam, func, select

from persistence.escalations import level_of_list
from persistence.tables import (
    calls,
    cases,
    decrees,
    documents,
    mails,
    outbox,
    ranking_entries,
    timers,
)
from persistence.tables import rankings as ranking_rows
from rules.receipts import Receipt
from simulation.rehearsal.form import (
    Expect,
    ExpectedCourse,
    ExpectedDecree,
    ExpectedMail,
    ExpectedPlace,
    ExpectedRemedy,
    ScenarioStep,
)
from simulation.rehearsal.money import money_shortfalls
from simulation.rehearsal.player import Stage
from simulation.rehearsal.recognition_hints import register_shortfalls
from simulation.virtual_office import Outcome
from states.decision import Refused
from states.frozen import frozen
from states.validation_error import ValidationError


@frozen
class Marks:
    """How far mails and documents had come before a step."""

    mail: int
    document: int


def marks(connection: Connection) -> Marks:
    """Where the mails and documents stand now."""
    mail = connection.execute(_NEWEST_MAIL).scalar() or 0
    document = connection.execute(_NEWEST_DOCUMENT).scalar() or 0
    return Marks(mail, document)


class CaseRow(NamedTuple):
    """How a case stands, as its row says."""

    id: int
    state: str
    version: int
    due: date | None
    owners: str
    receipt: str | None


_CASE: Final = select(*(cases.c[name] for name in CaseRow._fields)).where(
    cases.c.number == bindparam("number")
)
_NEWEST_MAIL: Final = select(func.max(mails.c.id))
_NEWEST_DOCUMENT: Final = select(func.max(documents.c.id))


@frozen
class PlayedStep:
    """A step as it was played: what came of it, and how things stood before."""

    step: ScenarioStep
    outcome: Outcome | ValidationError
    since: Marks
    before: CaseRow | None


def shortfalls(connection: Connection, stage: Stage, played_step: PlayedStep) -> Iterator[str]:
    """Every expectation of a step that did not hold, one sentence each."""
    step, expect, before = played_step.step, played_step.step.expect, played_step.before
    yield from _refusal(expect, played_step.outcome)
    yield from _wrong_values(expect, played_step.outcome)
    case = case_row(connection, stage, step.candidate)
    if case is not None:
        if expect.refused is not None and before is not None and case.state != before.state:
            yield f"the case moved from {before.state} to {case.state} all the same"
        if expect.wrong_input is not None and before is not None and case.version != before.version:
            yield f"the case was changed (version {before.version} to {case.version}) all the same"
        yield from _status(expect, case)
    if expect.mails or expect.no_mails:
        yield from _mails(connection, stage, step, played_step.since)
    if expect.documents:
        yield from _documents(connection, expect, played_step.since)
    yield from _places(connection, stage, expect)
    if case is not None:
        yield from register_shortfalls(connection, stage, expect, case.id)
        yield from money_shortfalls(connection, expect, case.id)
    if expect.decree is not None and case is not None:
        yield from _decree(connection, stage, expect.decree, case)


def case_row(connection: Connection, stage: Stage, key: str | None) -> CaseRow | None:
    """The row of the case that a step is about; None where it is about all of them."""
    numbers = stage.numbers or {}
    if key is None and len(numbers) != 1:
        return None
    number = numbers[key] if key is not None else next(iter(numbers.values()))
    return CaseRow(*connection.execute(_CASE, {"number": number}).one())


def _wrong_values(expect: Expect, outcome: Outcome | ValidationError) -> Iterator[str]:
    """The fields are compared as a set: in which order they are named is nobody's concern."""
    if expect.wrong_input is None:
        return
    expected_fields = ", ".join(sorted(expect.wrong_input))
    if not isinstance(outcome, ValidationError):
        yield f"wrong input in {expected_fields} expected, the values were taken"
    elif set(outcome.fields) != set(expect.wrong_input):
        actual_fields = ", ".join(sorted(outcome.fields)) or "no field"
        yield f"wrong input in {expected_fields} expected, got {actual_fields}: {outcome}"


def _refusal(expect: Expect, outcome: Outcome | ValidationError) -> Iterator[str]:
    rules = outcome.rules if isinstance(outcome, Refused) else frozenset()
    if expect.refused is None and isinstance(outcome, Refused):
        reasons = "; ".join(f"{reason.rule}: {reason.message}" for reason in outcome.reasons)
        yield f"was refused: {reasons}"
    elif expect.refused is not None and rules != set(expect.refused):
        actual_rules = ", ".join(sorted(rules)) or "nothing"
        yield f"refused under {', '.join(sorted(expect.refused))} expected, got {actual_rules}"
    if expect.guards is not None:
        yield from _guards(expect.guards, outcome)


def _guards(expected_guards: Sequence[str], outcome: Outcome | ValidationError) -> Iterator[str]:
    reasons = outcome.reasons if isinstance(outcome, Refused) else ()
    names = {reason.guard for reason in reasons if reason.guard}
    if names != set(expected_guards):
        actual_names = ", ".join(sorted(names)) or "none"
        yield f"guards {', '.join(sorted(expected_guards))} expected to say no, got {actual_names}"


def _status(expect: Expect, case: CaseRow) -> Iterator[str]:
    if expect.state is not None and case.state != expect.state:
        yield f"state {expect.state} expected, it is {case.state}"
    if expect.due is not None and case.due != expect.due:
        yield f"due {expect.due} expected, it is {case.due}"
    owners = case.owners.split(",")
    if expect.owner is not None and expect.owner not in owners:
        yield f"owner {expect.owner} expected, it is {case.owners or 'nobody'}"
    lines = _receipt_lines(case.receipt)
    for part in expect.receipt:
        if part not in lines:
            yield f"the receipt does not contain “{part}”: {lines}"


def _receipt_lines(receipt_text: str | None) -> str:
    return (
        "\n".join(Receipt.from_json(json.loads(receipt_text)).lines("en")) if receipt_text else ""
    )


class MailRow(NamedTuple):
    """A mail of a step, and what became of it; `numbers` are its cases', None of the whole office.

    A list is told of once a call: its mail is about each case that waits for it.
    """

    mail: str
    recipient: str
    status: str
    numbers: frozenset[str] | None

    def is_about(self, number: str | None) -> bool:
        """Whether it is about a case, or about all of them."""
        return number is None or self.numbers is None or number in self.numbers


def _mails(connection: Connection, stage: Stage, step: ScenarioStep, since: Marks) -> Iterator[str]:
    rows = connection.execute(
        select(mails.c.mail, mails.c.recipient, mails.c.key, cases.c.number, outbox.c.status)
        .join(outbox, outbox.c.mail_key == mails.c.key)
        .outerjoin(cases, cases.c.id == mails.c.case_id)
        .where(mails.c.id > since.mail)
        .order_by(mails.c.id)
    )
    mail_rows = [
        MailRow(row.mail, row.recipient, row.status, _numbers(connection, row.key, row.number))
        for row in rows.all()
    ]
    delivered_mails = [mail for mail in mail_rows if mail.status == "done"]
    for expected_mail in step.expect.mails:
        if not any(_is(stage, mail, expected_mail, step.case) for mail in delivered_mails):
            mail_names = (
                ", ".join(f"{mail.mail} to {mail.recipient}" for mail in delivered_mails) or "none"
            )
            yield f"mail {expected_mail.mail} to {expected_mail.to} expected; sent: {mail_names}"
    number = (stage.numbers or {}).get(step.case) if step.case else None
    for name in step.expect.no_mails:
        if any(mail.mail == name and mail.is_about(number) for mail in mail_rows):
            yield f"mail {name} was sent and should not have been"


def _is(stage: Stage, mail: MailRow, expected_mail: ExpectedMail, key: str | None) -> bool:
    if (mail.mail, mail.recipient) != (expected_mail.mail, expected_mail.to):
        return False
    about = expected_mail.case or key
    return mail.is_about((stage.numbers or {}).get(about) if about is not None else None)


def _numbers(connection: Connection, key: str, number: str | None) -> frozenset[str] | None:
    level = level_of_list(key)
    if number is not None or level is None:
        return None if number is None else frozenset({number})
    due, name = level
    statement = (
        select(cases.c.number)
        .join(timers, timers.c.case_id == cases.c.id)
        .where(timers.c.due == due, timers.c.level == name, timers.c.outcome == "sent")
    )
    return frozenset(connection.execute(statement).scalars())


def _documents(connection: Connection, expect: Expect, since: Marks) -> Iterator[str]:
    kinds = set(
        connection.execute(
            select(documents.c.kind).where(
                documents.c.id > since.document, documents.c.produced.is_(True)
            )
        ).scalars()
    )
    for kind in expect.documents:
        if kind not in kinds:
            yield f"document {kind} expected; made: {', '.join(sorted(kinds)) or 'none'}"


def _places(connection: Connection, stage: Stage, expect: Expect) -> Iterator[str]:
    if expect.places is None:
        return
    rows = connection.execute(
        select(ranking_entries, cases.c.number)
        .join(ranking_rows, ranking_rows.c.id == ranking_entries.c.ranking_id)
        .join(calls, calls.c.id == ranking_rows.c.call_id)
        .join(cases, cases.c.id == ranking_entries.c.case_id)
        .where(calls.c.id == stage.call_id, ranking_rows.c.version == calls.c.list_version)
        .order_by(ranking_entries.c.rank)
    ).all()
    if len(rows) != len(expect.places):
        yield f"a list of {len(expect.places)} expected, it has {len(rows)}"
    keys = {number: key for key, number in (stage.numbers or {}).items()}
    for expected_place, row in zip(expect.places, rows, strict=False):
        actual_place = {"case": keys[row.number], "rank": row.rank, "outcome": row.outcome,
               "host": row.host, "points": row.points}  # fmt: skip
        yield from (f"list: {sentence}" for sentence in _differences(expected_place, actual_place))


def _decree(
    connection: Connection, stage: Stage, expected_decree: ExpectedDecree, case: CaseRow
) -> Iterator[str]:
    row = connection.execute(
        select(decrees).where(decrees.c.case_id == case.id).order_by(decrees.c.id.desc()).limit(1)
    ).one_or_none()
    if row is None:
        yield "no Decree was issued"
        return
    content = json.loads(row.content)
    if expected_decree.replaced is not None:
        if len(expected_decree.replaced) != len(content["replaced"]):
            yield (
                f"{len(expected_decree.replaced)} replaced courses expected, got "
                f"{content['replaced']}"
            )
        for course, line in zip(expected_decree.replaced, content["replaced"], strict=False):
            actual_course = {**line, "ects": Decimal(line["ects"])}
            yield from (f"decree: {sentence}" for sentence in _differences(course, actual_course))
    parts = {
        "supplement": [course["title"] for course in content["supplement"]],
        "remaining": content["remaining"],
        "electives": [course["title"] for course in content["recognised"]],
        "average": content["average"],
        "traineeship": content["traineeship"],
    }
    for part, got_part in parts.items():
        value = getattr(expected_decree, part)
        value = list(value) if isinstance(value, tuple) else value
        if value is not None and value != got_part:
            yield f"{part} {value} expected, it is {got_part}"
    if expected_decree.remedy is not None:
        yield from _remedy(stage, expected_decree.remedy, row.remedy)


def _remedy(stage: Stage, expected_remedy: ExpectedRemedy, name: str | None) -> Iterator[str]:
    book = stage.office.regulations[stage.office.settings.institution.key]
    remedy = book.legal_remedies[name] if name else None
    actual_remedy = (remedy.to, remedy.days) if remedy else None
    if actual_remedy != (expected_remedy.to, expected_remedy.days):
        yield (
            f"remedy to {expected_remedy.to} within {expected_remedy.days} days expected, it "
            f"is {actual_remedy}"
        )


def _differences(
    expected_row: ExpectedPlace | ExpectedCourse, actual_values: Mapping[str, object]
) -> Iterator[str]:
    """Each part of `got` that is another than expected, where anything is."""
    for part, value in actual_values.items():
        expected_value = getattr(expected_row, part)
        if expected_value is not None and value != expected_value:
            yield f"{part} {expected_value} expected, it is {value}"
