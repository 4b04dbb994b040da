"""How papers name the clauses that they rest on: articles in the custom of acts, never ids."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from office.wiring import open_office
from rules.citations import basis, cited, in_brackets
from rules.regulation import Regulation, Rule
from states.text import Text

OFFICE = open_office(Path("no-data-folder"))
BMU, BEE = OFFICE.regulations["bmu"], OFFICE.regulations["bee"]


def test_the_clauses_of_an_article_stand_together_in_the_order_of_the_articles() -> None:
    rests = basis(BMU, ["BMU-24a", "BMU-22.5", "BMU-16", "BMU-22.1", "BMU-22.2", "BMU-22.4"])
    assert rests.sr == (
        "члана 16, члана 22. став 1. тач. 1, 2, 4. и 5. и члана 24. став 1. Правилника о"
        " међународној мобилности број 10-10-00315/1 од 21. јуна 2021. године"
    )
    assert rests.en == (
        "article 16, article 22 paragraph 1 items 1, 2, 4 and 5 and article 24 paragraph 1 of the"
        " Rulebook on International Mobility, no. 10-10-00315/1, adopted on 21 June 2021"
    )


def test_a_span_of_paragraphs_is_named_one_by_one() -> None:
    assert basis(BMU, ["BMU-26b"]).sr.startswith("члана 26. ст. 2, 3. и 4. Правилника")


def test_an_article_that_counts_as_a_whole_takes_its_clauses_in() -> None:
    whole = Rule(Text("art. 24", "чл. 24."), Text("All of it.", "Цео члан."))
    book = replace(BMU, rules={**BMU.rules, "BMU-24": whole})
    assert basis(book, ["BMU-24a", "BMU-24"]).sr.startswith("члана 24. Правилника")


def test_procedures_without_articles_are_named_by_their_headings_and_claim_no_number() -> None:
    assert basis(BEE, ["BEE-R2", "BEE-L4"]) == Text(
        "the Procedures for Mobility and Recognition of ECTS of the Faculty"
        " (student procedure, recognition; student procedure, comparison)",
        "Процедура за мобилност и признавање ЕСПБ Факултета"
        " (поступак за студенте, признавање; поступак за студенте, упоређивање)",
    )


def test_what_the_faculty_takes_from_the_universitys_rulebook_is_cited_as_the_universitys() -> None:
    rests = basis(BEE, ["BEE-R2", "BMU-22.8"])
    assert rests.sr.endswith(
        "и члана 22. став 1. тачка 8. Правилника о међународној мобилности Универзитета"
        " Метрополитан Београд"
    )
    assert cited(BEE, "BMU-30").sr.startswith("члан 30. Правилника")


def test_the_description_of_the_office_is_no_article_of_the_rulebook() -> None:
    assert cited(BMU, "ICO-2a").sr == "тачка 2а описа рада Центра за међународну сарадњу"
    rests = basis(BMU, ["BMU-30", "ICO-2a"])
    assert rests.sr.endswith("и описа рада Центра за међународну сарадњу (2а)")


def test_an_act_that_says_no_more_than_its_title_is_cited_by_it() -> None:
    plain = replace(BMU, cited_as=None, rulebook=None, adopted=None)
    assert basis(plain, ["BMU-30"]) == Text(
        "article 30 of Rulebook on International Mobility",
        "члана 30. акта „Правилник о међународној мобилности“",
    )


@pytest.mark.parametrize("book", [BMU, BEE], ids=lambda book: book.institution)
def test_every_rule_can_be_cited_and_no_citation_shows_its_id(book: Regulation) -> None:
    for rule in book.rules:
        words = [cited(book, rule), basis(book, [rule])]
        assert all(text.en and text.sr and rule not in f"{text.en} {text.sr}" for text in words)


def test_in_brackets_a_heading_stands_behind_a_comma_and_opens_none_of_its_own() -> None:
    assert cited(BEE, "BEE-C5").sr == (
        "Процедуре за мобилност и признавање ЕСПБ Факултета, поступак за студенте, приговор"
    )


@pytest.mark.parametrize(
    ("book", "source", "in_english", "in_serbian"),
    [
        (BMU, ("BMU-22.8",), "article 22 paragraph 1 item 8", "члан 22. став 1. тачка 8"),
        (
            BMU,
            ("BMU-22.1", "BMU-22.5", "BMU-22.6"),
            "article 22 paragraph 1 items 1, 5 and 6",
            "члан 22. став 1. тач. 1, 5. и 6",
        ),
        (BMU, ("BMU-20",), "article 20 paragraph 2", "члан 20. став 2"),
        (BMU, Text("annex 10", "прилог 10"), "annex 10", "прилог 10"),
        (
            BEE,
            ("BMU-22.9",),
            "article 22 paragraph 1 item 9 of the Rulebook on International Mobility of Belgrade"
            " Metropolitan University",
            "члан 22. став 1. тачка 9. Правилника о међународној мобилности Универзитета"
            " Метрополитан Београд",
        ),
        (BEE, ("BEE-L4",), "student procedure, comparison", "поступак за студенте, упоређивање"),
    ],
)
def test_behind_a_sentence_the_own_act_is_known_and_the_last_number_has_no_dot(
    book: Regulation, source: Text | tuple[str, ...], in_english: str, in_serbian: str
) -> None:
    assert in_brackets(book, source) == Text(in_english, in_serbian)


@pytest.mark.parametrize("book", [BMU, BEE], ids=lambda book: book.institution)
def test_a_number_has_no_dot_before_another_sign_and_an_item_is_one_of_its_paragraph(
    book: Regulation,
) -> None:
    """Article 22 cites itself so: „став 1. тачка 3. овог члана“."""
    sources = [
        source for document in book.documents.values() for source in document.sources.values()
    ]
    cites = [
        *(text for rule in book.rules for text in (cited(book, rule), basis(book, [rule]))),
        *(in_brackets(book, source) for source in sources),
        *(rule.article for rule in book.rules.values()),
    ]
    assert len(cites) > 3 * len(book.rules)
    for text in cites:
        assert not re.search(r"\d\.[,;:)]", text.sr), text.sr
        assert not re.search(r"(чл\.|члана?) \d+\. тач", text.sr), text.sr
        assert not re.search(r"(art\.|article) \d+,? items?", text.en), text.en
