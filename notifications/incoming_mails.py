"""The mails about objections and suggestions, for the catalogue."""

from __future__ import annotations

from typing import Final

from notifications.catalogue_entry import Mail
from states.text import Text

INCOMING_MAILS: Final = (
    Mail(
        "objection_answered",
        "office",
        Text("Our answer", "Наш одговор"),
        Text(
            "the answer to an objection or a suggestion, to who wrote it",
            "одговор на приговор или предлог, ономе ко га је послао",
        ),
    ),
    Mail(
        "objection_waits",
        "office",
        Text("An objection or suggestion waits", "Приговор или предлог чека одговор"),
        Text(
            "to who is to answer it, and above once it is overdue",
            "ономе ко треба да одговори, а по истеку рока и надређенима",
        ),
    ),
)
"""What was answered, and that an answer is due."""
