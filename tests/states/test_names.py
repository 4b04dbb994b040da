"""A name in the script of a text: as it is recorded, or as it can be derived."""

from __future__ import annotations

import pytest

from persistence.staff import Member
from states.names import in_both_scripts, name_in
from states.text import Text


@pytest.mark.parametrize(
    ("name", "other", "serbian", "english"),
    [
        ("Jelena Marković", "Јелена Марковић", "Јелена Марковић", "Jelena Marković"),
        ("Јелена Марковић", None, "Јелена Марковић", "Jelena Marković"),
        ("Jelena Marković", None, "Jelena Marković", "Jelena Marković"),
        ("Џон Смит", "John Smith", "Џон Смит", "John Smith"),
        ("王芳", None, "王芳", "王芳"),
    ],
)
def test_a_name_stands_in_the_script_of_the_text(
    name: str, other: str | None, serbian: str, english: str
) -> None:
    assert name_in("sr", name, other) == serbian
    assert name_in("en", name, other) == name_in("sr-Latn", name, other) == english


def test_the_title_goes_before_the_name_in_the_same_script() -> None:
    full_name = in_both_scripts("Milan Ilić", "Милан Илић", "проф. др")
    assert full_name == Text("prof. dr Milan Ilić", "проф. др Милан Илић")
    latin_only = in_both_scripts("Milan Ilić", None, "проф. др")
    assert latin_only.sr == "prof. dr Milan Ilić", "one script in one name"


def test_a_member_of_staff_is_named_so_in_acts() -> None:
    latin, cyrillic = "Jelena Marković", "Јелена Марковић"
    member = Member(1, "jelena", latin, "j@bmu.example", "sr", "f", None, cyrillic)
    assert member.both_names.sr == "Јелена Марковић"
