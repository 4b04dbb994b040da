"""The dossier without a record that was withdrawn. Pure: the records that stand are handed in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import MISSING, fields, replace
from datetime import date
from typing import Any

from states.applying import apply_fact
from states.decrees import DECREE
from states.dossier import Dossier
from states.fact_declaration import Payload
from states.facts import FACTS
from states.withdrawn_records import NAMED_BY, WithdrawnRecord

DatedRecord = tuple[Payload, date]
"""A record, with the civil date on which it was received."""


def names(withdrawn: WithdrawnRecord, record: Payload) -> bool:
    """Whether a record of the fact is one of those that are meant."""
    if withdrawn.fact == "stay":
        return getattr(record, str(withdrawn.day)) is not None
    return all(
        getattr(record, field) == getattr(withdrawn, field) for field in NAMED_BY[withdrawn.fact]
    )


def without(
    dossier: Dossier, withdrawn: WithdrawnRecord, standing: Sequence[DatedRecord]
) -> Dossier:
    """The dossier without a record, made anew from those of its fact that stand, oldest first."""
    if withdrawn.fact == "signature":
        return _unsigned(dossier, withdrawn)
    if withdrawn.fact == "stay":
        return replace(dossier, stay=replace(dossier.stay, **{str(withdrawn.day): None}))
    if withdrawn.fact == "delivery" and withdrawn.document == DECREE:
        return _undelivered(dossier)
    emptied: dict[str, Any] = {FACTS[withdrawn.fact].dossier_field: _empty(withdrawn.fact)}
    if withdrawn.fact == "document":
        emptied["earlier_copies"] = {}
    rebuilt = replace(dossier, **emptied)
    for record, day in standing:
        rebuilt = apply_fact(rebuilt, withdrawn.fact, record, day)
    return rebuilt


def _unsigned(dossier: Dossier, withdrawn: WithdrawnRecord) -> Dossier:
    """A party that signed twice has not signed at all: both were on the same version."""
    signatures = tuple(
        signature for signature in dossier.signatures if not names(withdrawn, signature)
    )
    return replace(dossier, signatures=signatures)


def _undelivered(dossier: Dossier) -> Dossier:
    """Nobody has handed the Decree over: no time runs from it."""
    if dossier.decree is None:
        return dossier
    return replace(dossier, decree=replace(dossier.decree, delivered_on=None))


def _empty(fact: str) -> object:
    """What the dossier holds before there is a record of a fact."""
    (part,) = (part for part in fields(Dossier) if part.name == FACTS[fact].dossier_field)
    return part.default if part.default_factory is MISSING else part.default_factory()
