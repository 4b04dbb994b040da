"""Who signs what in a case, and who has not yet: the agreement, or the plan that comes before it.

Nothing here judges a step: the guards of the definition do that, of which this is read.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import islice

from states.definition import ProcessDefinition
from states.dossier import Dossier
from states.frozen import frozen
from states.vocabulary import PARTIES


@frozen
class Signatory:
    """A party of a document; several `parties` stand for each other (Rector, Dean).

    `on` is the civil date of the signature; None while it is missing.
    """

    parties: tuple[str, ...]
    on: date | None


@frozen
class DocumentToSign:
    """A document that is signed, its version where it has them, and its parties in their order."""

    document: str
    version: int | None
    signatories: tuple[Signatory, ...]

    @property
    def missing(self) -> tuple[Signatory, ...]:
        """Who has not signed yet."""
        return tuple(signatory for signatory in self.signatories if signatory.on is None)


def documents_to_sign(definition: ProcessDefinition, dossier: Dossier) -> list[DocumentToSign]:
    """What is signed now: the newest version of the agreement, and before there is one the plan
    that it is drawn up from, where the process says who signs that; of a project the next paper."""
    agreement = definition.kind.agreement
    if agreement is None:
        return _next_document(definition, dossier)
    if dossier.agreement is not None:
        version, parties = dossier.agreement_version, _groups(agreement.parties)
        return [_document(dossier, agreement.recorded_as, version, parties)]
    signers = _signed_plans(definition).get(str(agreement.plan), ())
    if not signers:
        return []
    return [_document(dossier, str(agreement.plan), None, [(signer,) for signer in signers])]


def parties_by_document(definition: ProcessDefinition) -> dict[str, list[tuple[str, ...]]]:
    """All that is signed in a process, each with its parties; a plan of which the process does not
    say who signs it may bear anybody's signature."""
    agreement = definition.kind.agreement
    if agreement is None:
        return prepared_documents(definition)
    plans = {plan: _groups(signers) for plan, signers in _signed_plans(definition).items()}
    if agreement.plan is not None:
        plans.setdefault(agreement.plan, _groups(PARTIES))
    return {agreement.recorded_as: _groups(agreement.parties), **plans}


def _groups(parties: Iterable[str | Sequence[str]]) -> list[tuple[str, ...]]:
    return [(party,) if isinstance(party, str) else tuple(party) for party in parties]


def _next_document(definition: ProcessDefinition, dossier: Dossier) -> list[DocumentToSign]:
    """Of what the legal representative signs, the first that is not signed yet."""
    documents = (
        _document(dossier, name, None, parties)
        for name, parties in prepared_documents(definition).items()
    )
    return list(islice((document for document in documents if document.missing), 1))


def prepared_documents(definition: ProcessDefinition) -> dict[str, list[tuple[str, ...]]]:
    """The papers of a process without an agreement that guards ask to be signed, each with who."""
    signers: dict[str, list[tuple[str, ...]]] = {}
    for step in definition.transitions.values():
        for guard in step.guards:
            if "prepared" in guard.given:
                asked_parties = _groups(guard.given["parties"])
                known_parties = signers.get(str(guard.given["prepared"]), [])
                signers[str(guard.given["prepared"])] = list(
                    dict.fromkeys([*known_parties, *asked_parties])
                )
    return signers


def _signed_plans(definition: ProcessDefinition) -> dict[str, tuple[str, ...]]:
    """The plans that guards of the process ask to be signed, each with who signs it."""
    return {
        str(guard.given["plan"]): tuple(map(str, guard.given.get("signed_by", ())))
        for step in definition.transitions.values()
        for guard in step.guards
        if guard.given.get("plan") is not None
    }


def _document(
    dossier: Dossier, document: str, version: int | None, parties: Sequence[tuple[str, ...]]
) -> DocumentToSign:
    days_by_party = {s.party: s.on for s in dossier.signatures if s.document == document}
    days = [
        next((days_by_party[p] for p in party if p in days_by_party), None) for party in parties
    ]
    pairs = zip(parties, days, strict=True)
    return DocumentToSign(document, version, tuple(Signatory(party, on) for party, on in pairs))
