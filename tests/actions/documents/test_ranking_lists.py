"""What the list of a call must say: places, ties, the commission, and the right of appeal."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from pypdf import PdfReader

from actions.documents.context import ListChoice, RankingEntry, known
from rules.deadlines import due_after
from states.decision import Actor
from states.definition import Transition
from states.text import Text
from tests.actions.documents.document_contents import content_of
from tests.actions.documents.example_case import CALL, DAY, OFFICE, PROGRESS, pdf_of, printed
from tests.actions.documents.example_list import LIST, RANKING
from tests.actions.documents.example_process import other_process
from tests.actions.documents.printed_words import flat, lacks, words_of_pdf


def test_the_ranking_list_names_criteria_commission_places_and_the_right_of_appeal() -> None:
    text = printed("ranking_list", LIST)
    parts = (
        "Milica Ilić", "Jovan Kos", "Sanja Rus", "усклађеност програма", "50 од 100",
        "Ana Petrović", "72,5 од 100", "University of Graz", "Bojan Lukić", "Ceca Žikić",
        "верзију 1",
        "ректору у року од 8 дана", "27. марта 2026", "члан 15. став 4. Правилника",
    )  # fmt: skip
    assert lacks(text, *parts) == []


@pytest.mark.parametrize(
    ("institution", "process"),
    [(key, kind) for key in ("bmu", "bee") for kind in ("outgoing-studies", "outgoing-teaching")],
)
@pytest.mark.parametrize(
    "listed_entry", [RANKING.entries[0], RANKING.entries[2]], ids=lambda entry: entry.outcome
)
def test_a_list_of_one_candidate_fits_a_page_with_its_remedy_and_four_signatures(
    institution: str, process: str, listed_entry: RankingEntry
) -> None:
    """With every criterion that its source has."""
    definition = OFFICE.in_force(institution, process, date(2026, 2, 16))
    rules = known(definition.call, "what its call says")
    call = replace(CALL, criteria=dict.fromkeys(rules.criteria, Decimal(20)))
    ranking = replace(RANKING, call=call, version=1, entries=(replace(listed_entry, rank=1),))
    context = replace(LIST, definition=definition, ranking=ranking, due=None)
    pdf = pdf_of("ranking_list", context)
    text = words_of_pdf(pdf)
    assert len(PdfReader(io.BytesIO(pdf)).pages) == 1
    assert lacks(text, *RANKING.commission, "Последњи дан рока", "Критеријуми") == []
    assert lacks(text, "Једнак број бодова"), "one candidate has the points of nobody else"


def test_the_commission_and_the_rector_sign_the_list_which_rests_on_the_articles_of_its_kind() -> (
    None
):
    content = content_of("ranking_list", LIST)
    names = [signature["name"] for signature in content["signatures"]]
    assert names == ["Milica Ilić", "Jovan Kos", "Sanja Rus", "Miloš Njegovan"]
    assert content["head"]["rests_on"] == ["BMU-15b", "BMU-15c"]
    staff = OFFICE.in_force("bmu", "outgoing-teaching", date(2026, 2, 16))
    of_staff = content_of("ranking_list", replace(LIST, definition=staff))
    assert of_staff["head"]["basis"]["sr"].startswith("члана 15. став 4. и члана 29. Правилника")


@pytest.mark.parametrize("process", ["outgoing-teaching", "outgoing-training", "outgoing-research"])
def test_a_list_that_the_rector_chooses_rests_on_article_29_and_not_on_the_commissions_clauses(
    process: str,
) -> None:
    staff = OFFICE.in_force("bmu", process, date(2026, 2, 16))
    rector = Actor("rector", "Miloš Njegovan")
    choice = ListChoice(rector, "Fewer earlier mobilities go first.")
    content = content_of("ranking_list", replace(
        LIST, definition=staff, ranking=replace(RANKING, commission=(), choice=choice)
    ))  # fmt: skip
    assert content["head"]["rests_on"] == ["BMU-29"]
    assert content["head"]["basis"]["sr"].startswith("члана 29. Правилника")
    assert [signature["name"] for signature in content["signatures"]] == ["Miloš Njegovan"]


def test_each_tie_is_printed_once_and_each_reason_without_it() -> None:
    content = content_of("ranking_list", LIST)
    assert [tie["en"] for tie in content["ties"]] == [
        "2. Bojan Lukić: below BMU-2026-0001: equal points; more mobilities"
    ]
    assert [place["reason"] and place["reason"]["en"] for place in content["places"]] == [
        None,
        "no place left of 1; waiting: no preferred host has a place",
        "below the call's minimum of 50",
    ]


def test_a_complaint_against_the_facultys_list_goes_to_whom_its_definition_names() -> None:
    uphold = Transition(
        "uphold_ranking_appeal", Text("U", "У"), "BEE-C5", ("ranking_appeal",), "ranking",
        ("dean",), takes="appeal_upheld",
    )  # fmt: skip
    lodge = replace(
        uphold, trigger="lodge_ranking_appeal", sources=("ranking",), target="ranking_appeal",
        takes="ranking_appeal",
    )  # fmt: skip
    definition = replace(
        other_process("bee", "outgoing-studies", "x", "BEE-C4", ("dean",)),
        transitions={step.trigger: step for step in (lodge, uphold)},
    )
    call = replace(CALL, appeal_days=None)
    published_on = date(2026, 3, 19)
    due = due_after("BEE-C5", DAY, published_on, 7, "days", OFFICE.calendar)
    until = replace(PROGRESS, appeal_until=due.due)
    ranking = replace(RANKING, call=call, progress=until)
    context = replace(LIST, definition=definition, ranking=ranking, due=due)
    remedy = content_of("ranking_list", context)["remedy"]
    assert (remedy["to"], remedy["lodge_within"]["count"]) == ("dean", 7)
    text = printed("ranking_list", context)
    sentences = ("приговор у року од 7 дана", "О приговору одлучује декан.", "поступак за студенте")
    assert lacks(text, *sentences, "26. марта 2026") == []
    for more_than_the_source_says in ("коначна", "жалб", "8 дана"):
        assert flat(more_than_the_source_says) not in text


def test_staff_are_told_that_the_remedy_of_students_is_applied_to_them_accordingly() -> None:
    staff = OFFICE.in_force("bmu", "outgoing-teaching", date(2026, 2, 16))
    text = printed("ranking_list", replace(LIST, definition=staff))
    assert lacks(text, "члан 15. став 4.", "сходна примена на запослене: члан 29.") == []
    assert flat("сходна примена") not in printed("ranking_list", LIST)


def test_no_grades_are_said_to_decide_between_staff() -> None:
    staff = OFFICE.in_force("bmu", "outgoing-teaching", date(2026, 2, 16))
    of_staff = printed("ranking_list", replace(LIST, definition=staff))
    assert lacks(of_staff, "са мање ранијих мобилности, затим са ранијом пријавом") == []
    assert flat("просечном оценом") not in of_staff
    assert lacks(printed("ranking_list", LIST), "затим са вишом просечном оценом") == []


@pytest.mark.parametrize(
    ("process", "first", "never"),
    [
        ("outgoing-studies", "предност има кандидат са вишом просечном оценом", "мобилности"),
        ("outgoing-teaching", "кандидат који још није учествовао у мобилности", "оценом"),
        ("outgoing-training", "кандидат који још није учествовао у мобилности", "мање ранијих"),
    ],
)
def test_between_equals_the_facultys_list_names_what_its_source_lets_decide(
    process: str, first: str, never: str
) -> None:
    """Earlier mobilities are no criterion of its students; of its staff, whether there were any."""
    definition = OFFICE.in_force("bee", process, date(2026, 2, 16))
    text = printed("ranking_list", replace(LIST, definition=definition, due=None))
    assert lacks(text, f"{first}, затим са ранијом пријавом.") == []
    sentence = text.partition(flat("При једнаком броју бодова"))[2].partition(".")[0]
    assert flat(never) not in sentence.removeprefix(flat(first.removeprefix("предност има ")))


def test_a_list_in_cyrillic_names_everybody_in_cyrillic_whose_name_is_known_so() -> None:
    ana = Text("Ana Petrović", "Ана Петровић")
    first, *rest = RANKING.entries
    members = (Text("Prof. Milica Ilić", "проф. др Милица Илић"), "Jovan Kos")
    ranking = replace(RANKING, entries=(replace(first, candidate=ana), *rest), commission=members)
    text = printed("ranking_list", replace(LIST, ranking=ranking))
    assert lacks(text, "Ана Петровић", "проф. др Милица Илић", "Jovan Kos") == []
    assert flat("Ana Petrović") not in text
