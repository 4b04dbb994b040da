"""The text of an agreement that somebody signs: its newest version, by the digest of its words.

Who signs has seen one text. Where another stands by the time that the signature comes in, or is
accepted, nothing is signed: the digests differ.
"""

from __future__ import annotations

import hashlib
from typing import Final

from office.wiring import Office
from persistence.agreement_history import missing_parties
from persistence.outside_links import Purpose
from states.dossier import Dossier
from states.frozen import frozen
from states.mobility_kind import MobilityKind
from states.text import Text
from states.validation_error import ValidationError
from workflows.cases.steps import payload_json

PARTIES_OF: Final[dict[Purpose, tuple[str, ...]]] = {
    "candidate": ("student", "staff_member"),
    "host": ("host",),
}
"""As which party of an agreement each signs."""

CHANGED: Final = Text(
    "the agreement was changed since: another version stands now, and that one is to be read "
    "before it is signed or commented on",
    "уговор је у међувремену измењен: сада стоји друга верзија, коју треба прочитати пре потписа "
    "или примедбе",
)

ON_PAPER: Final = Text(
    "this agreement is signed on paper: return what was handed in, and record the signature once "
    "the paper is here",
    "овај уговор се потписује на папиру: поднесак вратити, а потпис евидентирати када папир стигне",
)


@frozen
class AgreementText:
    """The newest version of an agreement, by its number and the SHA-256 of its words."""

    version: int
    digest: str


def newest_text(dossier: Dossier) -> AgreementText | None:
    """The text that would be signed now; None where there is no version yet."""
    if dossier.agreement is None:
        return None
    words = f"{dossier.agreement_version} {payload_json('agreement', dossier.agreement)}"
    return AgreementText(dossier.agreement_version, hashlib.sha256(words.encode()).hexdigest())


def party_to_sign(kind: MobilityKind, dossier: Dossier, purpose: Purpose) -> str | None:
    """As which party somebody may sign the newest version; None where they have, or need not."""
    if dossier.agreement is None:
        return None
    unsigned_parties = {
        party
        for parties in missing_parties(dossier.signatures, kind.agreement)
        for party in parties
    }
    return next((party for party in PARTIES_OF[purpose] if party in unsigned_parties), None)


def party_of_agreement(kind: MobilityKind, purpose: Purpose) -> str | None:
    """As which party somebody speaks of an agreement; None for who is none of its parties."""
    parties: set[str] = set()
    for place in kind.agreement.parties if kind.agreement else ():
        parties |= {place} if isinstance(place, str) else set(place)
    return next((party for party in PARTIES_OF[purpose] if party in parties), None)


def is_signed_by_link(office: Office, kind: MobilityKind) -> bool:
    """Whether the settings hold a signature by a link to be enough for a kind's agreement."""
    agreement = kind.agreement
    return agreement is not None and (
        agreement.recorded_as in office.settings.outside.signed_by_link
    )


def check_text(dossier: Dossier, digest: str | None) -> None:
    """Raises ValidationError where the newest version is another text than the one signed."""
    newest = newest_text(dossier)
    if newest is None or newest.digest != digest:
        raise ValidationError(CHANGED)
