"""The Decrees of a case: which one stands on a day, and what a new one and a delivery change."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Final

from states.dossier import DecreeIssued, Delivery, Dossier

DECREE: Final = "decree"
"""The kind of document."""


def decrees_of(dossier: Dossier) -> Iterator[DecreeIssued]:
    """All Decrees of a case, the newest first."""
    if dossier.decree is not None:
        yield dossier.decree
    yield from reversed(dossier.earlier_decrees)


def decree_of_day(dossier: Dossier, day: date) -> DecreeIssued | None:
    """The newest Decree that had been issued by a civil date."""
    return next((decree for decree in decrees_of(dossier) if decree.issued_on <= day), None)


def with_decree(dossier: Dossier, decree: DecreeIssued) -> Dossier:
    """The dossier with a new Decree; the one before stands among the earlier ones."""
    before = () if dossier.decree is None else (dossier.decree,)
    earlier = (*dossier.earlier_decrees, *before)
    return replace(dossier, decree=decree, earlier_decrees=earlier)


def delivered(dossier: Dossier, delivery: Delivery) -> Dossier:
    """The dossier with a delivery in it: a Decree's own, or that of another document.

    Each Decree has its own delivery, so that the time against it runs from that alone.
    """
    if delivery.document != DECREE:
        deliveries = {**dossier.deliveries, delivery.document: delivery.on}
        return replace(dossier, deliveries=deliveries)
    standing_decree = decree_of_day(dossier, delivery.on)
    if standing_decree is None:
        return dossier
    handed_over = replace(standing_decree, delivered_on=delivery.on)
    if standing_decree is dossier.decree:
        return replace(dossier, decree=handed_over)
    earlier = tuple(
        handed_over if decree is standing_decree else decree for decree in dossier.earlier_decrees
    )
    return replace(dossier, earlier_decrees=earlier)
