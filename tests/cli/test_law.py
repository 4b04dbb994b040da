"""The law of a day on the command line: names, digests, and each text word for word."""

from __future__ import annotations

from office.config_file import REGULATIONS
from tests.cli.asking import Ask


def test_the_law_that_a_case_runs_by_is_listed_and_told_whole(office: Ask, case: str) -> None:
    assert case
    table = office("law").out
    assert "bmu " in table
    assert "bmu/outgoing-studies" in table
    assert "Tue 29 Jun 2021" in table
    (regulation, definition) = office("law", "--json").json
    assert (regulation["name"], regulation["in_force"]) == ("bmu", "2021-06-29")
    assert definition["name"] == "bmu/outgoing-studies"
    assert regulation["served_to"] is None
    text = (REGULATIONS / "bmu.yaml").read_text(encoding="utf-8")
    assert office("law", "--text", "bmu").out.rstrip() == text.rstrip()


def test_before_the_first_version_there_is_no_law(office: Ask, case: str) -> None:
    assert case
    assert office("law", "--on", "2021-06-28").out == (
        "No case of this office ran by any law on that day.\n"
    )
    assert office("law", "--on", "2021-06-29", "--json").json[0]["name"] == "bmu"


def test_a_text_that_is_not_there_and_a_day_that_is_none_are_sentences(
    office: Ask, case: str
) -> None:
    assert case
    refusal = office("law", "--text", "bee", "--on", "2026-11-01")
    assert refusal.status == 2
    assert "no text `bee` was in force on 2026-11-01; there are: bmu, bmu/outgoing-studies" in (
        refusal.err
    )
    assert "is not a date that exists" in office("law", "--on", "2026-02-30").err
