"""The words that all lists share: their pages and their order."""

from __future__ import annotations

from typing import Final

from states.text import Text

LISTS: Final[dict[str, Text]] = {
    "pages_of_list": Text("Pages of the list", "Странице списка"),
    "page_before": Text("Previous", "Претходна"),
    "page_after": Text("Next", "Следећа"),
    "page_number": Text("Page", "Страница"),
    "sorted_up": Text("ordered, first to last", "поређано узлазно"),
    "sorted_down": Text("ordered, last to first", "поређано силазно"),
    "only_so_many": Text(
        "Only the first 2,000 are shown in pages. Narrow the list, or order it the other way.",
        "Приказује се само првих 2.000. Сузите списак или га поређајте обрнутим редом.",
    ),
}
"""By the names that templates use: `word.<name>`."""
