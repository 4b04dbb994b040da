"""What stands in the candidate's place where a case is about no person: how fields are called."""

from __future__ import annotations

from typing import Final

from states.text import Text

OF_A_SUBJECT: Final[dict[str, dict[str, Text]]] = {
    "project": {
        "name": Text("Title of the project", "Назив пројекта"),
        "name_in_other_script": Text("Title in the other language", "Назив на другом језику"),
        "email": Text("Where the project is written to", "Адреса на коју се пише пројекту"),
    },
    "partner": {
        "name": Text("Partner, by its name in the register", "Партнер, под називом из регистра"),
        "name_in_other_script": Text("Name in the other script", "Назив на другом писму"),
        "email": Text("Where the partner is written to", "Адреса на коју се пише партнеру"),
    },
}
"""By what a case is about, and the fields of a candidate; of a mobility none."""
