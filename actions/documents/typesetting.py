"""Documents as PDF/A-2b by Typst: content in, bytes out, the same bytes for the same content.

Content reaches Typst as JSON, never as markup, so that a name may hold any sign.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from functools import cache
from typing import Final

import structlog
import typst
from pydantic import ValidationError as PydanticError
from pydantic_core import ErrorDetails

from actions.documents.content import FORMS, DocumentContent
from actions.documents.content.printing import members_in_words
from actions.documents.fonts import TEMPLATES, compiled, with_replacements
from states.strict_yaml import MarkedData, adapter, load_yaml_file
from states.text import LANGUAGES, Text
from states.validation_messages import message_of

log: Final = structlog.get_logger("typesetting")


class DocumentNotMade(Exception):
    """A document could not be made; the message is a sentence for people."""


def make_document(kind: str, content: Mapping[str, object], language: str, at: datetime) -> bytes:
    """The PDF of a document of one of `FORMS`, in one of `LANGUAGES`.

    `content` is what `as_content` gives for the kind's form; `at` is the aware instant that the
    file names as its making. Each form cites the rule that it carries out. Raises
    DocumentNotMade for an unknown kind or language and for content that is not complete. A sign
    that no font has is printed as its replacement, U+FFFD: no paper waits for a name's letters.
    """
    if kind not in FORMS:
        raise DocumentNotMade(f"The office makes no document of the kind {kind!r}.")
    if language not in LANGUAGES:
        raise DocumentNotMade(f"The office writes no documents in the language {language!r}.")
    if at.tzinfo is None:
        raise DocumentNotMade(f"The instant {at} has no time zone, so it can't date a document.")
    return typeset(kind, _page_data(kind, _checked(kind, content), language), at)


def _checked(kind: str, content: Mapping[str, object]) -> DocumentContent:
    try:
        return adapter(FORMS[kind]).validate_python(dict(content))
    except PydanticError as error:
        problems = "; ".join(_problem(kind, item) for item in error.errors())
        raise DocumentNotMade(f"The {_title(kind)} can't be made: {problems}.") from None


def _problem(kind: str, item: ErrorDetails) -> str:
    problem = MarkedData(kind).problem(item["loc"], message_of(item).en)
    return f"{problem.path}: {problem.message}" if problem.path else problem.message


def _page_data(kind: str, document: DocumentContent, language: str) -> dict[str, object]:
    return {
        **members_in_words(document, language),
        "totals": members_in_words(document.totals(), language),
        "labels": labels_of(kind, language),
        "language": language,
    }


@cache
def labels_of(kind: str, language: str) -> dict[str, str]:
    """The printed words of a kind: those that all documents share, and its own."""
    shared_labels, _ = load_yaml_file(dict[str, Text], TEMPLATES / "common.yaml")
    of_kind, _ = load_yaml_file(dict[str, Text], TEMPLATES / f"{kind}.yaml")
    return {key: text.in_(language) for key, text in {**shared_labels, **of_kind}.items()}


def _title(kind: str) -> str:
    return labels_of(kind, "en")["title"]


def typeset(kind: str, page: Mapping[str, object], at: datetime) -> bytes:
    """The paper; where the fonts lack a sign of it, with the replacement in the sign's place."""
    try:
        return compiled(kind, page, at)
    except typst.TypstError as error:
        displayable, missing_signs = with_replacements(page)
        if not missing_signs:
            raise _not_made(kind, error) from error
    signs = [f"U+{ord(sign):04X}" for sign in missing_signs]
    log.warning("no font has these signs, their replacement is printed", kind=kind, signs=signs)
    try:
        return compiled(kind, displayable, at)
    except typst.TypstError as error:
        raise _not_made(kind, error) from error


def _not_made(kind: str, error: typst.TypstError) -> DocumentNotMade:
    return DocumentNotMade(f"The {_title(kind)} can't be made: {error.message}.")
