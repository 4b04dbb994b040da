"""Withdrawing a record that was wrong: which one is meant, what stands then, and what is in force.

What rests on a record that a concluded agreement or a Decree was made of is not taken away from
under it: the refusal says what sets that act aside.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Final

from sqlalchemy import Connection

from persistence import history
from persistence.commitments import ERASED
from persistence.history import WrittenEntry
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
from states.payloads import read_payload, written_name
from states.reasons import Reason
from states.text import Text
from states.validation_error import ValidationError
from states.withdrawing import DatedRecord, names, without
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
    loaded: tuple[Case, Dossier],
    withdrawn: WithdrawnRecord,
) -> Dossier | Refused:
    """The dossier without a record; raises ValidationError where the process has no such one."""
    case, dossier = loaded
    declared(definition, withdrawn.fact, ("fact",))
    entries = history.entries(connection, case.id)
    refused = _forbidden(definition, dossier, entries, withdrawn)
    return refused or _dossier_without(dossier, entries, withdrawn)


def _forbidden(
    definition: ProcessDefinition,
    dossier: Dossier,
    entries: Sequence[WrittenEntry],
    withdrawn: WithdrawnRecord,
) -> Refused | None:
    """Why a record stays although it may be wrong: an act that is in force rests on it."""
    rule = definition.facts[withdrawn.fact].rule
    reason = None
    if withdrawn.fact == "signature":
        reason = _on_concluded(rule, definition, dossier, withdrawn)
    elif withdrawn.fact in RECOGNISED:
        reason = _under_decree(rule, definition, dossier, entries)
    return Refused(_withdrawing(withdrawn.fact), (reason,)) if reason else None


def _on_concluded(
    rule: str, definition: ProcessDefinition, dossier: Dossier, withdrawn: WithdrawnRecord
) -> Reason | None:
    concluded = dossier.agreed_version and dossier.agreed_version == dossier.agreement_version
    if not concluded or withdrawn.document == "study_plan":
        return None
    message = format_text(
        "Version {version} of the agreement was concluded with this signature and is in force.",
        "Верзија {version} уговора закључена је са овим потписом и на снази је.",
        version=dossier.agreed_version,
    )
    steps = definition.transitions.values()
    changed = tuple(step.takes for step in steps if step.takes in AGREEMENT_CHANGES)
    if changed:
        remedy = Text(
            "Change the agreement: a new version is signed anew.",
            "Измените уговор: нова верзија поново се потписује.",
        )
        return Reason(rule, message, remedy, changed)
    remedy = Text(
        "Nothing removes this: these procedures know no change of a concluded agreement.",
        "Ништа не отклања ову препреку: поступак не познаје измену закљученог уговора.",
    )
    return Reason(rule, message, remedy, (NOTHING,))


def _under_decree(
    rule: str, definition: ProcessDefinition, dossier: Dossier, entries: Sequence[WrittenEntry]
) -> Reason | None:
    issuing = {name for name, step in definition.transitions.items() if step.takes == DECREE}
    if not any(step.entry.name in issuing for step in steps_that_hold(entries)):
        return None
    number = dossier.decree.number if dossier.decree else ""
    message = format_text(
        "The Decree {number} rests on it and stands.",
        "На овоме се заснива решење {number}, које је донето.",
        number=number,
    )
    remedy, by = _what_sets_aside(definition, dossier, issuing)
    return Reason(rule, message, remedy, by)


def _what_sets_aside(
    definition: ProcessDefinition, dossier: Dossier, issuing: set[str]
) -> tuple[Text, Removal]:
    """Only an upheld appeal or complaint leads back to where the Decree is issued, or, where it is
    to be certified, that this is refused.
    """
    sources = {source for name in issuing for source in definition.transitions[name].sources}
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
    dossier: Dossier, entries: Sequence[WrittenEntry], withdrawn: WithdrawnRecord
) -> Dossier:
    """The dossier as it stands then; raises ValidationError where there is no such record."""
    for field in NAMED_BY[withdrawn.fact]:
        if getattr(withdrawn, field) is None:
            raise ValidationError(
                format_text(
                    "{field}: say which record is withdrawn",
                    "{field}: наведите који се упис повлачи",
                    field=written_name(field),
                ),
                (written_name(field),),
            )
    standing = _records_that_stand(entries, withdrawn)
    kept = _without_newest(standing, withdrawn)
    proposed = without(dossier, withdrawn, kept)
    if proposed == dossier:
        raise _no_such_record(withdrawn)
    return proposed


def _without_newest(
    standing: Sequence[DatedRecord], withdrawn: WithdrawnRecord
) -> list[DatedRecord]:
    meant = [place for place, (record, _) in enumerate(standing) if names(withdrawn, record)]
    return [dated for place, dated in enumerate(standing) if not meant or place != meant[-1]]


def _records_that_stand(
    entries: Sequence[WrittenEntry], withdrawn: WithdrawnRecord
) -> list[DatedRecord]:
    """The records of a fact that were not withdrawn, oldest first."""
    standing: list[DatedRecord] = []
    for name, record, written in _records(entries):
        if name == withdrawn.fact:
            standing.append((record, civil_date(written.at)))
        elif isinstance(record, WithdrawnRecord) and record.fact == withdrawn.fact:
            standing = _without_newest(standing, record)
    return standing


def _records(entries: Sequence[WrittenEntry]) -> Iterator[tuple[str, Payload, WrittenEntry]]:
    for written in entries:
        name = written.entry.name
        if written.entry.kind == "fact" and name in FACTS and name in (*NAMED_BY, WITHDRAWN_RECORD):
            if written.entry.data == ERASED:
                continue
            data = json.loads(written.entry.data)
            form = {field: value for field, value in data.items() if field not in KEPT_BESIDE}
            yield name, read_payload(name, form), written


KEPT_BESIDE = frozenset({"in_question", "before", "after"})
"""What an entry holds beside what was handed in."""


def _no_such_record(withdrawn: WithdrawnRecord) -> ValidationError:
    field = next(reversed(NAMED_BY[withdrawn.fact]), "fact")
    title = fact_title(withdrawn.fact)
    return ValidationError(
        format_text(
            "{field}: no such record stands ({fact})",
            "{field}: такав упис не постоји ({fact})",
            field=written_name(field),
            fact=title,
        ),
        (written_name(field),),
    )
