"""An example document as it is printed."""

from __future__ import annotations

from actions.documents.content import DocumentContent, as_content
from actions.documents.typesetting import make_document
from tests.actions.documents.example_parties import AT
from tests.actions.documents.printed_words import words_of_pdf


def printed(kind: str, document: DocumentContent, language: str = "en") -> str:
    """All text of the PDF on one line."""
    return words_of_pdf(make_document(kind, as_content(document), language, AT))
