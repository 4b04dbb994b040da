"""Writing a mail of the catalogue, in one language: its subject, its pieces and its sheet.

Its sentences are rendered once, piece by piece, for both media. Pieces that the mails of one list
share, and what the layouts say around them, are said once for all of these and stand on the sheet.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, fields
from functools import cache, lru_cache
from operator import attrgetter
from typing import Any, Final

from jinja2 import Template, nodes
from jinja2.meta import find_undeclared_variables
from jinja2.runtime import Context
from markupsafe import Markup

from notifications.catalogue import CATALOGUE
from notifications.context import MailContext
from notifications.environments import Kind, environment
from notifications.media import HTML, TEXT, Medium
from notifications.sheets import SLOT, Sheet, WrittenMail, kept, sheet_of
from states.text import LANGUAGES, Language
from states.vocabulary import DOCUMENT_KINDS

_DERIVED: Final = (n for n, v in vars(MailContext).items() if isinstance(v, property))
_NAMES: Final = {*(field.name for field in fields(MailContext)), *_DERIVED}

_GAP: Final = re.compile(r"\n{3,}")

Block = Callable[[Context], Iterator[str]]
Facts = Mapping[str, Any]

_AROUND: Final = ("office", "recipient.role", "process", "state", "rule", "awaited")
"""What a layout says around the pieces of a letter."""

_OF_MANY: Final = frozenset(
    {
        "done", "you", "staff", "incoming", "agreement", "process", "state", "today", "level",
        "working_days_left", "working_days_over", "awaited", "rule", "appeal_until",
    }
)  # fmt: skip
"""Facts that many letters share: pieces that ask for no others are said once for each of them."""


@dataclass(frozen=True, slots=True, eq=False)
class _Layout:
    """A mail's place in one medium: its layout, and the tables of a plan, which only plans have.

    The layouts are shared by all mails: what is said of this one, `given`, goes with it.
    """

    given: Mapping[str, str]
    frame: Template
    plan: Template


@dataclass(frozen=True, slots=True, eq=False)
class _Part:
    """Pieces of a letter; `asked` is all that they take from the context of facts."""

    asked: tuple[str, ...]
    ask: Callable[[MailContext], tuple[Any, ...]]
    given: Facts
    words: Template
    blocks: Mapping[str, Block]

    def known(self, facts: tuple[Any, ...]) -> dict[str, Any]:
        """What was asked for, by its name."""
        return dict(zip(self.asked, facts, strict=True))

    def context(self, facts: tuple[Any, ...]) -> Context:
        """The facts as templates know them; their blocks are called from here, never by name."""
        known = {**self.given, **self.known(facts)}
        return Context(self.words.environment, known, self.words.name, {})

    def said(self, context: Context) -> dict[str, str]:
        """The pieces that have something to say."""
        made = [(name, "".join(block(context)).strip()) for name, block in self.blocks.items()]
        return {name: piece for name, piece in made if piece}


@dataclass(frozen=True, slots=True, eq=False)
class _Letter:
    """A mail's compiled templates: what many letters share, and what each says for itself."""

    shared: _Part
    own: _Part
    subject: Template
    text: _Layout
    html: _Layout


@dataclass(frozen=True, slots=True, eq=False)
class _Shared:
    """What many letters say alike, and their sheets by the names of each one's own pieces."""

    around: Facts
    pieces: Mapping[str, str]
    sheets: dict[tuple[str, ...], Sheet]


def write(mail: str, language: Language, context: MailContext) -> WrittenMail:
    """The mail of that name in a language, its templates compiled once in a process.

    Raises `LookupError` where the catalogue has no such mail or the office no such language.
    """
    letter = _compiled(mail, language)
    shared = _said_alike(letter, letter.shared.ask(context))
    facts = letter.own.ask(context)
    own = letter.own.context(facts)
    pieces = letter.own.said(own)
    return WrittenMail(
        subject=" ".join("".join(letter.subject.root_render_func(own)).split()),
        sheet=_sheet(letter, shared, tuple(pieces), facts),
        pieces=kept(pieces),
    )


@lru_cache(maxsize=256)
def _said_alike(letter: _Letter, facts: tuple[Any, ...]) -> _Shared:
    around = {name.rpartition(".")[2]: fact for name, fact in zip(_AROUND, facts, strict=False)}
    return _Shared(around, letter.shared.said(letter.shared.context(facts)), {})


