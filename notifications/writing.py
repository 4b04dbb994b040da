"""Writing a mail of the catalogue, in one language: its subject, its pieces and its sheet.

Its sentences are rendered once, piece by piece, for both media. What its layouts say around them is
the same for all mails of one list, and is kept.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, fields
from functools import cache, lru_cache
from operator import attrgetter
from typing import Any, Final, NamedTuple

from jinja2 import Template, nodes
from jinja2.meta import find_undeclared_variables
from jinja2.runtime import Context
from markupsafe import Markup

from notifications.catalogue import CATALOGUE
from notifications.context import Awaited, CitedRule, MailContext, Office
from notifications.environments import Kind, environment
from notifications.media import TEXT
from notifications.sheets import SLOT, Sheet, WrittenMail, sheet_of, written
from states.text import LANGUAGES, Language
from states.vocabulary import DOCUMENT_KINDS

_DERIVED: Final = (n for n, v in vars(MailContext).items() if isinstance(v, property))
_NAMES: Final = {*(field.name for field in fields(MailContext)), *_DERIVED}

_GAP: Final = re.compile(r"\n{3,}")

Block = Callable[[Context], Iterator[str]]
_Say = Callable[[Mapping[str, Any], Context], str]
"""How a piece is said from the facts that the letter knows, or from the whole context of them."""

_OF_MANY: Final = frozenset(
    {
        "done", "recipient", "you", "staff", "incoming", "agreement", "process", "state", "today",
        "level", "working_days_left", "working_days_over", "awaited", "rule", "host", "stay_days",
    }
)  # fmt: skip
"""Facts that many letters share: a piece that asks for no others is said once for each of them."""


@dataclass(frozen=True, slots=True, eq=False)
class _Layout:
    """A mail's place in one medium: its layout, and the tables of a plan, which only plans have.

    The layouts are shared by all mails: what is said of this one, `given`, goes with it.
    """

    given: Mapping[str, str]
    frame: Template
    plan: Template


@dataclass(frozen=True, slots=True, eq=False)
class _Letter:
    """A mail's compiled templates; `asked` is all that they take from the context."""

    asked: tuple[str, ...]
    ask: Callable[[MailContext], tuple[Any, ...]]
    given: Mapping[str, str]
    words: Template
    subject: Template
    pieces: Mapping[str, _Say]
    text: _Layout
    html: _Layout


class _Around(NamedTuple):
    """What a layout says around the pieces of a letter."""

    office: Office
    role: str
    process: str
    state: str
    rule: CitedRule | None
    awaited: Awaited | None


def write(mail: str, language: Language, context: MailContext) -> WrittenMail:
    """The mail of that name in a language, its templates compiled once in a process.

    Raises `LookupError` where the catalogue has no such mail or the office no such language.
    """
    letter = _compiled(mail, language)
    known = dict(zip(letter.asked, letter.ask(context), strict=True))
    said = letter.words.new_context({**letter.given, **known})
    pieces = {name: piece for name, say in letter.pieces.items() if (piece := say(known, said))}
    around = _Around(
        context.office, context.recipient.role, context.process, context.state, context.rule,
        context.awaited,
    )  # fmt: skip
    plans = _plan(letter.text, known), _plan(letter.html, known)
    return written(
        subject=" ".join("".join(letter.subject.root_render_func(said)).split()),
        sheet=_sheet(letter, around, tuple(pieces), plans),
        pieces=pieces,
    )


def _plan(layout: _Layout, known: dict[str, Any]) -> str:
    plan = layout.plan.blocks.get("plan")
    return _without_gaps("".join(plan(layout.plan.new_context(known)))) if plan else ""


@lru_cache(maxsize=256)
def _sheet(
    letter: _Letter, around: _Around, filled: tuple[str, ...], plans: tuple[str, str]
) -> Sheet:
    """The layouts' words with the places of these pieces; others have nothing to say."""
    text, html = (
        _framed(layout, around, filled, plan)
        for layout, plan in zip((letter.text, letter.html), plans, strict=True)
    )
    return sheet_of(text, html)


def _framed(layout: _Layout, around: _Around, filled: tuple[str, ...], plan: str) -> str:
    slots = {name: Markup(f"{SLOT}{name}{SLOT}") for name in filled}
    given = {**layout.given, **around._asdict(), **dict.fromkeys(TEXT, ""), **slots}
    return f"{_without_gaps(layout.frame.render({**given, 'schedule': Markup(plan)}))}\n"


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

    words, subject = template("letter.txt"), template(own[0])
    words.globals = dict(words.globals)  # a chain of maps is copied at each render: 10 µs
    glance = template(own[2]).root_render_func
    blocks = {**words.blocks, **template(own[1]).blocks, "glance": glance}
    asked = {name: asks for part in ("letter.txt", *own) for name, asks in _asked(language, part)}
    names = tuple(sorted(set().union(*asked.values())))
    return _Letter(
        asked=names,
        ask=attrgetter(*names),
        given=given,
        words=words,
        subject=subject,
        pieces={
            name: _saying(words, given, blocks[name], asked[name])
            for name in TEXT
            if name in blocks
        },
        text=_Layout(given, template("layout.txt", "txt"), template(own[1], "txt")),
        html=_Layout(given, template("layout.html", "html"), template(own[1], "html")),
    )


def _saying(words: Template, given: Mapping[str, str], block: Block, asked: frozenset[str]) -> _Say:
    """How a piece is said: once for all letters that know the same, where it asks for no more."""
    if not asked <= _OF_MANY:
        return lambda known, said: "".join(block(said)).strip()
    names = tuple(sorted(asked))

    @lru_cache(maxsize=64)
    def once(*facts: Any) -> str:
        said = words.new_context({**given, **dict(zip(names, facts, strict=True))})
        return "".join(block(said)).strip()

    return lambda known, said: once(*[known[name] for name in names])


def _asked(language: Language, part: str) -> Iterator[tuple[str, frozenset[str]]]:
    """The facts that each block of a template asks for, and the whole of it by its own name."""
    letter = environment(language, "letter")
    assert letter.loader is not None
    whole = letter.parse(letter.loader.get_source(letter, part)[0])
    blocks = {block.name: nodes.Template(block.body) for block in whole.find_all(nodes.Block)}
    for name, tree in {part.rpartition("/")[2].removesuffix(".txt"): whole, **blocks}.items():
        tree.set_environment(letter)
        yield name, frozenset(_NAMES & find_undeclared_variables(tree))


def _of_the_mail(mail: str, language: Language) -> dict[str, str]:
    entry = CATALOGUE[mail]
    attached = (DOCUMENT_KINDS[kind].in_(language) for kind in entry.attaches)
    return {"title": entry.title.in_(language), "attached": ", ".join(attached)}
