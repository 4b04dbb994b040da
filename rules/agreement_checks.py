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
from states.dossier import AgreementVersion, Course, Dossier
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


def change_day_errors(
    value: Payload, dossier: Dossier, definition: ProcessDefinition
) -> Iterator[FieldError]:
    """BMU-8e, BEE-L2: nobody changes an agreement before the day on which it was signed.

    Changes that are noted in another order than they were made would put the older one in force.
    A signature of who is no party counts for nothing. Empty for every other form, and where a newer
    proposal is being signed.
    """
    if not isinstance(value, AgreementChange) or value.on is None:
        return
    if dossier.agreement_version != dossier.agreed_version:
        return
    groups = parties_by_document(definition).get(value.document, ())
    parties = {party for group in groups for party in group}
    days = [
        signature.on
        for signature in dossier.signatures
        if signature.document == value.document and signature.party in parties
    ]
    if days and value.on < max(days):
        sentence = Text(
            f"{value.on} lies before {max(days)}, when the agreement in force was signed",
            f"{value.on} је пре {max(days)}, када је потписан важећи уговор",
        )
        yield FieldError("on", sentence, "days")


def comment_errors(value: Payload, definition: ProcessDefinition) -> Iterator[FieldError]:
    """BMU-8b, 9 to 11, 30; BEE-L2: who is no party of an agreement does not comment on it.

    Empty for every other form: who signs without being a party is recorded, and counts for nothing.
    """
    agreement = definition.kind.agreement
    if agreement is None or not isinstance(value, AgreementComment):
        return
    parties = parties_by_document(definition)[agreement.recorded_as]
    if not any(value.from_party in group for group in parties):
        sentence = _no_party(value.from_party, agreement.recorded_as, parties, definition.kind)
        yield FieldError("from_party", sentence, "days")


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
