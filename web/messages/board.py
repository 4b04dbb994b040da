"""The words of the board, and its things to do."""

from __future__ import annotations

from typing import Final

from persistence.case_sets import When, Why
from states.localization import CountedNoun
from states.text import Text

BOARD: Final[dict[str, Text]] = {
    "board": Text("Board", "Преглед"),
    "board_intro": Text(
        "Where the office stands. Each number opens the list behind it.",
        "Стање у канцеларији. Сваки број води до списка на који се односи.",
    ),
    "open_cases": Text("open cases", "предмета у току"),
    "to_do": Text("Things to do", "Шта треба урадити"),
    "all_well": Text(
        "Nothing is stuck, and nothing falls due this week.",
        "Нема застоја и ове недеље ниједан рок не истиче.",
    ),
    "no_case_yet": Text(
        "No case is open. Pictures of the work stand here once there are some.",
        "Нема предмета у току. Када их буде, овде ће стајати слике посла.",
    ),
    "by_owner": Text("Work by who is to act", "Послови по томе ко поступа"),
    "nobody_today": Text("nobody today", "данас нико"),
    "deputises": Text("in place:", "замењује:"),
    "absent_today": Text("Who is away, and who covers", "Ко је одсутан и ко га замењује"),
    "nobody_covers": Text("nobody covers", "нико не замењује"),
    "nobody_away": Text(
        "Every role that something waits for is held today.",
        "За сваки посао који чека данас има ко да поступи.",
    ),
    "unsent": Text("Mails and documents that have not left", "Поруке и документи који нису отишли"),
    "all_sent": Text("All mails and documents have left.", "Све поруке и документи су отишли."),
    "why_not": Text("Why", "Разлог"),
    "in_its_turn": Text("it leaves in its turn", "одлази када дође на ред"),
    "how_many": Text("How many", "Колико"),
    "cases_behind": Text("Cases behind the number", "Предмети на које се број односи"),
    "narrowed_by": Text("The list is narrowed by", "Списак обухвата само"),
    "take_off": Text("take off", "уклони"),
    "host_of": Text("Host", "Домаћин"),
    "nothing_here": Text("There is no such case now.", "Сада нема таквих предмета."),
    "in_state_since": Text("since", "од"),
    "as_table": Text("The numbers, with their lists", "Бројеви, са списковима"),
    "by_host": Text("Open cases by host", "Предмети у току по домаћину"),
    "due_ahead": Text("What falls due in the year ahead", "Рокови у наредних годину дана"),
    "each_week": Text("Due dates a week", "Рокова недељно"),
    "only_largest_hosts": Text(
        "The hosts with the most open cases.", "Домаћини са највише предмета у току."
    ),
    "slow_steps": Text("How long steps take", "Колико трају кораци"),
    "slow_intro": Text(
        "Finished stays of the last three years, in civil days, against the limit that each had; "
        "what time itself did is left out.",
        "Завршени боравци у стању у последње три године, у календарским данима, према року који је "
        "важио; без онога што је настало протеком времена.",
    ),
    "counted_at": Text("Counted", "Пребројано"),
    "nothing_counted": Text(
        "Nothing has been counted yet: the worker does it every ten minutes.",
        "Још ништа није пребројано: обрада у позадини то чини на сваких десет минута.",
    ),
    "nothing_late": Text("No step has come late.", "Ниједан корак није каснио."),
    "term": Text("Term", "Семестар"),
    "stays": Text("Stays", "Боравака"),
    "limit_days": Text("Limit, days", "Рок, дана"),
    "median_days": Text("Median, days", "Медијана, дана"),
    "ninetieth_days": Text("90 %, days", "90 %, дана"),
    "late_percent": Text("Late, %", "Касни, %"),
    "all_steps": Text(
        "All steps, by owner, host and term", "Сви кораци, по улози, домаћину и семестру"
    ),
    "stays_intro": Text(
        "Each stay that the number counts, the latest first.",
        "Сваки боравак који је у броју, најкаснији први.",
    ),
    "entered_on": Text("Entered", "Ушао"),
    "left_on": Text("Left", "Изашао"),
    "took_days": Text("Days", "Дана"),
    "late_days": Text("Days late", "Дана кашњења"),
    "recognition_of_hosts": Text(
        "Recognition by host, in per cent of ECTS", "Признавање по домаћину, у процентима ЕСПБ"
    ),
    "cover": Text("Cover in the weeks ahead", "Замене у наредним недељама"),
    "cover_intro": Text(
        "Weeks in which a step falls due and nobody who may take it is there. Looked at until",
        "Недеље у којима истиче рок, а нема никога ко сме да поступи. Проверено до",
    ),
    "gaps": Text("Weeks without anybody", "Недеље без икога"),
    "week": Text("Week", "Недеља"),
    "steps_due": Text("Steps due", "Рокова"),
    "why_nobody": Text("Why", "Зашто"),
    "what_mends": Text("What would mend it", "Шта помаже"),
    "away": Text("away", "одсутни"),
    "role_empty": Text("nobody holds the role then", "тада нико нема ту улогу"),
    "appoint_deputy_then": Text(
        "Appoint a deputy for these days, for instance:", "Одредите замену за те дане, на пример:"
    ),
    "appoint_somebody": Text("Appoint somebody to the role", "Одредите некога за ту улогу"),
    "no_gaps": Text(
        "Somebody is there for every step that falls due.",
        "За сваки рок има ко да поступи.",
    ),
    "absences_ahead": Text("Absences recorded", "Уписана одсуства"),
    "nobody_will_be_away": Text("No absence is recorded.", "Нема уписаних одсустава."),
    "signs_late": Text("The office is not being watched", "Рокови се не прате"),
    "sign_sweep": Text("Deadlines watched", "Провера рокова"),
    "backup_late": Text("There is no recent backup", "Нема новије резервне копије"),
    "mail_in_late": Text("Mail does not come in", "Пошта се не преузима"),
    "sign_worker": Text("Worker", "Обрада у позадини"),
    "sign_action": Text("Oldest waiting mail", "Најстарија порука која чека"),
    "sign_briefing": Text("Briefing", "Јутарњи преглед"),
    "sign_backup": Text("Last backup", "Последња резервна копија"),
    "sign_mail_in": Text("Mailbox read", "Читање поште"),
    "sign_never": Text("never", "никад"),
    "sign_none_waits": Text("none waits", "ниједна не чека"),
    "signs_title": Text("Signs of life", "Знаци рада"),
}
"""By the names that templates use: `word.<name>`."""

