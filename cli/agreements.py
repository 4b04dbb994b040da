"""The agreement on the screen: its versions, who signed which when, and what each changed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from cli.show import panel

if TYPE_CHECKING:
    from persistence.agreement_history import VersionStory
    from states.text import Text


def show_versions(process: str, stories: Sequence[VersionStory], lang: str) -> None:
    """A panel with all versions, the newest first; nothing where there is none."""
    from states.agreements import kind_of
    from states.vocabulary import DOCUMENT_KINDS

    if stories:
        told = [line for story in reversed(stories) for line in _told(story, lang)]
        panel(DOCUMENT_KINDS[kind_of(process)].capitalised().in_(lang), "\n".join(told))


def version_json(story: VersionStory) -> dict[str, Any]:
    """A version for machines: its courses, signatures, and what it changed."""
    from states.agreements import total_ects
    from states.strict_yaml import adapter

    version, changed = story.version, story.changed
    dumped = adapter(type(version.agreement)).dump_python(
        version.agreement, by_alias=True, exclude_none=True, mode="json"
    )
    return {
        "version": version.number,
        "recorded_at": version.recorded_at.isoformat(),
        "ects": str(total_ects(version.agreement)),
        "content": dumped,
        "signatures": [
            {"party": one.party, "on": one.on.isoformat()} for one in version.signatures
        ],
        "missing": [list(party) for party in story.missing],
        "changes": _changes_json(story) if changed else None,
    }


def _changes_json(story: VersionStory) -> dict[str, Any]:
    from states.strict_yaml import adapter

    changed = story.changed
    assert changed is not None
    told = adapter(type(changed)).dump_python(changed, exclude_none=True, mode="json")
    return {"against": story.before, **told}


def _told(story: VersionStory, lang: str) -> Iterator[str]:
    from rules.agreement_words import difference_lines, name_of
    from states.moments import civil_date
    from states.text import Text, say_date

    name = name_of(story.version.number).in_(lang)
    recorded = Text("recorded on", "евидентирано").in_(lang)
    day = say_date(civil_date(story.version.recorded_at), lang)
    yield f"{name[:1].upper()}{name[1:]}, {recorded} {day}"
    for line in _signed(story):
        yield f"  {line.in_(lang)}"
    if story.changed is not None and story.before is not None:
        before = name_of(story.before).in_(lang)
        yield f"  {Text('against', 'у односу на').in_(lang)}: {before}"
        same = (Text("it says the same", "садржај је исти"),)
        for line in tuple(difference_lines(story.changed)) or same:
            yield f"    {line.in_(lang)}"


def _signed(story: VersionStory) -> Iterator[Text]:
    from states.text import Text, say_date
    from states.vocabulary import PARTIES, either_of

    for one in story.version.signatures:
        party = PARTIES[one.party]
        yield Text(f"✓ {party.en}: {say_date(one.on)}", f"✓ {party.sr}: {say_date(one.on, 'sr')}")
    for either in story.missing:
        who = either_of(either)
        yield Text(f"✗ {who.en}: not signed yet", f"✗ {who.sr}: још није потписано")
