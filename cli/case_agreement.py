"""The agreement on the screen: its versions, who signed which when, and what each changed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from cli.panels import panel
from cli.show import Plain
from persistence.agreement_history import VersionStory
from rules.agreement_words import difference_lines, name_of
from states.agreements import STUDY_PLAN, Differences, total_ects
from states.localization import format_day
from states.mobility_kind import MobilityKind
from states.moments import civil_date
from states.strict_yaml import adapter
from states.text import Text
from states.vocabulary import either_of

IN_FORCE = Text("in force since", "на снази од")
PROPOSAL = Text("a proposal, not concluded", "предлог, није закључена")
RECORDED_ON = Text("recorded on", "евидентирано")
AGAINST = Text("against", "у односу на")
SAME = Text("it says the same", "садржај је исти")


def show_versions(kind: MobilityKind, stories: Sequence[VersionStory], lang: str) -> None:
    """A panel with all versions, the newest first; nothing where there is none."""
    if stories:
        lines = [line for story in reversed(stories) for line in _version_lines(kind, story, lang)]
        panel(kind.agreement_title.capitalised().in_(lang), "\n".join(lines))


def version_json(story: VersionStory) -> Plain:
    """A version for machines: its courses, signatures, and what it changed."""
    version = story.version
    content = adapter(type(version.agreement)).dump_python(
        version.agreement, by_alias=True, exclude_none=True, mode="json"
    )
    return {
        "version": version.number,
        "recorded_at": version.recorded_at.isoformat(),
        "ects": str(total_ects(version.agreement)),
        "content": content,
        "signatures": [
            {"party": signature.party, "on": signature.on.isoformat()}
            for signature in version.signatures
        ],
        "concluded_on": version.concluded_on.isoformat() if version.concluded_on else None,
        "in_force": story.in_force,
        "missing": [list(parties) for parties in story.missing],
        "changes": _changes_json(story.before, story.changed) if story.changed else None,
    }


def _changes_json(against: int | None, changes: Differences) -> Plain:
    plain = adapter(type(changes)).dump_python(changes, exclude_none=True, mode="json")
    return {"against": against, **plain}


def _version_lines(kind: MobilityKind, story: VersionStory, lang: str) -> Iterator[str]:
    name = name_of(story.version.number).in_(lang)
    day = format_day(civil_date(story.version.recorded_at), lang)
    yield f"{name[:1].upper()}{name[1:]}, {RECORDED_ON.in_(lang)} {day}"
    if story.in_force and story.version.concluded_on is not None:
        since = format_day(story.version.concluded_on, lang)
        yield f"  {IN_FORCE.in_(lang)} {since}"
    elif story.version.concluded_on is None and story.version.number != STUDY_PLAN:
        yield f"  {PROPOSAL.in_(lang)}"
    for line in _signature_lines(kind, story):
        yield f"  {line.in_(lang)}"
    if story.changed is not None and story.before is not None:
        yield f"  {AGAINST.in_(lang)}: {name_of(story.before).in_(lang)}"
        for line in tuple(difference_lines(story.changed)) or (SAME,):
            yield f"    {line.in_(lang)}"


def _signature_lines(kind: MobilityKind, story: VersionStory) -> Iterator[Text]:
    for signature in story.version.signatures:
        party, on = either_of([kind.signatory(signature.party)]), signature.on
        yield Text(f"✓ {party.en}: {format_day(on)}", f"✓ {party.sr}: {format_day(on, 'sr')}")
    for parties in story.missing:
        either_party = either_of(map(kind.signatory, parties))
        yield Text(
            f"✗ {either_party.en}: not signed yet", f"✗ {either_party.sr}: још није потписано"
        )
