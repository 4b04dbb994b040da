"""The words of the page of the first hour."""

from __future__ import annotations

from typing import Final

from states.text import Text

STEPS: Final[dict[str, Text]] = {
    "login": Text("First login", "Прва пријава"),
    "institution": Text("Institution and letterhead", "Установа и меморандум"),
    "people": Text("People and their roles", "Људи и њихове улоге"),
    "partners": Text("Partners", "Партнерске установе"),
    "closures": Text("Calendar and closures", "Календар и нерадни дани"),
    "mail": Text("Mail", "Пошта"),
    "call": Text("The first call", "Први конкурс"),
}

SETUP: Final[dict[str, Text]] = {
    "setup": Text("The first hour", "Први сат"),
    "setup_intro": Text(
        "What the office still lacks, in order, and what stands already. What has a file beside it "
        "is changed there and holds once the office is started again.",
        "Шта канцеларији још недостаје, редом, и шта већ стоји. Оно уз шта је наведена датотека "
        "мења се у њој и важи након поновног покретања.",
    ),
    "stands_already": Text("stands", "постоји"),
    "not_there_yet": Text("is missing", "недостаје"),
    "go_there": Text("Go there", "Отвори"),
}
