"""Facts into their tables: what was handed in with a trigger, or recorded by itself.

A fact of one row is written over the earlier one; the history keeps every one of them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from sqlalchemy import Connection, Table, bindparam, or_, update

from persistence import (
    application_corrections,
    candidate_corrections,
    ledger,
    precedents,
    set_aside,
    withdrawn_records,
)
from persistence.agreements import add_version, newest_version, remove_plans, sign
from persistence.bulk import execute_many
from persistence.database import upsert
from persistence.fact_rows import home_columns, to_row
from persistence.fact_tables import FACT_TABLES
from persistence.fact_writers import (
    ADDING,
    EMPTYING,
    Writer,
    as_many,
    numbered,
    replace_positions,
    written_over,
)
from persistence.received import Received
from persistence.tables import (
    appeals,
    application_hosts,
    applications,
    decrees,
    deliveries,
    documents,
    home_courses,
    host_answers,
    pauses,
    periods,
    placements,
    recognition_decisions,
    transcript_courses,
    transcript_grades,
    transcripts,
)
from persistence.touched import add_row
from persistence.withdrawn_records import Withdrawn
from states.agreements import STUDY_PLAN
from states.applying import change_signatures
from states.decrees import DECREE, decree_of_day
from states.dossier import Appeal
from states.fact_declaration import Payload
from states.facts import FACTS
from states.money import MONEY_FACTS


def write(connection: Connection, form: str, received_facts: Sequence[Received]) -> None:
    """Writes values of one form, of many cases at once."""
    writer = _WRITERS.get(form)
    if writer is not None:
        writer(connection, received_facts)


def _as_recorded(received_fact: Received) -> Payload:
    """A fact as the dossier holds it now, in its form."""
    (recorded_value,) = FACTS[received_fact.form].recorded_in(received_fact.dossier)
    return recorded_value


def _host_answer(received_fact: Received) -> Payload:
    assert received_fact.dossier.host_answer is not None
    return received_fact.dossier.host_answer


_HOST_ANSWER: Final = written_over(host_answers, _host_answer)


_CHOSEN: Final = bindparam("chosen", type_=placements.c.host.type)
_CHOOSING: Final = (
    update(placements)
    .where(
        placements.c.case_id == bindparam("of_case"),
        or_(placements.c.host.is_distinct_from(_CHOSEN), placements.c.outcome != "selected"),
    )
    .values(host=_CHOSEN, outcome="selected")
)
"""Whom the list has selected for this host has its place already: nothing is written then, and who
is nominated after them need not read again who holds the call's places."""


def _applications(connection: Connection, received_facts: Sequence[Received]) -> None:
    rows = [
        {
            "case_id": fact.case_id,
            "submitted_at": fact.at,
            **to_row(fact.value, "hosts"),
            "received_on": fact.value.received_on or fact.today,
        }
        for fact in received_facts
    ]
    upsert(connection, applications, rows)
    hosts = {fact.case_id: [{"host": host} for host in fact.value.hosts] for fact in received_facts}
    replace_positions(connection, application_hosts, hosts)


def _documents(connection: Connection, received_facts: Sequence[Received]) -> None:
    for fact in received_facts:
        document = to_row(fact.dossier.documents[fact.value.kind])
        recorded_values = {"case_id": fact.case_id, "produced": False, "recorded_at": fact.at}
        add_row(connection, documents, {**document, **recorded_values})


def _agreements(connection: Connection, received_facts: Sequence[Received]) -> None:
    for fact in received_facts:
        agreement = fact.dossier.agreement
        assert agreement is not None
        add_version(connection, fact.case_id, fact.dossier.agreement_version, agreement, fact.at)


def _study_plans(connection: Connection, received_facts: Sequence[Received]) -> None:
    remove_plans(connection, [fact.case_id for fact in received_facts])
    for fact in received_facts:
        add_version(connection, fact.case_id, STUDY_PLAN, fact.value, fact.at)


def _agreement_changes(connection: Connection, received_facts: Sequence[Received]) -> None:
    """A change that concludes a proposal signs the version that is there."""
    for fact in received_facts:
        if fact.dossier.agreement_version > newest_version(connection, fact.case_id):
            _agreements(connection, [fact])
        for signature in change_signatures(fact.value, fact.today):
            sign(connection, fact.case_id, fact.dossier.agreement_version, signature, fact.at)


