"""The handbook: in each language, and reached from each page at its own section."""

from __future__ import annotations

import re

import pytest

from tests.web.browsing import LogIn
from tests.web.eventful_office import much_has_happened
from tests.web.office_at_work import OfficeAtWork
from tests.web.page_registry import MORE, PAGES
from web.views.help import handbook, section_ids, titles
from web.views.help_sections import OF_A_PART, SECTIONS


def test_both_handbooks_have_the_same_sections_in_the_same_order() -> None:
    english, serbian = titles("en"), titles("sr")
    assert len(english) == len(serbian)
    assert not set(english) & set(serbian), "each title is written in its language"


def test_each_page_leads_to_a_section_that_there_is() -> None:
    assert {section for _, section in (*SECTIONS, *OF_A_PART)} <= set(section_ids())


def test_every_page_leads_to_the_section_that_tells_of_it_in_each_language(
    office: OfficeAtWork, log_in: LogIn
) -> None:
    places, head = much_has_happened(office, log_in), log_in("dusan")
    for language in ("en", "sr", "sr-Latn"):
        head.get(f"/language/{language}")
        headings = set(re.findall(r'id="([^"]+)"', head.get("/help").text))
        for path in (*PAGES.values(), *MORE.values()):
            page = head.get(path.format(**places)).text
            (section,) = set(re.findall(r'href="/help#?([^"]*)"', page))
            assert section in headings, (path, section)


@pytest.mark.parametrize(
    ("address", "section"),
    [
        ("/work", "my-work"),
        ("/calls/1", "calls-points-lists"),
        ("/calls/1/takeover", "a-case-that-is-running-already"),
    ],
)
def test_a_page_links_to_its_own_section(
    office: OfficeAtWork, log_in: LogIn, address: str, section: str
) -> None:
    client = log_in("vera")
    assert f'href="/help#{section}"' in client.get(address).text
    assert f'id="{section}"' in client.get("/help").text


def test_the_handbook_speaks_the_language_of_its_reader(log_in: LogIn) -> None:
    client = log_in("vera")
    client.cookies.set("language", "sr")
    assert "Предмет" in client.get("/help").text
    client.cookies.set("language", "sr-Latn")
    latin = client.get("/help").text
    assert "Predmet" in latin
    assert "Предмет" not in latin


def test_links_to_files_are_words_and_no_html_of_the_text_is_run() -> None:
    for language in ("en", "sr", "sr-Latn"):
        html = handbook(language).html
        assert ".md" not in html.replace(".md<", "").replace("api.md", "")
        assert "<script" not in html


def test_pictures_are_for_who_reads_the_handbook_elsewhere() -> None:
    assert "<img" not in handbook("en").html
    assert "pictures/" not in handbook("sr").html
