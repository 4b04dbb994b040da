"""All that is held on a person, on paper: made when it is asked for, and not kept."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Final

from actions.documents.typesetting import labels_of, typeset
from rules.agreement_words import PURPOSES
from states.facts import FACTS
from states.field_labels import label_of
from states.frozen import frozen
from states.localization import decimal_text, format_day
from states.text import Text
from states.vocabulary import DOCUMENT_KINDS, PARTIES, PROGRAMMES, ROLES

KIND: Final = "person_export"
_NOT_TOLD: Final = frozenset({"file", "kept", "last_days_stated"})
"""What a fact holds beside what is said of somebody."""
_DATE: Final = re.compile(r"\d{4}-\d\d-\d\d")
_FRACTION: Final = re.compile(r"\d+\.\d+")


@frozen
class DocumentSection:
    """A heading with its lines, each a label and a value."""

    title: Text
    lines: tuple[tuple[Text, Text], ...]


@frozen
class PersonDocument:
    """What it says: whose it is, of which office, and everything in sections."""

    name: str
    office: Text
    institution: Text
    address: Text
    sections: tuple[DocumentSection, ...]


def person_document(document: PersonDocument, language: str, now: datetime) -> bytes:
    """The document as a PDF in one of `LANGUAGES`."""
    page = {
        "labels": labels_of(KIND, language),
        "language": language,
        "name": document.name,
        "office": document.office.in_(language),
        "institution": document.institution.in_(language),
        "address": document.address.in_(language),
        "on": format_day(now.date(), language),
        "sections": [
            {
                "title": section.title.in_(language),
                "lines": [
                    {"label": _in_language(label, language), "value": _in_language(value, language)}
                    for label, value in section.lines
                ],
            }
            for section in document.sections
        ],
    }
    return typeset(KIND, page, now)


def _in_language(words: Text, language: str) -> str:
    """Words in a language; what is the same in all, a name say, stands in its own letters."""
    return words.en if words.en == words.sr else words.in_(language)


def lines_of(data: Mapping[str, object]) -> tuple[tuple[Text, Text], ...]:
    """A fact's plain data as lines: the label of each field, and its value in words."""
    return tuple(
        (label_of(name), _in_words(name, value))
        for name, value in data.items()
        if value not in (None, "", [], {}, ()) and name not in _NOT_TOLD
    )


def _in_words(name: str, value: object) -> Text:
    if isinstance(value, Mapping):
        return _joined(_pairs(value), ", ")
    if isinstance(value, list | tuple):
        items = (_in_words(name, item) for item in value)
        return _joined(items, "; " if value and isinstance(value[0], Mapping) else ", ")
    if isinstance(value, bool):
        return Text("yes", "да") if value else Text("no", "не")
    return _plain(name, str(value))


def _pairs(data: Mapping[str, object]) -> Iterator[Text]:
    for name, value in data.items():
        if value not in (None, "", [], {}, ()):
            label, words = label_of(name), _in_words(name, value)
            yield Text(f"{label.en}: {words.en}", f"{label.sr}: {words.sr}")


def _joined(items: Iterator[Text], by: str) -> Text:
    texts = list(items)
    return Text(by.join(item.en for item in texts), by.join(item.sr for item in texts))


def _plain(name: str, value: str) -> Text:
    if _DATE.fullmatch(value):
        day = date.fromisoformat(value)
        return Text(format_day(day), format_day(day, "sr"))
    if _FRACTION.fullmatch(value):
        return decimal_text(Decimal(value))
    for table in _tables(name):
        if value in table:
            return table[value]
    key = f"value.{value}"
    if key in labels_of(KIND, "en"):
        return Text(labels_of(KIND, "en")[key], labels_of(KIND, "sr")[key])
    return Text(value, value)


def _tables(name: str) -> Sequence[Mapping[str, Text]]:
    choices = [fact.choices[name] for fact in FACTS.values() if name in fact.choices]
    return [*choices, DOCUMENT_KINDS, ROLES, PARTIES, PROGRAMMES, PURPOSES]
