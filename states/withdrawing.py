"""The dossier without a record that was withdrawn. Pure: the records that stand are handed in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import MISSING, fields, replace
from datetime import date
from typing import Any

from states.applying import apply_fact
from states.decrees import DECREE, delivered
from states.dossier import Delivery, Dossier, Stay
from states.fact_declaration import Payload
from states.facts import FACTS
from states.withdrawn_records import NAMED_BY, WithdrawnRecord

DatedRecord = tuple[Payload, date]
"""A record, with the civil date on which it was received."""


def names(withdrawn_record: WithdrawnRecord, record: Payload) -> bool:
    """Whether a record of the fact is one of those that are meant."""
    if withdrawn_record.fact == "stay":
        return getattr(record, str(withdrawn_record.day)) is not None
    return all(
        getattr(record, field) == getattr(withdrawn_record, field)
        for field in NAMED_BY[withdrawn_record.fact]
    )


def without(
    dossier: Dossier, withdrawn_record: WithdrawnRecord, standing_records: Sequence[DatedRecord]
) -> Dossier:
    """The dossier without a record, made anew from those of its fact that stand, oldest first."""
    if withdrawn_record.fact == "signature":
        return _unsigned(dossier, withdrawn_record)
    if withdrawn_record.fact == "stay":
        return _stayed_otherwise(dossier, str(withdrawn_record.day), standing_records)
    if withdrawn_record.fact == "delivery" and withdrawn_record.document == DECREE:
        return _delivered_otherwise(dossier, standing_records)
    emptied_parts: dict[str, Any] = {
        FACTS[withdrawn_record.fact].dossier_field: empty_part(withdrawn_record.fact)
    }
    if withdrawn_record.fact == "document":
        emptied_parts["earlier_copies"] = {}
    rebuilt = replace(dossier, **emptied_parts)
    for record, day in standing_records:
        rebuilt = apply_fact(rebuilt, withdrawn_record.fact, record, day)
    return rebuilt


def remainder(withdrawn_record: WithdrawnRecord, record: Payload) -> Payload | None:
    """What stands of a record that is withdrawn: of an arrival and a return in one the other."""
    if not isinstance(record, Stay):
        return None
    rest: Stay = replace(record, **{str(withdrawn_record.day): None})
    return None if rest == Stay() else rest


def _stayed_otherwise(
    dossier: Dossier, day: str, standing_records: Sequence[DatedRecord]
) -> Dossier:
    """The stay with the newest day of arrival, or of return, that stands."""
    recorded_days = [getattr(record, day) for record, _ in standing_records]
    newest_day = next((on for on in reversed(recorded_days) if on is not None), None)
    return replace(dossier, stay=replace(dossier.stay, **{day: newest_day}))


def _unsigned(dossier: Dossier, withdrawn_record: WithdrawnRecord) -> Dossier:
    """A party that signed twice has not signed at all: both were on the same version."""
    signatures = tuple(
        signature for signature in dossier.signatures if not names(withdrawn_record, signature)
    )
    return replace(dossier, signatures=signatures)


def _delivered_otherwise(dossier: Dossier, standing_records: Sequence[DatedRecord]) -> Dossier:
    """The Decree with the newest delivery that stands; without one no time runs from it."""
    if dossier.decree is None:
        return dossier
    rebuilt = replace(dossier, decree=replace(dossier.decree, delivered_on=None))
    for record, _ in standing_records:
        if isinstance(record, Delivery) and record.document == DECREE:
            rebuilt = delivered(rebuilt, record)
    return rebuilt


def is_recorded(dossier: Dossier, fact: str) -> bool:
    """Whether the dossier holds any record of a fact that can be withdrawn."""
    if fact == "delivery" and dossier.decree is not None and dossier.decree.delivered_on:
        return True
    return bool(getattr(dossier, FACTS[fact].dossier_field) != empty_part(fact))


def empty_part(fact: str) -> object:
    """What the dossier holds before there is a record of a fact."""
    (part,) = (part for part in fields(Dossier) if part.name == FACTS[fact].dossier_field)
    return part.default if part.default_factory is MISSING else part.default_factory()
