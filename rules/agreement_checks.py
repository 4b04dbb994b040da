"""A version of an agreement that agrees on nothing, or on nothing new: it can't stand as one.

The fact is held against the newest version, a change against the agreement in force. Pure.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from rules.payload_checks import FieldError
from rules.wording import format_text, listed
from states.agreement_comments import AgreementComment
from states.agreements import completed, concludes_proposal
from states.definition import ProcessDefinition
from states.dossier import AgreementVersion, Course, Dossier, Signature
from states.fact_declaration import Payload
from states.mobility_kind import MobilityKind
from states.payloads import AgreementChange
from states.signatories import parties_by_document
from states.text import Text
from states.vocabulary import DOCUMENT_KINDS, SIGNATORIES, either_of

_EMPTY: Final = Text("it does not say what is agreed", "није наведено шта је договорено")
_NO_SUCH_VERSION: Final = Text("there is no such version", "те верзије нема")


def agreement_errors(
    value: Payload, dossier: Dossier, kind: MobilityKind
) -> tuple[FieldError, ...]:
    """BMU-8b, 8e: what is wrong with a version as a whole, at the field that says what is agreed.

    A comment is on a version that there is. Empty for every other form. A change that says nothing
    concludes the newest proposal, where one is newer than the agreement in force.
    """
    if isinstance(value, AgreementComment) and value.version > dossier.agreement_version:
        return (FieldError("version", _NO_SUCH_VERSION, "days"),)
    if not isinstance(value, AgreementVersion) or not (substance := kind.substance):
        return ()
    version, before, number = value, dossier.agreement, dossier.agreement_version
    if isinstance(value, AgreementChange):
        if concludes_proposal(dossier, value):
            return ()
        version, before, number = (
            completed(value, dossier.agreed), dossier.agreed, dossier.agreed_version,
        )  # fmt: skip
    field = substance[0]
    if not any(_gives(version, name) for name in substance):
        return (FieldError(field, _EMPTY, "courses"),)
    if version == before:
        return (FieldError(field, _same_as(number), "courses"),)
    return ()


def signing_errors(value: Payload, definition: ProcessDefinition) -> Iterator[FieldError]:
    """BMU-8b, 9 to 11, 30; BEE-L2: who is no party neither signs an agreement nor comments on it.

    It would count for nothing. Empty for every other form.
    """
    documents, agreement = parties_by_document(definition), definition.kind.agreement
    document: str
    parties: tuple[str, ...]
    if isinstance(value, Signature):
        field, document, parties = "party", value.document, (value.party,)
    elif agreement is not None and isinstance(value, AgreementComment):
        field, document, parties = "from_party", agreement.recorded_as, (value.from_party,)
    elif agreement is not None and isinstance(value, AgreementChange):
        field, document, parties = "signed_by", agreement.recorded_as, value.signed_by
    else:
        return
    if document not in documents:
        yield FieldError("document", _not_signed_here(document, documents), "days")
        return
    signatories = documents[document]
    for party in parties:
        if not any(party in group for group in signatories):
            sentence = _no_party(party, document, signatories, definition.kind)
            yield FieldError(field, sentence, "days")


def _not_signed_here(document: str, documents: Iterable[str]) -> Text:
    return format_text(
        "the {document} is not signed in this process; signed are: {documents}",
        "документ није предвиђен за потписивање у овом поступку ({document}); потписују се: "
        "{documents}",
        document=DOCUMENT_KINDS[document],
        documents=listed(DOCUMENT_KINDS[signed_document] for signed_document in documents),
    )


def _no_party(
    party: str, document: str, signatories: Iterable[tuple[str, ...]], kind: MobilityKind
) -> Text:
    return format_text(
        "{party} is no party to the {document}; its parties are: {parties}",
        "{party} није потписник ({document}); потписници су: {parties}",
        party=SIGNATORIES[kind.signatory(party)],
        document=DOCUMENT_KINDS[document],
        parties=listed(either_of(map(kind.signatory, group)) for group in signatories),
    )


def _gives(version: AgreementVersion, name: str) -> bool:
    """Whether a version says something there; blanks, and lines without a word, say nothing."""
    content = getattr(version, name)
    if isinstance(content, str):
        return bool(content.strip())
    if name == "courses":
        return any(course != Course() for course in version.courses)
    return content not in (None, ())


def _same_as(number: int) -> Text:
    return format_text(
        "this says the same as version {number}", "садржај је исти као у верзији {number}",
        number=number,
    )  # fmt: skip
