"""Writing a mail of the catalogue: its words in its reader's language, fixed from then on.

Each mail has three templates a language: `subject.txt`; `glance.txt`, which an inbox shows beside
the subject; and `body.txt`, whose blocks have their places in the layouts. They are read as one
template, and each block is written once: `notifications.rendering` makes text and HTML of it. What
the mails of a day, a list or the office have alike, `sentences.txt`, is written once for all of
them. Serbian is written in Cyrillic, and set in Latin letters from it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Mapping
from dataclasses import fields
from datetime import date
from decimal import Decimal
from functools import cache, lru_cache, partial
from typing import Final, Literal

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from jinja2.runtime import Context, Macro
from jinja2.utils import missing
from markupsafe import Markup, escape
from pydantic_core import to_json

from notifications import words
from notifications.catalogue import CATALOGUE
from notifications.context import MailContext
from notifications.mail import Facts, MailWords, WrittenMail
from notifications.markup import Marked, facts_in, filters_of, paragraphs_in
from notifications.rendering import TEMPLATES, plain
from rules.grants import money_text
from states.localization import format_decimal
from states.money import CENTS
from states.text import LANGUAGES, Language, Text, serbian_in_latin, to_latin
from states.vocabulary import CRITERIA, DOCUMENT_KINDS, ROLES, SIGNATORIES

_NAMES: Final = {field.name for field in fields(MailContext)} | {
    name for name, value in vars(MailContext).items() if isinstance(value, property)
}
_CONTROL: Final = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
_LABEL: Final = re.compile(r"\bword\.(\w+)")
_BLOCKS: Final = ("subject", "glance")
_LINE: Final = "\n"
_BREAK: Final = "<br>\n"
_NUMBER: Final = "\ue000"
"""Stands for a case's number in what many mails say alike, so that it is written once for all."""
_NEXT_STEP: Final = 5
"""So many lines say which step comes next; how its day was counted follows."""

Form = Literal["words", "txt", "html"]
"""What a template is written as: words, or, as a plan is, text and HTML at once."""
Sentence = Callable[..., tuple[str, ...]]
"""What many mails say alike, by its values, line by line."""


def write(mail: str, language: Language, context: MailContext) -> WrittenMail:
    """The mail of that name in a language.

    Raises `LookupError` where the catalogue has no such mail or the office no such language.
    """
    title, papers = _of_the_catalogue(mail, language, context.unmade)
    blocks = _blocks(mail, language, "words", context)
    sentences = _sentences(language)
    reference, closing = _about(sentences, context)
    next_step = _next_step(sentences, context)
    button, url = _button(sentences, blocks, context)
    mail_words: MailWords = {
        "language": language,
        "title": blocks.get("title", "").strip() or title,
        "glance": blocks["glance"],
        "office": sentences["signature"](context.office),
        "case": reference,
        "greeting": sentences["greeting"](context.recipient)[0],
        "happened": paragraphs_in(blocks["happened"]),
        "facts": _facts(sentences, blocks, context, papers),
        "means": paragraphs_in(blocks.get("means", "")),
        "plan_text": "",
        "plan_html": "",
        "comes_next": next_step[:_NEXT_STEP],
        "receipt": next_step[_NEXT_STEP:],
        "to_do": sentences["to_do"]()[0],
        "next": paragraphs_in(blocks.get("next", "")),
        "button": button,
        "url": str(escape(url)),
        "rule": _ground(sentences, context),
        "closing": closing,
    }
    if "plan" in blocks:
        mail_words["plan_text"] = _plan(mail, language, "txt", context)
        mail_words["plan_html"] = _plan(mail, language, "html", context)
    subject = plain(" ".join(blocks["subject"].split()))
    return WrittenMail(subject, to_json(mail_words).decode())


def _next_step(sentences: Mapping[str, Sentence], context: MailContext) -> tuple[str, ...]:
    """What comes next and how its day was counted; to people outside, what is asked of them.

    What others do next, and inside which rule, is no matter of theirs.
    """
    awaited_step = context.awaited
    if awaited_step is None:
        return ()
    if not context.recipient.is_outside:
        return sentences["next_step"](awaited_step)
    if context.recipient.role_id not in awaited_step.owner_roles or awaited_step.right:
        return ()
    return sentences["asked_of_you"](awaited_step, context.office.email)


