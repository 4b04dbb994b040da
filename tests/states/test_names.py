"""A person's name in the script of a letter or an act."""

from __future__ import annotations

import pytest

from states.calls import Candidate


@pytest.mark.parametrize(
    ("typed", "other", "in_sr", "in_latin", "in_en"),
    [
        ("Ana Petrović", None, "Ana Petrović", "Ana Petrović", "Ana Petrović"),
        ("Ana Petrović", "Ана Петровић", "Ана Петровић", "Ana Petrović", "Ana Petrović"),
        ("Љубица Његош", None, "Љубица Његош", "Ljubica Njegoš", "Ljubica Njegoš"),
        ("Алексей Иванов", "Aleksey Ivanov", "Алексей Иванов", "Aleksey Ivanov", "Aleksey Ivanov"),
        ("王小明", None, "王小明", "王小明", "王小明"),
    ],
)
def test_a_name_stands_in_the_script_of_its_reader(
    typed: str, other: str | None, in_sr: str, in_latin: str, in_en: str
) -> None:
    person = Candidate(typed, "a@students.example", name_in_other_script=other)
    assert [person.name_in(language) for language in ("sr", "sr-Latn", "en")] == [
        in_sr, in_latin, in_en
    ]  # fmt: skip
