"""Numbers with their nouns, and how far away a due date is, in both languages."""

from __future__ import annotations

from datetime import date
from typing import Final

from notifications.words import counted_in
from states.text import Text

NOUNS: Final[dict[str, tuple[tuple[str, str], tuple[str, str, str]]]] = {
    "case": (("case", "cases"), ("предмет", "предмета", "предмета")),
    "step": (("step", "steps"), ("корак", "корака", "корака")),
    "day": (("day", "days"), ("дан", "дана", "дана")),
    "condition": (
        ("condition not met", "conditions not met"),
        ("услов није испуњен", "услова нису испуњена", "услова није испуњено"),
    ),
    "application": (("application", "applications"), ("пријава", "пријаве", "пријава")),
    "place": (("place", "places"), ("место", "места", "места")),
    "point": (("point", "points"), ("бод", "бода", "бодова")),
    "attempt": (("attempt", "attempts"), ("покушај", "покушаја", "покушаја")),
    "entry": (("entry", "entries"), ("ставка", "ставке", "ставки")),
    "rule": (("rule", "rules"), ("правило", "правила", "правила")),
}
"""Nouns in the forms that counting asks for: two in English, three in Serbian."""


def counted(n: int, noun: str) -> Text:
    """A number with its noun: `1 case`, `2 предмета`."""
    english, serbian = NOUNS[noun]
    return Text(counted_in("en")(n, *english), counted_in("sr")(n, *serbian))


def due_in_words(due: date | None, today: date) -> Text:
    """How far a due date is from today (civil dates): `3 days late`, `tomorrow`, `in 5 days`."""
    if due is None:
        return Text("no date yet", "рок још није познат")
    away = (due - today).days
    if away == 0:
        return Text("today", "данас")
    days = counted(abs(away), "day")
    if away < 0:
        return Text(f"{days.en} late", f"касни {days.sr}")
    return Text("tomorrow", "сутра") if away == 1 else Text(f"in {days.en}", f"за {days.sr}")
