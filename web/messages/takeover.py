"""The words of a running case that is taken over: its page, and its first entry in the history."""

from __future__ import annotations

from typing import Final

from states.localization import CountedNoun
from states.text import Text

OF_TAKEOVERS: Final[dict[str, Text]] = {
    "application": Text("Application", "Пријава"),
    "place": Text("Place on the list", "Место на ранг листи"),
    "host_period": Text("Period confirmed by the host", "Период који је потврдио домаћин"),
    "concluded": Text("The agreement is in force", "Уговор је на снази"),
    "earlier_decree": Text("Decree that stands already", "Раније донето решење"),
    "earlier_appeal": Text("Appeal lodged before", "Раније изјављена жалба"),
}
"""Facts that only a case which is taken over brings along, by name."""

HEADINGS: Final[dict[str, Text]] = {
    "new_candidate": Text("The person", "Лице"),
    "handed_over": Text("Where the case stands", "Докле је предмет стигао"),
    "agreement": Text("The newest version of the agreement", "Последња верзија уговора"),
    "stay": Text("Arrival and return", "Долазак и повратак"),
}
"""The parts of the page beside those."""

LEVELS_BEHIND: Final = CountedNoun(
    ("notice that lies behind", "notices that lie behind"),
    ("опомена чији је дан прошао", "опомене чији је дан прошао", "опомена чији је дан прошао"),
)

STANDS_THEN: Final = Text("How it stands then", "Како предмет тада стоји")
MAILED_TO_NOBODY: Final = Text("Mailed to nobody", "Не шаље се никоме")

TAKEOVER: Final[dict[str, Text]] = {
    "take_over": Text("Take over a running case", "Преузми предмет у току"),
    "take_over_intro": Text(
        "The case enters where it stands. Say from where you read it and what nobody checked: both "
        "stand in its history. Limits count from the days that you give; reminders that lie behind "
        "are mailed to nobody. Documents, signatures and all else are recorded in the case after.",
        "Предмет улази у стању у којем се налази. Наведите одакле је преузет и шта нико није "
        "проверио: обоје остаје у историјату. Рокови се рачунају од датума које наведете; опомене "
        "чији је дан прошао не шаљу се никоме. Документа, потписи и остало уписују се потом у "
        "предмету.",
    ),
    "see_takeover": Text("See how it would stand", "Погледај како би стајао"),
}
"""The words of the page, by the names that templates use: `word.<name>`."""