def _button(
    sentences: Mapping[str, Sentence], blocks: Mapping[str, str], context: MailContext
) -> tuple[str, str]:
    """The way to the page of what the mail is about; for people outside to their own, or to
    a public one, if any."""
    if not context.recipient.is_outside:
        return blocks["button"], context.url
    if context.recipient.has_own_page and context.outside_url:
        words = sentences["own_page"]()[0] if context.case else blocks["button"]
        return words, context.outside_url
    return (blocks["button"], context.public_url) if context.public_url else ("", "")


def _ground(sentences: Mapping[str, Sentence], context: MailContext) -> str:
    """The rule that the mail rests on: to the office by its id, to others by its article."""
    if context.rule is None:
        return ""
    if not context.recipient.is_outside:
        return sentences["cited"](context.rule)[0]
    is_said_above = bool(_next_step(sentences, context)) and context.awaited is not None
    if is_said_above and context.awaited and context.awaited.ground == context.rule.ground:
        return ""
    return sentences["ground"](context.rule)[0]


def _blocks(mail: str, language: Language, form: Form, context: MailContext) -> dict[str, str]:
    """What the blocks of a mail's template say."""
    template = _template(mail, language, form)
    templates, blocks = template.environment, template.blocks
    answering = _Answering(templates, _Names(templates.globals, context), template.name)
    return {name: "".join(block(answering)) for name, block in blocks.items()}


class _Names(dict[str, object]):
    """What a template can name: what the mail knows is counted when it is asked for first.

    Anything else is what Jinja2 has for a name that is missing.
    """

    __slots__ = ("_context",)

    def __init__(self, shared_names: Mapping[str, object], context: MailContext) -> None:
        super().__init__(shared_names)
        self._context = context

    def __missing__(self, name: str) -> object:
        value: object = getattr(self._context, name) if name in _NAMES else missing
        self[name] = value
        return value


class _Answering(Context):
    """Names as the blocks of a mail ask for them, some eighty times: the dictionary itself answers,
    without a call of Python each time.
    """

    def __init__(self, templates: Environment, names: _Names, template: str | None) -> None:
        super().__init__(templates, names, template, {})
        self.resolve_or_missing = names.__getitem__  # type: ignore[method-assign, assignment]


@cache
def _template(mail: str, language: Language, form: Form) -> Template:
    """A mail's template: Jinja2 keeps it too, and asks each time which one is meant."""
    return _environment(language, form).get_template(_folder(mail, language))


def _plan(mail: str, language: Language, form: Form, context: MailContext) -> str:
    """A plan's tables; the few mails that have one are written three times for it."""
    return _blocks(mail, language, form, context)["plan"]


def _about(sentences: Mapping[str, Sentence], context: MailContext) -> tuple[str, tuple[str, ...]]:
    """The case that a mail is about, above it, and the lines that close it."""
    number = str(escape(context.case.number)) if context.case else ""
    if context.recipient.is_outside:
        above = sentences["number"](_NUMBER)[0].replace(_NUMBER, number) if number else ""
        return above, sentences["answer"](context.office.email)
    closing = sentences["reading_as"](context.recipient.role, context.office.email)
    if not number:
        return "", closing
    above, below = sentences["reference"](_NUMBER, context.process, context.state)
    return above.replace(_NUMBER, number), (below.replace(_NUMBER, number), *closing)


def _facts(
    sentences: Mapping[str, Sentence], blocks: Mapping[str, str], context: MailContext, papers: str
) -> Facts:
    """The mail's own facts, the step that was taken and what is attached."""
    event = None if context.recipient.is_outside else context.event
    step_taken = sentences["step_taken"](event.title, event.by, event.on) if event else ()
    attached_lines = (
        (blocks["attached"],) if "attached" in blocks else sentences["attached"](papers)
    )
    return facts_in("".join((blocks.get("facts", ""), *step_taken, *attached_lines)))


@cache
def _of_the_catalogue(mail: str, language: str, unmade_kinds: tuple[str, ...]) -> tuple[str, str]:
    """A mail's title and the names of the papers that are made for it, by the catalogue."""
    if mail not in CATALOGUE:
        raise LookupError(f"the catalogue has no mail {mail!r}; it has: {', '.join(CATALOGUE)}")
    if language not in LANGUAGES:
        raise LookupError(f"no mail is written in {language!r}; there are: {', '.join(LANGUAGES)}")
    entry = CATALOGUE[mail]
    papers = ", ".join(
        DOCUMENT_KINDS[kind].in_(language) for kind in entry.attaches if kind not in unmade_kinds
    )
    return str(escape(entry.title.in_(language))), papers


def _folder(mail: str, language: str) -> str:
    return f"{mail}/{'en' if language == 'en' else 'sr'}"


