"""What a step was expected to bring about, held against what it did."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import fields
from decimal import Decimal
from typing import Any

from sqlalchemy import Connection, func, select

from persistence.tables import calls, cases, decrees, documents, mails, outbox, ranking_entries
from persistence.tables import rankings as ranking_rows
from rules.receipts import Receipt
from simulation.rehearsal.form import Expect, ExpectedDecree, ExpectedMail, ScenarioStep
from simulation.rehearsal.player import Outcome, Stage
from simulation.rehearsal.recognition_hints import counsel_shortfalls
from states.decision import Refused
from states.frozen import frozen
from states.validation_error import ValidationError

OFFICE_MAILS = frozenset({"briefing", "weekly_plan", "monthly_plan"})


@frozen
class Marks:
    """How far mails and documents had come before a step."""

    mail: int
    document: int


def marks(connection: Connection) -> Marks:
    """Where the mails and documents stand now."""
    mail = connection.execute(select(func.max(mails.c.id))).scalar() or 0
    document = connection.execute(select(func.max(documents.c.id))).scalar() or 0
    return Marks(mail, document)


def shortfalls(
    connection: Connection, made: Stage, step: ScenarioStep, outcome: Outcome | ValidationError,
    since: Marks, before: Any,
) -> Iterator[str]:  # fmt: skip
    """Every expectation of a step that did not hold, one sentence each."""
    expect = step.expect
    yield from _refusal(expect, outcome)
    yield from _wrong_input(expect, outcome)
    case = case_row(connection, made, step.case)
    if case is not None:
        if expect.refused is not None and before is not None and case.state != before.state:
            yield f"the case moved from {before.state} to {case.state} all the same"
        if expect.wrong_input is not None and before is not None and case.version != before.version:
            yield f"the case was changed (version {before.version} to {case.version}) all the same"
        yield from _standing(expect, case)
    yield from _mails(connection, made, step, since)
    yield from _documents(connection, expect, since)
    yield from _places(connection, made, expect)
    if case is not None:
        yield from counsel_shortfalls(connection, made, expect, case.id)
    if expect.decree is not None and case is not None:
        yield from _decree(connection, made, expect.decree, case)


def case_row(connection: Connection, made: Stage, key: str | None) -> Any:
    """The row of the case that a step is about; None where it is about all of them."""
    numbers = made.numbers or {}
    if key is None and len(numbers) != 1:
        return None
    number = numbers[key] if key is not None else next(iter(numbers.values()))
    return connection.execute(select(cases).where(cases.c.number == number)).one()


def _wrong_input(expect: Expect, outcome: Outcome | ValidationError) -> Iterator[str]:
    """The fields are compared as a set: in which order they are named is nobody's concern."""
    if expect.wrong_input is None:
        return
    expected = ", ".join(sorted(expect.wrong_input))
    if not isinstance(outcome, ValidationError):
        yield f"wrong input in {expected} expected, the values were taken"
    elif set(outcome.fields) != set(expect.wrong_input):
        got = ", ".join(sorted(outcome.fields)) or "no field"
        yield f"wrong input in {expected} expected, got {got}: {outcome}"


def _refusal(expect: Expect, outcome: Outcome | ValidationError) -> Iterator[str]:
    rules = outcome.rules if isinstance(outcome, Refused) else frozenset()
    if expect.refused is None and isinstance(outcome, Refused):
        said = "; ".join(f"{reason.rule}: {reason.message}" for reason in outcome.reasons)
        yield f"was refused: {said}"
    elif expect.refused is not None and rules != set(expect.refused):
        got = ", ".join(sorted(rules)) or "nothing"
        yield f"refused under {', '.join(sorted(expect.refused))} expected, got {got}"


def _standing(expect: Expect, case: Any) -> Iterator[str]:
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


def _receipt_lines(stored: str | None) -> str:
    return "\n".join(Receipt.from_json(json.loads(stored)).lines("en")) if stored else ""


