"""A new version of the list on the command line: shown and asked for, and then published."""

from __future__ import annotations

from datetime import timedelta

import pytest

from states.moments import civil_date
from tests.cli.asking import ANA, CALL, Answer, Ask
from workflows.running.read_only_office import clock

BORIS = ANA.replace("Ana Petrović", "Boris Savić").replace("ana@", "boris@")
HINT = "version 2 takes the place of the list: say --yes to publish it"


def applied(office: Ask, candidate: str, points: int, day: str) -> str:
    """A case whose application was received on a day, with its points; its number."""
    coordinator = ("--as", "mobility_coordinator", "--name", "Petar Simić")
    number = str(office("case", "open", "--call", 1, "--with", candidate, "--json").json["case"])
    cv = f"{{kind: cv, delivered_on: {day}}}"
    assert office("case", "record", number, "document", "--with", cv, *coordinator).status == 0
    application = (
        "{hosts: [University of Graz], programme: erasmus, from: 2098-10-01, to: 2099-02-12, "
        f"semesters: 1, received_on: {day}}}"
    )
    step = ("case", "advance", number, "submit_application", "--with", application)
    assert office(*step, *coordinator).status == 0
    score(office, number, points)
    return number


def score(office: Ask, number: str, points: int) -> None:
    values = f"{{member: m.ilic, case: {number}, points: {{language: {points}}}}}"
    assert office("call", "score", 1, "--name", "m.ilic", "--with", values).status == 0


@pytest.fixture
def two_cases(office: Ask) -> tuple[str, str]:
    """A list is published, Boris has won an appeal and has more points: Ana's and his case."""
    today = civil_date(clock())
    yesterday = today - timedelta(days=1)
    call = CALL.replace("2099-01-31", str(yesterday))
    assert office("call", "open", "--with", call).status == 0
    ana = applied(office, ANA, 19, str(yesterday))
    boris = applied(office, BORIS, 18, str(yesterday))
    first = office("call", "publish-list", 1, "--json").json
    assert first["version"] == 1, "the first version takes the place of none: nobody is asked"
    appeal = f"{{grounds: My certificate was left out., on: {today}}}"
    step = ("case", "advance", boris, "lodge_ranking_appeal", "--as", "candidate")
    assert office(*step, "--with", appeal).status == 0
    step = ("case", "advance", boris, "uphold_ranking_appeal", "--as", "rector")
    assert office(*step, "--with", "{reason: The certificate counts.}").status == 0
    score(office, boris, 20)
    return ana, boris


def first_of(answer: Answer) -> tuple[int, str]:
    """The version that was published, and who stands first on it."""
    return answer.json["version"], answer.json["list"][0]["case"]


def in_force(office: Ask) -> str:
    return office("call", "show", 1).out


def test_what_a_new_version_changes_is_shown_and_no_answer_publishes_nothing(
    office: Ask, two_cases: tuple[str, str]
) -> None:
    ana, boris = two_cases
    question = office("call", "publish-list", 1)
    text = " ".join(question.out.split())
    assert question.status != 0
    assert "Version 2 of the list would change:" in text
    assert f"Boris Savić ({boris}): place 2 → 1; points 18 → 20" in text
    assert f"Ana Petrović ({ana}): place 1 → 2; selected, University of Graz → on the" in text
    assert "Publish it?" in text
    assert "The list, version 1" in in_force(office)


def test_a_program_that_says_no_yes_gets_the_hint_and_publishes_nothing(
    office: Ask, two_cases: tuple[str, str]
) -> None:
    refusal = office("call", "publish-list", 1, "--json")
    assert refusal.status == 2
    assert HINT in refusal.err + refusal.out
    assert "The list, version 1" in in_force(office)


def test_with_yes_the_new_version_is_published_once(
    office: Ask, two_cases: tuple[str, str]
) -> None:
    _, boris = two_cases
    answer = office("call", "publish-list", 1, "--yes", "--json")
    assert answer.status == 0
    assert first_of(answer) == (2, boris)
    assert "The list, version 2" in in_force(office)
    again = office("call", "publish-list", 1, "--yes", "--json")
    assert again.status == 1, "no appeal is left that asks for a third version"
    assert again.json["reasons"][0]["rule"] == "BMU-15b"


def test_who_may_not_publish_is_refused_before_anything_is_shown(
    office: Ask, two_cases: tuple[str, str]
) -> None:
    refusal = office("call", "publish-list", 1, "--as", "student_service")
    assert refusal.status == 1
    assert "would change" not in refusal.out
