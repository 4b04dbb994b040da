"""From a case's dossier to the content of each document that the office makes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Final

from actions.documents.agreements import agreement_form
from actions.documents.content import DocumentContent
from actions.documents.context import (
    DocumentContext,
    ListChoice,
    MissingData,
    RankingContext,
    RankingEntry,
)
from actions.documents.decisions import appeal_decision, approval_decision
from actions.documents.decree import decree
from actions.documents.letterhead import language_of, languages_of
from actions.documents.recognitions import recognition_of
from actions.documents.selection import (
    nomination_letter,
    ranking_list,
    refusal_letter,
)
from actions.documents.transcripts import transcript_of_records, transcript_of_work

COMPOSERS: Final[Mapping[str, Callable[[DocumentContext], DocumentContent]]] = {
    "decree": decree,
    "ranking_list": ranking_list,
    "nomination_letter": nomination_letter,
    "refusal_letter": refusal_letter,
    "appeal_decision": appeal_decision,
    "approval_decision": approval_decision,
    "agreement_form": agreement_form,
    "transcript_of_records": transcript_of_records,
    "transcript_of_work": transcript_of_work,
}
"""What composes each kind of document that the office makes."""


def document_of(kind: str, context: DocumentContext) -> DocumentContent:
    """What a document of one of `COMPOSERS` says, in both languages, as a value of its form.

    Raises MissingData with a sentence where the dossier lacks what the document must say,
    and for a kind that the office doesn't make. The rules are those of each composer.
    """
    if kind not in COMPOSERS:
        raise MissingData(f"The office makes no document of the kind {kind!r}.")
    try:
        return COMPOSERS[kind](_named(kind, context))
    except ValueError as error:
        title = kind.replace("_", " ")
        raise MissingData(f"The {title} can't be written: {error}.") from error


def _named(kind: str, context: DocumentContext) -> DocumentContext:
    """The context with the candidate's name in the script of the document.

    One that is made in several languages has one content, and the name in both scripts.
    """
    languages = languages_of(kind, context)
    if context.dossier is None or len(languages) != 1:
        return context
    candidate = context.dossier.candidate
    named_candidate = replace(
        candidate, name=candidate.name_in(languages[0]), name_in_other_script=None
    )
    return replace(context, dossier=replace(context.dossier, candidate=named_candidate))


__all__ = [
    "COMPOSERS",
    "DocumentContext",
    "ListChoice",
    "MissingData",
    "RankingContext",
    "RankingEntry",
    "document_of",
    "language_of",
    "languages_of",
    "recognition_of",
]
