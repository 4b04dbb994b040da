"""What stands over every document: letterhead, number, language, and what it rests on."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Final

from actions.documents.content import Letterhead
from actions.documents.content.printing import say_day
from actions.documents.context import DocumentContext, known
from actions.documents.recognitions import conversion_of, recognition_of
from rules import citations
from rules.legal_basis import Circumstance
from rules.regulation import Seat
from states.text import Text

CIRCUMSTANCES: Final[Mapping[Circumstance, Callable[[DocumentContext], bool]]] = {
    "outgoing": lambda context: not context.incoming,
    "incoming": lambda context: context.incoming,
    "of_students": lambda context: context.definition.kind.who == "student",
    "of_staff": lambda context: context.definition.kind.who == "staff",
    "by_commission": lambda context: context.ranking is not None and context.ranking.choice is None,
    "course_by_course": lambda context: not _semester_for_semester(context),
    "semester_for_semester": lambda context: _semester_for_semester(context),
    "traineeship": lambda context: _of_a_traineeship(context),
    "replaced": lambda context: bool(recognition_of(context).replaced),
    "converted": lambda context: conversion_of(context, recognition_of(context)) is not None,
    "supplement": lambda context: bool(recognition_of(context).supplement),
    "electives": lambda context: (
        bool(recognition_of(context).recognised) and not _semester_for_semester(context)
    ),
    "remaining": lambda context: bool(recognition_of(context).remaining),
}
"""When a rule holds that a regulation names for some documents of a kind only."""

IN_ENGLISH: Final = frozenset(
    {"nomination_letter", "agreement_form", "transcript_of_records", "transcript_of_work"}
)
"""What partners read: nominations, agreements (BMU-8c), transcripts (BMU-12b, BMU-13)."""

NOWHERE: Final = Seat(Text("", ""), Text("", ""))
"""The seat of an institution of which nobody says where it stands."""

UNNUMBERED: Final = "–"
"""What stands for a number until the register has given one."""


def language_of(kind: str, context: DocumentContext) -> str:
    """The language in which a kind of document is written: what partners read, in English."""
    return "en" if kind in IN_ENGLISH else context.office.settings.documents_in


def languages_of(kind: str, context: DocumentContext) -> tuple[str, ...]:
    """Every language in which a document is made: a student of ours gets a transcript in two
    (BMU-12a), and who comes from abroad reads the reasons of a refusal (BMU-26b)."""
    own_language = context.office.settings.documents_in
    if kind == "transcript_of_records" and not context.incoming:
        return (own_language if own_language.startswith("sr") else "sr", "en")
    if kind == "refusal_letter" and context.incoming:
        return tuple(dict.fromkeys((own_language, "en")))
    return (language_of(kind, context),)


def letterhead_of(
    kind: str, context: DocumentContext, number: str | None = None, form: str | None = None
) -> Letterhead:
    """The letterhead with the document's civil date and what it rests on.

    `number` is that of a document which bears one already, or is none of the register's; a `form`
    rests on rules of its own.
    """
    seat = seat_of(context)
    rests_on = tuple(dict.fromkeys((*_step_rule(kind, context), *_basis(kind, form, context))))
    return Letterhead(
        institution=institution_of(context),
        number=number or UNNUMBERED,
        on=context.today,
        basis=citations.basis(context.regulation, rests_on, context.definition.kind),
        rests_on=rests_on,
        address=_written(seat.address),
        place=_written(seat.place),
        case=context.case.number if context.case else None,
    )


def seat_of(context: DocumentContext) -> Seat:
    """Where our institution stands: as config.yaml has it of the own one, else as its rules do."""
    desk, own_seat = context.office.settings.institution, context.regulation.seat or NOWHERE
    if desk.key != context.definition.institution:
        return own_seat
    return Seat(_written(desk.address) or own_seat.address, _written(desk.place) or own_seat.place)


def _written(text: Text) -> Text | None:
    """A text that stands in both languages, else none."""
    return text if text.en and text.sr else None


def institution_of(context: DocumentContext) -> Text:
    """Our institution; where the candidate's faculty is the home institution, the faculty of it."""
    whole = context.regulation.name
    candidate = context.dossier.candidate if context.dossier else None
    faculty = context.office.settings.home.faculty(candidate.faculty) if candidate else None
    if faculty is None:
        return whole
    return Text(f"{faculty.name.en}, {whole.en}", f"{faculty.name.sr}, {whole.sr}")


def dated(day: date) -> Text:
    """A civil date as official documents write it, in both languages."""
    return Text(say_day(day, "en"), say_day(day, "sr"))


def cited(context: DocumentContext, rule: str) -> Text:
    """A rule of the context's regulation by its article: „члан 24. ст. 2. и 3. Правилника …“.

    Where another article applies it to who goes, staff or from abroad, by that one.
    """
    return citations.cited(context.regulation, rule, context.definition.kind)


def _basis(kind: str, form: str | None, context: DocumentContext) -> Iterator[str]:
    """The rules that the regulation names for a form, or for a kind of document as it is here."""
    book = context.regulation
    if form is not None:
        rules = known(book.forms.get(form), f"what the form {form} rests on").rules
    else:
        rules = known(book.documents.get(kind), f"what the {kind} rests on").rules
    for cited_rule in rules:
        if cited_rule.when is None or CIRCUMSTANCES[cited_rule.when](context):
            yield cited_rule.rule


def _step_rule(kind: str, context: DocumentContext) -> tuple[str, ...]:
    """The rule of the step that makes the document, unless this kind rests on others alone."""
    basis = context.regulation.documents.get(kind)
    if context.transition is None or (basis is not None and basis.alone):
        return ()
    return (context.transition.rule,)


def _of_a_traineeship(context: DocumentContext) -> bool:
    dossier = context.file
    return dossier.traineeship is not None or "transcript_of_work" in dossier.documents


def _semester_for_semester(context: DocumentContext) -> bool:
    decree = context.file.decree
    return decree is not None and decree.method == "semester_for_semester"