def _signatures(connection: Connection, received_facts: Sequence[Received]) -> None:
    for fact in received_facts:
        on_plan = fact.value.document == "study_plan"
        version = STUDY_PLAN if on_plan else fact.dossier.agreement_version
        sign(connection, fact.case_id, version, fact.value, fact.at)


def _transcripts(connection: Connection, received_facts: Sequence[Received]) -> None:
    rows = [
        {"case_id": fact.case_id, **to_row(fact.value, "courses", "grading_table")}
        for fact in received_facts
    ]
    upsert(connection, transcripts, rows)
    numbered(transcript_courses, "courses")(connection, received_facts)
    numbered(transcript_grades, "grading_table")(connection, received_facts)


def _recognitions(connection: Connection, received_facts: Sequence[Received]) -> None:
    rows = {
        fact.case_id: [
            {
                **to_row(decision, "home"),
                **home_columns(decision.home),
                "without_grade": decision.without_grade or None,
            }
            for decision in fact.value.decisions
        ]
        for fact in received_facts
    }
    replace_positions(connection, recognition_decisions, rows)


def _periods(connection: Connection, received_facts: Sequence[Received]) -> None:
    rows = [
        {"case_id": fact.case_id, "kind": fact.form, **to_row(fact.value)}
        for fact in received_facts
    ]
    upsert(connection, periods, rows)


def _of_fact(name: str, table: Table) -> Writer:
    """How a fact is written whose table its declaration asks for."""
    fact = FACTS[name]
    return as_many(table, fact.dossier_field) if fact.several else written_over(table, _as_recorded)


def _pauses(connection: Connection, received_facts: Sequence[Received]) -> None:
    ids = [fact.case_id for fact in received_facts]
    execute_many(connection, EMPTYING[pauses], [{"ids": ids}])
    rows = [
        {"case_id": fact.case_id, **to_row(pause)}
        for fact in received_facts
        for pause in fact.dossier.pauses
    ]
    execute_many(connection, ADDING[pauses], rows)


def _host_choices(connection: Connection, received_facts: Sequence[Received]) -> None:
    hosts = [
        {"of_case": fact.case_id, "chosen": fact.dossier.placement.host}
        for fact in received_facts
        if fact.dossier.placement is not None
    ]
    execute_many(connection, _CHOOSING, hosts)


def _issued(received_fact: Received) -> Payload:
    assert received_fact.dossier.decree is not None
    return received_fact.dossier.decree


def _decrees(connection: Connection, received_facts: Sequence[Received]) -> None:
    rows = [
        {"case_id": fact.case_id, "content": fact.content, **to_row(_issued(fact))}
        for fact in received_facts
    ]
    decree_rows = connection.execute(
        decrees.insert().returning(decrees.c.id, decrees.c.case_id), rows
    )
    ids = {row.case_id: row.id for row in decree_rows}
    entries = [
        precedents.Entry(fact.case_id, fact.dossier.host, pair, fact.today)
        for fact in received_facts
        if fact.dossier.host
        for pair in fact.pairs
    ]
    precedents.enter(connection, ids, entries, received_facts[0].at)


def _delivered(connection: Connection, received_facts: Sequence[Received]) -> None:
    """A Decree's delivery stands in its own row; that of another document by its kind."""
    of_decrees = [fact for fact in received_facts if fact.value.document == DECREE]
    other_deliveries = [fact for fact in received_facts if fact.value.document != DECREE]
    if other_deliveries:
        written_over(deliveries, lambda fact: fact.value)(connection, other_deliveries)
    for fact in of_decrees:
        decree = decree_of_day(fact.dossier, fact.value.on)
        if decree is not None:
            connection.execute(
                update(decrees)
                .where(decrees.c.number == decree.number)
                .values(delivered_on=fact.value.on)
            )


def _appeals(connection: Connection, received_facts: Sequence[Received]) -> None:
    for fact in received_facts:
        newest = to_row(fact.dossier.appeals[-1])
        add_row(connection, appeals, {"case_id": fact.case_id, **newest})


