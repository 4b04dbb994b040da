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

WORDS: Final[dict[tuple[str, str, str], tuple[str, ...]]] = {
    ("bmu", "decree", "BMU-16"): (
        "Студент Ana Petrović", "Установа домаћин University of Graz, Аустрија",
        "Предмети положени у установи домаћину којима се замењују предмети матичне установе",
        "Предмети без одговарајућег предмета, који се уписују само у Додатак дипломи",
        "Начин еквиваленције оцена", "Преостале обавезе", "Остали подаци",
    ),
    ("bmu", "decree", "BMU-20"): (
        "студент треба да положи, без додатних предиспитних обавеза (члан 20. став 2)",
        "1. Машинско учење 45 6",
    ),
    ("bmu", "decree", "BMU-22.1"): (
        "Признато на матичној установи", "1. Databases 6 45 1 Базе података 8 60 9",
        "колико ти предмети носе на матичној установи (члан 22. став 1. тач. 1, 5. и 6)",
    ),
    ("bmu", "decree", "BMU-22.2"): (
        "Додатак дипломи, рубрика 6.1 („Додатне информације о студенту“)",
        "тачно онако како је наведено у препису оцена (члан 22. став 1. тачка 2)",
        "Databases: оцена 1, 6 ЕСПБ", "Систем оцењивања установе домаћина: 1 (24%)",
    ),
    ("bmu", "decree", "BMU-22.3"): (
        "који нису предвиђени студијским програмом за стицање дипломе“, на изворном језику и у"
        " изворном облику (члан 22. став 1. тачка 3): – German for Beginners",
    ),
    ("bmu", "decree", "BMU-22.4"): (
        "примењује се њена ЕСПБ скала оцењивања (прилог 11)", "Примењено правило",
        "Прилог: како је свака оцена претворена", "највеће преклапање: 9",
    ),
    ("bmu", "decree", "BMU-22.5"): (
        "Усклађене оцене замењених предмета улазе у просечну оцену",
        "не улазе ни у просек ни у збир бодова (члан 22. став 1. тач. 3. и 7)",
    ),
    ("bmu", "decree", "BMU-22.6"): ("у број бодова студијског програма рачуна се 14 ЕСПБ",),
    ("bmu", "decree", "BMU-22.7"): (
        "Предмети који се уписују само у Додатак дипломи (4 ЕСПБ) не улазе",
        "само у Додатак дипломи Предмет (назив на изворном језику) ЕСПБ Часови Оцена"
        " 1. German for Beginners 4 30 2",
    ),
    ("bmu", "decree", "BMU-22.9"): (
        "Слободни изборни предмети који се признају у изворном облику",
        "са оценама које је дала установа домаћин (члан 22. став 1. тачка 9). Предмет (назив на"
        " изворном језику) ЕСПБ Часови Оцена 1. German for Beginners 4 30 2",
        "њихове оцене не улазе у просек (члан 22. став 1. тачка 9)",
    ),
    ("bmu", "decree", "BMU-23"): (
        "Оцене установе домаћина 1 2 3 4", "Оцене матичне установе 10 (A) 9 (B)",
    ),
    ("bmu", "ranking_list", "BMU-15b"): (
        "Критеријуми", "усклађеност програма 30", "просечна оцена 30",
        "предност има кандидат са мање ранијих мобилности",
    ),
    ("bmu", "ranking_list", "BMU-29"): (
        "Критеријуми", "сходна примена на запослене: члан 29. не прописује правно средство",
    ),
    ("bee", "decree", "BMU-22.9"): (
        "Слободни изборни предмети који се признају у изворном облику",
        "(члан 22. став 1. тачка 9. Правилника о међународној мобилности Универзитета",
        "Слободни изборни предмети рачунају се у број бодова студијског програма са 4 ЕСПБ",
    ),
}  # fmt: skip
"""By institution, document and rule the words in which a paper of `PAPERS` shows the clause."""


def test_no_rule_that_a_document_shows_is_without_the_words_that_show_it() -> None:
    shown_rules = {
        (institution, kind, rule)
        for institution in PAPERS
        for kind, rule in _shown_on_documents(OFFICE.regulations[institution])
    }
    assert set(WORDS) == shown_rules


@pytest.mark.parametrize("institution", PAPERS)
def test_each_clause_that_a_document_shows_stands_on_it_in_its_own_words(institution: str) -> None:
    """A clause whose part is taken out of the paper is found, though the paper still cites it."""
    texts = {
        kind: [printed(kind, context) for paper, context in PAPERS[institution] if paper == kind]
        for kind, _ in PAPERS[institution]
    }
    absences = {
        (kind, rule): gaps
        for (where, kind, rule), words in WORDS.items()
        if where == institution
        and (gaps := [part for part in words if all(lacks(text, part) for text in texts[kind])])
    }
    assert absences == {}


@pytest.mark.parametrize("institution", PAPERS)
def test_each_rule_that_a_document_shows_is_cited_on_it(institution: str) -> None:
    book = OFFICE.regulations[institution]
    citations = {
        (kind, rule)
        for kind, context in PAPERS[institution]
        for rule in _cited_on(book, kind, context)
    }
    assert _shown_on_documents(book) - citations == set()
    assert _shown_on_documents(book)


@pytest.mark.parametrize("institution", PAPERS)
def test_each_page_that_shows_a_rule_is_a_page_of_the_office_or_public(institution: str) -> None:
    rules = OFFICE.regulations[institution].rules.values()
    pages = {place for rule in rules for place in rule.shown_on if place.startswith(PAGE)}
    route_names = {*ROUTES, *(route.name for route in router.routes if isinstance(route, APIRoute))}
    assert {page.removeprefix(PAGE) for page in pages} <= route_names
    assert set(PAGES) <= route_names


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
