"""Words of tables that come from spreadsheets: headings that people use, and how they say yes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from states.text import Text

TABLES: Final[dict[str, Text]] = {
    "from_table": Text("Paste rows, or read them from a file", "Налепи редове или их учитај"),
    "from_table_intro": Text(
        "Copy the cells in your spreadsheet and paste them here, or choose an XLSX or CSV file. "
        "They go into the rows above, where you see what is wrong with each; nothing is recorded "
        "yet. A row with the code or title of one above takes its place.",
        "Копирајте поља из табеле и налепите их овде или изаберите XLSX или CSV датотеку. Унеће "
        "се у редове изнад, где видите шта у ком није исправно; ништа се још не уписује. Ред са "
        "шифром или називом неког од горњих долази на његово место.",
    ),
    "pasted_cells": Text("Cells copied in a spreadsheet", "Поља копирана из табеле"),
    "table_file": Text("Or a file, XLSX or CSV", "Или датотека, XLSX или CSV"),
    "read_rows": Text("Put them into the rows", "Унеси у редове"),
    "table_template": Text("Template to fill in (XLSX)", "Шаблон за попуњавање (XLSX)"),
}
"""By the names that templates use: `word.<name>`."""

HEADINGS: Final[Mapping[str, tuple[Text, ...]]] = {
    "title": (
        Text("Course", "Предмет"),
        Text("Course title", "Назив предмета"),
        Text("Name of the course", "Име предмета"),
        Text("Subject", "Наставни предмет"),
        Text("Course unit title", "Предмет код домаћина"),
    ),
    "code": (
        Text("Course code", "Шифра предмета"),
        Text("Code of the course", "Ознака предмета"),
        Text("Course unit code", "Ознака"),
    ),
    "ects": (
        Text("Credits", "Бодови"),
        Text("ECTS credits", "ЕСПБ бодови"),
        Text("Number of credits", "Број ЕСПБ"),
    ),
    "grade": (Text("Mark", "Оцена на испиту"), Text("Local grade", "Оцена домаћина")),
    "passed": (Text("Passed", "Положено"), Text("Result", "Исход")),
    "hours": (Text("Hours", "Број часова"), Text("Contact hours", "Фонд часова")),
    "percent": (Text("Share", "Удео"), Text("Percentage", "Проценат")),
    "host": (Text("Course at the host", "Предмет код домаћина"), Text("Course", "Предмет")),
    "home": (Text("Home course", "Домаћи предмет"), Text("Recognised as", "Признаје се као")),
    "replaces": (Text("Replaces", "Замењује"), Text("Home course", "Матични предмет")),
}
"""What else a heading may be called, by the field; of a group, of its first field."""

YES: Final = ("yes", "y", "true", "1", "x", "passed", "pass", "да", "положен", "положено")
NO: Final = ("no", "n", "false", "0", "failed", "fail", "не", "није положен", "није положено")
"""How people say in a cell that something is so, or is not."""
