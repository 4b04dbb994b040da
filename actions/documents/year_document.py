"""The report on a span, on paper: made when it is asked for, and not kept."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Final

from actions.documents.typesetting import labels_of, typeset
from states.frozen import frozen
from states.localization import format_day
from states.text import Text

KIND: Final = "year_report"


@frozen
class DocumentNumber:
    """A number of the span beside that of the year before, both in words."""

    title: Text
    now: Text
    before: Text


@frozen
class NumbersSection:
    """Lines under a heading."""

    title: Text
    lines: Sequence[DocumentNumber]


@frozen
class YearDocument:
    """What it says: of whom, of which span (civil dates, both included), and all its numbers."""

    office: Text
    institution: Text
    first: date
    last: date
    sections: Sequence[NumbersSection]


def year_document(document: YearDocument, language: str, now: datetime) -> bytes:
    """The report as a PDF in one of `LANGUAGES`."""
    content = {
        "labels": labels_of(KIND, language),
        "language": language,
        "office": document.office.in_(language),
        "institution": document.institution.in_(language),
        "first": format_day(document.first, language),
        "last": format_day(document.last, language),
        "on": format_day(now.date(), language),
        "sections": [
            {
                "title": section.title.in_(language),
                "lines": [_line(line, language) for line in section.lines],
            }
            for section in document.sections
        ],
    }
    return typeset(KIND, content, now)


def _line(line: DocumentNumber, language: str) -> dict[str, str]:
    """What is the same in all languages, a host's name say, stands in its own letters."""
    words = {"title": line.title, "now": line.now, "before": line.before}
    return {
        name: word.en if word.en == word.sr else word.in_(language) for name, word in words.items()
    }
