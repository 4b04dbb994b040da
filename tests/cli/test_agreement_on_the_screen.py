"""The agreement on the command line: its versions in `case show`, its forms by `case paper`."""

from __future__ import annotations

from pathlib import Path

from pypdf import PdfReader

from tests.cli.asking import Ask

COORDINATOR = ("--as", "academic_coordinator", "--name", "Sanja Rus")
FIRST = """
{language: en, courses: [{code: L1, title: Logic, ects: 6}, {code: F1, title: French, ects: 4}]}
"""
SECOND = "{language: en, courses: [{code: L1, title: Logic, ects: 7.5}]}"
SIGNED = "{document: learning_agreement, party: student, on: 2026-11-20}"


def two_versions(office: Ask, case: str) -> None:
    office("case", "record", case, "agreement", "--with", FIRST, *COORDINATOR)
    office("case", "record", case, "signature", "--with", SIGNED, *COORDINATOR)
    office("case", "record", case, "agreement", "--with", SECOND, *COORDINATOR)


def test_show_tells_every_version_its_signatures_and_its_changes(office: Ask, case: str) -> None:
    two_versions(office, case)
    text = office("case", "show", case).out
    for line in (
        "Version 2", "removed: F1 French, 4 ECTS", "L1 Logic, 6 ECTS → L1 Logic, 7.5 ECTS",
        "ECTS in all: 10 → 7.5", "✗ the Rector or the Dean: not signed yet",
        "✓ the student: Fri 20 Nov 2026",
    ):  # fmt: skip
        assert line in text
    serbian = office("case", "show", case, "--lang", "sr").out
    assert "изостављено: F1 French, 4 ЕСПБ" in serbian
    second = office("case", "show", case, "--json").json["agreement"][1]
    assert second["changes"]["against"] == 1
    assert [change["kind"] for change in second["changes"]["courses"]] == ["changed", "removed"]
    assert (second["changes"]["ects_before"], second["changes"]["ects_after"]) == ("10", "7.5")
    assert second["missing"][0] == ["student"]


def test_a_form_is_written_to_a_file_in_the_language_asked_for(
    office: Ask, case: str, tmp_path: Path
) -> None:
    two_versions(office, case)
    form = tmp_path / "agreement.pdf"
    answer = office("case", "paper", case, "learning_agreement", "--out", str(form), "--lang", "sr")
    assert answer.status == 0
    text = "".join(page.extract_text() for page in PdfReader(form).pages)
    assert "Уговор о учењу" in text
    assert "Logic" in text


def test_without_a_kind_it_lists_what_there_is(office: Ask, case: str) -> None:
    kinds = [document["kind"] for document in office("case", "paper", case, "--json").json]
    assert kinds == [
        "study_plan",
        "learning_agreement",
        "erasmus_learning_agreement",
        "grant_agreement",
    ]
    assert "Study Plan" in office("case", "paper", case).out


def test_a_paper_that_is_not_there_and_a_file_not_named_are_said_in_a_sentence(
    office: Ask, case: str, tmp_path: Path
) -> None:
    absent = office("case", "paper", case, "decree", "--out", str(tmp_path / "x.pdf"))
    assert absent.status == 2
    assert "the case has no paper `decree`; it has: study_plan" in absent.err
    assert "Name a file with --out FILE" in office("case", "paper", case, "study_plan").err
