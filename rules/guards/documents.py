"""Guards that ask whether a document has reached the office.

BMU-13, BMU-18a, BMU-26b, BMU-31b; BEE-L3, BEE-R1, BEE-T2.
"""

from __future__ import annotations

from datetime import datetime
from typing import Final

from rules.guards.wording import guard_reason, listed
from rules.needed_documents import (
    GRADING_SYSTEM,
    TRANSCRIPT,
    TRANSLATION,
    has_courses,
    needs_grading_system,
    needs_translation,
    transcript_shows_grading,
)
from rules.parameters import Parameters, word, words
from states.dossier import Dossier
from states.reasons import GuardReason
from states.text import Text
from states.vocabulary import DOCUMENT_KINDS

AGREEMENTS: Final = frozenset({"learning_agreement", "training_agreement", "mobility_agreement"})


def document_present(dossier: Dossier, parameters: Parameters, now: datetime) -> list[GuardReason]:
    """BMU-13, BMU-31b, BEE-L3, BEE-R1: the documents asked for are there.

    Each kind of `of`, and at least one of `any_of`: a letter of acceptance or of invitation, say.
    With `once_there` they are asked for only where the document of that kind has come: until then
    the guard that asks for it speaks alone.
    """
    first = word(parameters, "once_there")
    if first is not None and not _is_in_the_office(dossier, first):
        return []
    reasons = [
        missing_document(kind)
        for kind in words(parameters, "of")
        if not _is_in_the_office(dossier, kind)
    ]
    either = words(parameters, "any_of")
    if either and not any(_is_in_the_office(dossier, kind) for kind in either):
        reasons.append(_none_of(either))
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
    known = GRADING_SYSTEM in dossier.documents or transcript_shows_grading(dossier)
    if by_semester or not has_courses(dossier) or known:
        return []
    return [_no_grading_system()]


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
    return [guard_reason(message, remedy)]


def proposed_agreement_and_transcript(
    dossier: Dossier, parameters: Parameters, now: datetime
) -> list[GuardReason]:
    """BMU-26b: the home transcript, and a proposed Learning Agreement signed and stamped there."""
    reasons = []
    if not _is_in_the_office(dossier, TRANSCRIPT):
        reasons.append(missing_document(TRANSCRIPT))
    proposed = dossier.documents.get("proposed_learning_agreement")
    if proposed is None:
        reasons.append(missing_document("proposed_learning_agreement"))
    elif not (proposed.signed_by or proposed.certified):
        reasons.append(_unsigned_proposal())
    return reasons


def missing_document(kind: str) -> GuardReason:
    """A kind of document that has not reached the office."""
    message = ("Missing document: {kind}.", "Недостаје документ: {kind}.")
    remedy = ("Deliver and record it: {kind}.", "Доставити и евидентирати: {kind}.")
    return guard_reason(message, remedy, kind=document_title(kind))


def _none_of(kinds: tuple[str, ...]) -> GuardReason:
    message = ("Missing document, one of: {kinds}.", "Недостаје један од докумената: {kinds}.")
    remedy = ("Deliver and record one of: {kinds}.", "Доставити и евидентирати једно од: {kinds}.")
    return guard_reason(message, remedy, kinds=listed(map(document_title, kinds)))


def _no_grading_system() -> GuardReason:
    message = (
        "The host's grading system is not known: neither delivered, nor in a transcript recorded.",
        "Систем оцењивања домаћина није познат: није достављен, нити га садржи евидентиран препис.",
    )
    remedy = (
        "Deliver and record it, or record the transcript that holds it.",
        "Доставити га и евидентирати, или евидентирати препис оцена који га садржи.",
    )
    return guard_reason(message, remedy)


def _unsigned_proposal() -> GuardReason:
    message = (
        "The proposed Learning Agreement is not signed by the home institution.",
        "Предлог уговора о учењу није потписала матична установа.",
    )
    remedy = (
        "Have it signed and stamped at the home institution and record who signed.",
        "Обезбедити потпис и печат матичне установе и евидентирати потписнике.",
    )
    return guard_reason(message, remedy)


def _is_in_the_office(dossier: Dossier, kind: str) -> bool:
    """An agreement that was concluded in the case is in the office already."""
    return kind in dossier.documents or (kind in AGREEMENTS and dossier.agreed is not None)


def document_title(kind: str) -> Text:
    """What a kind of document is called; one that no table knows as it is written."""
    return DOCUMENT_KINDS.get(kind) or Text(kind, kind)
