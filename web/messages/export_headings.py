"""The headings of registers, of the ledger, of ranking lists in spreadsheets."""

from __future__ import annotations

from typing import Final

from states.text import Text

REGISTER_HEADINGS: Final[dict[str, Text]] = {
    "partners": Text("Partners", "Партнерске установе"),
    "precedents": Text("Precedents", "Раније одлуке"),
    "tables": Text("Grading tables", "Табеле оцена"),
    "courses": Text("Home courses", "Матични предмети"),
    "closures": Text("Closures", "Нерадни дани"),
    "ledger": Text("Escalation ledger", "Књига опомена"),
    "ranking": Text("Ranking list", "Ранг листа"),
    "number": Text("Case", "Предмет"),
    "candidate": Text("Candidate", "Кандидат"),
    "step": Text("Step", "Корак"),
    "due": Text("Due", "Рок"),
    "level": Text("Level", "Ниво"),
    "role": Text("For", "Прима"),
    "at": Text("Had to leave", "Требало да оде"),
    "outcome": Text("Outcome", "Исход"),
    "alarm": Text("Alarm", "Узбуна"),
    "to_name": Text("Went to", "Послато лицу"),
    "left_at": Text("Left", "Послато"),
    "detail": Text("Why not", "Зашто није"),
    "rank": Text("Place", "Место"),
    "points": Text("Points", "Бодови"),
    "host": Text("Host", "Домаћин"),
    "course": Text("Course of the host", "Предмет домаћина"),
    "together_with": Text("Together with", "Заједно са"),
    "home_course": Text("Home course", "Матични предмет"),
    "named_courses": Text("Home courses as Decrees named them", "Матични предмети из решења"),
    "hours": Text("Hours", "Часова"),
    "times_recognised": Text("Times recognised", "Признато пута"),
    "ects": Text("ECTS", "ЕСПБ"),
    "decree": Text("Decree", "Решење"),
    "recognised_on": Text("Recognised on", "Признато"),
    "replaced_by": Text("Replaced by", "Замењује га"),
    "withdrawn_on": Text("Withdrawn", "Повучено"),
    "reason": Text("Reason", "Разлог"),
    "first_day": Text("First day", "Први дан"),
    "last_day": Text("Last day", "Последњи дан"),
    "why": Text("Reason", "Разлог"),
}
"""By the names of the columns; the first ones are the lists' own titles."""

PROGRAM_HEADINGS: Final[dict[str, Text]] = {
    "tokens": Text("API tokens", "Токени за програме"),
    "webhooks": Text("Webhooks", "Обавештавање програма"),
    "deliveries": Text("What was told", "Послата обавештења"),
    "purpose": Text("What it is for", "Намена"),
    "roles": Text("In which roles", "У којим улогама"),
    "until": Text("Last day", "Последњи дан важења"),
    "used": Text("Last used", "Последњи пут коришћен"),
    "program": Text("Whose it is", "Чији је програм"),
    "institution": Text("Institution", "Установа"),
    "address": Text("Address", "Адреса"),
    "made": Text("Made", "Направљено"),
    "made_by": Text("Made by", "Направио"),
    "ended": Text("Ended", "Окончано"),
    "ended_by": Text("Ended by", "Окончао"),
    "message": Text("Message", "Порука"),
    "case": Text("Case", "Предмет"),
    "outcome": Text("Outcome", "Исход"),
    "attempts": Text("Attempts", "Покушаји"),
    "told": Text("Told", "Послато"),
    "last_error": Text("Last error", "Последња грешка"),
}
"""The same of programs: tokens, webhooks and what was told to one."""
