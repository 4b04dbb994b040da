"""The agreement as the case's page shows it: version by version, who signed, and what changed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from persistence.agreement_history import VersionStory
from rules.agreement_words import CHANGES, course_words, name_of, plain
from states.agreement_comments import AgreementComment
from states.agreements import STUDY_PLAN, CourseChange, Differences, total_ects
from states.dossier import AgreementVersion, Course
from states.field_labels import label_of
from states.frozen import frozen
from states.mobility_kind import MobilityKind
from states.moments import civil_date
from states.text import Text
from states.vocabulary import either_of
from web.forms.prefill import plain as plain_data
from web.messages.values import value_text
from web.views.describe import Line, Table, describe

_NEITHER = Text("—", "—")


@frozen
class PartySignature:
    """A party and the civil date of its signature; None while it is missing."""

    party: Text
    on: date | None


@frozen
class PartyComment:
    """What a party said of a version, and on which civil date."""

    party: Text
    on: date
    what: str


@frozen
class VersionCard:
    """A version: its parties, what it changed in the one before it, what was said of it, and all
    that it holds.

    `agrees` where it says the same as the one before it; `before` names that one. `proposal` where
    nobody concluded it, so that it changes nothing.
    """

    title: Text
    recorded_on: date
    newest: bool
    in_force: bool
    proposal: bool
    signatures: tuple[PartySignature, ...]
    comments: tuple[PartyComment, ...]
    before: Text | None
    courses: Table | None
    terms: tuple[Line, ...]
    agrees: bool
    content: tuple[Line, ...]
    ects: Text | None


def version_cards(
    kind: MobilityKind,
    stories: Sequence[VersionStory],
    comments: Sequence[AgreementComment] = (),
) -> list[VersionCard]:
    """The versions, newest first, the Study Plan at the end; each with what was said of it."""
    return [_card(kind, story, comments) for story in reversed(stories)]


def _card(
    kind: MobilityKind, story: VersionStory, comments: Sequence[AgreementComment]
) -> VersionCard:
    version, changes = story.version, story.changed
    return VersionCard(
        title=name_of(version.number).capitalised(),
        recorded_on=civil_date(version.recorded_at),
        newest=story.newest,
        in_force=story.in_force,
        proposal=version.number != STUDY_PLAN and version.concluded_on is None,
        signatures=tuple(_signatures(kind, story)),
        comments=tuple(
            PartyComment(either_of([kind.signatory(comment.from_party)]), comment.on, comment.what)
            for comment in comments
            if comment.version == version.number
        ),
        before=name_of(story.before) if story.before is not None else None,
        courses=_changes(changes) if changes and changes.courses else None,
        terms=tuple(_terms(changes)) if changes else (),
        agrees=changes is not None and changes.nothing,
        content=tuple(describe(plain_data(version.agreement))),
        ects=_ects(version.agreement),
    )


def _signatures(kind: MobilityKind, story: VersionStory) -> Iterator[PartySignature]:
    for signature in story.version.signatures:
        yield PartySignature(either_of([kind.signatory(signature.party)]), signature.on)
    for parties in story.missing:
        yield PartySignature(either_of(map(kind.signatory, parties)), None)


def _changes(changes: Differences) -> Table:
    """A row a course, with its ECTS before and after; the last row is all courses together."""
    columns = (
        Text("Change", "Измена"),
        Text("Before", "Раније"),
        Text("ECTS", "ЕСПБ"),
        Text("Now", "Сада"),
        Text("ECTS", "ЕСПБ"),
    )
    total = (
        Text("All courses", "Сви предмети"), _NEITHER, plain(changes.ects_before),
        _NEITHER, plain(changes.ects_after),
    )  # fmt: skip
    return Table(columns, (*map(_change, changes.courses), total))


def _change(change: CourseChange) -> tuple[Text, ...]:
    return (CHANGES[change.kind], *_course(change.before), *_course(change.after))


def _course(course: Course | None) -> tuple[Text, Text]:
    if course is None:
        return _NEITHER, _NEITHER
    return course_words(course, with_ects=False), plain(course.ects)


def _terms(changes: Differences) -> Iterator[Line]:
    for term in changes.terms:
        before, after = (_value(term.name, value) for value in (term.before, term.after))
        yield Line(
            label_of(term.name), Text(f"{before.en} → {after.en}", f"{before.sr} → {after.sr}")
        )


def _value(name: str, value: object) -> Text:
    return value_text(name, value) if isinstance(value, str) else plain(value)


def _ects(agreement: AgreementVersion) -> Text | None:
    return plain(total_ects(agreement)) if agreement.courses else None
