"""Numbers with their nouns, and how far away a due date is, in both languages."""

from __future__ import annotations

from datetime import date
from typing import Final

from states.localization import CountedNoun
from states.text import Text

NOUNS: Final[dict[str, CountedNoun]] = {
    "case": CountedNoun(("case", "cases"), ("предмет", "предмета", "предмета")),
    "act": CountedNoun(("act", "acts"), ("радња", "радње", "радњи")),
    "step": CountedNoun(("step", "steps"), ("корак", "корака", "корака")),
    "day": CountedNoun(("day", "days"), ("дан", "дана", "дана")),
    "condition": CountedNoun(
        ("condition not met", "conditions not met"),
        ("услов није испуњен", "услова нису испуњена", "услова није испуњено"),
    ),
    "application": CountedNoun(("application", "applications"), ("пријава", "пријаве", "пријава")),
    "place": CountedNoun(("place", "places"), ("место", "места", "места")),
    "point": CountedNoun(("point", "points"), ("бод", "бода", "бодова")),
    "attempt": CountedNoun(("attempt", "attempts"), ("покушај", "покушаја", "покушаја")),
    "entry": CountedNoun(("entry", "entries"), ("ставка", "ставке", "ставки")),
    "line": CountedNoun(("line", "lines"), ("ставка", "ставке", "ставки")),
    "answer": CountedNoun(("answer", "answers"), ("одговор", "одговора", "одговора")),
    "paper": CountedNoun(("act", "acts"), ("акт", "акта", "аката")),
    "mail": CountedNoun(("mail", "mails"), ("порука", "поруке", "порука")),
    "document": CountedNoun(("document", "documents"), ("документ", "документа", "докумената")),
    "note": CountedNoun(("note", "notes"), ("белешка", "белешке", "белешки")),
    "partner": CountedNoun(("partner", "partners"), ("партнер", "партнера", "партнера")),
    "course": CountedNoun(("course", "courses"), ("предмет", "предмета", "предмета")),
    "notice": CountedNoun(("notice", "notices"), ("обавештење", "обавештења", "обавештења")),
    "rule": CountedNoun(("rule", "rules"), ("правило", "правила", "правила")),
}
"""Nouns in the forms that counting asks for: two in English, three in Serbian."""


def counted(n: int, noun: str) -> Text:
    """A number with its noun: `1 case`, `2 предмета`."""
    return NOUNS[noun].counted(n)


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
