"""What a rule is told to be shown on: the document cites its clause, and the page is there."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Final

import pytest
from fastapi.routing import APIRoute

from actions.documents.producing import DocumentContext
from rules.citations import basis
from rules.regulation import Regulation
from rules.shown_on import PAGE, PAGES
from states.recognition import RecognitionDecision
from states.vocabulary import PRODUCED
from tests.actions.documents.document_contents import content_of
from tests.actions.documents.example_case import DECREE, DOSSIER, OFFICE, printed, step
from tests.actions.documents.example_list import LIST
from tests.actions.documents.example_process import context_in, other_process
from tests.actions.documents.printed_words import lacks
from web.permissions import ROUTES
from web.public.pages import router

ELECTIVE: Final = replace(
    DOSSIER,
    recognition=(
        *DOSSIER.recognition[:-1],
        RecognitionDecision("German for Beginners", elective=True),
    ),
)
FACULTY: Final = other_process(
    "bee", "outgoing-studies", "issue_decree", "BEE-R2", ("academic_coordinator",)
)
STAFF: Final = OFFICE.in_force("bmu", "outgoing-teaching", date(2026, 2, 16))
PAPERS: Final[dict[str, list[tuple[str, DocumentContext]]]] = {
    "bmu": [
        ("decree", DECREE),
        ("decree", step("issue_decree", ELECTIVE)),
        ("ranking_list", LIST),
        ("ranking_list", replace(LIST, definition=STAFF)),
    ],
    "bee": [("decree", context_in(FACULTY, ELECTIVE))],
}
"""By institution, example papers that together are in every circumstance of a rule shown there."""


@pytest.mark.parametrize("institution", PAPERS)
def test_each_rule_that_a_document_shows_is_cited_on_it(institution: str) -> None:
    book = OFFICE.regulations[institution]
    cited = {
        (kind, rule)
        for kind, context in PAPERS[institution]
        for rule in _cited_on(book, kind, context)
    }
    assert _shown_on_documents(book) - cited == set()
    assert _shown_on_documents(book)


@pytest.mark.parametrize("institution", PAPERS)
def test_each_page_that_shows_a_rule_is_a_page_of_the_office_or_public(institution: str) -> None:
    rules = OFFICE.regulations[institution].rules.values()
    pages = {place for rule in rules for place in rule.shown_on if place.startswith(PAGE)}
    known = {*ROUTES, *(route.name for route in router.routes if isinstance(route, APIRoute))}
    assert {page.removeprefix(PAGE) for page in pages} <= known
    assert set(PAGES) <= known


def _shown_on_documents(book: Regulation) -> set[tuple[str, str]]:
    return {
        (place, rule_id)
        for rule_id, rule in book.rules.items()
        for place in rule.shown_on
        if place in PRODUCED
    }


def _cited_on(book: Regulation, kind: str, context: DocumentContext) -> list[str]:
    """The rules whose clauses stand in the preamble that is printed on the paper."""
    rules: list[str] = content_of(kind, context)["head"]["rests_on"]
    assert lacks(printed(kind, context), basis(book, rules).sr) == []
    return rules
