"""How far a long command is."""

from __future__ import annotations

import pytest

from cli.progress import Progress


def test_it_is_said_once_for_each_so_many_however_many_come_at_once(
    capsys: pytest.CaptureFixture[str],
) -> None:
    progress = Progress("{number} of 10,000 cases so far", 500)
    for number in (1, 499, 500, 501, 999, 2600, 2700, 3000):
        progress(number)
    assert capsys.readouterr().err.splitlines() == [
        "500 of 10,000 cases so far",
        "2,600 of 10,000 cases so far",
        "3,000 of 10,000 cases so far",
    ]
