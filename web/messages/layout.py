"""The words around every page: the heading, the menu, the search."""

from __future__ import annotations

from typing import Final

from states.text import Text

ONLY_READ: Final = Text(
    "For the moment the office can only be read", "Тренутно је могуће само читање"
)
ONLY_READ_ADVICE: Final = Text(
    "Texts of the rules were corrected, and the due dates of running cases are being counted anew. "
    "Nothing was saved; try again in some minutes.",
    "Текстови правила су исправљени и рокови предмета у току рачунају се поново. Ништа није "
    "сачувано; покушајте поново за неколико минута.",
)

LAYOUT: Final[dict[str, Text]] = {
    "help": Text("Help", "Упутство"),
    "sections_of_help": Text("Sections", "Одељци"),
    "product": Text("Mobility office", "Канцеларија за мобилност"),
    "skip": Text("Skip to the contents", "Пређи на садржај"),
    "find": Text("Name, number, address, host or act", "Име, број, адреса, домаћин или акт"),
    "languages": Text("Language", "Језик"),
    "pages": Text("Pages", "Странице"),
    "my_work": Text("My work", "Моји послови"),
    "stuck": Text("Stuck cases", "Застој"),
    "calls": Text("Calls", "Конкурси"),
    "rules": Text("Rules", "Правила"),
    "people": Text("People", "Запослени"),
    "log_in": Text("Log in", "Пријава на систем"),
    "log_out": Text("Log out", "Одјава"),
    "see_what_was_done": Text("See what was done", "Погледај шта је учињено"),
    "to_work": Text("To my work", "На моје послове"),
    "only_read": ONLY_READ,
    "only_read_goes_on": Text(
        "Texts of the rules were corrected, and the due dates of running cases are being counted "
        "anew: until that is through, nothing can be entered. What you type into a form of a case "
        "is kept.",
        "Текстови правила су исправљени и рокови предмета у току рачунају се поново; док то траје, "
        "ништа не може да се унесе. Што упишете у образац предмета остаје сачувано.",
    ),
    "to_login": Text("To the login page", "На страницу за пријаву"),
}
"""By the names that templates use: `word.<name>`."""
