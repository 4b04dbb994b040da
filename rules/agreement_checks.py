"""A version of an agreement that agrees on nothing, or on nothing new: it can't stand as one.

The fact is held against the newest version, a change against the agreement in force. Pure.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from rules.payload_checks import FieldError
from rules.wording import format_text, listed
from states.agreement_comments import AgreementComment
from states.agreements import completed, concludes_proposal, same_course
from states.definition import ProcessDefinition
from states.dossier import AgreementVersion, Course, Dossier
from states.fact_declaration import Payload
from states.mobility_kind import MobilityKind
from states.payloads import AgreementChange
from states.signatories import parties_by_document
from states.text import Text, alike
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
    return tuple(_twice(version.courses))


def _twice(courses: Sequence[Course]) -> Iterator[FieldError]:
    """BMU-8c, 8d, BEE-L1: a course is taken once, and carries the ECTS that it has at the host.

    It stands in a second line only to replace a second course at home; there it carries the same.
    """
    for place, course in enumerate(courses):
        earlier = next((n for n in range(place) if same_course(course, courses[n])), None)
        if earlier is None:
            continue
        first = courses[earlier]
        before = [line.replaces for line in courses[:place] if same_course(course, line)]
        home_titles = {alike(home.title) if home else None for home in before}
        home = alike(course.replaces.title) if course.replaces else None
        if home is None or home in home_titles or None in home_titles:
            yield FieldError(f"courses.{place}.title", _again(course, earlier), "courses")
        elif first.ects is not None and course.ects not in (None, first.ects):
            yield FieldError(f"courses.{place}.ects", _other_ects(course, first), "courses")


def _again(course: Course, earlier: int) -> Text:
    return format_text(
        "“{title}” stands here a second time (first in line {line}): a course is taken once; tell "
        "another one apart by code or semester, or name the second home course that it replaces",
        "„{title}“ је наведен други пут (први пут у реду {line}): предмет се слуша једном; други "
        "предмет разликовати шифром или семестром, или навести други матични предмет који замењује",
        title=course.title or "",
        line=earlier + 1,
    )


def _other_ects(course: Course, first: Course) -> Text:
    return format_text(
        "“{title}” carries {other} here, and {number} in its first line: it is one course, with "
        "the ECTS that it carries at the host",
        "„{title}“ овде носи {other}, а у првом реду {number}: предмет је исти и носи ЕСПБ "
        "установе домаћина",
        title=course.title or "",
        other=course.ects or 0,
        number=first.ects or 0,
    )


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
