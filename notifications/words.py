"""The words that all mails share: labels, levels, counted nouns and spoken dates."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from typing import Any, Final

from states.moments import civil_date
from states.text import Text, say_date, to_latin

FRAME: Final[dict[str, Text]] = {
    "dear": Text("Dear", "Поштовани/а"),
    "colleagues": Text("Dear colleagues", "Поштоване колеге"),
    "step": Text("Step", "Корак"),
    "what": Text("Step taken", "Обављени корак"),
    "done_by": Text("By", "Извршилац"),
    "done_on": Text("On", "Датум"),
    "comes_next": Text("What comes next", "Шта следи"),
    "owners": Text("Who", "Ко"),
    "due": Text("Due", "Рок"),
    "no_due": Text("no date is set", "рок није одређен"),
    "why": Text("Why this date", "Зашто тај датум"),
    "to_do": Text("What to do", "Шта треба учинити"),
    "attached": Text("Attached", "У прилогу"),
    "rule": Text("Rule", "Правило"),
    "case": Text("Case", "Предмет"),
    "candidate": Text("Candidate", "Кандидат"),
    "host": Text("Host institution", "Установа домаћин"),
    "hosts": Text("Host institutions", "Установе домаћини"),
    "stay": Text("Stay", "Боравак"),
    "call": Text("Call", "Конкурс"),
    "reason": Text("Reason", "Разлог"),
    "grounds": Text("Grounds", "Наводи жалбе"),
    "lodged_on": Text("Lodged on", "Датум пријема жалбе"),
    "level": Text("Level of study", "Ниво студија"),
    "study_programme": Text("Study programme", "Студијски програм"),
    "home": Text("Home institution", "Матична установа"),
    "email": Text("E-mail", "Имејл адреса"),
    "courses": Text("Courses", "Број предмета"),
    "version": Text("Version", "Верзија"),
    "rank": Text("Place on the list", "Место на листи"),
    "points": Text("Points", "Број бодова"),
    "appeal_until": Text("Appeal possible until", "Жалба се може изјавити до"),
    "overdue": Text("Overdue", "Прекорачени рокови"),
    "due_today": Text("Due today", "Доспева данас"),
    "coming": Text("In the next seven days", "У наредних седам дана"),
    "stuck": Text("Stuck", "Застало"),
    "dead": Text("Failed and given up", "Није успело ни после понављања"),
    "nothing_due": Text("Nothing is due.", "Ниједан рок не доспева."),
    "week_of": Text("Week of", "Седмица од"),
    "you_are": Text("You receive this mail as", "Ову поруку примате као"),
    "reply": Text(
        "You may simply answer it: your reply goes to",
        "На њу слободно одговорите: одговор стиже на",
    ),
}
"""Labels of the layouts, `word.<name>` in a template."""

LEVELS: Final[dict[str, Text]] = {
    "undergraduate": Text("undergraduate studies", "основне студије"),
    "master": Text("master's studies", "мастер студије"),
    "specialist": Text("specialist studies", "специјалистичке студије"),
    "doctoral": Text("doctoral studies", "докторске студије"),
}

_MONTHS_EN = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
_MONTHS_SR = [
    "јануара",
    "фебруара",
    "марта",
    "априла",
    "маја",
    "јуна",
    "јула",
    "августа",
    "септембра",
    "октобра",
    "новембра",
    "децембра",
]


@lru_cache(maxsize=2048)
def as_day(value: date | str, language: str) -> str:
    """A day as `states.text.say_date` writes it; a payload read from JSON has ISO strings."""
    return say_date(_day(value), language)


@lru_cache(maxsize=2048)
def spoken_day(value: date | str, language: str) -> str:
    """A day as it is said inside a sentence: `10 March 2026`, `10. марта 2026. године`."""
    day = _day(value)
    if language == "en":
        return f"{day.day} {_MONTHS_EN[day.month - 1]} {day.year}"
    written = f"{day.day}. {_MONTHS_SR[day.month - 1]} {day.year}. године"
    return to_latin(written) if language == "sr-Latn" else written


def period(days: tuple[date, date] | None, language: str) -> str | None:
    """First and last day, both included; nothing where they are not known."""
    return f"{as_day(days[0], language)} – {as_day(days[1], language)}" if days else None


@lru_cache(maxsize=4096)
def plain_number(value: Decimal, language: str) -> str:
    """A number as people write it: no zeros after the last digit that says something."""
    said = f"{value:f}"
    said = said.rstrip("0").rstrip(".") if "." in said else said
    return said if language == "en" else said.replace(".", ",")


def counted_in(language: str) -> Callable[..., str]:
    """`n | counted(one, few, many)`: the number with its noun in the right form.

    English gives two forms. Serbian gives three: 1 (21, 31 …) корак; 2 to 4 корака; the rest.
    """

    def in_english(n: int, one: str, many: str) -> str:
        return f"{n} {one if n == 1 else many}"

    def in_serbian(n: int, one: str, few: str, many: str) -> str:
        last, in_the_teens = n % 10, n % 100 in (11, 12, 13, 14)
        if in_the_teens or last in (0, 5, 6, 7, 8, 9):
            return f"{n} {many}"
        return f"{n} {one if last == 1 else few}"

    return in_english if language == "en" else in_serbian


def titled(table: dict[str, Text], name: Any, language: str) -> str:
    """The title of a word in a table; a word that the table lacks is shown as it is."""
    text = table.get(str(name))
    return text.in_(language) if text else str(name).replace("_", " ")


def _day(value: date | str) -> date:
    if isinstance(value, str):
        return date.fromisoformat(value)
    return civil_date(value) if isinstance(value, datetime) else value