class _Templates(FileSystemLoader):
    """The templates of a language; Serbian in Latin letters is templates from the Cyrillic.

    A label, `word.due`, becomes its words here, so that Jinja2 compiles them into the text.
    """

    def __init__(self, language: str) -> None:
        super().__init__(TEMPLATES)
        self._language = language

    def get_source(
        self, environment: Environment, template: str
    ) -> tuple[str, str, Callable[[], bool]]:
        """A template's source; of a mail, its body with the subject and the glance as blocks."""
        if "." in template:
            source, path, is_current = super().get_source(environment, template)
        else:
            source, path, is_current = super().get_source(environment, f"{template}/body.txt")
            source += "".join(map(partial(self._block, environment, template), _BLOCKS))
        source = _LABEL.sub(lambda word: f'"{words.LABELS[word[1]].in_(self._language)}"', source)
        return to_latin(source) if self._language == "sr-Latn" else source, path, is_current

    def _block(self, environment: Environment, mail: str, name: str) -> str:
        source, _path, _is_current = super().get_source(environment, f"{mail}/{name}.txt")
        return f"{{% block {name} %}}{source.removesuffix(_LINE)}{{% endblock %}}"


class _Environment(Environment):
    """Fields are asked for by Python's own way, some thirty times a mail; a mapping's words, which
    Jinja2 would look for too, are asked for by `get`."""

    getattr = staticmethod(getattr)  # type: ignore[assignment]


@cache
def _environment(language: str, form: Form) -> Environment:
    """Jinja2 for a language and a form of mail; each template is compiled once in a process."""
    say = partial(_say, language)
    # Most of what a mail says has been said before: names of hosts and roles, days, labels.
    in_words = lru_cache(maxsize=1024, typed=True)(partial(_in_words, language))
    templates = _Environment(
        loader=_Templates(language),
        autoescape=form == "html",
        undefined=StrictUndefined,
        finalize=in_words if form == "words" else say,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        cache_size=-1,
    )
    templates.filters |= {
        **filters_of(in_words),
        "counted": words.counted_in(language),
        "form": words.form_in(language),
        "day": partial(words.as_day, language=language),
        "period": partial(words.period, language=language),
        "spoken": partial(words.spoken_day, language=language),
        "role": partial(words.titled, ROLES, language=language),
        "party": partial(words.titled, SIGNATORIES, language=language),
        "kind": partial(words.titled, DOCUMENT_KINDS, language=language),
        "level": partial(words.titled, words.LEVELS, language=language),
        "criterion": partial(words.titled, CRITERIA, language=language),
        "sentence": lambda text: text[:1].upper() + text[1:],
        "readable": serbian_in_latin if language == "en" else str,
        "lowered": lambda title: title.in_(language).lower(),
        "money": lambda amount: money_text(int(amount * CENTS), "EUR").in_(language),
    }
    # In place of Jinja2's own, of which no mail needs one: each mail copies them.
    templates.globals = {
        "language": language,
        "tables": "tables.html" if form == "html" else "tables.txt",
        "number": partial(format_decimal, language=language),
    }
    return templates


@cache
def _sentences(language: str) -> Mapping[str, Sentence]:
    """What stands around the words of each mail."""
    module = _environment(language, "words").get_template("sentences.txt").module
    macros = {name: macro for name, macro in vars(module).items() if isinstance(macro, Macro)}
    return {name: _written_once(macro) for name, macro in macros.items()}


def _written_once(macro: Callable[..., str]) -> Sentence:
    """A macro of values that many mails share.

    It is of its values alone: nothing else that a mail knows can be seen in it. (`typed` tells
    marked text from plain.)
    """

    @lru_cache(maxsize=256, typed=True)
    def lines(*values: Hashable) -> tuple[str, ...]:
        return tuple(str(macro(*values)).split(_BREAK))

    return lines


def _in_words(language: str, value: Hashable) -> str:
    """How a value is written among words, as HTML has it; marked words are."""
    return value if type(value) is Marked else str(escape(_say(language, value)))


def _say(language: str, value: object) -> str:
    """How a value is written: no date or number as Python has it, no control characters.

    Nearly all values are words, asked for first: each mail writes some fifty.
    """
    if type(value) is Markup:
        return value
    if isinstance(value, str):
        clean = value if value.isprintable() else _CONTROL.sub("", value)
        return clean if language != "sr-Latn" or clean.isascii() else to_latin(clean)
    if isinstance(value, Text):
        return value.in_(language)
    if isinstance(value, Decimal):
        return format_decimal(value, language)
    if isinstance(value, date):
        return words.as_day(value, language)
    return str(value)
