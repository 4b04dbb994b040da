"""Mails as they were written: their rows beside the sheets that many of them share."""

from __future__ import annotations

from typing import Any, Final

from notifications.sheets import Sheet, WrittenMail
from persistence.tables import mail_sheets, mails

ITS_SHEET: Final = mail_sheets.c.digest == mails.c.sheet
SHEET: Final = (
    mail_sheets.c.text.label("sheet_text"),
    mail_sheets.c.html.label("sheet_html"),
)
"""What `written_in` reads beside a mail's own columns."""


def written_in(row: Any) -> WrittenMail:
    """The mail in a row."""
    sheet = Sheet(row.sheet, row.sheet_text, row.sheet_html)
    return WrittenMail(row.subject, sheet, row.pieces)
