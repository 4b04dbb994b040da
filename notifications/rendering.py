"""A mail of the catalogue as people read it: its subject, and its body as plain text and as HTML.

Each mail has three templates a language: `subject.txt`; `glance.txt`, which an inbox shows beside
the subject; and `body.txt`, whose blocks stand in `layout.txt` and again in `layout.html`. They are
read as one template: a mail is rendered twice, not four times. What the mails of a day, a list or
the office have alike, `shared.txt` and `shared.html`, is written once for all of them. Serbian is
written in Cyrillic, and set in Latin letters from it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Mapping
from dataclasses import fields
from datetime import date
from decimal import Decimal
from functools import cache, lru_cache, partial
from operator import attrgetter
from pathlib import Path
from typing import Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from jinja2.runtime import Macro
from markupsafe import Markup

from notifications import words
from notifications.catalogue import CATALOGUE
from notifications.context import MailContext
from notifications.mail import RenderedMail
from notifications.markup import Form, filters_of
from states.localization import format_decimal
from states.text import LANGUAGES, Language, to_latin
from states.vocabulary import CRITERIA, DOCUMENT_KINDS, PARTIES, ROLES

TEMPLATES: Final = Path(__file__).parent / "templates"

_NAMES: Final = (
    *(field.name for field in fields(MailContext)),
    *(name for name, value in vars(MailContext).items() if isinstance(value, property)),
)
_values_of: Final = attrgetter(*_NAMES)
_CONTROL: Final = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
_LABEL: Final = re.compile(r"\bword\.(\w+)")
_BLOCKS: Final = ("subject", "glance")
_LINE: Final = "\n"
_GAP: Final = re.compile(r"\n{3,}")


def render(mail: str, language: Language, context: MailContext) -> RenderedMail:
    """The mail of that name in a language.

    Raises `LookupError` where the catalogue has no such mail or the office no such language.
    """
    values = dict(zip(_NAMES, _values_of(context), strict=True))
    values |= _of_the_catalogue(mail, language)
    subject, text = _rendered(mail, language, "txt", values).split("\n", 1)
    html = _rendered(mail, language, "html", values)
    return RenderedMail(subject, _GAP.sub("\n\n", text).strip() + "\n", html)


def _rendered(mail: str, language: Language, form: Form, values: Mapping[str, object]) -> str:
    """A mail's template in one form.

    The values are put beside the globals here: Jinja2's own way of that takes as long as a tenth
    of a mail.
    """
    templates = _environment(language, form)
    template = templates.get_template(_folder(mail, language))
    context = template.new_context({**templates.globals, **values}, shared=True)
    return "".join(template.root_render_func(context))


@cache
def _of_the_catalogue(mail: str, language: str) -> dict[str, str]:
    """What the layouts say of a mail by its entry in the catalogue."""
    if mail not in CATALOGUE:
        raise LookupError(f"the catalogue has no mail {mail!r}; it has: {', '.join(CATALOGUE)}")
    if language not in LANGUAGES:
        raise LookupError(f"no mail is written in {language!r}; there are: {', '.join(LANGUAGES)}")
    entry = CATALOGUE[mail]
    return {
        "title": entry.title.in_(language),
        "attached": ", ".join(DOCUMENT_KINDS[kind].in_(language) for kind in entry.attaches),
    }


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


@cache
def _environment(language: str, form: Form) -> Environment:
    """Jinja2 for a language and a form of mail; each template is compiled once in a process."""
    say = partial(_say, language)
    templates = Environment(
        loader=_Templates(language),
        autoescape=form == "html",
        undefined=StrictUndefined,
        finalize=say,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        cache_size=-1,
    )
    templates.filters |= {
        **filters_of(form, say),
        "counted": words.counted_in(language),
        "day": partial(words.as_day, language=language),
        "period": partial(words.period, language=language),
        "spoken": partial(words.spoken_day, language=language),
        "role": partial(words.titled, ROLES, language=language),
        "party": partial(words.titled, PARTIES, language=language),
        "kind": partial(words.titled, DOCUMENT_KINDS, language=language),
        "level": partial(words.titled, words.LEVELS, language=language),
        "criterion": partial(words.titled, CRITERIA, language=language),
        "sentence": lambda text: text[:1].upper() + text[1:],
        "one_line": lambda text: " ".join(text.split()),
    }
    # In place of Jinja2's own, of which no mail needs one: each mail copies them.
    templates.globals = {
        "language": language,
        "layout": f"layout.{form}",
        "tables": f"tables.{form}",
        "number": partial(format_decimal, language=language),
    }
    shared = vars(templates.get_template(f"shared.{form}").module)
    macros = {name: macro for name, macro in shared.items() if isinstance(macro, Macro)}
    # As filters: Jinja2 calls them directly, a global only after looking at what it is.
    templates.filters |= {name: _written_once(macro) for name, macro in macros.items()}
    return templates


def _written_once(macro: Callable[..., str]) -> Callable[..., str]:
    """A macro of values that many mails share; what it wrote is not gone through again.

    It is of its values alone: nothing else that a mail knows can be seen in it. (`typed` tells
    marked text from plain.)
    """

    @lru_cache(maxsize=256, typed=True)
    def written(*values: Hashable) -> Markup:
        return Markup(macro(*values))

    return written


def _say(language: str, value: object) -> str:
    """How a value is written: no date or number as Python has it, no control characters.

    Nearly all values are words, asked for first: each mail writes some fifty.
    """
    if type(value) is Markup:
        return value
    if isinstance(value, str):
        clean = value if value.isprintable() else _CONTROL.sub("", value)
        return clean if language != "sr-Latn" or clean.isascii() else to_latin(clean)
    if isinstance(value, Decimal):
        return format_decimal(value, language)
    if isinstance(value, date):
        return words.as_day(value, language)
    return str(value)
