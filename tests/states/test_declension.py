"""Names in the cases of Serbian grammar, and whose names these are not."""

from __future__ import annotations

import pytest

from states.declension import declined, stems


@pytest.mark.parametrize(("name", "forms"), [
    ("Јован Петровић", ["Јована Петровића", "Јовану Петровићу", "Јоване Петровићу",
                        "Јованом Петровићем"]),
    ("Ana Petrović", ["Ane Petrović", "Ani Petrović", "Anu Petrović", "Ano Petrović",
                      "Anom Petrović"]),
    ("Марко Лукша", ["Марка Лукше", "Марку Лукши", "Марка Лукшу", "Марком Лукшом"]),
    ("Nikola Savić", ["Nikole Savića", "Nikoli Saviću", "Nikolom Savićem"]),
    ("Petar Zagorski", ["Petra Zagorskog", "Petru Zagorskom", "Petrom Zagorskim"]),
    ("Đorđe Ilić", ["Đorđa Ilića", "Đorđu Iliću", "Đorđem Ilićem"]),
    ("Ana Petrović Savić", ["Ane Petrović Savić", "Anom Petrović Savić"]),
    ("Мина Ковач-Лазић", ["Мини Ковач-Лазић", "Мином Ковач-Лазић"]),
    ("Стефан Ковач-Лазић", ["Стефану Ковач-Лазићу", "Стефану Ковачу-Лазићу"]),
    ("ЈОВАН ПЕТРОВИЋ", ["ЈОВАНУ ПЕТРОВИЋУ"]),
])  # fmt: skip
def test_a_name_is_known_in_each_case(name: str, forms: list[str]) -> None:
    assert set(forms) <= declined(name)
    assert name not in declined(name)


@pytest.mark.parametrize(("name", "other_names"), [
    ("Јован Петровић", ["Јована Петровић", "Јовани Петровић", "Јован Петровића",
                        "Јованка Петровић"]),
    ("Ana Petrović", ["Anja Petrović", "An Petrović", "Ani", "Petrovića"]),
    ("Aleksandar Ilić", ["Aleksandra Ilić", "Aleksandri Ilić"]),
    ("Marko Savić", ["Mark Savić", "Marka Savić", "Marija Savić"]),
])  # fmt: skip
def test_somebody_of_a_like_name_is_somebody_else(name: str, other_names: list[str]) -> None:
    assert declined(name).isdisjoint(other_names)


@pytest.mark.parametrize("name", ["Ana", "", "李 明", "Jean-Luc Ñ"])
def test_what_is_no_whole_name_of_this_grammar_has_no_made_up_forms(name: str) -> None:
    assert all(set(form) <= set(name) | set("aeioumg") for form in declined(name))
    assert len(name.split()) > 1 or not declined(name)


def test_what_all_forms_have_alike_is_what_they_are_looked_for_by() -> None:
    assert stems("Петар Савић") == ("Пет", "Савић")
    assert stems("Ana Petrović Lukša") == ("An", "Petrović", "Lukš")
    assert stems("Ana") == ("Ana",)
