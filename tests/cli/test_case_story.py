"""A case on the command line: opened, refused with all its reasons, helped on, told."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from persistence.touched import listen_on_sqlite
from tests.cli.asking import ANA, APPLICATION, CALL, Ask

COORDINATOR = ("--as", "mobility_coordinator", "--name", "Jelena Marković")


def test_a_case_can_be_opened_helped_on_and_looked_up(office: Ask, case: str) -> None:
    why = office("case", "why", case, "--json").json
    submit = next(step for step in why["steps"] if step["step"] == "submit_application")
    assert submit["who"] == ["mobility_coordinator", "candidate"]
    assert submit["takes"][:2] == ["from", "to"]
    assert any("CV" in reason["message"] for reason in submit["missing"])
    assert all(reason["rule"] and reason["remedy"] for reason in submit["missing"])

    apply = ("case", "advance", case, "submit_application", "--with", APPLICATION, *COORDINATOR)
    refusal = office(*apply, "--json")
    assert refusal.status == 1
    assert [reason["rule"] for reason in refusal.json["reasons"]] == ["BMU-15a"]
    assert "Missing document: CV." in refusal.out

    answer = office("case", "record", case, "document", "--with", "{kind: cv}", *COORDINATOR)
    assert answer.status == 0
    application = office(*apply, "--json")
    assert application.status == 0
    assert application.json["state"] == "application"
    assert application.json["due"] == "2099-02-09"

    screen = office("case", "show", case)
    assert "Ana Petrović" in screen.out
    assert "8 days after Sat 31 Jan 2099" in screen.out
    assert office("case", "show", case, "--json").json["awaits"]["owners"] == [
        "mobility_coordinator",
        "commission_member",
    ]


def test_the_history_says_who_did_what_under_which_rule(office: Ask, case: str) -> None:
    office("case", "record", case, "document", "--with", "{kind: cv}", *COORDINATOR)
    entries = office("case", "history", case, "--json").json
    assert [entry["name"] for entry in entries] == ["open", "document"]
    assert (entries[1]["person"], entries[1]["rule"]) == ("Jelena Marković", "BMU-15a")
    assert "Jelena Marković" in office("case", "history", case).out


def test_lists_say_what_is_awaited_from_whom_and_until_when(office: Ask, case: str) -> None:
    assert office("case", "list", "--json").json[0]["case"] == case
    worklist = office("worklist", "--json").json
    assert [(row["case"], row["awaits"], row["due"]) for row in worklist] == [
        (case, "submit_application", "2099-01-31")
    ]
    assert worklist[0]["owners"] == ["mobility_coordinator", "candidate"]
    assert "submit application" in office("worklist", "--role", "candidate").out
    assert office("worklist", "--role", "rector").out == "Nothing is open.\n"
    assert office("case", "list", "--state", "closed").out == "There is no such case.\n"
    assert office("stuck", "--json").json == {"cases": [], "actions": [], "unattended": []}


def test_the_decree_may_not_be_issued_from_the_call(office: Ask, case: str) -> None:
    refusal = office("case", "advance", case, "issue_decree", "--as", "academic_coordinator")
    assert refusal.status == 1
    assert "BMU-16" in refusal.out
    assert "→" in refusal.out


def test_a_substitute_without_dates_is_refused_in_the_own_words_of_the_rule(
    office: Ask, case: str
) -> None:
    refusal = office(
        "case", "advance", case, "withdraw", "--as", "rector", "--for", "mobility_coordinator",
        "--lang", "sr",
    )  # fmt: skip
    assert refusal.status == 1
    assert "Данас није на снази замена" in " ".join(refusal.out.replace("│", " ").split())


def test_who_acts_on_an_old_version_learns_who_changed_it(office: Ask, case: str) -> None:
    office("case", "record", case, "document", "--with", "{kind: cv}", *COORDINATOR)
    late = office(
        "case", "advance", case, "withdraw", "--as", "candidate", "--with", "{reason: ill}",
        "--version", 1,
    )  # fmt: skip
    assert late.status == 2
    assert "changed meanwhile by Jelena Marković" in late.err


def test_a_call_is_scored_and_its_list_waits_until_it_closes(office: Ask, case: str) -> None:
    answer = office(
        "call", "score", 1, "--with", f"{{member: m.ilic, case: {case}, points: {{language: 15}}}}"
    )
    assert answer.status == 0
    early = office("call", "publish-list", "A call that never ends", "--json")
    assert early.status == 1
    assert "is open until Sat 31 Jan 2099" in early.json["reasons"][0]["message"]
    assert office("call", "list", "--json").json[0]["cases"] == 1
    assert office("call", "show", 1, "--json").json["commission"] == ["m.ilic"]


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("case", "show", "BMU-2020-0999"), "there is no case BMU-2020-0999"),
        (("case", "advance", "CASE", "fly", "--as", "rector"), "`fly` is not a step of"),
        (("case", "advance", "CASE", "withdraw", "--as", "king"), "`king` is not a role"),
        (("case", "advance", "CASE", "withdraw", "--as", "system"), "`system` is the passing"),
        (
            ("case", "advance", "CASE", "withdraw", "--as", "rector", "--for", "king"),
            "`king` is not a role",
        ),
        (
            ("case", "record", "CASE", "stay", "--as", "candidate", "--with",
             "{arrived_on: 2098-10-01}"),
            "arrived_on: 2098-10-01 lies in the future (BMU-18a)",
        ),
        (("case", "record", "CASE", "mood", "--as", "rector"), "`mood` is not a fact of"),
        (
            ("case", "record", "CASE", "document", "--as", "candidate", "--with", "{kind: selfie}"),
            "selfie",
        ),
        (
            ("case", "record", "CASE", "stay", "--as", "candidate", "--with",
             "{arrived_on: 2026-02-30}"),
            "'2026-02-30' is not a date that exists",
        ),
        (
            ("case", "record", "CASE", "stay", "--as", "candidate", "--with", "{arrived: x}"),
            "arrived: is not a known key here",
        ),
        (("case", "record", "CASE", "stay", "--as", "candidate", "--with", "[1]"), "--with: names"),
        (("case", "record", "CASE", "stay", "--as", "candidate", "--with", "{a: 1"), "--with:"),
        (
            ("case", "record", "CASE", "stay", "--as", "candidate", "--with-file", "gone.yaml"),
            "gone.yaml",
        ),
        (("case", "open", "--call", "7", "--with", ANA), "there is no call '7'"),
        (("case", "open", "--call", "1", "--with", "{name: X}"), "email: is missing"),
        (("call", "open", "--with", "{title: X}"), "published: is missing"),
        (("call", "open", "--process", "holidays", "--with", CALL), "no process bmu/holidays"),
        (("call", "open", "--institution", "mit", "--with", CALL), "`mit` is not an institution"),
        (
            ("call", "score", "1", "--with", "{member: m.ilic, case: CASE, points: {charm: 3}}"),
            "`charm` is not a criterion",
        ),
        (
            ("call", "score", "1", "--with",
             "{member: m.ilic, case: CASE, points: {language: 21}}"),
            "more than the 20 possible",
        ),
        (("worklist", "--role", "king"), "`king` is not a role"),
    ],
)  # fmt: skip
def test_what_is_asked_wrongly_gets_a_sentence_and_changes_nothing(
    office: Ask, case: str, words: tuple[str, ...], sentence: str
) -> None:
    before = office("case", "history", case, "--json").json
    answer = office(*(word.replace("CASE", case) for word in words))
    assert answer.status == 2
    assert sentence in answer.err
    assert "Traceback" not in answer.err + answer.out
    assert office("case", "history", case, "--json").json == before


def test_in_serbian_an_answer_is_serbian_around_its_facts_too(office: Ask, case: str) -> None:
    screen = office("case", "show", case, "--lang", "sr").out
    why = office("case", "why", case, "--lang", "sr").out
    early = ("issue_decree", "--as", "academic_coordinator", "--lang", "sr")
    refusal = office("case", "advance", case, *early).out
    for word in ("Кандидат", "Процес", "Чека се", "Рок", "верзија предмета"):
        assert word in screen
    assert "Ко може: " in why
    assert "Разлог (reason)" in why
    assert "Одбијено: Доношење решења" in refusal
    for english in ("Awaits", "Who may", "nothing is missing", "version", "Refused"):
        assert english not in screen + why + refusal


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("case", "show", "BMU-2027-0003"), "нема предмета BMU-2027-0003"),
        (("case", "advance", "CASE", "fly", *COORDINATOR), "`fly` није корак у"),
        (("case", "record", "CASE", "document", *COORDINATOR, "--with", "{kind: 5}"),
         "kind: мора бити текст, а не 5 (BMU-15a; `document` прима: "),
    ],
)  # fmt: skip
def test_wrong_input_is_told_in_the_language_of_the_answer(
    office: Ask, case: str, words: tuple[str, ...], sentence: str
) -> None:
    arguments = [word.replace("CASE", case) for word in words]
    answer = office(*arguments, "--lang", "sr")
    assert answer.status == 2
    assert answer.err.startswith(sentence)


def test_what_rests_says_why_in_the_work_list_and_is_neither_overdue_nor_stuck(
    office: Ask, case: str, tmp_path: Path
) -> None:
    rests = (
        "UPDATE cases SET due = '2020-01-01', rests_en = 'rests until then', rests_sr = 'мирује'"
    )
    with sqlite3.connect(tmp_path / "data" / "office.db") as database:
        listen_on_sqlite(database, {})
        database.execute(rests)
    (line,) = office("worklist", "--json").json
    assert (line["case"], line["rests"], line["overdue_days"]) == (case, "rests until then", 0)
    assert line["trouble"] is None
    assert office("worklist", "--lang", "sr", "--json").json[0]["rests"] == "мирује"
    assert "Rests" in office("worklist").out
    assert office("stuck", "--json").json["cases"] == []
