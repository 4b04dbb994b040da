"""The words of the pages of imports."""

from __future__ import annotations

from typing import Final

from states.text import Text

IMPORTING: Final[dict[str, Text]] = {
    "import_rows_of": Text("From a spreadsheet", "Из табеле"),
    "import_begin": Text("Read rows", "Читање редова"),
    "import_how": Text(
        "Fill in the template, or use a spreadsheet of your own whose header names the columns. "
        "Then choose the file, or copy the cells and paste them. What was read is shown first, "
        "each row with what is wrong with it; nothing is entered until you say so.",
        "Попуните шаблон или употребите своју табелу чије заглавље именује колоне. Затим "
        "изаберите датотеку или копирајте поља и налепите их. Прочитано се најпре прикаже, сваки "
        "ред са оним што у њему није исправно; ништа се не уписује док то не потврдите.",
    ),
    "import_file": Text("File, XLSX or CSV", "Датотека, XLSX или CSV"),
    "import_pasted": Text("Or cells copied in a spreadsheet", "Или поља копирана из табеле"),
    "import_limits": Text(
        "At most 2,000 rows and 5 MB. A file's first sheet is read.",
        "Највише 2.000 редова и 5 MB. Чита се први лист датотеке.",
    ),
    "import_read": Text("Read and show", "Прочитај и прикажи"),
    "import_template": Text("Template to fill in", "Шаблон за попуњавање"),
    "import_columns": Text("Columns", "Колоне"),
    "import_column": Text("Column", "Колона"),
    "import_meaning": Text("What is written there", "Шта се уписује"),
    "import_accepted": Text("Accepted values", "Прихваћене вредности"),
    "import_example": Text("Example", "Пример"),
    "import_needed": Text("needed", "обавезно"),
    "import_earlier": Text("What you read here lately", "Шта сте овде недавно прочитали"),
    "import_not_begun": Text("nothing entered yet", "још ништа није уписано"),
    "import_begun": Text("entered", "уписано"),
    "import_pasted_cells": Text("pasted cells", "налепљена поља"),
    "import_same_file": Text(
        "You read this same file before. What was entered then stands below as already there.",
        "Исту ову датотеку сте већ читали. Што је тада уписано, ниже стоји као већ уписано.",
    ),
    "import_no_header": Text(
        "No row is a header that is known: the columns were taken in the order of the template.",
        "Ниједан ред није познато заглавље: колоне су узете редом као у шаблону.",
    ),
    "import_not_read": Text("Columns that are not read:", "Колоне које се не читају:"),
    "import_sound": Text("to be entered", "за упис"),
    "import_without_problems": Text("without problems", "без грешака"),
    "import_wrong": Text("with problems", "са грешкама"),
    "import_there": Text("already there", "већ уписано"),
    "import_entered": Text("entered", "уписано"),
    "import_refused": Text("refused", "одбијено"),
    "import_all_rows": Text("All rows", "Сви редови"),
    "import_which_rows": Text("Which rows are shown", "Који се редови приказују"),
    "import_row": Text("Row", "Ред"),
    "import_tick": Text("Enter", "Упиши"),
    "import_tick_row": Text("Enter row", "Упиши ред"),
    "import_what_follows": Text("What follows", "Шта следи"),
    "import_result": Text("Result", "Исход"),
    "import_judged": Text("Checked against the office's data", "Упоређено са подацима у систему"),
    "import_judge": Text("Check again", "Провери поново"),
    "import_now": Text("Entering", "Упис"),
    "import_enter": Text("Enter the ticked rows", "Упиши означене редове"),
    "import_continue": Text("Continue with the rest", "Настави са преосталим"),
    "import_part": Text(
        "Not everything yet: so many are entered in one go.",
        "Још није све уписано: толико се уписује одједном.",
    ),
    "import_all_entered": Text("All rows are entered.", "Сви редови су уписани."),
    "import_none_left": Text(
        "No row is ticked that can be entered.", "Ниједан ред који може да се упише није означен."
    ),
    "import_wrong_intro": Text(
        "Rows with problems are not entered. Correct them in your spreadsheet and read it again: "
        "what stands already is not entered twice.",
        "Редови са грешкама се не уписују. Исправите их у табели и прочитајте је поново: што је "
        "већ уписано не уписује се двапут.",
    ),
    "import_take_wrong": Text("Take the rows with problems along", "Преузми редове са грешкама"),
    "import_another": Text("Read another file", "Прочитај другу датотеку"),
    "import_nothing_here": Text("No row is like that.", "Нема таквих редова."),
    "import_with_row": Text("together with row", "заједно са редом"),
}
"""By the names that templates use: `word.<name>`."""

PROBLEM: Final = Text("Problem", "Грешка")
NOTHING_SENT: Final = Text(
    "Choose a file, or paste cells.", "Изаберите датотеку или налепите поља."
)
