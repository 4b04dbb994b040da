"""What a new version of a ranking list changed: place, points, outcome and host of each candidate.

BMU-15c, BEE-C5: after an appeal was upheld, everybody must see what became of it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Final

from rules.wording import format_text
from states.calls import CallProgress
from states.frozen import frozen
from states.localization import format_decimal
from states.text import Text


@frozen
class ListPlace:
    """A candidate's place on one version of a list; the name in the script of either language."""

    case: str
    name: Text
    rank: int
    points: Decimal | None
    outcome: str
    host: str | None
    kept: bool = False


_PLACED: Final = {
    "selected": Text("selected", "на листи изабраних"),
    "waiting": Text("on the waiting list", "на листи чекања"),
    "rejected": Text("rejected", "није на листи изабраних"),
}
"""Where a candidate stands, in words that tell nobody's sex."""

_GONE: Final = ("{name} ({case}) is no longer on the list.", "{name} ({case}): више није на листи.")


def changes_between(before: Sequence[ListPlace], after: Sequence[ListPlace]) -> tuple[Text, ...]:
    """A sentence for each candidate whose place, points, outcome or host changed, by new place."""
    earlier = {place.case: place for place in before}
    now = {place.case for place in after}
    change_sentences = [sentence for place in after for sentence in _change_of(earlier, place)]
    off_the_list = [place for place in before if place.case not in now]
    gone_sentences = [
        format_text(*_GONE, name=place.name, case=place.case) for place in off_the_list
    ]
    return (*change_sentences, *gone_sentences)


def causes_of_correction(progress: CallProgress, names: Mapping[str, Text]) -> tuple[Text, ...]:
    """Why a published list is made anew, beside appeals that were upheld: what it lacked, and what
    was put right since. `names` are the candidates' by the number of the case."""
    missing_texts, corrected_texts = (
        [
            format_text(*sentence, name=names.get(case, Text(case, case)), case=case)
            for case in cases
        ]
        for sentence, cases in ((_MISSING, progress.missing), (_CORRECTED, progress.corrected))
    )
    return (*missing_texts, *corrected_texts)


_MISSING: Final = (
    "{name} ({case}): the application came in time and is on no list yet.",
    "{name} ({case}): пријава је примљена у року, а није ни на једној ранг листи.",
)
_CORRECTED: Final = (
    "{name} ({case}): the application by which the list gave the place was corrected since.",
    "{name} ({case}): пријава на основу које је одређено место у међувремену је исправљена.",
)


def _change_of(earlier: Mapping[str, ListPlace], now: ListPlace) -> Iterator[Text]:
    was = earlier.get(now.case)
    if was is None:
        parts = [
            format_text("new on the list", "ново на листи"),
            format_text("place {place}", "место {place}", place=now.rank),
            _outcome(now),
        ]
    else:
        parts = list(_differences(was, now))
    if parts:
        yield _sentence(now, parts)


def _differences(was: ListPlace, now: ListPlace) -> Iterator[Text]:
    if was.rank != now.rank:
        yield format_text("place {was} → {now}", "место {was} → {now}", was=was.rank, now=now.rank)
    if was.points is not None and now.points is not None and not _alike(was.points, now.points):
        yield format_text(
            "points {was} → {now}",
            "бодови {was} → {now}",
            was=_points(was.points),
            now=_points(now.points),
        )
    if (was.outcome, was.host) != (now.outcome, now.host):
        yield format_text("{was} → {now}", "{was} → {now}", was=_outcome(was), now=_outcome(now))


def _points(points: Decimal) -> Text:
    """Points as the list itself writes them, with all their decimals."""
    return Text(format_decimal(points, "en"), format_decimal(points, "sr"))


def _alike(was: Decimal, now: Decimal) -> bool:
    """Whether the points are the same; lists of before wrote two decimals at most."""
    return was in (now, round(now, 2))


def _outcome(place: ListPlace) -> Text:
    outcome = _PLACED[place.outcome]
    host = f", {place.host}" if place.host else ""
    return Text(f"{outcome.en}{host}", f"{outcome.sr}{host}")


def _sentence(place: ListPlace, parts: Sequence[Text]) -> Text:
    return Text(
        f"{place.name.en} ({place.case}): {'; '.join(part.en for part in parts)}",
        f"{place.name.sr} ({place.case}): {'; '.join(part.sr for part in parts)}",
    )
