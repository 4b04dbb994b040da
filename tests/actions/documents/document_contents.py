"""What a document says, as the outbox keeps it."""

from __future__ import annotations

from typing import Any

from actions.documents.content import as_content
from actions.documents.producing import DocumentContext, document_of


def content_of(kind: str, context: DocumentContext) -> dict[str, Any]:
    """The content of a document that the office makes, as JSON holds it."""
    return as_content(document_of(kind, context))
