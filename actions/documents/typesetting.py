"""Documents as PDF/A-2b by Typst: content in, bytes out, the same bytes for the same content.

Content reaches Typst as JSON, never as markup, so that a name may hold any sign.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Final

import typst
from pydantic import ValidationError as PydanticError
from pydantic_core import ErrorDetails

from actions.documents.content import FORMS, DocumentContent
from actions.documents.content.printing import members_in_words
from states.strict_yaml import MarkedData, adapter, load_yaml_file
from states.text import LANGUAGES, Text
from states.validation_messages import message_of

_HERE: Final = Path(__file__).parent / "templates"


class DocumentNotMade(Exception):
    """A document could not be made; the message is a sentence for people."""


def make_document(kind: str, content: Mapping[str, object], language: str, at: datetime) -> bytes:
    """The PDF of a document of one of `FORMS`, in one of `LANGUAGES`.

    `content` is what `as_content` gives for the kind's form; `at` is the aware instant that the
    file names as its making. Each form cites the rule that it carries out. Raises
    DocumentNotMade for an unknown kind or language, for content that is not complete, and for
    signs that no font can show.
    """
    if kind not in FORMS:
        raise DocumentNotMade(f"The office makes no document of the kind {kind!r}.")
    if language not in LANGUAGES:
        raise DocumentNotMade(f"The office writes no documents in the language {language!r}.")
    if at.tzinfo is None:
        raise DocumentNotMade(f"The instant {at} has no time zone, so it can't date a document.")
    return _typeset(kind, _page_data(kind, _checked(kind, content), language), at)


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
        "labels": _labels(kind, language),
        "language": language,
    }


@cache
def _labels(kind: str, language: str) -> dict[str, str]:
    """The printed words of a kind: those that all documents share, and its own."""
    shared, _ = load_yaml_file(dict[str, Text], _HERE / "common.yaml")
    of_kind, _ = load_yaml_file(dict[str, Text], _HERE / f"{kind}.yaml")
    return {key: text.in_(language) for key, text in {**shared, **of_kind}.items()}


def _title(kind: str) -> str:
    return _labels(kind, "en")["title"]


@cache
def _fonts() -> typst.Fonts:
    """The fonts inside Typst, read once; the system's would make the same document differ."""
    return typst.Fonts(include_system_fonts=False)


def _typeset(kind: str, page: Mapping[str, object], at: datetime) -> bytes:
    """One compilation; a fresh world each time, so that threads share nothing."""
    try:
        return typst.compile(
            str(_HERE / f"{kind}.typ"),
            root=str(_HERE),
            font_paths=_fonts(),
            sys_inputs={"data": json.dumps(page, ensure_ascii=False)},
            pdf_standards=["a-2b"],
            timestamp=int(at.timestamp()),
        )
    except typst.TypstError as error:
        raise DocumentNotMade(f"The {_title(kind)} can't be made: {error.message}.") from error
