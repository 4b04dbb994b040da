"""Names are found and put in order whichever script and marks they are written with."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from states.folding import LONGEST_KEY, folded, sort_key
from states.text import to_latin

CYRILLIC = st.text(alphabet="АБВГДЂЕЖЗИЈКЛЉМНЊОПРСТЋУФХЦЧЏШабвгдђежзијклљмнњопрстћуфхцчџш ")


@pytest.mark.parametrize(
    "text", ["Đorđević", "Djordjevic", "Ђорђевић", "dordevic", "DJORDJEVIĆ", "Ðorđevic\u0301"]
)
def test_a_name_is_the_same_however_it_is_typed(text: str) -> None:
    assert folded(text) == "dordevic"


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("Łukasz Größe", "lukasz grosse"), ("Søren Ærø", "soren aero"), ("Işık", "isik"),
        ("Ќирил Йованов", "kiril iovanov"), ("Ǆordan", "dzordan"), ("Ñandú", "nandu"),
        ("BMU-2026-0001", "bmu-2026-0001"),
    ],
)  # fmt: skip
def test_letters_of_other_languages_lose_their_marks(text: str, plain: str) -> None:
    assert folded(text) == plain


@given(CYRILLIC)
def test_both_scripts_are_one_to_a_search_and_to_an_order(name: str) -> None:
    assert folded(name) == folded(to_latin(name))
    assert sort_key(name) == sort_key(to_latin(name))


def test_names_stand_in_the_order_of_the_serbian_alphabet() -> None:
    in_order = [
        "Ana", "Bojan", "Car", "Čolić", "Ćirić", "Dejan", "Dunja", "Џаја", "Đorđe", "Lazić",
        "Lukić", "Љуба", "Nikola", "Novak", "Njegoš", "Sava", "Šojić", "Zec", "Žika",
    ]  # fmt: skip
    assert sorted(set(in_order), key=sort_key) == in_order


def test_a_shorter_name_comes_before_a_longer_one_and_blanks_do_not_count() -> None:
    assert sort_key("Ana Ilić") < sort_key("Anastasija")
    assert sort_key("  ana   ilić ") == sort_key("Ana Ilić")


@given(st.text(max_size=400))
def test_a_key_is_made_of_digits_alone_and_fits_its_column(name: str) -> None:
    key = sort_key(name)
    assert len(key) <= LONGEST_KEY
    assert key == "" or (key.isdecimal() and key.isascii())
