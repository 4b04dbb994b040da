"""Guards of the documents of an application: that they are there, that they are signed, and proof.

BMU articles 7 and 15; BEE-C1, BEE-D1, BEE-T4. What a source asks for is a floor: a call may name
more, and none of it less.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import Final

from rules.event_days import received_on
from rules.guards.documents import document_title, missing_document
from rules.guards.wording import guard_reason, listed
from rules.languages import language_code
from rules.parameters import Parameters, words
from states.copies import copies, received_by
from states.dossier import Document, Dossier
from states.reasons import GuardReason
from states.text import Text
from states.vocabulary import PARTIES

LANGUAGE_LEVELS: Final = ("A1", "A2", "B1", "B2", "C1", "C2")
"""The Common European Framework, weakest first."""

ENGLISH: Final = "en"


def required_documents_present(
    dossier: Dossier, parameters: Parameters, now: datetime
) -> list[GuardReason]:
    """BMU-15a, BEE-C1, BEE-D1, BEE-T4: an application lacking a document asked for is incomplete.

    Asked for are those of the call and, whatever it names, those of the source: `of`. Those that
    are `erasmus_only` never where one applies for another programme; and of a `pair`, both where
    one was handed in by the last day (BEE-T4: disability). With `of_call: false` only what the call
    doesn't name. What came in after the call had closed completes nothing, whenever the
    application is noted.
    """
    asked_kinds = _asked_for(dossier, parameters)
    missing_reasons = [
        missing_document(kind) for kind in asked_kinds if kind not in dossier.documents
    ]
    handed_in = (dossier.documents[kind] for kind in asked_kinds if kind in dossier.documents)
    too_late = (
        _too_late(document.kind, document.delivered_on, dossier)
        for document in handed_in
        if document.delivered_on and _in_time(dossier, document.kind) is None
    )
    return [*missing_reasons, *too_late]


def _in_time(dossier: Dossier, kind: str) -> Document | None:
    """The copy of a kind that counts: the newest of those received by the last day of the call.

    A better copy that comes in later takes nothing from who was in time.
    """
    return received_by(dossier, kind, dossier.call.closes)


def _too_late(kind: str, delivered_on: date, dossier: Dossier) -> GuardReason:
    message = (
        "{kind}: received on {delivered}; the call closed on {closes} at 24:00.",
        "{kind}: примљено {delivered} Конкурс је затворен {closes} у 24:00.",
    )
    remedy = (
        "Where it came in by then, record it anew with the day of its receipt: {kind}.",
        "Ако је примљено до тог дана, поново евидентирати са даном пријема: {kind}.",
    )
    return guard_reason(
        message,
        remedy,
        kind=document_title(kind),
        delivered=delivered_on,
        closes=dossier.call.closes,
        by=("document",),
    ).filling(kind=kind)


def _asked_for(dossier: Dossier, parameters: Parameters) -> dict[str, None]:
    """The kinds in order, each once; of those for Erasmus+ only, none for another programme."""
    of_call, of_source = dossier.call.required, words(parameters, "of")
    if parameters.get("of_call", True):
        kinds = [*of_call, *of_source]
    else:
        kinds = [kind for kind in of_source if kind not in of_call]
    if dossier.application and dossier.application.programme != "erasmus":
        kinds = [kind for kind in kinds if kind not in words(parameters, "erasmus_only")]
    pair = words(parameters, "pair")
    if any(_in_time(dossier, kind) for kind in pair):
        kinds += pair
    return dict.fromkeys(kinds)


def documents_signed(dossier: Dossier, parameters: Parameters, now: datetime) -> list[GuardReason]:
    """BEE-T4, BEE-C1: what the source wants signed is incomplete where who applies did not sign it.

    Of the kinds `of`; one of which nobody said who signed it is as it should be, and one that is
    not there, or came in late, is another guard's. The parties of `others_than` do not sign for
    who applies.
    """
    handed_in = (_in_time(dossier, kind) for kind in words(parameters, "of"))
    other_signers = {*words(parameters, "others_than")}
    return [
        _not_signed(document)
        for document in handed_in
        if document and document.signed_by is not None and {*document.signed_by} <= other_signers
    ]


def _not_signed(document: Document) -> GuardReason:
    message = ("Not signed: {kind}.", "Није потписано: {kind}.")
    if not document.unsigned:
        message = (
            "Not signed by the candidate: {kind}.",
            "Кандидат није потписао документ: {kind}.",
        )
    remedy = (
        "Have it signed and record it anew with who signed it: {kind}.",
        "Обезбедити потпис и поново евидентирати, са потписницима: {kind}.",
    )
    return guard_reason(
        message,
        remedy,
        kind=document_title(document.kind),
        by=("document",),
    ).filling(kind=document.kind)


def study_plan_signed(dossier: Dossier, parameters: Parameters, now: datetime) -> list[GuardReason]:
    """BMU-7: a Study Plan that the call asks for was signed before the application was handed in.

    By each of `signed_by`; what counts is who signed the document `plan`, and signatures on it.
    """
    kind = str(parameters["plan"])
    plan = _in_time(dossier, kind) or dossier.documents.get(kind)
    if kind not in dossier.call.required or plan is None:
        return []
    application_day = received_on(dossier, now)
    signed_parties = {
        *(plan.signed_by or ()),
        *(
            signature.party
            for signature in dossier.signatures
            if signature.document == kind and signature.on <= application_day
        ),
    }
    missing_parties = (
        party for party in words(parameters, "signed_by") if party not in signed_parties
    )
    return [_signature_missing(kind, party) for party in missing_parties]


def _signature_missing(kind: str, party: str) -> GuardReason:
    message = (
        "Signature missing on the {kind}, before the application: {party}.",
        "Недостаје потпис пре подношења пријаве ({kind}): {party}.",
    )
    remedy = (
        "Obtain the signature and record it: {party}.",
        "Прибавити потпис и евидентирати га: {party}.",
    )
    return guard_reason(
        message,
        remedy,
        kind=document_title(kind),
        party=PARTIES[party],
        by=("signature", "document"),
    ).filling(document=kind, kind=kind, party=party)


def english_at_least(dossier: Dossier, parameters: Parameters, now: datetime) -> list[GuardReason]:
    """BEE-D1: English at B2 or better, proved by a certificate or a statement of its teacher.

    The level is `min_level`, a certificate one of `certificates` and a statement of `statements`.
    Neither a level without a paper nor a paper without the level is proof, nor is one that came in
    after the call had closed.
    """
    return [*_level_missing(dossier, str(parameters["min_level"])), *_unproved(dossier, parameters)]


def _level_missing(dossier: Dossier, least: str) -> Iterator[GuardReason]:
    proved_level = max(
        level.strip().upper()
        for language, level in (*dossier.candidate.language.items(), (ENGLISH, ""))
        if language_code(language) == ENGLISH
    )
    if proved_level in LANGUAGE_LEVELS[LANGUAGE_LEVELS.index(least) :]:
        return
    level: str | Text = proved_level or Text("no level is recorded", "ниво није евидентиран")
    message = (
        "{name}'s English: {shown}; at least {least} is needed.",
        "{name}, знање енглеског језика: {shown}; потребан је најмање ниво {least}.",
    )
    remedy = (
        "Deliver a certificate, or a statement of the faculty's English teacher, for {least}, and "
        "correct what is recorded of the candidate.",
        "Доставити уверење или потврду наставника енглеског језика Факултета за ниво {least} и "
        "исправити податке о кандидату.",
    )
    yield guard_reason(
        message, remedy, name=dossier.candidate.name, shown=level, least=least, by=("candidate",)
    )


def _unproved(dossier: Dossier, parameters: Parameters) -> Iterator[GuardReason]:
    certificates, statements = (words(parameters, name) for name in ("certificates", "statements"))
    proofs = (
        document
        for kind in (*certificates, *statements)
        for document in _of_each_language(dossier, kind)
    )
    if any(not proof.unsigned and _of_english(proof, certificates) for proof in proofs):
        return
    message = (
        "No paper proves the knowledge of English; one of: {kinds}.",
        "Знање енглеског језика није доказано исправом; потребна је једна од: {kinds}.",
    )
    remedy = (
        "Deliver one of these by the last day of the call, and record it with the day of its "
        "receipt: {kinds}; of a certificate, English as its language.",
        "Доставити до последњег дана конкурса и евидентирати са даном пријема једно од: {kinds}; "
        "код уверења навести енглески као језик.",
    )
    kinds = listed(map(document_title, (*certificates, *statements)))
    yield guard_reason(message, remedy, kinds=kinds, by=("document",))


def _of_each_language(dossier: Dossier, kind: str) -> Iterator[Document]:
    """The copy in time of each language: who proves two has two certificates of one kind."""
    in_time = {
        copy.language: copy
        for copy in copies(dossier, kind)
        if copy.delivered_on is None or copy.delivered_on <= dossier.call.closes
    }
    yield from in_time.values()


def _of_english(paper: Document, certificates: tuple[str, ...]) -> bool:
    """A certificate may be one of another language; the English teacher states English."""
    if paper.kind not in certificates or paper.language is None:
        return True
    return language_code(paper.language) == ENGLISH
