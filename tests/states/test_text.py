"""Serbian is written once: Latin is made from the Cyrillic, letter by letter and with its rules."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from states.text import Text, serbian_in_latin, to_latin

SERBIAN = "АБВГДЂЕЖЗИЈКЛЉМНЊОПРСТЋУФХЦЧЏШабвгдђежзијклљмнњопрстћуфхцчџш"
SENTENCES = st.text(alphabet=f"{SERBIAN} ,.-()„“0123456789abcXYZ", max_size=60)
CYRILLIC = re.compile(r"[\u0400-\u04ff]")


@pytest.mark.parametrize(
    ("cyrillic", "latin"),
    [
        ("Љубица Његош", "Ljubica Njegoš"),
        ("ЉУБИЦА ЊЕГОШ", "LJUBICA NJEGOŠ"),
        ("Џеп, ЏЕП", "Džep, DŽEP"),
        ("ЉЊ, Љ. Њ. Бошковић", "LJNJ, Lj. Nj. Bošković"),
        ("БИЉЕ и Биље", "BILJE i Bilje"),
        ("пријављивање", "prijavljivanje"),
        ("ђак, ћуп, чаша, жаба, шума", "đak, ćup, čaša, žaba, šuma"),
        ("Уговор о учењу (Erasmus+)", "Ugovor o učenju (Erasmus+)"),
        ("чл. 15. ст. 4.", "čl. 15. st. 4."),
    ],
)
def test_serbian_in_latin_letters(cyrillic: str, latin: str) -> None:
    assert to_latin(cyrillic) == latin


@pytest.mark.parametrize(
    ("text", "in_latin"),
    [
        ("Предмет „Базе података“, Graz", "Predmet „Baze podataka“, Graz"),
        ("ЉУБИЦА Њ. Đurić", "LJUBICA Nj. Đurić"),
        ("Софийски университет", "Софийски университет"),
        ("Kraków, 北京", "Kraków, 北京"),
    ],
)
def test_what_people_typed_in_serbian_is_printed_in_latin_and_nothing_else(
    text: str, in_latin: str
) -> None:
    assert serbian_in_latin(text) == in_latin


@given(SENTENCES)
def test_nothing_cyrillic_remains(text: str) -> None:
    assert not CYRILLIC.search(to_latin(text))


@given(st.text(alphabet="abcčćdžšđ ABCČĆŽŠĐ+-.,0123456789", max_size=60))
def test_what_is_in_latin_letters_already_stays(text: str) -> None:
    assert to_latin(text) == text


@given(SENTENCES)
def test_to_do_it_twice_changes_nothing(text: str) -> None:
    assert to_latin(to_latin(text)) == to_latin(text)


@given(SENTENCES)
def test_small_letters_come_from_small_letters(text: str) -> None:
    assert to_latin(text.lower()).lower() == to_latin(text).lower()


def test_a_text_is_said_in_the_three_languages() -> None:
    text = Text("Decree", "Решење")
    words = [text.in_(language) for language in ("en", "sr", "sr-Latn")]
    assert words == ["Decree", "Решење", "Rešenje"]
    assert str(text) == "Decree"
