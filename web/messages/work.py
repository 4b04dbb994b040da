"""The words of the lists of cases: the tabs' tables, the filters, the lists kept under a name."""

from __future__ import annotations

from typing import Final

from states.text import Text

WORK: Final[dict[str, Text]] = {
    "case": Text("Case", "Предмет"),
    "cases": Text("Cases", "Предмети"),
    "candidate": Text("Candidate", "Кандидат"),
    "state": Text("State", "Стање"),
    "owner": Text("Who", "Ко поступа"),
    "due": Text("Due", "Рок"),
    "waits_for": Text("Waits for", "Чека се"),
    "host_institution": Text("Host", "Домаћин"),
    "latest_safe_day": Text("Latest safe day", "Последњи сигуран дан"),
    "why_urgent": Text("Why it is urgent", "Зашто је хитно"),
    "held_until": Text("On hold until", "Одложено до"),
    "done_when": Text("When", "Када"),
    "done_what": Text("What you did", "Шта сте урадили"),
    "of_whole_call": Text("the whole call", "цео конкурс"),
    "has_it": Text("with", "код"),
    "tabs_of_work": Text("Lists of cases", "Спискови предмета"),
    "last_30_days": Text(
        "The steps that you took in the last 30 days, the newest first.",
        "Радње које сте предузели у последњих 30 дана, најновије прво.",
    ),
    "filters": Text("Filters", "Сужавање списка"),
    "filter": Text("Show", "Прикажи"),
    "any_process": Text("all kinds", "све врсте"),
    "any_state": Text("all states", "сва стања"),
    "any_host": Text("all hosts", "сви домаћини"),
    "any_call": Text("all calls", "сви конкурси"),
    "any_owner": Text("anybody", "било ко"),
    "any_colleague": Text("anybody", "било ко"),
    "only_overdue": Text("only overdue", "само са прекораченим роком"),
    "only_mine": Text("only what waits for me", "само шта чека на мене"),
    "take_filter_off": Text("Take off the filter", "Уклони услов"),
    "take_all_off": Text("Take all off", "Уклони све"),
    "filters_in_force": Text("Filters in force", "Списак је сужен на"),
    "nothing_found": Text(
        "No case fits. Take a filter off, or look under all cases.",
        "Ниједан предмет не одговара. Уклоните неки услов или потражите међу свим предметима.",
    ),
    "saved_lists": Text("Kept lists", "Сачувани спискови"),
    "list_name": Text("Name of the list", "Назив списка"),
    "share_list": Text("Colleagues see it too", "Виде га и колеге"),
    "keep": Text("Keep", "Сачувај"),
    "forget_list": Text("Delete the list", "Обриши списак"),
    "shared_by": Text("shared by", "дели га:"),
}
"""By the names that templates use: `word.<name>`."""

FILTERS: Final[dict[str, Text]] = {
    "process": Text("Kind", "Врста"),
    "state": Text("State", "Стање"),
    "host": Text("Host", "Домаћин"),
    "call": Text("Call", "Конкурс"),
    "q": Text("Name or number", "Име или број предмета"),
    "owner": Text("Who is to act", "Ко поступа"),
    "assignee": Text("With whom it is", "Код кога је"),
    "from": Text("Due from", "Рок од"),
    "until": Text("Due until", "Рок до"),
    "overdue": Text("Only overdue", "Само са прекораченим роком"),
    "mine": Text("Waits for me", "Чека на мене"),
}
"""The filters by their names in an address."""
