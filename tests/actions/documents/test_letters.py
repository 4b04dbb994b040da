"""Letters outside Latin and Cyrillic: a paper is made, whatever letters a name is written in."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader
from structlog.testing import capture_logs

from actions.documents.content import DocumentContent, as_content
from actions.documents.fonts import REPLACEMENT, undisplayed, with_replacements
from actions.documents.typesetting import make_document
from states.text import LANGUAGES, Text
from tests.actions.documents.example_decrees import DECREE
from tests.actions.documents.example_forms import AGREEMENT
from tests.actions.documents.example_letters import NOMINATION, RANKING_LIST, REFUSAL
from tests.actions.documents.example_parties import ANA, AT, GRAZ

NAMES = {
    "Han": "王芳",
    "Han beyond the basic plane": "𠮷田",
    "Kana": "さくら",
    "Hangul": "홍길동",
    "Thai": "สมชาย",
    "Ethiopic": "አበበ",
    "Arabic": "محمد",
    "Hebrew": "דוד",
    "Armenian": "Արամ",
    "Georgian": "ნინო",
    "Devanagari": "अनिल",
    "emoji": "🎓😀",
    "emoji of several signs": "👩‍🎓🇷🇸👍🏽",
    "the title case of lj": "ǈubica",
    "combining marks": "e\u0301\u0323q\u0307ж\u0301",
    "Vietnamese": "Nguyễn Thị Ánh",
}
"""One name of each script that the office's fonts cover, by what it is written in."""

CUNEIFORM = "𒀀"
UNASSIGNED = "\u0378"


def papers_with(name: str) -> Iterator[tuple[str, DocumentContent]]:
    """The papers of a person of this name at a host of this name, with a course of this title."""
    student = replace(ANA, name=name)
    host = replace(GRAZ, name=name)
    places = RANKING_LIST.places
    yield (
        "ranking_list",
        replace(RANKING_LIST, places=(replace(places[0], candidate=name), *places[1:])),
    )
    yield "nomination_letter", replace(NOMINATION, candidate=student, host=host)
    decree = DECREE
    courses = tuple(replace(course, home=name) for course in decree.replaced)
    yield "decree", replace(decree, student=student, host=host, replaced=courses)
    form = AGREEMENT
    entries = (replace(form.parts[0].entries[0], value=name), *form.parts[0].entries[1:])
    first = replace(form.parts[0], entries=entries, title=Text(name, name))
    yield "agreement_form", replace(form, parts=(first, *form.parts[1:]))


def made(kind: str, document: DocumentContent, language: str = "en") -> tuple[str, set[str]]:
    """The text of the PDF and the families of the fonts in it; it claims to be archival."""
    pdf = make_document(kind, as_content(document), language, AT)
    assert b"<pdfaid:part>2</pdfaid:part>" in pdf
    pages = PdfReader(io.BytesIO(pdf)).pages
    text = " ".join(page.extract_text() for page in pages)
    return text, {family for page in pages for family in families_of(page)}


def families_of(page: object) -> Iterator[str]:
    """The names of a page's fonts without the six letters that mark a subset."""
    fonts = page["/Resources"]["/Font"]  # type: ignore[index]
    for font in fonts.values():
        yield font.get_object()["/BaseFont"].split("+")[1].split("-")[0]


@pytest.mark.parametrize("script", NAMES)
def test_every_paper_is_made_with_the_letters_of_a_script_and_none_is_replaced(
    script: str,
) -> None:
    for kind, paper in papers_with(NAMES[script]):
        with capture_logs() as notes:
            text, _ = made(kind, paper)
        assert REPLACEMENT not in text, kind
        assert notes == [], kind


@pytest.mark.parametrize("language", LANGUAGES)
def test_han_hangul_thai_and_ethiopic_are_printed_as_they_are_in_every_language(
    language: str,
) -> None:
    for name in ("王芳", "홍길동", "አበበ"):
        for kind, paper in papers_with(name):
            assert name in made(kind, paper, language)[0], (kind, name)


def test_arabic_and_armenian_are_not_set_in_monospace() -> None:
    for name in (NAMES["Arabic"], NAMES["Armenian"], "Ǉǈǉ Ꙗ"):
        for kind, paper in papers_with(name):
            assert "DejaVuSansMono" not in made(kind, paper)[1], (kind, name)


def test_a_paper_in_latin_and_cyrillic_needs_no_other_letter_than_the_offices() -> None:
    for kind, paper in papers_with("Đorđe Njegoš Ђорђе Његош"):
        assert made(kind, paper)[1] == {"LibertinusSerif"}, kind


@pytest.mark.parametrize("sign", [CUNEIFORM, UNASSIGNED, "\x01"], ids=ascii)
def test_a_sign_that_no_font_has_is_printed_as_its_replacement_and_noted(sign: str) -> None:
    for kind, paper in papers_with(f"Ana {sign} Petrović"):
        with capture_logs() as notes:
            text, _ = made(kind, paper)
        assert f"Ana {REPLACEMENT} Petrović" in " ".join(text.split()), kind
        assert [note["signs"] for note in notes] == [[f"U+{ord(sign):04X}"]], kind


def test_one_persons_odd_letters_leave_the_other_names_of_a_list_as_they_are() -> None:
    (kind, ranking_list), *_ = papers_with(f"{CUNEIFORM} 王芳")
    text, _ = made(kind, ranking_list)
    assert f"{REPLACEMENT} 王芳" in text
    assert "Ceca Žikić" in text


def test_a_mark_that_fits_no_letter_is_replaced_and_the_letter_stays() -> None:
    page, marks = with_replacements({"names": ["ab\U00011a01", "Žika"], "number": 3})
    assert page == {"names": [f"ab{REPLACEMENT}", "Žika"], "number": 3}
    assert marks == ["\U00011a01"]


def test_of_many_words_exactly_those_are_told_that_the_fonts_lack() -> None:
    words = ["Žika", CUNEIFORM, "王芳", UNASSIGNED, "Жика"]
    assert undisplayed(words) == {CUNEIFORM, UNASSIGNED}
    assert undisplayed([]) == set()


@settings(max_examples=15, deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=30))
def test_whatever_signs_a_name_holds_the_paper_is_made(name: str) -> None:
    candidate = replace(REFUSAL.candidate, name=f"Ana {name}")
    text, _ = made("refusal_letter", replace(REFUSAL, candidate=candidate))
    assert "Ana" in text
