"""Grades with their shares as people write or paste them: one a line, the best first."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from states.recognition import GradeShare
from states.text import Language
from web.forms.table_rows import as_typed
from web.messages.values import YES_NO

_CELLS: Final = re.compile(r"\t|;|\s{2,}")
_LAST_BLANK: Final = re.compile(r"\s+(?=\S+(\s*%)?$)")


def grades_in(text: str) -> list[dict[str, object]]:
    """The grades as the form of a table has them: `10 12,5`, `A; 10 %`, cells of a spreadsheet.

    A third cell says whether the grade passes; a first line without any digit is a header.
    """
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    if lines and not any(sign.isdigit() for sign in lines[0]) and len(lines) > 1:
        lines = lines[1:]
    return [_grade(line) for line in lines]


def _grade(line: str) -> dict[str, object]:
    cells = [cell.strip() for cell in _CELLS.split(line)]
    if len(cells) == 1:
        parts = _LAST_BLANK.split(line, maxsplit=1)
        cells = [parts[0], parts[-1]] if len(parts) > 1 else [line, ""]
    grade: dict[str, object] = {"grade": cells[0], "percent": as_typed("number", (), cells[1])}
    if len(cells) > 2 and cells[2]:
        grade["passing"] = as_typed("yesno", (), cells[2])
    return grade


def grades_text(grades: Sequence[GradeShare], language: Language) -> str:
    """The same the other way round, for the form to begin with."""
    no = YES_NO["false"].in_(language)
    return "\n".join(
        f"{share.grade}; {share.percent:f}" + ("" if share.passing else f"; {no}")
        for share in grades
    )