TASKS: Final[dict[str, CountedNoun]] = {
    "overdue": CountedNoun(
        ("case is overdue: see whose turn it is", "cases are overdue: see whose turn it is"),
        (
            "предмет касни: погледајте ко треба да поступи",
            "предмета касне: погледајте ко треба да поступи",
            "предмета касни: погледајте ко треба да поступи",
        ),
    ),
    "nobody": CountedNoun(
        (
            "case waits for a role that nobody holds: appoint somebody",
            "cases wait for a role that nobody holds: appoint somebody",
        ),
        (
            "предмет чека на улогу коју нико нема: одредите некога",
            "предмета чекају на улогу коју нико нема: одредите некога",
            "предмета чека на улогу коју нико нема: одредите некога",
        ),
    ),
    "undated": CountedNoun(
        (
            "case has no due date: record the day that it depends on",
            "cases have no due date: record the days that they depend on",
        ),
        (
            "предмет нема рок: упишите датум од ког зависи",
            "предмета немају рок: упишите датуме од којих зависе",
            "предмета нема рок: упишите датуме од којих зависе",
        ),
    ),
    "action": CountedNoun(
        (
            "mail or document was given up: see why, and try it again",
            "mails and documents were given up: see why, and try them again",
        ),
        (
            "порука или документ није успео: погледајте зашто и покушајте поново",
            "поруке и документа нису успели: погледајте зашто и покушајте поново",
            "порука и докумената није успело: погледајте зашто и покушајте поново",
        ),
    ),
    "safe": CountedNoun(
        (
            "case passes its latest safe day within seven days",
            "cases pass their latest safe day within seven days",
        ),
        (
            "предмету у наредних седам дана истиче последњи сигуран дан",
            "предмета имају последњи сигуран дан у наредних седам дана",
            "предмета има последњи сигуран дан у наредних седам дана",
        ),
    ),
    "appeal": CountedNoun(
        (
            "appeal is open: see until when it is to be decided",
            "appeals are open: see until when they are to be decided",
        ),
        (
            "жалба чека одлуку: погледајте до када",
            "жалбе чекају одлуку: погледајте до када",
            "жалби чека одлуку: погледајте до када",
        ),
    ),
    "complaint": CountedNoun(
        (
            "complaint is open: see until when it is to be decided",
            "complaints are open: see until when they are to be decided",
        ),
        (
            "приговор чека одлуку: погледајте до када",
            "приговора чекају одлуку: погледајте до када",
            "приговора чека одлуку: погледајте до када",
        ),
    ),
    "either": CountedNoun(
        (
            "appeal or complaint is open: see until when it is to be decided",
            "appeals or complaints are open: see until when they are to be decided",
        ),
        (
            "жалба, односно приговор чека одлуку: погледајте до када",
            "жалбе, односно приговора чекају одлуку: погледајте до када",
            "жалби, односно приговора чека одлуку: погледајте до када",
        ),
    ),
    "soon": CountedNoun(
        ("case falls due within seven days", "cases fall due within seven days"),
        (
            "предмет има рок у наредних седам дана",
            "предмета имају рок у наредних седам дана",
            "предмета има рок у наредних седам дана",
        ),
    ),
}
"""Things to do, each with its number; a list that is empty is left out."""

WHY_TITLES: Final[dict[Why, Text]] = {
    "overdue": Text("overdue", "прекорачен рок"),
    "nobody": Text("nobody may act", "нема ко да поступи"),
    "undated": Text("no due date can be counted", "рок се не може израчунати"),
    "action": Text("a mail or document was given up", "порука или документ није отишао"),
}
"""Why cases are stuck."""

WHEN_TITLES: Final[dict[When, Text]] = {
    "overdue": Text("overdue", "прекорачен рок"),
    "soon": Text("due within 7 days", "рок у наредних 7 дана"),
    "later": Text("due later", "рок касније"),
    "undated": Text("no due date", "без рока"),
    "resting": Text("resting", "мирује"),
}
"""Where due dates lie."""

WHEN_COLUMNS: Final[dict[When, Text]] = {
    "overdue": Text("Overdue", "Касни"),
    "soon": Text("Within 7 days", "У року од 7 дана"),
    "later": Text("Later", "Касније"),
    "undated": Text("No date", "Без рока"),
    "resting": Text("Resting", "Мирује"),
}
"""The same over a column."""
