"""The words of the page that tells who holds which role."""

from __future__ import annotations

from typing import Final

from states.text import Text

PEOPLE: Final[dict[str, Text]] = {
    "people_intro": Text(
        "Who holds which role and for which days, who appointed them, and who stands in.",
        "Ко има коју улогу и на које време, ко га је именовао и ко кога замењује.",
    ),
    "roles": Text("Roles", "Улоге"),
    "role": Text("Role", "Улога"),
    "first_day": Text("First day", "Први дан"),
    "last_day": Text("Last day", "Последњи дан"),
    "appointed_by": Text("Appointed by", "Ко је именовао"),
    "appoints": Text("Appointed by:", "Именовање врши:"),
    "not_written": Text("not written down", "није уписано"),
    "entered_by": Text("entered by", "упис:"),
    "ended_by": Text("end entered by", "упис престанка:"),
    "begins_later": Text("begins later", "почиње касније"),
    "open_end": Text("open", "није одређен"),
    "mails_go_to_deputy": Text("Letters go to the substitute:", "Поруке прима заменик:"),
    "mails_go_to_nobody": Text(
        "Nobody stands in: letters to this role can't be sent; they are among the stuck cases.",
        "Нема замене: поруке за ову улогу не могу да се пошаљу и стоје на страници „Застој“.",
    ),
    "end_it": Text("End", "Окончај"),
    "ended_roles": Text("Assignments that are over", "Окончана именовања"),
    "deputies": Text("Standing in", "Замене"),
    "deputy": Text("Who stands in", "Ко замењује"),
    "absent_role": Text("In place of", "Кога замењује"),
    "no_deputies": Text(
        "Nobody stands in for anybody, today or later.", "Нема замена, ни данас ни касније."
    ),
    "today_too": Text("today", "данас"),
    "appoint": Text("Appoint somebody", "Упиши именовање"),
    "address_somebody": Text("How letters address somebody", "Обраћање у порукама"),
    "not_recorded": Text("not recorded", "није забележено"),
    "form_of_address": Text("Form of address", "Обраћање"),
    "name_in_other_script": Text("Name in the other script", "Име другим писмом"),
    "title_before_name": Text("Title before the name", "Звање испред имена"),
    "person": Text("Person", "Лице"),
    "name_of_appointer": Text("Name of who appointed", "Име лица које је именовало"),
    "add_deputy": Text("Add a substitute", "Упиши замену"),
}
"""By the names that templates use: `word.<name>`."""
