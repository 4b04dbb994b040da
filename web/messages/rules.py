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
    "changed_states": Text(
        "States, what each waits for, and until when", "Стања, шта се у којем чека и до када"
    ),
    "changed_steps": Text("Steps", "Кораци"),
    "changed_lines": Text("Line by line", "Ред по ред"),
    "new_in_version": Text("new", "ново"),
    "gone_in_version": Text("no longer there", "више не постоји"),
    "otherwise_in_version": Text(
        "other conditions, roles or mails", "други услови, улоге или поруке"
    ),
    "states_and_cases": Text(
        "States, and the cases in them today", "Стања и предмети у њима данас"
    ),
    "picture_of_process": Text("Picture", "Слика"),
    "picture_alone": Text(
        "The picture by itself, at any size", "Слика засебно, у било којој величини"
    ),
    "picture_told": Text(
        "The states and steps of the process, with the number of cases in each state; the table "
        "above tells the same.",
        "Стања и кораци поступка са бројем предмета у сваком стању; табела изнад говори исто.",
    ),
    "law_of_a_day": Text("What was in force on a day", "Пропис на снази одређеног дана"),
    "law_intro": Text(
        "The texts by which the cases of this office ran, as they then read, each by its digest.",
        "Текстови по којима су вођени предмети, онако како су тада гласили, сваки са својим "
        "отиском.",
    ),
    "law_day": Text("Day", "Дан"),
    "law_show": Text("Show", "Прикажи"),
    "law_wrong_day": Text(
        "This is not a day that exists; what holds today is shown.",
        "Такав дан не постоји; приказано је оно што важи данас.",
    ),
    "law_on": Text("In force on", "На снази"),
    "law_text": Text("Text", "Текст"),
    "law_since": Text("In force since", "На снази од"),
    "law_until": Text("Read so until", "Гласио тако до"),
    "law_holds": Text("reads so today", "гласи тако и данас"),
    "law_digest": Text("Digest", "Отисак"),
    "no_law_then": Text(
        "No case of this office ran by any law on that day.",
        "Тога дана ниједан предмет није вођен ни по једном пропису.",
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
