"""The words of the page of the register of acts."""

from __future__ import annotations

from typing import Final

from states.text import Text

ACTS: Final[dict[str, Text]] = {
    "register_of_acts": Text("Register of acts", "Деловодник"),
    "register_of_acts_intro": Text(
        "Every document that a step has made and every ranking list, under its number: one series "
        "for each institution and year, without gaps.",
        "Сваки документ који је у неком кораку сачињен и свака ранг листа, под својим бројем: "
        "један низ бројева за сваку установу и годину, без прескакања.",
    ),
    "act_number": Text("Number", "Број"),
    "act_day": Text("Day", "Датум"),
    "act_kind": Text("Act", "Акт"),
    "act_about": Text("Case or call", "Предмет или конкурс"),
    "act_institution": Text("Institution", "Установа"),
    "act_year": Text("Year", "Година"),
    "any_act_year": Text("every year", "све године"),
    "any_act_kind": Text("every act", "сви акти"),
    "find_act": Text("Number, whole or its end", "Број, цео или само редни"),
    "no_act": Text("No act is like that.", "Нема таквог акта."),
}
"""By the names that templates use: `word.<name>`."""