def _mails(connection: Connection, made: Stage, step: ScenarioStep, since: Marks) -> Iterator[str]:
    sent = connection.execute(
        select(mails.c.mail, mails.c.recipient, cases.c.number, outbox.c.status)
        .join(outbox, outbox.c.mail_key == mails.c.key)
        .outerjoin(cases, cases.c.id == mails.c.case_id)
        .where(mails.c.id > since.mail)
        .order_by(mails.c.id)
    ).all()
    done = [row for row in sent if row.status == "done"]
    for wanted in step.expect.mails:
        if not any(_is(made, row, wanted, step.case) for row in done):
            got = ", ".join(f"{row.mail} to {row.recipient}" for row in done) or "none"
            yield f"mail {wanted.mail} to {wanted.to} expected; sent: {got}"
    number = (made.numbers or {}).get(step.case) if step.case else None
    for name in step.expect.no_mails:
        if any(
            row.mail == name and (number is None or row.number in (number, None)) for row in sent
        ):
            yield f"mail {name} was sent and should not have been"


def _is(made: Stage, row: Any, wanted: ExpectedMail, key: str | None) -> bool:
    if (row.mail, row.recipient) != (wanted.mail, wanted.to):
        return False
    about = wanted.case or key
    if about is None or wanted.mail in OFFICE_MAILS:
        return True
    return bool(row.number == (made.numbers or {}).get(about))


def _documents(connection: Connection, expect: Expect, since: Marks) -> Iterator[str]:
    made = set(
        connection.execute(
            select(documents.c.kind).where(
                documents.c.id > since.document, documents.c.produced.is_(True)
            )
        ).scalars()
    )
    for kind in expect.documents:
        if kind not in made:
            yield f"document {kind} expected; made: {', '.join(sorted(made)) or 'none'}"


def _places(connection: Connection, made: Stage, expect: Expect) -> Iterator[str]:
    if expect.places is None:
        return
    rows = connection.execute(
        select(ranking_entries, cases.c.number)
        .join(ranking_rows, ranking_rows.c.id == ranking_entries.c.ranking_id)
        .join(calls, calls.c.id == ranking_rows.c.call_id)
        .join(cases, cases.c.id == ranking_entries.c.case_id)
        .where(calls.c.id == made.call_id, ranking_rows.c.version == calls.c.list_version)
        .order_by(ranking_entries.c.rank)
    ).all()
    if len(rows) != len(expect.places):
        yield f"a list of {len(expect.places)} expected, it has {len(rows)}"
    keys = {number: key for key, number in (made.numbers or {}).items()}
    for wanted, row in zip(expect.places, rows, strict=False):
        got = {"case": keys[row.number], "rank": row.rank, "outcome": row.outcome,
               "host": row.host, "points": row.points}  # fmt: skip
        yield from (f"list: {said}" for said in _differences(wanted, got))


def _decree(
    connection: Connection, made: Stage, wanted: ExpectedDecree, case: Any
) -> Iterator[str]:
    row = connection.execute(
        select(decrees).where(decrees.c.case_id == case.id).order_by(decrees.c.id.desc()).limit(1)
    ).one_or_none()
    if row is None:
        yield "no Decree was issued"
        return
    content = json.loads(row.content)
    if wanted.replaced is not None:
        if len(wanted.replaced) != len(content["replaced"]):
            yield f"{len(wanted.replaced)} replaced courses expected, got {content['replaced']}"
        for course, got in zip(wanted.replaced, content["replaced"], strict=False):
            got = {**got, "ects": Decimal(got["ects"])}
            yield from (f"decree: {said}" for said in _differences(course, got))
    told = {
        "supplement": [course["title"] for course in content["supplement"]],
        "remaining": content["remaining"],
        "electives": [course["title"] for course in content["recognised"]],
        "average": content["average"],
        "traineeship": content["traineeship"],
    }
    for part, got in told.items():
        expected = getattr(wanted, part)
        expected = list(expected) if isinstance(expected, tuple) else expected
        if expected is not None and expected != got:
            yield f"{part} {expected} expected, it is {got}"
    if wanted.remedy is not None:
        yield from _remedy(made, wanted.remedy, row)


def _remedy(made: Stage, wanted: Any, decree: Any) -> Iterator[str]:
    book = made.office.regulations[made.office.settings.institution.key]
    remedy = book.legal_remedies[decree.remedy] if decree.remedy else None
    got = (remedy.to, remedy.days) if remedy else None
    if got != (wanted.to, wanted.days):
        yield f"remedy to {wanted.to} within {wanted.days} days expected, it is {got}"


def _differences(wanted: Any, got: dict[str, Any]) -> Iterator[str]:
    for part in fields(wanted):
        value = getattr(wanted, part.name)
        if value is not None and got[part.name] != value:
            yield f"{part.name} {value} expected, it is {got[part.name]}"
