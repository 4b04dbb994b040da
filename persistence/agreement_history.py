"""The story of a case's agreement: its versions, who signed each, and what each changed."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection

from persistence.agreements import versions_of
from states.agreements import STUDY_PLAN, Differences, SignedVersion, compared
from states.definition import ProcessDefinition
from states.dossier import Signature
from states.frozen import frozen
from states.mobility_kind import KindAgreement


@frozen
class VersionStory:
    """A version, what it changed in the one `before` it, and who has not signed it yet.

    `missing` holds the parties; several in one place stand for each other (Rector, Dean). Of a
    version that a newer one has replaced, and of a Study Plan, nothing is missing. The last
    version that was concluded is `in_force`.
    """

    version: SignedVersion
    before: int | None
    changed: Differences | None
    missing: tuple[tuple[str, ...], ...]
    newest: bool
    in_force: bool = False


def agreement_story(
    connection: Connection, definition: ProcessDefinition, case_id: int
) -> list[VersionStory]:
    """All versions of a case's agreement, oldest first, the Study Plan before them."""
    agreement = definition.kind.agreement
    versions = versions_of(connection, case_id)
    in_force = next((version for version in reversed(versions) if version.concluded_on), None)
    return [
        VersionStory(
            version,
            former.number if former else None,
            differences,
            missing_parties(version.signatures, agreement)
            if _counts(version, versions[-1])
            else (),
            version is versions[-1],
            version is in_force,
        )
        for version, former, differences in compared(versions)
    ]


def _counts(version: SignedVersion, newest: SignedVersion) -> bool:
    return version is newest and version.number != STUDY_PLAN


def _either(party: str | Sequence[str]) -> tuple[str, ...]:
    return (party,) if isinstance(party, str) else tuple(party)


def missing_parties(
    signatures: Sequence[Signature], agreement: KindAgreement | None
) -> tuple[tuple[str, ...], ...]:
    """The parties of an agreement that have not signed; those for each other stand together."""
    parties = map(_either, agreement.parties) if agreement else ()
    signed_parties = {signature.party for signature in signatures}
    return tuple(party for party in parties if not signed_parties & set(party))
