"""Tables on the command line: a row a line where it fits, folded where it does not."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console
from rich.text import Text

from cli.layout import layout_table
from cli.tables import due

HEADS = ("Case", "Candidate", "State")
CELL = st.lists(st.text("abčžш", min_size=1, max_size=12), max_size=6).map(" ".join)
ROWS = st.lists(st.tuples(st.just("BMU-2026-0001"), CELL, CELL), min_size=1, max_size=8)


def laid(rows: Sequence[Sequence[str]], width: int) -> list[str]:
    """The lines of a table on a screen so wide."""
    cells = [[Text(cell) for cell in row] for row in rows]
    return layout_table(HEADS, cells, Console(width=width)).plain.splitlines()


def test_a_row_that_fits_is_one_line_and_its_columns_stand_under_their_heads() -> None:
    heads, rule, ana, bo = laid(
        [("BMU-2026-0001", "Ana Petrović", "mobility"), ("BMU-2026-0002", "Bo", "la signed")], 80
    )
    assert set(rule.strip()) == {"─"}
    assert ana.index("Ana") == bo.index("Bo") == heads.index("Candidate")
    assert ana.index("mobility") == bo.index("la signed") == heads.index("State")


def test_what_is_too_long_is_folded_in_its_column_and_the_case_is_whole() -> None:
    *_, first, second = laid([("BMU-2026-0001", "Aleksandra Petrović Stanković", "call")], 45)
    assert first.split() == ["BMU-2026-0001", "Aleksandra", "Petrović", "call"]
    assert second.strip() == "Stanković"
    assert second.index("Stanković") == first.index("Aleksandra")


@given(rows=ROWS, width=st.integers(50, 120))
def test_no_line_is_wider_than_the_screen_and_no_letter_is_lost(
    rows: list[tuple[str, str, str]], width: int
) -> None:
    lines = laid(rows, width)
    assert max(len(line) for line in lines) <= width
    letters = "".join("".join(row) for row in rows).replace(" ", "")
    assert sorted("".join(lines[2:]).replace(" ", "")) == sorted(letters)


def test_a_due_date_is_its_day_and_in_words_how_far_away_it_is() -> None:
    today = date(2026, 4, 3)
    rows = [[str(cell) for cell in due(day, today)] for day in (date(2026, 4, 1), today, None)]
    assert rows == [["Wed 1 Apr 2026", "2 d overdue"], ["Fri 3 Apr 2026", "today"], ["no date", ""]]