def _sheet(letter: _Letter, shared: _Shared, own: tuple[str, ...], facts: tuple[Any, ...]) -> Sheet:
    """The layouts' words with the places of these pieces; a plan's sheet is nobody else's."""
    if "plan" in letter.text.plan.blocks:
        return _framed(letter, shared, own, letter.own.known(facts))
    if own not in shared.sheets:
        shared.sheets[own] = _framed(letter, shared, own, {})
    return shared.sheets[own]


def _framed(
    letter: _Letter, shared: _Shared, own: tuple[str, ...], planned: dict[str, Any]
) -> Sheet:
    slots = {name: Markup(f"{SLOT}{name}{SLOT}") for name in own}
    given = {**shared.around, **dict.fromkeys(TEXT, ""), **slots}
    media = ((letter.text, TEXT), (letter.html, HTML))
    return sheet_of(
        *(_set(layout, medium, given, shared.pieces, planned) for layout, medium in media)
    )


def _set(
    layout: _Layout, medium: Medium, given: Facts, alike: Mapping[str, str], planned: dict[str, Any]
) -> str:
    plan = layout.plan.blocks.get("plan")
    tables = "".join(plan(layout.plan.new_context(planned))) if plan else ""
    said = {name: Markup(medium[name](piece)) for name, piece in alike.items()}
    known = {**layout.given, **given, **said, "schedule": Markup(_without_gaps(tables))}
    return f"{_without_gaps(layout.frame.render(known))}\n"


def _without_gaps(text: str) -> str:
    """One blank line at most, whatever a mail leaves out."""
    return _GAP.sub("\n\n", text).strip()


@cache
def _compiled(mail: str, language: Language) -> _Letter:
    if mail not in CATALOGUE:
        raise LookupError(f"the catalogue has no mail {mail!r}; it has: {', '.join(CATALOGUE)}")
    if language not in LANGUAGES:
        raise LookupError(f"no mail is written in {language!r}; there are: {', '.join(LANGUAGES)}")
    folder = f"{mail}/{'en' if language == 'en' else 'sr'}"
    own = [f"{folder}/{part}" for part in ("subject.txt", "body.txt", "glance.txt")]
    given = _of_the_mail(mail, language)

    def template(name: str, kind: Kind = "letter") -> Template:
        return environment(language, kind).get_template(name)

    words = template("letter.txt")
    glance = template(own[2]).root_render_func
    blocks = {**words.blocks, **template(own[1]).blocks, "glance": glance}
    asked = {name: asks for part in ("letter.txt", *own) for name, asks in _asked(language, part)}
    alike = {name for name in TEXT if name in blocks and asked[name] <= _OF_MANY}

    def part(names: set[str], first: tuple[str, ...] = ()) -> _Part:
        facts = set().union(*(asked[name] for name in names)) - {*first}
        pieces = {name: blocks[name] for name in TEXT if name in names & blocks.keys()}
        every = (*first, *sorted(facts))
        return _Part(every, attrgetter(*every), {**words.globals, **given}, words, pieces)

    return _Letter(
        shared=part(alike, _AROUND),
        own=part(asked.keys() - alike),
        subject=template(own[0]),
        text=_Layout(given, template("layout.txt", "txt"), template(own[1], "txt")),
        html=_Layout(given, template("layout.html", "html"), template(own[1], "html")),
    )


def _asked(language: Language, part: str) -> Iterator[tuple[str, frozenset[str]]]:
    """The facts that each block of a template asks for, or the whole of it by its own name."""
    letter = environment(language, "letter")
    assert letter.loader is not None
    whole = letter.parse(letter.loader.get_source(letter, part)[0])
    blocks = {block.name: nodes.Template(block.body) for block in whole.find_all(nodes.Block)}
    for name, tree in (blocks or {part.rpartition("/")[2].removesuffix(".txt"): whole}).items():
        tree.set_environment(letter)
        yield name, frozenset(_NAMES & find_undeclared_variables(tree))


def _of_the_mail(mail: str, language: Language) -> dict[str, str]:
    entry = CATALOGUE[mail]
    attached = (DOCUMENT_KINDS[kind].in_(language) for kind in entry.attaches)
    return {"title": entry.title.in_(language), "attached": ", ".join(attached)}
