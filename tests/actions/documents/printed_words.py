"""The words of a printed page, whatever lines its width makes of them."""

from __future__ import annotations

import io
import re

from pypdf import PdfReader


def flat(text: str) -> str:
    """Without the line ends that the page's width makes."""
    return re.sub(r"\s+", "", text)


def lacks(text: str, *parts: str) -> list[str]:
    """The parts that the text doesn't hold."""
    return [part for part in parts if flat(part) not in text]


def lacks_in_order(text: str, *parts: str) -> list[str]:
    """The parts that the text doesn't hold behind those before them."""
    missing_parts: list[str] = []
    place = 0
    for part in parts:
        at = text.find(flat(part), place)
        if at < 0:
            missing_parts.append(part)
        else:
            place = at + len(flat(part))
    return missing_parts


def words_of_pdf(pdf: bytes) -> str:
    """All words of a document's pages, as `flat` leaves them."""
    return flat(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages))
