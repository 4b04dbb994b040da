"""Agreements with partners as calls and pages read them: from the facts of their cases.

A partner is the one of the register whose name the case bears, or that this name is one with.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final, NamedTuple

from sqlalchemy import Connection, ScalarSelect, Select, and_, false, func, or_, select

from persistence.fact_tables import FACT_TABLES
from persistence.tables import candidates, cases, partners, persons, signatures
from states.frozen import replace
from states.partner_agreements import CONCLUDED, PARTNER, PARTNER_AGREEMENT, ConcludedAgreement
from states.vocabulary import LEGAL_REPRESENTATIVES

_TERMS: Final = FACT_TABLES["partner_terms"]
_ENDS: Final = FACT_TABLES["agreement_end"]
_PLACES: Final = FACT_TABLES["agreed_places"]
_KEPT: Final = func.coalesce(partners.c.merged_into, partners.c.id)


def _signed_by(*parties: str) -> ScalarSelect[date]:
    """The day on which the first of some parties signed an agreement, by the signatures that stand;
    what others sign on it counts for nothing."""
    return (
        select(func.min(signatures.c.on))
        .where(
            signatures.c.case_id == cases.c.id,
            signatures.c.document == PARTNER_AGREEMENT,
            signatures.c.party.in_(parties),
            signatures.c.withdrawn_at.is_(None),
        )
        .correlate(cases)
        .scalar_subquery()
    )


class AgreementRow(NamedTuple):
    """An agreement of an institution with a partner of the register, whatever has come of it."""

    case_id: int
    number: str
    partner_id: int
    partner: str
    institution: str
    definition: str
    state: str
    signed_here_on: date | None
    signed_there_on: date | None
    first_day: date | None
    last_day: date | None
    ends_on: date | None

    @property
    def holds_to(self) -> date | None:
        """The last day on which it holds, as it stands; None while none is recorded."""
        return min(filter(None, (self.last_day, self.ends_on)), default=None)

    @property
    def concluded_on(self) -> date | None:
        """The day on which the second of both signed; None while one of them has not."""
        if self.signed_here_on is None or self.signed_there_on is None:
            return None
        return max(self.signed_here_on, self.signed_there_on)

    @property
    def concluded(self) -> ConcludedAgreement | None:
        """What calls ask for; None where it is not signed by both."""
        if self.state not in CONCLUDED or not (
            self.concluded_on and self.first_day and self.holds_to
        ):
            return None
        return ConcludedAgreement(self.number, self.concluded_on, self.first_day, self.holds_to)


_AGREEMENTS: Final[Select[AgreementRow]] = (
    select(
        cases.c.id, cases.c.number, _KEPT, persons.c.name, cases.c.institution,
        cases.c.definition, cases.c.state, _signed_by(*sorted(LEGAL_REPRESENTATIVES)),
        _signed_by(PARTNER), _TERMS.c.first_day, _TERMS.c.last_day,
        _ENDS.c.ends_on,
    )
    .select_from(partners)
    .join(persons, persons.c.name == func.coalesce(partners.c.name, ""))
    .join(candidates, candidates.c.person_id == persons.c.id)
    .join(cases, cases.c.id == candidates.c.case_id + 0)
    .outerjoin(_TERMS, _TERMS.c.case_id == cases.c.id)
    .outerjoin(_ENDS, _ENDS.c.case_id == cases.c.id)
    .order_by(cases.c.id)
)  # fmt: skip
"""From partners to their cases, and written so that no index leads the other way."""


def agreements_of(
    connection: Connection,
    processes: Mapping[str, Sequence[str]],
    names: Sequence[str] | None = None,
) -> list[AgreementRow]:
    """The agreements of institutions, cases of these processes of each, in the order of opening;
    with all partners, or only those of some names."""
    places = [
        and_(cases.c.institution == institution, cases.c.process.in_(list(of_institution)))
        for institution, of_institution in processes.items()
    ]
    statement = _AGREEMENTS.where(or_(false(), *places))
    if names is not None:
        statement = statement.where(partners.c.name.in_(list(names)))
    return [AgreementRow._make(row) for row in connection.execute(statement)]


def concluded_with(
    connection: Connection, institution: str, processes: Sequence[str], names: Sequence[str]
) -> Mapping[str, tuple[ConcludedAgreement, ...]]:
    """By the name of a partner what an institution has concluded with it, whatever has ended since;
    a name that nobody knows has nothing."""
    statement = select(partners.c.name, _KEPT.label("kept"))
    rows = connection.execute(statement.where(partners.c.name.in_(list(names))))
    id_of_name = {row.name: row.kept for row in rows}
    kept_ids = {*id_of_name.values()}
    agreements = [
        agreement
        for agreement in agreements_of(connection, {institution: processes})
        if agreement.partner_id in kept_ids
    ]
    directions = _directions(connection, agreements)
    by_partner: Mapping[int, list[ConcludedAgreement]] = defaultdict(list)
    for agreement in agreements:
        if (concluded_agreement := agreement.concluded) is not None:
            in_directions = replace(concluded_agreement, directions=directions[agreement.case_id])
            by_partner[agreement.partner_id].append(in_directions)
    return {name: tuple(by_partner.get(id_of_name.get(name, 0), ())) for name in names}


def _directions(
    connection: Connection, agreements: Sequence[AgreementRow]
) -> Mapping[int, frozenset[str]]:
    """By an agreement's case the directions in which it names places."""
    case_ids = [agreement.case_id for agreement in agreements]
    statement = select(_PLACES.c.case_id, _PLACES.c.direction).where(
        _PLACES.c.case_id.in_(case_ids)
    )
    by_case: dict[int, frozenset[str]] = defaultdict(frozenset)
    for row in connection.execute(statement.distinct()):
        by_case[row.case_id] |= {row.direction}
    return by_case
