"""How papers name the clauses that they rest on: by article, paragraph and item of their act.

A regulation writes the place of a rule once, as `art. 24 paras. 2 and 3`; here it becomes what an
act says of itself: „члана 24. ст. 2. и 3. Правилника о међународној мобилности“. A clause of a
source without articles is named by its heading. Of ids nothing is printed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Final

from states.frozen import frozen
from states.localization import format_long_day
from states.mobility_kind import MobilityKind
from states.text import Text

if TYPE_CHECKING:
    from rules.regulation import Regulation

_ARTICLE: Final = re.compile(
    r"art\. (?P<article>\d+)(?: paras?\. (?P<paragraphs>[\d, andto]+?))?"
    r"(?: items? (?P<items>[\d, andto]+))?"
)
_NUMBERED: Final = re.compile(r"\d+[a-z]?")
_RANGE: Final = re.compile(r"(\d+) to (\d+)")


@frozen
class _Place:
    """Where a rule stands in its act: by article, else under a heading."""

    act: str
    article: int | None = None
    paragraphs: tuple[int, ...] = ()
    items: tuple[int, ...] = ()
    heading: Text = Text("", "")

    @property
    def whole_article(self) -> bool:
        return not self.paragraphs and not self.items


def cited(book: Regulation, rule_id: str, kind: MobilityKind | None = None) -> Text:
    """A rule as a sentence names it in brackets: „члан 24. ст. 2. и 3. Правилника …“.

    With a kind of mobility, by the article that applies it to those who go.
    """
    article = book.rule(rule_id).holding_for(kind).article
    place = _place_in(book, article)
    act = _acts_of(book)[place.act]
    if place.article is None:
        heading = place.heading
        if place.act and _NUMBERED.fullmatch(heading.en):
            return Text(f"item {heading.en} of {act.en}", f"тачка {heading.sr} {act.sr}")
        if place.act:
            return article
        serbian = heading.sr.removesuffix(".")
        return Text(f"{book.title.en}, {heading.en}", f"{book.title.sr}, {serbian}")
    return Text(f"{_in_english(place)} of {act.en}", f"{_in_serbian(place, 'члан')} {act.sr}")


def basis(book: Regulation, rule_ids: Iterable[str], kind: MobilityKind | None = None) -> Text:
    """All that a document rests on, as its preamble says after "under" and „на основу“.

    The regulation's own act comes first, with its number and the day of its adoption; the
    clauses of an article stand together, in the order of the articles. With a kind of mobility,
    by the articles that apply the rules to those who go.
    """
    places = [_place_of(book, rule_id, kind) for rule_id in dict.fromkeys(rule_ids)]
    acts = _acts_of(book) | {"": _numbered(book, _acts_of(book)[""])}
    by_act = {name: [place for place in places if place.act == name] for name in acts}
    parts = [_of_act(acts[name], together) for name, together in by_act.items() if together]
    return Text(
        _listed([part.en for part in parts], "and"), _listed([part.sr for part in parts], "и")
    )


def of_act(book: Regulation, model: Text) -> Text:
    """A model of the regulation's own act, such as an annex, with the act's number and day."""
    act = _numbered(book, _acts_of(book)[""])
    return Text(f"{model.en} of {act.en}", f"{model.sr} {act.sr}")


def in_brackets(book: Regulation, source: Text | Sequence[str]) -> Text:
    """What stands in brackets behind a sentence: „члан 22. став 1. тач. 3. и 7“, or an annex.

    The regulation's own act is known from the preamble; another act is named.
    """
    if isinstance(source, Text):
        return source
    places = [_place_of(book, rule_id) for rule_id in source]
    acts = _acts_of(book) | {"": Text("", "")}
    by_act = [(act, [place for place in places if place.act == name]) for name, act in acts.items()]
    parts = [_behind(act, together) for act, together in by_act if together]
    return Text(
        _listed([part.en for part in parts], "and"),
        _listed([part.sr for part in parts], "и").removesuffix("."),
    )


def _behind(act: Text, places: Sequence[_Place]) -> Text:
    """The clauses of one act, or its headings where it has no articles."""
    articles = list(_merged(places))
    headings = dict.fromkeys(place.heading for place in places if place.article is None)
    en = [*map(_in_english, articles), *(heading.en for heading in headings)]
    sr = [*(_in_serbian(place, "члан") for place in articles), *(head.sr for head in headings)]
    of = f" of {act.en}" if act.en else ""
    return Text(f"{_listed(en, 'and')}{of}", f"{_listed(sr, 'и')} {act.sr}".rstrip())


def _acts_of(book: Regulation) -> dict[str, Text]:
    """Every act that the regulation's rules come from, as it stands behind an article."""
    own = book.cited_as or Text(book.title.en, f"акта „{book.title.sr}“")
    return {"": own, **book.other_acts}


