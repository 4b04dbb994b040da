"""The words that all mails share: labels, levels, counted nouns and spoken dates."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from functools import lru_cache
from typing import Final

from states.localization import format_day, format_long_day, plural
from states.moments import civil_date
from states.text import Text

LABELS: Final[dict[str, Text]] = {
    "dear": Text("Dear", "Поштовани"),
    "dear_madam": Text("Dear", "Поштована"),
    "dear_sir": Text("Dear", "Поштовани"),
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
    "grounds": Text("Grounds", "Наводи"),
    "lodged_on": Text("Received on", "Датум пријема"),
    "level": Text("Level of study", "Ниво студија"),
    "study_programme": Text("Study programme", "Студијски програм"),
    "home": Text("Home institution", "Матична установа"),
    "email": Text("E-mail", "Имејл адреса"),
    "courses": Text("Courses", "Број предмета"),
    "version": Text("Version", "Верзија"),
    "rank": Text("Place on the list", "Место на листи"),
    "points": Text("Points", "Број бодова"),
    "appeal_until": Text("Appeal possible until", "Жалба се може изјавити до"),
    "yours": Text("Yours", "Ваше"),
    "plan": Text("Plan", "План"),
    "others": Text("The others", "Остали"),
    "overdue": Text("Overdue", "Прекорачени рокови"),
    "due_today": Text("Due today", "Доспева данас"),
    "past_safe": Text(
        "Past the latest safe day: a later day can be kept only by going faster than usual",
        "Последњи сигуран дан је прошао: каснији рок се може одржати само брже него обично",
    ),
    "safe_by": Text("latest safe day", "последњи сигуран дан"),
    "coming": Text("In the next seven days", "У наредних седам дана"),
    "payments": Text("To be paid", "За исплату или повраћај"),
    "stuck": Text("Stuck", "Застало"),
    "resting": Text("Resting: nobody is late", "Мирује: нико не касни"),
    "dead": Text("Failed and given up", "Није успело ни после понављања"),
    "nothing_due": Text("Nothing is due.", "Ниједан рок не доспева."),
    "week_of": Text("Week of", "Седмица од"),
    "you_are": Text("You receive this mail as", "Ову поруку примате као"),
    "answer": Text("You may simply answer this letter:", "Питања и одговоре шаљите на"),
    "asked_of_you": Text("What is asked of you", "Шта се од Вас очекује"),
    "until": Text("Until", "Рок"),
    "midnight": Text(", 24:00", " у 24:00"),
    "how": Text("By an answer to this letter, or to", "Одговорите на ову поруку или пишите на"),
    "own_page": Text(
        "Your page: where the case stands, and what you can do there",
        "Ваша страница: докле је предмет стигао и шта тамо можете да учините",
    ),
    "legal_ground": Text("Legal ground", "Правни основ"),
    "reply": Text(
        "You may simply answer it: your reply goes to",
        "На њу слободно одговорите: одговор стиже на",
    ),
}
"""Labels of the layouts, `word.<name>` in a template."""

ASKED: Final[dict[str, Text]] = {
    "submit_application": Text("Your complete application", "Потпуна пријава"),
    "submit_documents": Text(
        "The documents due after your return", "Документа која се предају после повратка"
    ),
    "sign_mobility_agreement": Text("Your signature on the agreement", "Ваш потпис на уговору"),
}
"""What is asked of people outside by a step, in their words; another is called by its title."""

LEVELS: Final[dict[str, Text]] = {
    "undergraduate": Text("undergraduate studies", "основне студије"),
    "master": Text("master's studies", "мастер студије"),
    "specialist": Text("specialist studies", "специјалистичке студије"),
    "doctoral": Text("doctoral studies", "докторске студије"),
}


def asked_in_words(step: str | None, title: Text) -> Text:
    """What a step asks of people outside; `title` is what the office calls it."""
    return ASKED.get(step or "", title)


_YEAR: Final = Text("", "године")


def as_day(value: date | str, language: str) -> str:
    """A day with its weekday; a payload read from JSON has ISO strings."""
    return format_day(_day(value), language)


def spoken_day(value: date | str, language: str) -> str:
    """A day as it is said inside a sentence: `10 March 2026`, `10. марта 2026. године`."""
    day = format_long_day(_day(value), language)
    return f"{day} {_YEAR.in_(language)}" if language != "en" else day


@lru_cache(maxsize=1024)
def period(days: tuple[date, date] | None, language: str) -> str | None:
    """First and last day, both included; nothing where they are not known."""
    return f"{as_day(days[0], language)} – {as_day(days[1], language)}" if days else None


def counted_in(language: str) -> Callable[..., str]:
    """`n | counted(one, few, many)`: the number with its noun in the form that goes with it."""

    def counted(number: int, *forms: str) -> str:
        return f"{number} {plural(number, forms, language)}"

    return counted


def form_in(language: str) -> Callable[..., str]:
    """`n | form(one, few, many)`: the form alone, for a verb that goes with a counted noun."""

    def form(number: int, *forms: str) -> str:
        return plural(number, forms, language)

    return form


def titled(table: dict[str, Text], name: object, language: str) -> str:
    """The title of a word in a table; a word that the table lacks is shown as it is."""
    text = table.get(str(name))
    return text.in_(language) if text else str(name).replace("_", " ")


def _day(value: date | str) -> date:
    if isinstance(value, str):
        return date.fromisoformat(value)
    return civil_date(value) if isinstance(value, datetime) else value
