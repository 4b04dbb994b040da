"""The words of a running case that is taken over: its page, and its first entry in the history."""

from __future__ import annotations

from typing import Final

from states.frozen import frozen
from states.localization import CountedNoun
from states.text import Text

OF_TAKEOVERS: Final[dict[str, Text]] = {
    "application": Text("Application", "Пријава"),
    "place": Text("Place on the list", "Место на ранг листи"),
    "host_period": Text("Period confirmed by the host", "Период који је потврдио домаћин"),
    "concluded": Text("The agreement is in force", "Уговор је на снази"),
    "earlier_decree": Text("Decree that stands already", "Раније донето решење"),
    "earlier_appeal": Text("Legal remedy lodged before", "Раније поднето правно средство"),
}
"""Facts that only a case which is taken over brings along, by name."""

HEADINGS: Final[dict[str, Text]] = {
    "new_candidate": Text("The person", "Лице"),
    "handed_over": Text("Where the case stands", "Докле је предмет стигао"),
    "agreement": Text("Text of the version", "Текст верзије"),
    "signature": Text("Signature on it", "Потпис на њој"),
}
"""The parts of the page beside those."""


@frozen
class NumberedTitle:
    """A title with a number in it."""

    en: str
    sr: str

    def filled(self, number: int) -> Text:
        """The title of that number."""
        return Text(self.en.format(number), self.sr.format(number))


VERSION_OF_AGREEMENT: Final = NumberedTitle("Agreement, version {}", "Уговор, верзија {}")

LEVELS_BEHIND: Final = CountedNoun(
    ("notice that lies behind", "notices that lie behind"),
    ("опомена чији је дан прошао", "опомене чији је дан прошао", "опомена чији је дан прошао"),
)

BRINGS_ALONG: Final = Text("What it brings along", "Шта се преузима")
NOTHING_ALONG: Final = Text("No fact beside the milestone.", "Осим стања ниједна чињеница.")
STANDS_THEN: Final = Text("How it stands then", "Како предмет тада стоји")
MAILED_TO_NOBODY: Final = Text("Mailed to nobody", "Не шаље се никоме")

TAKEOVER: Final[dict[str, Text]] = {
    "take_over": Text("Take over a running case", "Преузми предмет у току"),
    "take_over_intro": Text(
        "The case enters where it stands. Say from where you read it and what nobody checked: both "
        "stand in its history. Limits count from the days that you give; reminders that lie behind "
        "are mailed to nobody. Enter every fact that matters from there on: documents, signatures, "
        "versions of the agreement, the stay, the transcript, a Decree with its delivery. What you "
        "leave out, and files, can be recorded in the case later.",
        "Предмет улази у стању у којем се налази. Наведите одакле је преузет и шта нико није "
        "проверио: обоје остаје у историјату. Рокови се рачунају од датума које наведете; опомене "
        "чији је дан прошао не шаљу се никоме. Унесите све чињенице које су од тог стања важне: "
        "документа, потписе, верзије уговора, боравак, препис оцена, решење са уручењем. Оно што "
        "изоставите, као и датотеке, може се касније уписати у предмет.",
    ),
    "of_this_milestone": Text(
        "Show what belongs to this milestone", "Прикажи шта припада овом стању"
    ),
    "after_this_milestone": Text("What comes after this milestone", "Што долази после овог стања"),
    "one_more": Text("More of these", "Још оваквих"),
    "see_takeover": Text("See how it would stand", "Погледај како би стајао"),
}
"""The words of the page, by the names that templates use: `word.<name>`."""
