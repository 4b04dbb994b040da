"""The words of the lists of cases: my work, all cases, and their filter."""

from __future__ import annotations

from typing import Final

from states.text import Text

WORK: Final[dict[str, Text]] = {
    "cases": Text("Cases", "Предмети"),
    "case": Text("Case", "Предмет"),
    "candidate": Text("Candidate", "Кандидат"),
    "process": Text("Process", "Врста мобилности"),
    "state": Text("State", "Стање"),
    "owner": Text("Who", "Ко поступа"),
    "due": Text("Due", "Рок"),
    "waits_for": Text("Waits for", "Чека се"),
    "filter": Text("Filter", "Прикажи"),
    "show": Text("Show", "Приказ"),
    "any_process": Text("all kinds", "све врсте"),
    "any_state": Text("all states", "сва стања"),
    "name_or_number": Text("Name or number", "Име или број предмета"),
    "scope_mine": Text("waiting for me", "чекају на мене"),
    "scope_open": Text("all open cases", "сви предмети у току"),
    "scope_ended": Text("closed cases", "завршени предмети"),
    "scope_all": Text("all cases", "сви предмети"),
    "waiting_for_me": Text("waiting for you", "чека на Вас"),
    "matches": Text("found", "пронађено"),
    "are_overdue": Text("overdue", "са прекораченим роком"),
    "are_today": Text("due today", "са роком данас"),
    "nothing_waits": Text(
        "Nothing waits for you. A good moment for a coffee, or for the closed cases.",
        "Ништа не чека на Вас. Добар тренутак за кафу.",
    ),
    "nothing_found": Text(
        "No case fits. Try fewer words, or all cases.",
        "Ниједан предмет не одговара. Покушајте са мање речи или прикажите све предмете.",
    ),
    "crowded": Text(
        "There are more cases than one page shows. Narrow the list.",
        "Има више предмета него што стаје на страницу. Сузите приказ.",
    ),
}
"""By the names that templates use: `word.<name>`."""
