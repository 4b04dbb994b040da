"""The words of the columns by which agreements with partners are read from a spreadsheet."""

from __future__ import annotations

from typing import Final

from states.text import Text
from web.messages.import_columns import NO_EXAMPLE, PARTNER_COLUMNS, ColumnWords

AGREEMENT_COLUMNS: Final[ColumnWords] = {
    "partner": (
        PARTNER_COLUMNS["name"][0],
        Text(
            "As the register of partners has it. Rows of one agreement name it alike.",
            "Како стоји у регистру партнера. Редови истог споразума наводе исти назив.",
        ),
        Text("University of Graz", "University of Graz"),
    ),
    "email": (
        PARTNER_COLUMNS["email"][0],
        Text(
            "Where the partner is written to. Left out: its address in the register.",
            "Где се партнеру пише. Ако се изостави: адреса из регистра.",
        ),
        NO_EXAMPLE,
    ),
    "from": (
        (Text("First day", "Први дан"), Text("From", "Од"), Text("Valid from", "Важи од")),
        Text("On which the agreement begins to hold.", "Од када споразум важи."),
        Text("2026-10-01", "1.10.2026."),
    ),
    "to": (
        (Text("Last day", "Последњи дан"), Text("To", "До"), Text("Valid until", "Важи до")),
        Text("On which it holds for the last time.", "До када споразум важи."),
        Text("2029-09-30", "30.9.2029."),
    ),
    "signed_on": (
        (Text("Signed on", "Датум потписа"), Text("Date of signature", "Потписано")),
        Text("When the second of both signed.", "Када је потписала друга страна."),
        Text("2026-06-15", "15.6.2026."),
    ),
    "direction": (
        (Text("Direction", "Смер"),),
        Text("Of the places in this row.", "Смер места из овог реда."),
        Text("outgoing", "одлазна"),
    ),
    "mobility": (
        (Text("For whom and what", "За кога и ради чега"), Text("Mobility", "Мобилност")),
        Text("For whom the places are.", "Коме су места намењена."),
        Text("students, for studies", "студенти, ради студија"),
    ),
    "yearly_places": (
        (Text("Places a year", "Места годишње"), Text("Places", "Број места")),
        Text("Further places: a row of their own.", "Друга места: у посебном реду."),
        Text("3", "3"),
    ),
    "field": (
        (Text("Field (ISCED-F)", "Област (ISCED-F)"), Text("ISCED-F", "ISCED-F код")),
        Text("Two to four digits. Left out: any.", "Две до четири цифре. Ако се изостави: све."),
        Text("0613", "0613"),
    ),
    "level": (
        (Text("Level of study", "Ниво студија"), Text("Level", "Ниво")),
        Text("Left out: any.", "Ако се изостави: сви."),
        NO_EXAMPLE,
    ),
    "hours": (
        (Text("Teaching hours", "Часова наставе"), Text("Hours", "Часови")),
        Text("Of staff who teach.", "За запослене који држе наставу."),
        NO_EXAMPLE,
    ),
}
"""An agreement with a row for each of its places a year."""
