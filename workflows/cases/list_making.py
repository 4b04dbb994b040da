"""A call's list as it would stand: the places in order, and what each case is given.

Nothing is written here.

The commission's points make it, or who chooses without a commission (BMU-29). Who was nominated by
an earlier version keeps the place, and its points are not counted again.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

from sqlalchemy import Connection

from persistence.application_times import came_in, noted_in
from rules.list_changes import ListPlace
from rules.ranking import KeptPlace, Ranked, Scored, in_chosen_order, rank
from rules.weighting import counted, written_points
from states.call_terms import TIE_BREAKS
from states.calls import Call
from states.dossier import Dossier
from states.frozen import frozen
from states.payloads import ChosenOrder
from states.placement import Placement
from states.text import Text
from states.validation_error import ValidationError
from workflows.cases.list_guards import ListMaterial

Placements = Mapping[str, Placement]
"""By the number of the case."""


@frozen
class MadeList:
    """A version of a list: its places in order, and by case what it gives."""

    version: int
    places: tuple[Ranked, ...]
    placements: Placements

    @property
    def taken(self) -> dict[str, int]:
        """The places that are held at each host once it is in force."""
        host_placements = (placement for placement in self.placements.values() if placement.host)
        return dict(Counter(str(p.host) for p in host_placements if p.outcome == "selected"))


def made_list(connection: Connection, material: ListMaterial, order: ChosenOrder) -> MadeList:
    """The next version of a call's list; raises ValidationError for an order that is none."""
    scored_applications = _scored(connection, material, material.kept)
    free = _free_places(material)
    if material.chosen is None:
        _refuse_order(order)
        places = _by_points(material, scored_applications, free)
    else:
        places = in_chosen_order(_in_order(scored_applications, order), free)
    version = material.progress.list_version + 1
    return MadeList(version, places, {place.case: _placement(place, version) for place in places})


def places_by_points_of_list(connection: Connection, material: ListMaterial) -> tuple[Ranked, ...]:
    """Who would be where by the points that the list in force tells, of those who stand on it."""
    on_it = {id_: pair for id_, pair in material.cases.items() if pair[1].placement is not None}
    listed_material = replace(material, cases=on_it)
    scored_applications = _scored(connection, listed_material, frozenset(on_it))
    return _by_points(material, scored_applications, _free_places(listed_material))


def _by_points(
    material: ListMaterial, scored_applications: Sequence[Scored], free: Mapping[str, int]
) -> tuple[Ranked, ...]:
    """Between equal points only that decides which the newest version's source lets decide."""
    terms = material.versions[-1].call
    ties = terms.ties if terms else TIE_BREAKS
    return rank(scored_applications, free, material.call.minimum_points, ties)


def as_list_places(new_list: MadeList, material: ListMaterial) -> list[ListPlace]:
    """The list as the rules compare it with another version."""
    names = {case.number: dossier.candidate.both_names for case, dossier in material.cases.values()}
    return [
        ListPlace(
            place.case, names[place.case], place.rank, points_of(place), place.outcome, place.host,
            place.kept,
        )
        for place in new_list.places
    ]  # fmt: skip


def points_of(place: Ranked) -> Decimal | None:
    """The commission's mean as points are written; None where nobody gave points."""
    return None if place.points is None else written_points(place.points)


def _scored(
    connection: Connection, material: ListMaterial, ids_with_points: frozenset[int]
) -> list[Scored]:
    """`pointed` are the ids of those whose points are the list's own."""
    call, cases, kept_ids = material.call, material.cases, material.kept
    noted_instants = noted_in(connection, list(cases))
    return [
        Scored(
            case.number,
            _kept_points(call, dossier)
            if id_ in ids_with_points
            else _counted(call, material.points.get(id_, {})),
            dossier.candidate.earlier_mobilities,
            dossier.candidate.grade_average,
            came_in(noted_instants[id_], received_on(dossier)),
            dossier.application.hosts if dossier.application else (),
            KeptPlace(_host_of(dossier)) if id_ in kept_ids else None,
        )
        for id_, (case, dossier) in cases.items()
    ]


def received_on(dossier: Dossier) -> date | None:
    """The civil date on which an application came in; None where there is none."""
    return dossier.application.received_on if dossier.application else None


def _host_of(dossier: Dossier) -> str | None:
    return dossier.placement.host if dossier.placement else None


def _kept_points(call: Call, dossier: Dossier) -> Mapping[str, Mapping[str, Decimal | Fraction]]:
    """The points of the earlier version, in the way in which the others' are counted."""
    points = dossier.placement.points if dossier.placement else None
    if points is None:
        return {}
    return {"": {"": Fraction(points) if call.weights else points}}


def _counted(
    call: Call, points: Mapping[str, Mapping[str, Decimal]]
) -> dict[str, Mapping[str, Decimal | Fraction]]:
    """The points of those who sit on the commission now; who has left no longer counts (BEE-C3)."""
    return {member: counted(call, points[member]) for member in call.commission if member in points}


def _free_places(material: ListMaterial) -> dict[str, int]:
    """The places that the list gives: those that nobody nominated holds."""
    held_places = Counter(_host_of(material.cases[id_][1]) for id_ in material.kept)
    return {host.name: host.places - held_places[host.name] for host in material.call.hosts}


def _in_order(scored_applications: Sequence[Scored], order: ChosenOrder) -> list[Scored]:
    """The applications as somebody chose them: each exactly once."""
    by_case = {application.case: application for application in scored_applications}
    missing_cases = [case for case in by_case if case not in order.order]
    unknown_cases = [case for case in order.order if case not in by_case]
    twice = [case for case, times in Counter(order.order).items() if times > 1]
    problems = [
        (missing_cases, "missing: {cases}", "недостају: {cases}"),
        (unknown_cases, "not on this list: {cases}", "нису на овој листи: {cases}"),
        (twice, "named twice: {cases}", "наведени двапут: {cases}"),
    ]
    wrong = [
        Text(en.format(cases=", ".join(cases)), sr.format(cases=", ".join(cases)))
        for cases, en, sr in problems
        if cases
    ]
    if wrong:
        raise ValidationError(
            Text(
                "the order names every application once; " + "; ".join(part.en for part in wrong),
                "редослед наводи сваку пријаву једном; " + "; ".join(part.sr for part in wrong),
            ),
            ("order",),
        )
    return [by_case[case] for case in order.order]


def _refuse_order(order: ChosenOrder) -> None:
    if order.order:
        raise ValidationError(
            Text(
                "the commission's points give the order; nobody chooses it",
                "редослед одређују бодови комисије; нико га не бира",
            ),
            ("order",),
        )


def _placement(place: Ranked, version: int) -> Placement:
    return Placement(
        place.outcome, place.rank, points_of(place), place.host, version, kept=place.kept
    )