def _decided_appeals(connection: Connection, received_facts: Sequence[Received]) -> None:
    for fact in received_facts:
        newest_appeals = {appeal.against: appeal for appeal in fact.dossier.appeals}
        for appeal in newest_appeals.values():
            is_decided_now = appeal.decided_on and _decide(connection, fact.case_id, appeal)
            if is_decided_now and appeal.against == DECREE and appeal.upheld:
                set_aside.withdraw_precedents(connection, fact)


def _decide(connection: Connection, case_id: int, appeal: Appeal) -> bool:
    """Writes the decision on what waits for one of that kind; whether anything did."""
    statement = update(appeals).where(
        appeals.c.case_id == case_id,
        appeals.c.against == appeal.against,
        appeals.c.decided_on.is_(None),
    )
    decision = {
        "decided_on": appeal.decided_on,
        "upheld": appeal.upheld,
        "decided_under": appeal.decided_under,
        "reason": appeal.reason,
    }
    return connection.execute(statement.values(decision)).rowcount > 0


def _withdrawals(connection: Connection, received_facts: Sequence[Received]) -> None:
    for fact in received_facts:
        withdrawal = Withdrawn(fact.case_id, fact.value, fact.dossier, fact.at)
        if not withdrawn_records.remove(connection, withdrawal):
            continue
        name = fact.value.fact
        for record in FACTS[name].recorded_in(fact.dossier)[:1]:
            write(connection, name, [replace(fact, form=name, value=record)])


def _application_corrections(connection: Connection, received_facts: Sequence[Received]) -> None:
    for fact in received_facts:
        application_corrections.correct(connection, fact.case_id, fact.dossier)


def _recalled(connection: Connection, received_facts: Sequence[Received]) -> None:
    """The host's answer to a nomination that should not have been is none."""
    ids = [fact.case_id for fact in received_facts]
    execute_many(connection, EMPTYING[host_answers], [{"ids": ids}])
    # What stands on the list again is counted among what can change it.
    _application_corrections(connection, received_facts)


def _candidates(connection: Connection, received_facts: Sequence[Received]) -> None:
    for fact in received_facts:
        candidate_corrections.correct(connection, fact.case_id, fact.dossier.candidate)
        application_corrections.correct_place(connection, fact.case_id, fact.dossier.placement)


CHANGE_THE_LIST: Final = frozenset(
    {
        "application", "candidate", "application_correction", "recalled", "withdrawn_record",
        "host_choice", "ranking_appeal", "decree_appeal", "appeal_upheld", "appeal_dismissed",
    }
)  # fmt: skip
"""Forms by which somebody's place on the call's list may become another, or an appeal stands: what
others of the call are judged by.
"""

_WRITERS: Final[Mapping[str, Writer]] = {
    "application": _applications,
    "document": _documents,
    "signature": _signatures,
    "study_plan": _study_plans,
    "agreement": _agreements,
    "agreement_change": _agreement_changes,
    "training_change": _agreement_changes,
    "staff_change": _agreement_changes,
    "transcript": _transcripts,
    "recognition": _recognitions,
    "home_courses": numbered(home_courses, "semester"),
    "insurance": _periods,
    "residence_permit": _periods,
    "pause": _pauses,
    "delivery": _delivered,
    "candidate": _candidates,
    "application_correction": _application_corrections,
    "recalled": _recalled,
    "withdrawn_record": _withdrawals,
    "host_choice": _host_choices,
    "host_period": _HOST_ANSWER,
    "stay_change": _HOST_ANSWER,
    "host_refusal": _HOST_ANSWER,
    "host_cancellation": _HOST_ANSWER,
    "decree": _decrees,
    "ranking_appeal": _appeals,
    "decree_appeal": _appeals,
    "appeal_upheld": _decided_appeals,
    "appeal_dismissed": _decided_appeals,
    "certification_refusal": set_aside.refuse_certifications,
    **dict.fromkeys(MONEY_FACTS, ledger.add_entries),
    **{name: _of_fact(name, table) for name, table in FACT_TABLES.items()},
}
