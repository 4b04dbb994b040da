"""The words around every page: the heading, the menu, the search."""

from __future__ import annotations

from typing import Final

from states.text import Text

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
    "to_login": Text("To the login page", "На страницу за пријаву"),
}
"""By the names that templates use: `word.<name>`."""
