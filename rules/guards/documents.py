"""Guards that ask whether a document has reached the office.

BMU-13, BMU-18a, BMU-26b, BMU-31b; BEE-L3, BEE-R1, BEE-T2.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Final

from rules.guards.wording import guard_reason, listed
from rules.needed_documents import (
    GRADING_SYSTEM,
    TRANSCRIPT,
    TRANSLATION,
    asked_by_name,
    has_courses,
    needs_grading_system,
    needs_translation,
    transcript_shows_grading,
)
from rules.parameters import Parameters, word, words
from states.dossier import Document, Dossier
from states.reasons import GuardReason
from states.text import Text
from states.vocabulary import DOCUMENT_KINDS

PROPOSAL: Final = "proposed_learning_agreement"
AGREEMENTS: Final = frozenset({"learning_agreement", "training_agreement", "mobility_agreement"})


def document_present(dossier: Dossier, parameters: Parameters, now: datetime) -> list[GuardReason]:
    """BMU-13, BMU-31b, BEE-L3, BEE-R1: the documents asked for are there.

    Each kind of `of`, and at least one of `any_of`: a letter of acceptance or of invitation, say.
    With `as_agreed` also the further documents that the agreement in force asks for after the
    return. With `once_there` they are asked for only where the document of that kind has come:
    until then the guard that asks for it speaks alone.
    """
    first = word(parameters, "once_there")
    if first is not None and not _is_in_the_office(dossier, first):
        return []
    reasons = [
        missing_document(kind)
        for kind in asked_by_name(dossier, parameters)
        if not _is_in_the_office(dossier, kind)
    ]
    alternatives = words(parameters, "any_of")
    if alternatives and not any(_is_in_the_office(dossier, kind) for kind in alternatives):
        reasons.append(_none_of(alternatives))
    return reasons


def documents_delivered(
    dossier: Dossier, parameters: Parameters, now: datetime
) -> list[GuardReason]:
    """BMU-18a: petition, agreement and transcript, and the grading system if not in the transcript.

    The kinds asked for are `of`. Where no Transcript of Records is among them, a traineeship's say,
    the grading system is asked for only where courses were recorded all the same.
    """
    reasons = document_present(dossier, parameters, now)
    if GRADING_SYSTEM not in dossier.documents and needs_grading_system(dossier, parameters):
        reasons.append(_no_grading_system())
    return reasons


def grading_system_known(
    dossier: Dossier, parameters: Parameters, now: datetime
) -> list[GuardReason]:
    """BMU-18a: courses are recognised once the host's grading system is known, in whatever paper.

    Semester for semester no grade is converted, and a stay without courses has no grades.
    """
    by_semester = dossier.decree is not None and dossier.decree.method == "semester_for_semester"
    is_known = GRADING_SYSTEM in dossier.documents or transcript_shows_grading(dossier)
    if by_semester or not has_courses(dossier) or is_known:
        return []
    return [_no_grading_system()]


def documents_certified(
    dossier: Dossier, parameters: Parameters, now: datetime
) -> list[GuardReason]:
    """BEE-R1: what who issued it is to certify, the host its transcript, is certified.

    Of the kinds `of`; one of which nobody said so is as it should be, and one that is not there is
    another guard's.
    """
    documents = (dossier.documents.get(kind) for kind in words(parameters, "of"))
    return [
        _not_certified(document.kind)
        for document in documents
        if document and document.certified is False
    ]


def _not_certified(kind: str) -> GuardReason:
    message = ("Not certified by who issued it: {kind}.", "Издавалац није оверио документ: {kind}.")
    remedy = (
        "Have it certified there, and record it anew as certified: {kind}.",
        "Обезбедити оверу издаваоца и поново евидентирати документ као оверен: {kind}.",
    )
    return guard_reason(message, remedy, kind=document_title(kind), by=("document",)).filling(
        kind=kind
    )


def translation_delivered(
    dossier: Dossier, parameters: Parameters, now: datetime
) -> list[GuardReason]:
    """BEE-R1: a court translator's translation of the transcript, save in five languages.

    A transcript whose language nobody recorded needs one; where there is no transcript at all, the
    guard that asks for it speaks.
    """
    if not needs_translation(dossier, parameters):
        return []
    translation = dossier.documents.get(TRANSLATION)
    if translation is None:
        return [missing_document(TRANSLATION)]
    if translation.certified is not False:
        return []
    message = (
        "The translation of the transcript is not certified.",
        "Превод преписа оцена није оверен.",
    )
    remedy = (
        "Deliver a translation certified by a court translator.",
        "Доставити превод оверен од стране судског тумача.",
    )
    return [guard_reason(message, remedy, by=("document",)).filling(kind=TRANSLATION)]


def proposed_agreement_and_transcript(
    dossier: Dossier, parameters: Parameters, now: datetime
) -> list[GuardReason]:
    """BMU-26b: the home transcript, and a proposed agreement both signed and stamped there.

    What nobody said of one of the two is as it should be where the other is said to be there. The
    parties of `others_than` do not sign for the home institution.
    """
    reasons = []
    if not _is_in_the_office(dossier, TRANSCRIPT):
        reasons.append(missing_document(TRANSCRIPT))
    proposed_agreement = dossier.documents.get(PROPOSAL)
    if proposed_agreement is None:
        reasons.append(missing_document(PROPOSAL))
    else:
        reasons.extend(_lacking_at_home(proposed_agreement, words(parameters, "others_than")))
    return reasons


def _lacking_at_home(
    proposed_agreement: Document, others_than: tuple[str, ...]
) -> Iterator[GuardReason]:
    """Signature and stamp of the home institution, each where it is not on the proposal."""
    if proposed_agreement.signed_by is None:
        is_signed = proposed_agreement.certified is True
    else:
        is_signed = bool(set(proposed_agreement.signed_by).difference(others_than))
    if not is_signed:
        yield _unsigned_proposal()
    if proposed_agreement.certified is False or (
        proposed_agreement.certified is None and not is_signed
    ):
        yield _unstamped_proposal()


def missing_document(kind: str) -> GuardReason:
    """A kind of document that has not reached the office."""
    message = ("Missing document: {kind}.", "Недостаје документ: {kind}.")
    remedy = ("Deliver and record it: {kind}.", "Доставити и евидентирати: {kind}.")
    return guard_reason(message, remedy, kind=document_title(kind), by=("document",)).filling(
        kind=kind
    )


def _none_of(kinds: tuple[str, ...]) -> GuardReason:
    message = ("Missing document, one of: {kinds}.", "Недостаје један од докумената: {kinds}.")
    remedy = ("Deliver and record one of: {kinds}.", "Доставити и евидентирати једно од: {kinds}.")
    return guard_reason(message, remedy, kinds=listed(map(document_title, kinds)), by=("document",))


def _no_grading_system() -> GuardReason:
    message = (
        "The host's grading system is not known: neither delivered, nor in a transcript recorded.",
        "Систем оцењивања домаћина није познат: није достављен, нити га садржи евидентиран препис.",
    )
    remedy = (
        "Deliver and record it, or record the transcript that holds it.",
        "Доставити га и евидентирати, или евидентирати препис оцена који га садржи.",
    )
    return guard_reason(message, remedy, by=("document", "transcript")).filling(kind=GRADING_SYSTEM)


def _unsigned_proposal() -> GuardReason:
    message = (
        "The proposed agreement is not signed by the home institution.",
        "Предлог уговора није потписало овлашћено лице матичне установе.",
    )
    remedy = (
        "Have it signed there, and record the document anew with who signed.",
        "Обезбедити потпис и поново евидентирати документ са потписником.",
    )
    return guard_reason(message, remedy, by=("document",)).filling(kind=PROPOSAL)


def _unstamped_proposal() -> GuardReason:
    message = (
        "The proposed agreement bears no stamp of the home institution.",
        "Предлог уговора није оверен печатом матичне установе.",
    )
    remedy = (
        "Have it stamped there, and record the document anew as certified.",
        "Обезбедити печат и поново евидентирати документ као оверен.",
    )
    return guard_reason(message, remedy, by=("document",)).filling(kind=PROPOSAL)


def _is_in_the_office(dossier: Dossier, kind: str) -> bool:
    """An agreement that was concluded in the case is in the office already."""
    return kind in dossier.documents or (kind in AGREEMENTS and dossier.agreed is not None)


def document_title(kind: str) -> Text:
    """What a kind of document is called; one that no table knows as it is written."""
    return DOCUMENT_KINDS.get(kind) or Text(kind, kind)
