"""What the decision on an appeal or a complaint must say, and what follows from it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from actions.documents.producing import DocumentContext, MissingData
from rules.deadlines import due_on
from rules.receipts import Receipt
from states.calls import ListChooser
from states.dossier import Appeal
from tests.actions.documents.document_contents import content_of
from tests.actions.documents.example_case import (
    DAY,
    DOSSIER,
    OFFICE,
    STUDIES,
    instant,
    printed,
    step,
)
from tests.actions.documents.printed_words import flat, lacks


def appealed(
    against: str, is_upheld: bool, trigger: str, due: Receipt | None = None
) -> DocumentContext:
    """An appeal of 10 March 2027, decided on the 15th."""
    appeal = Appeal(
        against,
        date(2027, 3, 10),
        "German has a match.",
        date(2027, 3, 15),
        is_upheld,
        "It has none.",
    )
    return step(trigger, replace(DOSSIER, appeals=(appeal,)), at=instant(3, 15), due=due)


def test_a_complaint_is_decided_in_the_words_of_annex_9() -> None:
    context = appealed("decree", True, "uphold_complaint")
    under_annex_9 = replace(context.file, decree=replace(DOSSIER.decree, remedy="annex_9"))
    content = content_of("appeal_decision", replace(context, dossier=under_annex_9))
    assert content["against"] == "complaint"
    assert content["decide_within"] == {"count": 10, "working": True}
    assert content["signatures"][0]["name"] == "Jelena Đorđević"
    text = printed("appeal_decision", replace(context, dossier=under_annex_9))
    assert lacks(text, "Одлука по приговору", "Приговор се усваја", "прилог 9") == []
    assert "Жалбасе" not in text
    # Article 24 gives the Rector an appeal, and whoever issued the Decree no complaint.
    instruction = (
        "по упутству о правном средству из тог решења (прилог 9 Правилника о међународној"
        " мобилности број 10-10-00315/1 од 21. јуна 2021. године), академски координатор доноси"
    )
    assert lacks(text, instruction) == []
    assert flat("члана 24") not in text and flat("ст. 2. и 3") not in text


@pytest.mark.parametrize(
    ("remedy", "sentence"),
    [
        ("article_24", "Наводи жалбе Жалба не садржи образложење."),
        ("annex_9", "Наводи приговора Приговор не садржи образложење."),
    ],
)
def test_what_gives_no_grounds_is_called_as_its_source_calls_it(remedy: str, sentence: str) -> None:
    trigger = "dismiss_complaint" if remedy == "annex_9" else "dismiss_appeal"
    context = appealed("decree", False, trigger)
    silent = replace(context.file.appeals[0], grounds=" ")
    dossier = replace(
        context.file, appeals=(silent,), decree=replace(DOSSIER.decree, remedy=remedy)
    )
    assert lacks(printed("appeal_decision", replace(context, dossier=dossier)), sentence) == []


@pytest.mark.parametrize(
    ("chosen_as", "to", "by"),
    [("rector", "ректору", "Ректор"), ("dean", "декану", "Декан")],
)
def test_where_no_commission_made_the_list_who_chose_decides_anew(
    chosen_as: str, to: str, by: str
) -> None:
    """Article 29: the Rector (the Dean at a faculty) chooses among staff; no commission hears."""
    context = appealed("list", True, "uphold_ranking_appeal")
    chooser = ListChooser("A. B.", "head_of_ico", chosen_as)
    dossier = replace(
        context.file,
        call=replace(DOSSIER.call, commission=()),
        progress=replace(DOSSIER.progress, chosen_by=chooser),
    )
    text = printed("appeal_decision", replace(context, dossier=dossier))
    parts = (f"предмет се враћа {to} на поновно одлучивање", f"{by} исправља листу")
    assert lacks(text, *parts) == []
    assert "омисиј" not in text


def test_the_decision_on_an_appeal_against_the_decree_says_what_follows() -> None:
    due = due_on("BMU-24a", DAY, date(2027, 3, 22))
    context = appealed("decree", True, "uphold_appeal", due)
    text = printed("appeal_decision", context)
    parts = (
        "Жалба се усваја", "German has a match.", "It has none.", "10. марта 2027",
        "18. марта 2027", "8 дана од дана пријема", "члан 24. ст. 2. и 3.",
        "Поништава се решење број BMU-D-2027-0001 од 4. марта 2027. године и предмет се враћа"
        " академском координатору на поновно одлучивање.",
        "доноси ново решење", "22. марта 2027", "члан 24. став 1.", "Miloš Njegovan",
        "студентској служби",
    )  # fmt: skip
    assert lacks(text, *parts) == []


def test_an_upheld_appeal_against_the_list_sets_it_aside_for_the_appellant_alone() -> None:
    text = printed("appeal_decision", appealed("list", True, "uphold_ranking_appeal"))
    parts = (
        "Ставља се ван снаге ранг листа, верзија 1 (Autumn semester 2026/27), у делу који се"
        " односи на подносиоца жалбе, и предмет се враћа комисији на поновно одлучивање.",
        "Ова одлука је коначна.",
    )  # fmt: skip
    assert lacks(text, *parts) == []


def test_an_appeal_that_was_decided_without_a_reason_gets_no_paper() -> None:
    appeal = Appeal("decree", date(2027, 3, 10), None, date(2027, 3, 15), True, None)
    context = step("uphold_appeal", replace(DOSSIER, appeals=(appeal,)), at=instant(3, 15))
    with pytest.raises(MissingData, match="the reason of the decision is not recorded"):
        content_of("appeal_decision", context)


def test_a_dismissed_appeal_against_the_list_leaves_the_list_as_it_is() -> None:
    context = appealed("list", False, "dismiss_ranking_appeal")
    text = printed("appeal_decision", context)
    parts = ("Жалба се одбија", "ранг листа, верзија 1", "Листа остаје као што је објављена")
    assert lacks(text, *parts, "члан 15. став 4.", "18. марта 2027") == []


def test_the_time_to_decide_is_counted_as_the_deadline_was() -> None:
    earlier = replace(DOSSIER.decree, issued_on=date(2027, 4, 1))
    appeal = Appeal("decree", date(2027, 4, 22), None, date(2027, 4, 26), True, "It matches.")
    dossier = replace(DOSSIER, decree=earlier, appeals=(appeal,))
    content = content_of("appeal_decision", step("uphold_appeal", dossier, at=instant(4, 26)))
    # Fri 30 April is Good Friday; 1 to 3 May are holidays; for Sun 2 May, Tue 4 May is off too.
    assert content["decide_by"] == "2027-05-05"


def test_a_change_of_the_law_does_not_shorten_the_time_of_an_appeal_under_way() -> None:
    book = OFFICE.regulations["bmu"]
    rule = book.rule("BMU-24b")
    (days,) = rule.numbers["decision_days"]
    shorter = (days, replace(days, value=3, since=date(2027, 3, 12)))
    new_rule = replace(rule, numbers={**rule.numbers, "decision_days": shorter})
    new_book = replace(book, rules={**book.rules, "BMU-24b": new_rule})
    context = appealed("decree", True, "uphold_appeal")
    content = content_of(
        "appeal_decision", replace(context, definition=replace(STUDIES, rulebook=new_book))
    )
    assert content["decide_by"] == "2027-03-18"
