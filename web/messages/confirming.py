"""The words of the page that asks before something is done that can't be taken back."""

from __future__ import annotations

from typing import Final

from states.text import Text

CONFIRMING: Final[dict[str, Text]] = {
    "confirm": Text("Confirm", "Потврди"),
    "confirm_over": Text("Before it is done", "Пре него што се учини"),
    "confirm_intro": Text(
        "Nothing has been done yet. This is what follows, and it can't be taken back.",
        "Још ништа није учињено. Следи ово, и не може се опозвати.",
    ),
    "confirm_intro_of_passing": Text(
        "Nothing has been done yet. This is what follows.",
        "Још ништа није учињено. Следи ово.",
    ),
    "foreseen_changed": Text(
        "What follows has changed since you looked, so nothing was done. Look at it again.",
        "Последице су се у међувремену промениле, па ништа није учињено. Погледајте их поново.",
    ),
    "back_unchanged": Text("Back, nothing is done", "Назад, ништа се не чини"),
    "what_becomes": Text("The cases", "Предмети"),
    "stays_in": Text("stays in the state", "остаје у стању"),
    "case_ends": Text("The case ends.", "Предмет се завршава."),
    "waits_then_for": Text("It waits then for:", "Затим се чека:"),
    "mails_to_come": Text("Mails that leave", "Поруке које се шаљу"),
    "no_mails_to_come": Text("Nobody is written to.", "Никоме се не пише."),
    "read_mail": Text("Read it", "Прочитај"),
    "carries": Text("with:", "уз њу:"),
    "documents_to_come": Text("Documents that are made", "Документи који се израђују"),
}
"""By the names that templates use: `word.<name>`."""
