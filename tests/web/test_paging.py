"""Lists in pages: what an address asks for, what is said of it, and where its links lead."""

from __future__ import annotations

import pytest

from web.views.paging import ListAddress, Listing, Paging, Sort, page_number, sort_of

DUE = Sort("due")
HERE = ListAddress("/work", (("state", "ranking"), ("host", "Graz"), ("sort", "-due")))


@pytest.mark.parametrize("text", ["", "0", "-3", "²", "٣", "one", "9" * 400, "1.5", "1e3"])
def test_what_is_no_page_is_the_first(text: str) -> None:
    assert page_number(text) == 1


@pytest.mark.parametrize(
    ("text", "sort"),
    [
        ("host", Sort("host")), ("-host", Sort("host", True)), ("", DUE), ("colour", DUE),
        ("--due", DUE), ("-", DUE),
    ],
)  # fmt: skip
def test_an_order_is_by_a_column_that_the_list_has(text: str, sort: Sort) -> None:
    assert sort_of(text, ["due", "host"], DUE) == sort


@pytest.mark.parametrize(
    ("page", "count", "en", "sr"),
    [
        (1, 0, "0 cases", "0 предмета"),
        (1, 1, "1 case", "1 предмет"),
        (1, 50, "50 cases", "50 предмета"),
        (1, 51, "1–50 of 51 cases", "1–50 од 51 предмета"),
        (3, 1234, "101–150 of 1,234 cases", "101–150 од 1.234 предмета"),
        (25, 1234, "1,201–1,234 of 1,234 cases", "1.201–1.234 од 1.234 предмета"),
        (1, 2_000, "1–50 of 2,000 cases", "1–50 од 2.000 предмета"),
        (1, 2_001, "1–50 of more than 2,000 cases", "1–50 од више од 2.000 предмета"),
    ],
)
def test_a_list_says_what_is_shown_of_how_much(page: int, count: int, en: str, sr: str) -> None:
    words = Paging(page, count).in_words("case")
    assert (words.en, words.sr) == (en, sr)


def test_a_page_beyond_the_last_is_the_last() -> None:
    paging = Paging(99, 120)
    assert (paging.page, paging.pages, paging.offset) == (3, 3, 100)
    assert Paging(7, 0).page == 1


def test_pages_near_the_one_shown_are_offered_with_the_first_and_the_last() -> None:
    assert Paging(1, 120).numbers == (1, 2, 3)
    assert Paging(10, 1000).numbers == (1, None, 8, 9, 10, 11, 12, None, 20)
    assert Paging(200, 2_001).numbers == (1, None, 38, 39, 40)


def test_another_filter_or_order_begins_on_page_one_and_keeps_the_rest() -> None:
    listing = Listing(HERE, Sort("due", True), Paging(4, 400))
    assert listing.page(3) == "/work?state=ranking&host=Graz&sort=-due&page=3"
    assert listing.page(1) == "/work?state=ranking&host=Graz&sort=-due"
    assert listing.sorted_by("due") == "/work?state=ranking&host=Graz&sort=due"
    assert listing.sorted_by("host") == "/work?state=ranking&host=Graz&sort=host"
    assert HERE.without("host", "Graz") == "/work?state=ranking&sort=-due"
    assert HERE.with_({"state": ""}) == "/work?host=Graz&sort=-due"


def test_an_order_is_told_of_its_own_column_only_and_turns_round() -> None:
    listing = Listing(ListAddress("/work"), Sort("due"), Paging(1, 1))
    assert (listing.direction("due"), listing.direction("host")) == ("ascending", None)
    assert listing.sorted_by("due") == "/work?sort=-due"


def test_what_was_typed_stands_in_the_address_unharmed() -> None:
    address = ListAddress("/work", (("host", 'Å & <b>"'),))
    assert address.with_({}) == "/work?host=%C3%85+%26+%3Cb%3E%22"
