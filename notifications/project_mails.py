"""The mails about international projects: part of the catalogue."""

from __future__ import annotations

from typing import Final

from notifications.catalogue_entry import Mail
from states.text import Text

PROJECT_MAILS: Final = (
    Mail(
        "project_submitted",
        "case",
        Text("A project is applied for", "Поднета пријава пројекта"),
        Text(
            "to whom a project was submitted, and who leads it",
            "коме је пројекат пријављен и ко га води",
        ),
    ),
    Mail(
        "project_decided",
        "case",
        Text("The funder has decided", "Одлука даваоца средстава"),
        Text(
            "whether a project was granted, or why not",
            "да ли су средства за пројекат одобрена или зашто нису",
        ),
    ),
    Mail(
        "project_agreed",
        "case",
        Text("The grant agreement is signed", "Уговор о додели средстава је потписан"),
        Text(
            "what was granted, and when its reports are due",
            "шта је одобрено и када доспевају извештаји",
        ),
    ),
    Mail(
        "project_report_delivered",
        "case",
        Text("A report of a project is delivered", "Предат извештај о пројекту"),
        Text(
            "which report the funder has, and since when",
            "који извештај давалац средстава има и од када",
        ),
    ),
    Mail(
        "project_ended",
        "case",
        Text("A project has ended", "Пројекат је завршен"),
        Text(
            "that a project is closed, or why it was given up",
            "пројекат је завршен или је, са разлогом, обустављен",
        ),
    ),
)
"""In the order in which a project goes on."""
