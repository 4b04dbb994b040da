"""The words that frame an answer on the screen, in the language that `--lang` names."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from states.text import Text

REFUSED: Final = Text("Refused", "Одбијено")
WHO_MAY: Final = Text("Who may", "Ко може")
TAKES: Final = Text("To hand in", "Уз корак се предаје")
NOTHING_MISSING: Final = Text("nothing is missing", "ништа не недостаје")
TIME_DOES_IT: Final = Text(
    "time does it, when the term has passed", "чини протек рока, кад рок истекне"
)
ENDED: Final = Text(
    "The case has ended: no step leads on.", "Предмет је завршен: ниједан корак не води даље."
)
ENDED_OPEN: Final = Text(
    "The case has ended; only what came in time opens it again.",
    "Предмет је завршен; поново га отвара само оно што је примљено на време.",
)
NOTHING_AWAITED: Final = Text("nothing: the case has ended", "ништа: предмет је завршен")
NO_DATE: Final = Text("no date can be counted yet", "рок се још не може израчунати")
NO_SAFE_DAY: Final = Text(
    "none: nothing that comes later hangs on it", "нема га: од корака не зависи ништа касније"
)
NOTHING: Final = Text("nothing", "ништа")
IN_QUESTION: Final = Text("In question since a correction", "Доведено у питање исправком")
RECOGNITION: Final = Text("Recognition", "Признавање")

CANDIDATE: Final = Text("Candidate", "Кандидат")
PROCESS: Final = Text("Process", "Процес")
CALL: Final = Text("Call", "Конкурс")
HOST: Final = Text("Host", "Домаћин")
STATE: Final = Text("State", "Стање")
AWAITS: Final = Text("Awaits", "Чека се")
FROM: Final = Text("From", "Од")
DUE: Final = Text("Due", "Рок")
SAFE_BY: Final = Text("Safe by", "Сигурно до")
DOCUMENTS: Final = Text("Documents", "Документа")
SUPPORT: Final = Text("Support", "Подршка")
DEFINITION: Final = Text("Definition", "Дефиниција")
VERSION: Final = Text("version {} of the case", "верзија предмета {}")
DECIDED: Final = Text("Decided before", "Раније одлучено")
TABLES: Final = Text("Grading tables", "Табеле оцена")


def in_language(values: Mapping[Text, object], lang: str) -> dict[str, object]:
    """Names and values for `cli.show.facts`, each in the language."""
    return {
        name.in_(lang): value.in_(lang) if isinstance(value, Text) else value
        for name, value in values.items()
    }
