"""The words of the escalation ledger: what became of each notice, and the nightly comparison."""

from __future__ import annotations

from typing import Final

from states.localization import CountedNoun
from states.text import Text

ESCALATIONS: Final[dict[str, Text]] = {
    "ledger": Text("Escalation ledger", "Књига опомена"),
    "ledger_intro": Text(
        "Each level of each overdue step: when it had to leave, and what became of it.",
        "Сваки ниво сваког прекораченог корака: када је требало да оде и шта је с њим било.",
    ),
    "ledger_panel": Text("What the ladders sent", "Шта је послато по нивоима опомена"),
    "open_ledger": Text("Open the escalation ledger", "Отворите књигу опомена"),
    "compared_at": Text("Compared on", "Упоређено"),
    "never_compared": Text(
        "Nothing has been compared yet: the worker does it as it starts, and each night.",
        "Поређења још није било: обрада у позадини га обавља при покретању и сваке ноћи.",
    ),
    "nothing_missing": Text(
        "No notice is missing, and none is doubled.",
        "Ниједно обавештење не недостаје и ниједно није двоструко.",
    ),
    "ledger_filters": Text("Filter of the ledger", "Избор у књизи опомена"),
    "case_number": Text("Number of a case", "Број предмета"),
    "level_of_ladder": Text("Level", "Ниво"),
    "any_level": Text("each level", "сви нивои"),
    "to_role": Text("To whom", "Коме"),
    "any_recipient": Text("everybody", "свима"),
    "only_alarms": Text("only missing or doubled", "само што недостаје или је двоструко"),
    "had_to_leave": Text("Had to leave", "Требало да оде"),
    "became": Text("What became of it", "Шта је било"),
    "no_lines": Text("Nothing in the ledger is like that.", "У књизи нема ничега таквог."),
    "the_mail": Text("the mail", "порука"),
}
"""By the names that templates use: `word.<name>`."""

LEVELS: Final[dict[str, Text]] = {
    "reminder": Text("Reminder", "Подсетник"),
    "overdue": Text("Overdue", "Прекорачен рок"),
    "escalation": Text("Escalation", "Опомена"),
    "escalation_rector": Text("Escalation to the Rector", "Опомена ректору"),
}
"""Levels of the ladders that come with the program; of others, their own name."""

OUTCOMES: Final[dict[str, Text]] = {
    "left": Text("left", "отишло"),
    "waiting": Text("waits to be sent", "чека слање"),
    "nobody": Text("nobody to send it to", "нема коме да се пошаље"),
    "failed": Text("given up", "одустало се од слања"),
    "uncertain": Text("uncertain whether it arrived", "неизвесно да ли је стигло"),
    "closed_before": Text("the step was taken before", "корак је предузет пре тога"),
    "taken_over": Text("lay behind at the takeover", "прошло пре преузимања предмета"),
    "given_all": Text("nothing was owed any more", "више се ништа није дуговало"),
    "told_before": Text("the list was told of for an earlier day", "за исту листу јављено раније"),
    "passed_over": Text("a higher level left in its place", "уместо њега отишао виши ниво"),
    "lost": Text("missing: its mail is gone", "недостаје: поруке нема"),
    "not_planned": Text("missing: nothing was planned", "недостаје: није ни предвиђено"),
    "not_sent": Text("missing: not sent in time", "недостаје: није послато на време"),
    "doubled": Text("doubled: sent twice", "двоструко: послато два пута"),
    "unasked": Text("left, though no rule asks for it", "отишло, а ниједно правило то не тражи"),
}
"""What became of a level, by the ledger's names."""

ALARMS: Final = CountedNoun(
    (
        "notice is missing or doubled: look into it",
        "notices are missing or doubled: look into them",
    ),
    (
        "обавештење недостаје или је двоструко: проверите га",
        "обавештења недостају или су двострука: проверите их",
        "обавештења недостаје или је двоструко: проверите их",
    ),
)
"""How many alarms there are, as a thing to do."""
