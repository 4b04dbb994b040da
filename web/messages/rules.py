"""The words of the page of rules, and what the rules' numbers count."""

from __future__ import annotations

from typing import Final

from states.text import Text

RULES: Final[dict[str, Text]] = {
    "rules_intro": Text(
        "Told in the office's own words; the regulation itself is what counts.",
        "Изложено речима Центра; меродаван је текст самог прописа.",
    ),
    "search_rules": Text("Search the rules", "Претрага правила"),
    "find_rules": Text("Find", "Пронађи"),
    "no_rule_found": Text("No rule has these words.", "Ниједно правило не садржи ове речи."),
    "processes": Text("Processes", "Поступци"),
    "versions_of_rules": Text("Versions", "Верзије"),
    "what_changed": Text("What changed", "Шта је измењено"),
    "nothing_changed": Text("Nothing was changed.", "Ништа није измењено."),
    "states_and_cases": Text(
        "States, and the cases in them today", "Стања и предмети у њима данас"
    ),
    "picture_of_process": Text("Picture", "Слика"),
    "picture_told": Text(
        "The states and steps of the process, with the number of cases in each state; the table "
        "above tells the same.",
        "Стања и кораци поступка са бројем предмета у сваком стању; табела изнад говори исто.",
    ),
    "rulebook": Text("Rulebook", "Правилник број"),
    "in_force": Text("in force since", "на снази од"),
    "institutions": Text("Institutions", "Установе"),
    "since": Text("since", "од"),
    "setting": Text("the office's choice", "одлука Центра"),
    "documented": Text("Shown by:", "Видљиво кроз:"),
    "for_people": Text("For people to judge:", "Процењују људи:"),
}
"""By the names that templates use: `word.<name>`."""

UNITS: Final[dict[str, Text]] = {
    "days": Text("days", "дана"),
    "working_days": Text("working days", "радних дана"),
    "months": Text("months", "месеци"),
    "year_of_study": Text("year of study", "година студија"),
    "ects": Text("ECTS", "ЕСПБ"),
    "hours": Text("hours", "часова"),
    "persons": Text("persons", "чланова"),
    "level": Text("level", "ниво"),
    "languages": Text("languages", "језици"),
    "grades": Text("grades", "оцене"),
    "method": Text("method", "начин"),
    "remedy": Text("legal remedy", "правно средство"),
    "practice": Text("practice", "пракса"),
    "percent": Text("per cent", "процената"),
}
"""What the numbers of rules count."""
