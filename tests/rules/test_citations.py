"""How papers name the clauses that they rest on: articles in the custom of acts, never ids."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from office.wiring import open_office
from rules.citations import basis, cited
from rules.regulation import Regulation, Rule
from states.text import Text

OFFICE = open_office(Path("no-data-folder"))
BMU, BEE = OFFICE.regulations["bmu"], OFFICE.regulations["bee"]


def test_the_clauses_of_an_article_stand_together_in_the_order_of_the_articles() -> None:
    rests = basis(BMU, ["BMU-24a", "BMU-22.5", "BMU-16", "BMU-22.1", "BMU-22.2", "BMU-22.4"])
    assert rests.sr == (
        "члана 16, члана 22. тач. 1, 2, 4. и 5. и члана 24. став 1. Правилника о међународној"
        " мобилности број 10-10-00315/1 од 21. јуна 2021. године"
    )
    assert rests.en == (
        "article 16, article 22 items 1, 2, 4 and 5 and article 24 paragraph 1 of the Rulebook on"
        " International Mobility, no. 10-10-00315/1, adopted on 21 June 2021"
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
        "и члана 22. тачка 8. Правилника о међународној мобилности Универзитета Метрополитан"
        " Београд"
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
