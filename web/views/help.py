"""How a clerk works, as a page: the handbook of `docs/`, in the language of who reads it.

Both handbooks have the same sections in the same order, so that a page leads to its own section
whatever the language: a section is named by its English title.
"""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Final

from markdown_it import MarkdownIt
from markdown_it.token import Token
from markupsafe import Markup

from states.frozen import frozen
from states.text import Language, to_latin

DOCS: Final = Path(__file__).parents[2] / "docs"
HANDBOOKS: Final = {"en": "office.md", "sr": "office.sr.md", "sr-Latn": "office.sr.md"}


@frozen
class Heading:
    """A section of the handbook."""

    id: str
    title: str
    level: int


@frozen
class Handbook:
    """The handbook as a page: its sections and its text as HTML."""

    title: str
    headings: tuple[Heading, ...]
    html: Markup


@cache
def handbook(language: Language) -> Handbook:
    """The handbook in a language; Latin letters are written from the Cyrillic."""
    text = (DOCS / HANDBOOKS[language]).read_text(encoding="utf-8")
    if language == "sr-Latn":
        text = to_latin(text)
    parser = MarkdownIt("commonmark", {"html": False}).enable("table")
    tokens = parser.parse(_without_links_to_files(text))
    title, headings = _named_headings(tokens)
    html = parser.renderer.render(tokens, parser.options, {})
    return Handbook(title, headings, Markup(html.replace("<table>", _TABLE)))


def _named_headings(tokens: list[Token]) -> tuple[str, tuple[Heading, ...]]:
    """The title and the sections; each section's heading gets its id, by which pages lead to it."""
    ids = iter(section_ids())
    title, headings = "", list[Heading]()
    for token, words in pairwise(tokens):
        if token.type != "heading_open":
            continue
        if token.tag == "h1":
            title = words.content
            continue
        headings.append(Heading(next(ids), words.content, int(token.tag[1])))
        token.attrSet("id", headings[-1].id)
    return title, tuple(headings)


_TABLE: Final = '<table class="tabular">'


@cache
def section_ids() -> tuple[str, ...]:
    """The names of the sections in their order, from their English titles."""
    english = (DOCS / HANDBOOKS["en"]).read_text(encoding="utf-8")
    return tuple(_slug(title) for title in _titles(english))


def titles(language: Language) -> list[str]:
    """The titles of a handbook's sections."""
    return _titles((DOCS / HANDBOOKS[language]).read_text(encoding="utf-8"))


def _titles(text: str) -> list[str]:
    return re.findall(r"^#{2,4} (.+)$", text, flags=re.MULTILINE)


def _slug(title: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", title.lower()).strip("-")


def _without_links_to_files(text: str) -> str:
    """Files of the project are no pages: their links are read as words. Pictures of pages are for
    who reads the handbook elsewhere."""
    text = re.sub(r"!\[[^\]]*\]\([^)]*\)\n*", "", text)
    return re.sub(r"\[([^\]]+)\]\((?!https?:|#)[^)]*\)", r"\1", text)
