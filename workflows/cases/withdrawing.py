"""Withdrawing a record that was wrong: which one is meant, what stands then, and what is in force.

What rests on a record that a concluded agreement or a Decree was made of is not taken away from
under it: the refusal says what sets that act aside.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any, Final

from sqlalchemy import Connection

from persistence import history
from persistence.commitments import ERASED
from persistence.history import TAKEOVER, WrittenEntry
from rules.guards.remedies import NOTHING
from rules.remedy_words import REMEDY_WORDS, called_against
from rules.wording import format_text
from states.decision import Refused
from states.decrees import DECREE
from states.definition import ProcessDefinition
from states.dossier import Case, Dossier
from states.fact_declaration import Payload
from states.facts import FACTS, fact_title
from states.moments import civil_date
from states.payloads import read_record, written_name
from states.reasons import Reason
from states.takeover import EARLIER_DECREE
from states.text import Text
from states.validation_error import ValidationError
from states.withdrawing import DatedRecord, is_recorded, names, remainder, without
from states.withdrawn_records import NAMED_BY, RECOGNISED, WITHDRAWN_RECORD, WithdrawnRecord
from workflows.cases.fact_rules import declared
from workflows.cases.in_question import steps_that_hold

AGREEMENT_CHANGES: Final = frozenset({"agreement_change", "training_change", "staff_change"})
UPHELD: Final = "appeal_upheld"
UNCERTIFIED: Final = "certification_refusal"
Removal = tuple[str, ...]
"""By which forms and steps a reason goes away."""


def _withdrawing(fact: str) -> Text:
    """What somebody does who withdraws a record of a fact."""
    title = fact_title(fact)
    return Text(f"Withdraw: {title.en}", f"Повлачење: {title.sr}")


def withdrawn_from(
    connection: Connection,
    definition: ProcessDefinition,
    case_and_dossier: tuple[Case, Dossier],
    withdrawn_record: WithdrawnRecord,
) -> Dossier | Refused:
    """The dossier without a record; raises ValidationError where the process has no such one."""
    case, dossier = case_and_dossier
    declared(definition, withdrawn_record.fact, ("fact",))
    entries = history.entries(connection, case.id)
    refusal = _forbidden(definition, dossier, entries, withdrawn_record)
    return refusal or _dossier_without(dossier, entries, withdrawn_record)


def _forbidden(
    definition: ProcessDefinition,
    dossier: Dossier,
    entries: Sequence[WrittenEntry],
    withdrawn_record: WithdrawnRecord,
) -> Refused | None:
    """Why a record stays although it may be wrong: an act that is in force rests on it."""
    rule = definition.facts[withdrawn_record.fact].rule
    reason = None
    if withdrawn_record.fact == "signature":
        reason = _on_concluded(rule, definition, dossier, withdrawn_record)
    elif withdrawn_record.fact in RECOGNISED:
        reason = _under_decree(rule, definition, dossier, entries)
    return Refused(_withdrawing(withdrawn_record.fact), (reason,)) if reason else None


def _on_concluded(
    rule: str, definition: ProcessDefinition, dossier: Dossier, withdrawn_record: WithdrawnRecord
) -> Reason | None:
    is_concluded = dossier.agreed_version and dossier.agreed_version == dossier.agreement_version
    if not is_concluded or withdrawn_record.document == "study_plan":
        return None
    message = format_text(
        "Version {version} of the agreement was concluded with this signature and is in force.",
        "Верзија {version} уговора закључена је са овим потписом и на снази је.",
        version=dossier.agreed_version,
    )
    steps = definition.transitions.values()
    agreement_changes = tuple(step.takes for step in steps if step.takes in AGREEMENT_CHANGES)
    if agreement_changes:
        remedy = Text(
            "Change the agreement: a new version is signed anew.",
            "Измените уговор: нова верзија поново се потписује.",
        )
        return Reason(rule, message, remedy, agreement_changes)
    remedy = Text(
        "Nothing removes this: these procedures know no change of a concluded agreement.",
        "Ништа не отклања ову препреку: поступак не познаје измену закљученог уговора.",
    )
    return Reason(rule, message, remedy, (NOTHING,))


def _under_decree(
    rule: str, definition: ProcessDefinition, dossier: Dossier, entries: Sequence[WrittenEntry]
) -> Reason | None:
    decree_steps = {name for name, step in definition.transitions.items() if step.takes == DECREE}
    if not any(step.entry.name in decree_steps for step in steps_that_hold(entries)):
        return None
    number = dossier.decree.number if dossier.decree else ""
    message = format_text(
        "The Decree {number} rests on it and stands.",
        "На овоме се заснива решење {number}, које је донето.",
        number=number,
    )
    remedy, by = _what_sets_aside(definition, dossier, decree_steps)
    return Reason(rule, message, remedy, by)


def _what_sets_aside(
    definition: ProcessDefinition, dossier: Dossier, decree_steps: set[str]
) -> tuple[Text, Removal]:
    """Only an upheld appeal or complaint leads back to where the Decree is issued, or, where it is
    to be certified, that this is refused.
    """
    sources = {source for name in decree_steps for source in definition.transitions[name].sources}
    back = {step.takes for step in definition.transitions.values() if step.target in sources}
    if UNCERTIFIED in back:
        sentence = Text(
            "Only the refusal to certify it sets the Decree aside; then it is decided anew.",
            "Решење остаје без дејства само ако се ускрати његова овера; тада се одлучује поново.",
        )
        return sentence, (UNCERTIFIED,)
    if UPHELD in back:
        sentence = format_text(
            "Only {remedy_upheld} sets the Decree aside.",
            "Решење се ставља ван снаге само {remedy_upheld}.",
            **REMEDY_WORDS[called_against(dossier.decree)],
        )
        return sentence, (UPHELD,)
    sentence = Text(
        "Nothing removes this: these procedures know no step that sets a Decree aside.",
        "Ништа не отклања ову препреку: поступак не познаје корак којим се решење ставља ван "
        "снаге.",
    )
    return sentence, (NOTHING,)


def _dossier_without(
    dossier: Dossier, entries: Sequence[WrittenEntry], withdrawn_record: WithdrawnRecord
) -> Dossier:
    """The dossier as it stands then; raises ValidationError where there is no such record."""
    for field in NAMED_BY[withdrawn_record.fact]:
        if getattr(withdrawn_record, field) is None:
            raise ValidationError(
                format_text(
                    "{field}: say which record is withdrawn",
                    "{field}: наведите који се упис повлачи",
                    field=written_name(field),
                ),
                (written_name(field),),
            )
    standing_records = _records_that_stand(entries, withdrawn_record)
    kept_records = _without_newest(standing_records, withdrawn_record)
    proposed_dossier = without(dossier, withdrawn_record, kept_records)
    if proposed_dossier == dossier and not _stands_twice(dossier, kept_records, withdrawn_record):
        raise _no_such_record(withdrawn_record)
    return proposed_dossier


def _stands_twice(
    dossier: Dossier, kept_records: Sequence[DatedRecord], withdrawn_record: WithdrawnRecord
) -> bool:
    """Whether what is withdrawn was recorded twice alike: one goes, and all is as it was.

    A party's signatures go together, so of these none is left that is the same.
    """
    kept_alike = any(names(withdrawn_record, record) for record, _ in kept_records)
    return (
        kept_alike and withdrawn_record.fact != "signature" and _is_held(dossier, withdrawn_record)
    )


def _is_held(dossier: Dossier, withdrawn_record: WithdrawnRecord) -> bool:
    """Whether the dossier holds any such record: the delivery of a Decree that of the newest."""
    if withdrawn_record.fact == "delivery" and withdrawn_record.document == DECREE:
        return dossier.decree is not None and dossier.decree.delivered_on is not None
    return is_recorded(dossier, withdrawn_record.fact)


def _without_newest(
    standing_records: Sequence[DatedRecord], withdrawn_record: WithdrawnRecord
) -> list[DatedRecord]:
    """The records without the newest that is meant; of which a part may stand."""
    named_places = [
        place
        for place, (record, _) in enumerate(standing_records)
        if names(withdrawn_record, record)
    ]
    if not named_places:
        return list(standing_records)
    place = named_places[-1]
    newest_record, day = standing_records[place]
    rest = remainder(withdrawn_record, newest_record)
    replacement = [(rest, day)] if rest is not None else []
    return [*standing_records[:place], *replacement, *standing_records[place + 1 :]]


def _records_that_stand(
    entries: Sequence[WrittenEntry], withdrawn_record: WithdrawnRecord
) -> list[DatedRecord]:
    """The records of a fact that were not withdrawn, oldest first."""
    standing_records: list[DatedRecord] = []
    for name, record, day in _records(entries):
        if name == withdrawn_record.fact:
            standing_records.append((record, day))
        elif isinstance(record, WithdrawnRecord) and record.fact == withdrawn_record.fact:
            standing_records = _without_newest(standing_records, record)
    return standing_records


def _records(entries: Sequence[WrittenEntry]) -> Iterator[tuple[str, Payload, date]]:
    """Each record by its fact, with the civil date on which it was received."""
    for written_entry in entries:
        entry, day = written_entry.entry, civil_date(written_entry.at)
        if not entry.data or entry.data == ERASED:
            continue
        data = json.loads(entry.data)
        if entry.kind == TAKEOVER:
            yield from _taken_over(data)
        elif entry.kind == "fact" and entry.name in FACTS and entry.name in WITHDRAWING:
            form = {field: value for field, value in data.items() if field not in KEPT_BESIDE}
            yield entry.name, read_record(entry.name, form), day
        elif entry.kind == "step":
            yield from _as_issued(data, day)


def _as_issued(data: Mapping[str, Any], day: date) -> Iterator[tuple[str, Payload, date]]:
    """The delivery of a Decree that was handed over as it was issued."""
    if delivered_on := data.get("delivered_on"):
        yield "delivery", read_record("delivery", {"document": DECREE, "on": delivered_on}), day


def _taken_over(data: Mapping[str, Any]) -> Iterator[tuple[str, Payload, date]]:
    """What a case that was taken over brought along, received on the day since when it stands."""
    since = date.fromisoformat(data["since"])
    for line in data["facts"]:
        ((name, values),) = line.items()
        if name in NAMED_BY:
            yield name, read_record(name, values), since
        elif name == EARLIER_DECREE:
            yield from _as_issued(values, since)


WITHDRAWING: Final = frozenset((*NAMED_BY, WITHDRAWN_RECORD))
"""What tells which records stand: those that can be withdrawn, and what withdraws them."""

KEPT_BESIDE = frozenset({"in_question", "before", "after"})
"""What an entry holds beside what was handed in."""


def _no_such_record(withdrawn_record: WithdrawnRecord) -> ValidationError:
    field = next(reversed(NAMED_BY[withdrawn_record.fact]), "fact")
    title = fact_title(withdrawn_record.fact)
    return ValidationError(
        format_text(
            "{field}: no such record stands ({fact})",
            "{field}: такав упис не постоји ({fact})",
            field=written_name(field),
            fact=title,
        ),
        (written_name(field),),
    )
