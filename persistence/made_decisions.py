"""What a decision on an appeal or complaint is on, as it says itself. Reads only."""

from __future__ import annotations

import json
from typing import Final

from sqlalchemy import case

from persistence.tables import outbox

DECISION: Final = case((outbox.c.document == "appeal_decision", outbox.c.content)).label("decision")
"""The content that a decision is made of; null of every other document."""


def against_of(content_json: str | None) -> str | None:
    """What a document's content says that it is on; None of all but decisions."""
    content = json.loads(content_json or "{}").get("content") or {}
    against: str | None = content.get("against")
    return against
