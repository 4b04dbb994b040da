"""What decides between equal points, corrected after the list: whether it gave another place.

BMU-15b, BMU-29, BEE-C4. The list is made by these criteria, so one that rests on a slip is no list
by them; a slip that changes nobody's place holds nobody up.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from sqlalchemy import Connection

from office.wiring import Office
from persistence.list_appeals import ON_THE_LIST
from states.dossier import Case, Dossier
from states.moments import civil_date
from states.placement import Merits
from workflows.cases.list_guards import ListMaterial, list_material, versions_of_list
from workflows.cases.list_making import places_by_points_of_list, received_on


def with_merits_corrected(
    connection: Connection,
    office: Office,
    case: Case,
    correction: tuple[Dossier, Dossier],
    now: datetime,
) -> Dossier:
    """The dossier after a correction, with whether the list would place somebody otherwise by it.

    `correction` is the dossier before and after. The place remembers what it was given by: who
    corrects back takes the doubt away.
    """
    before, after = correction
    placement = after.placement
    if placement is None or _merits(before) == _merits(after):
        return after
    listed_merits = placement.listed_merits or _merits(before)
    as_listed = _listed_by(after, listed_merits)
    doubt = placement.listed_for is not None
    if not doubt and case.state in ON_THE_LIST:
        doubt = _places_otherwise(connection, office, case, (as_listed, after), now)
    today = civil_date(now)
    since = (placement.corrected_on or today) if doubt else None
    kept_merits = None if listed_merits == _merits(after) else listed_merits
    place = replace(placement, listed_merits=kept_merits).in_doubt(since, today)
    return replace(after, placement=place)


def _merits(dossier: Dossier) -> Merits:
    candidate = dossier.candidate
    return Merits(candidate.earlier_mobilities, candidate.grade_average, received_on(dossier))


def _listed_by(dossier: Dossier, merits: Merits) -> Dossier:
    candidate = replace(
        dossier.candidate,
        earlier_mobilities=merits.earlier_mobilities,
        grade_average=merits.grade_average,
    )
    application = dossier.application
    if application is not None:
        application = replace(application, received_on=merits.received_on)
    return replace(dossier, candidate=candidate, application=application)


def _places_otherwise(
    connection: Connection,
    office: Office,
    case: Case,
    pair: tuple[Dossier, Dossier],
    now: datetime,
) -> bool:
    """Whether two dossiers of a case lead to two lists; never where somebody chose the order."""
    assert case.call_id is not None
    versions = versions_of_list(connection, office, case.call_id, now)
    material = list_material(connection, versions, case.call_id)
    if material.chosen is not None:
        return False
    first, second = (_order(connection, material, case, dossier) for dossier in pair)
    return first != second


def _order(
    connection: Connection, material: ListMaterial, case: Case, dossier: Dossier
) -> list[tuple[str, str | None]]:
    """Who would be given what, best first; among those below the minimum no order counts."""
    cases = {**material.cases, case.id: (case, dossier)}
    places = places_by_points_of_list(connection, replace(material, cases=cases))
    return [(place.case, place.host) for place in places if place.outcome != "rejected"]
