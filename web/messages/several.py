"""The words of forms that record several things at once: signatures, files."""

from __future__ import annotations

from typing import Final

from states.text import Text

SEVERAL: Final[dict[str, Text]] = {
    "signatures_intro": Text(
        "All in one go: take the tick away from who has not signed yet, and look at each date. "
        "Either all of them are recorded, each with its own entry in the history, or none.",
        "Сви одједном: скините ознаку код оних који још нису потписали и погледајте сваки датум. "
        "Уписују се сви, сваки са својом ставком у историјату, или ниједан.",
    ),
    "has_signed": Text("has signed", "потписано"),
    "signed_on": Text("Signed on", "Датум потписа"),
    "who_signed": Text("Who signed", "Ко је потписао"),
    "signed_already": Text("Signed already:", "Већ потписали:"),
    "record_signatures": Text("Record the signatures", "Упиши потписе"),
    "several_files": Text("Several files at once", "Више датотека одједном"),
    "several_files_intro": Text(
        "Choose the files, or drop them here. You see what each one is before it is recorded.",
        "Изаберите датотеке или их превуците овде. Шта је која, видите пре уписа.",
    ),
    "files_together": Text("Together at most", "Укупно највише"),
    "files": Text("Files", "Датотеке"),
    "show_files": Text("Go on", "Даље"),
    "review_files": Text("Files to record", "Датотеке за упис"),
    "review_files_intro": Text(
        "Nothing is recorded yet. The kind is guessed from the name of the file: look at each one. "
        "All of them are recorded, or none.",
        "Још ништа није уписано. Врста је процењена по називу датотеке: погледајте сваку. Уписују "
        "се све или ниједна.",
    ),
    "take_file": Text("record it", "упиши"),
    "files_not_taken": Text("Not taken", "Није примљено"),
    "choose_files_again": Text("Choose files again", "Изабери датотеке поново"),
    "no_file_chosen": Text("No file was chosen.", "Ниједна датотека није изабрана."),
    "record_files": Text("Record the documents", "Упиши документе"),
}
"""By the names that templates use: `word.<name>`."""
