"""The story of a case's agreement: its versions, who signed each, and what each changed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from sqlalchemy import Connection

from persistence.agreements import versions_of
from states.agreements import STUDY_PLAN, Differences, SignedVersion, compared
from states.definition import ProcessDefinition, Transition
from states.dossier import Signature
from states.frozen import frozen

SIGNED: Final = "agreement_is_signed"
"""The guard by which a definition says which agreement it is and who its parties are."""


@frozen
class VersionStory:
    """A version, what it changed in the one `before` it, and who has not signed it yet.

    `missing` holds the parties; several in one place stand for each other (Rector, Dean). Of a
    version that a newer one has replaced, and of a Study Plan, nothing is missing.
    """

    version: SignedVersion
    before: int | None
    changed: Differences | None
    missing: tuple[tuple[str, ...], ...]
    newest: bool


def signing_of(
    definition: ProcessDefinition, step: Transition | None = None
) -> Mapping[str, Any] | None:
    """Which `document` is to be signed, and by which `parties`: of this step, else of any.

    None where the process knows no agreement (BMU-8b, 11, 30; BEE-L2, T3).
    """
    steps = (*([step] if step else []), *definition.transitions.values())
    guards = (guard for one in steps for guard in one.guards if guard.name == SIGNED)
    found = next(guards, None)
    return found.given if found else None


def agreement_story(
    connection: Connection, definition: ProcessDefinition, case_id: int
) -> list[VersionStory]:
    """All versions of a case's agreement, oldest first, the Study Plan before them."""
    signing = signing_of(definition)
    versions = versions_of(connection, case_id)
    return [
        VersionStory(
            version,
            former.number if former else None,
            changed,
            missing_parties(version.signatures, signing) if _counts(version, versions[-1]) else (),
            version is versions[-1],
        )
        for version, former, changed in compared(versions)
    ]


def _counts(version: SignedVersion, newest: SignedVersion) -> bool:
    return version is newest and version.number != STUDY_PLAN


def _either(party: str | Sequence[str]) -> tuple[str, ...]:
    return (party,) if isinstance(party, str) else tuple(party)


def missing_parties(
    signatures: Sequence[Signature], signing: Mapping[str, Any] | None
) -> tuple[tuple[str, ...], ...]:
    """The parties of `signing_of` that have not signed; those for each other stand together."""
    parties = map(_either, signing["parties"]) if signing else ()
    signed = {one.party for one in signatures}
    return tuple(party for party in parties if not signed & set(party))