def _numbered(book: Regulation, act: Text) -> Text:
    number, adopted_on = book.rulebook, book.adopted
    en, sr = act.en, act.sr
    if number is not None:
        en, sr = f"{en}, no. {number}", f"{sr} број {number}"
    if adopted_on is not None:
        en = f"{en}, adopted on {format_long_day(adopted_on, 'en')}"
        sr = f"{sr} од {format_long_day(adopted_on, 'sr')} године"
    return Text(en, sr)


def _place_of(book: Regulation, rule_id: str, kind: MobilityKind | None = None) -> _Place:
    return _place_in(book, book.rule(rule_id).holding_for(kind).article)


def _place_in(book: Regulation, article: Text) -> _Place:
    act = next((name for name in book.other_acts if article.en.startswith(name)), "")
    english, serbian = (
        (article.en.removeprefix(act).removeprefix(", "), article.sr.partition(", ")[2])
        if act
        else (article.en, article.sr)
    )
    if match := _ARTICLE.fullmatch(english):
        return _Place(
            act, int(match["article"]), _numbers(match["paragraphs"]), _numbers(match["items"])
        )
    return _Place(act, heading=Text(english, serbian))


def _numbers(article_text: str | None) -> tuple[int, ...]:
    """`2 to 4` and `1, 2 and 5` as numbers."""
    if article_text is None:
        return ()
    if span := _RANGE.fullmatch(article_text.strip()):
        return tuple(range(int(span[1]), int(span[2]) + 1))
    return tuple(int(number) for number in re.findall(r"\d+", article_text))


def _of_act(act: Text, places: Sequence[_Place]) -> Text:
    articles = list(_merged(places))
    headings = dict.fromkeys(place.heading for place in places if place.article is None)
    if not articles:
        return _under_heading(act, *headings)
    en = _listed([_in_english(place) for place in articles], "and")
    sr = _listed([_in_serbian(place, "члана") for place in articles], "и")
    whole = Text(f"{en} of {act.en}", f"{sr} {act.sr}")
    return _under_heading(whole, *headings) if headings else whole


def _under_heading(act: Text, *headings: Text) -> Text:
    named_headings = [heading for heading in headings if heading.en]
    if not named_headings:
        return act
    en, sr = ("; ".join(getattr(heading, of) for heading in named_headings) for of in ("en", "sr"))
    sr = sr.removesuffix(".")
    return Text(f"{act.en} ({en})", f"{act.sr} ({sr})")


def _merged(places: Sequence[_Place]) -> Iterator[_Place]:
    """Each article once: as a whole where one rule is all of it, else with all its clauses."""
    for article in sorted({place.article for place in places if place.article is not None}):
        clauses = [place for place in places if place.article == article]
        if any(place.whole_article for place in clauses):
            yield _Place(clauses[0].act, article)
            continue
        yield _Place(
            clauses[0].act,
            article,
            tuple(sorted({number for place in clauses for number in place.paragraphs})),
            tuple(sorted({number for place in clauses for number in place.items})),
        )


def _in_english(place: _Place) -> str:
    clauses = [
        f"{singular if len(numbers) == 1 else plural} {_listed(list(map(str, numbers)), 'and')}"
        for singular, plural, numbers in (
            ("paragraph", "paragraphs", place.paragraphs),
            ("item", "items", place.items),
        )
        if numbers
    ]
    return " ".join([f"article {place.article}", *clauses])


def _in_serbian(place: _Place, article: str) -> str:
    """By the custom of acts: only `члан` is declined, and a number before a sign has no dot."""
    clauses = [
        f"{singular if len(numbers) == 1 else plural} {_listed([f'{n}.' for n in numbers], 'и')}"
        for singular, plural, numbers in (
            ("став", "ст.", place.paragraphs),
            ("тачка", "тач.", place.items),
        )
        if numbers
    ]
    return " ".join([f"{article} {place.article}.", *clauses])


def _listed(parts: Sequence[str], last: str) -> str:
    if len(parts) < 2:
        return "".join(parts)
    before = ", ".join([*(part.removesuffix(".") for part in parts[:-2]), parts[-2]])
    return f"{before} {last} {parts[-1]}"
