"""The fonts of the papers: one compilation with them, and what stands for a sign that none has.

Whether a sign can be shown, the typesetter itself is asked: it alone knows which of its fonts it
takes for which sign. An ordinary paper costs nothing by that; a sign is asked about once.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from functools import cache, lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Final

import typst

TEMPLATES: Final = Path(__file__).parent / "templates"

REPLACEMENT: Final = "\ufffd"
"""What is printed in the place of a sign that no font has, as Unicode means it."""

_PACKAGES: Final = ("manimgx_fonts", "manimgx_fonts_cjk")
"""Noto's fonts beside those inside Typst: for the scripts of the world, for signs and emoji."""

_LONG_AGO: Final = datetime(2000, 1, 1, tzinfo=UTC)


def compiled(template: str, data: object, at: datetime) -> bytes:
    """One compilation; a fresh world each time, so that threads share nothing.

    Raises typst.TypstError where the paper can't be made, also for a sign that no font has.
    """
    return typst.compile(
        str(TEMPLATES / f"{template}.typ"),
        root=str(TEMPLATES),
        font_paths=_fonts(),
        sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
        pdf_standards=["a-2b"],
        timestamp=int(at.timestamp()),
    )


@cache
def _fonts() -> typst.Fonts:
    """Typst's fonts and the packages', read once; the system's would make a paper differ."""
    folders = [str(files(package)) for package in _PACKAGES]
    return typst.Fonts(include_system_fonts=False, font_paths=folders)


def with_replacements(page: Mapping[str, object]) -> tuple[object, list[str]]:
    """The page with the replacement for each sign that can't be shown, and those signs in order.

    A mark that can't be shown on the letter that it stands on is such a sign there.
    """
    signs = {sign for text in _texts(page) for sign in text if not _is_plain(sign)}
    missing_signs = undisplayed(sorted(signs))
    by_sign = _mapped(page, lambda text: "".join(_shown(sign, missing_signs) for sign in text))
    words = {word for text in _texts(by_sign) for word in text.split() if not word.isascii()}
    broken_words = undisplayed(sorted(words))
    marks = {sign for word in broken_words for sign in word if _is_mark(sign)}
    whole = _mapped(
        by_sign, lambda text: re.sub(r"\S+", lambda m: _unmarked(m[0], broken_words), text)
    )
    return whole, sorted(missing_signs | marks)


def _shown(sign: str, missing_signs: set[str]) -> str:
    return REPLACEMENT if sign in missing_signs else sign


def _unmarked(word: str, broken_words: set[str]) -> str:
    if word not in broken_words:
        return word
    return "".join(REPLACEMENT if _is_mark(sign) else sign for sign in word)


def _is_plain(sign: str) -> bool:
    return sign.isascii() and sign.isprintable()


def _is_mark(sign: str) -> bool:
    return unicodedata.category(sign).startswith("M")


def undisplayed(words: Sequence[str]) -> set[str]:
    """Those of the words that the fonts can't show: half by half, so that few trials are made."""
    if not words or _is_displayed(tuple(words)):
        return set()
    if len(words) == 1:
        return set(words)
    middle = len(words) // 2
    return undisplayed(words[:middle]) | undisplayed(words[middle:])


@lru_cache(1000)
def _is_displayed(words: tuple[str, ...]) -> bool:
    try:
        compiled("trial", words, _LONG_AGO)
    except typst.TypstError:
        return False
    return True


def _texts(part: object) -> Iterator[str]:
    """Every text of a page, however deep."""
    if isinstance(part, str):
        yield part
    elif isinstance(part, Mapping):
        for value in part.values():
            yield from _texts(value)
    elif isinstance(part, Sequence):
        for value in part:
            yield from _texts(value)


def _mapped(part: object, change: Callable[[str], str]) -> object:
    """The page with every text changed; keys stay."""
    if isinstance(part, str):
        return change(part)
    if isinstance(part, Mapping):
        return {key: _mapped(value, change) for key, value in part.items()}
    if isinstance(part, Sequence):
        return [_mapped(value, change) for value in part]
    return part
