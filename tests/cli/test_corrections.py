"""What is wrongly known of a case is corrected on the command line, and what is wrong in that."""

from __future__ import annotations

import json

from tests.cli.asking import Ask


def test_a_candidate_is_corrected_and_the_history_says_what_stood_before(
    office: Ask, case: str
) -> None:
    values = "{email: ana.p@students.example, reason: A slip}"
    words = ("case", "record", case, "candidate", "--as", "head_of_ico", "--with", values)
    answer = office(*words)
    assert (answer.status, answer.out) == (
        0, f"Candidate recorded in {case}: now it stands at call and awaits: submit application, "
        "due Sat 31 Jan 2099.\n",
    )  # fmt: skip
    entry = office("case", "history", case, "--json").json[-1]
    correction = json.loads(entry["data"])
    assert correction["before"] == {"email": "ana@students.example"}
    assert correction["after"] == {"email": "ana.p@students.example"}


def test_a_correction_without_a_reason_names_the_field_for_machines_too(
    office: Ask, case: str
) -> None:
    words = ("case", "record", case, "candidate", "--as", "head_of_ico", "--with")
    wrong = office(*words, "{year: 0}", "--json")
    assert wrong.status == 2
    assert set(wrong.json["fields"]) == {"reason", "year"}
    assert wrong.json["error"] == wrong.err.strip()
    assert office(*words, "{year: 0}").out == ""


def test_a_day_that_cannot_be_is_named_by_its_path(office: Ask, case: str) -> None:
    words = ("case", "record", case, "stay", "--as", "mobility_coordinator", "--json", "--with")
    wrong = office(*words, "{arrived_on: 2098-01-01}")
    assert (wrong.status, wrong.json["fields"]) == (2, ["arrived_on"])


def test_what_is_no_wrong_value_has_no_fields(office: Ask) -> None:
    refusal = office("case", "show", "BMU-1999-0001", "--json")
    assert refusal.status == 2
    assert "BMU-1999-0001" in refusal.json["error"]


def test_what_is_done_for_somebody_is_recorded_and_shown(office: Ask, case: str) -> None:
    words = ("case", "record", case, "contact", "--as", "mobility_coordinator", "--with")
    for how in ("telephone", "online"):
        answer = office(*words, f"{{on: 2026-03-01, how: {how}, what: Asked after the room}}")
        assert answer.status == 0, answer.err
    support = office("case", "show", case, "--json").json["support"]
    assert [line["how"] for line in support["contact"]] == ["telephone", "online"]
    assert "Contact (2)" in office("case", "show", case).out
    assert "Контакт (2)" in office("case", "show", case, "--lang", "sr").out


def test_a_refusal_names_for_machines_which_form_removes_each_reason(
    office: Ask, case: str
) -> None:
    words = ("case", "advance", case, "submit_application", "--as", "mobility_coordinator")
    values = "{hosts: [University of Graz], from: 2098-10-01, to: 2099-02-15}"
    refusal = office(*words, "--with", values, "--json")
    assert refusal.status == 1
    assert [reason["by"] for reason in refusal.json["reasons"]] == [["document"]]
    correction = office("case", "record", case, "candidate", "--as", "head_of_ico", "--with",
                       "{year: 1, reason: A slip}")  # fmt: skip
    assert correction.status == 0
    again = office(*words, "--with", values, "--json")
    assert ["candidate"] in [reason["by"] for reason in again.json["reasons"]]


def test_a_step_in_question_is_listed_with_the_case(office: Ask, case: str) -> None:
    assert office("case", "show", case, "--json").json["in_question"] == []
    papers = ("application_form", "cv", "motivation_letter", "transcript_of_records")
    for kind in papers:
        words = ("case", "record", case, "document", "--as", "mobility_coordinator", "--with")
        office(*words, f"{{kind: {kind}}}")
    application = office(
        "case", "advance", case, "submit_application", "--as", "mobility_coordinator", "--with",
        "{hosts: [University of Graz], from: 2098-10-01, to: 2099-02-15}",
    )  # fmt: skip
    assert application.status == 0, application.out
    office("case", "record", case, "candidate", "--as", "head_of_ico", "--with",
           "{year: 1, ects_earned: 10, reason: A slip}")  # fmt: skip
    (step,) = office("case", "show", case, "--json").json["in_question"]
    assert {reason["rule"] for reason in step["reasons"]} == {"BMU-14"}
    assert (
        "In question since a correction: Submit the application" in office("case", "show", case).out
    )
    assert "Доведено у питање исправком" in office("case", "show", case, "--lang", "sr").out


def test_an_address_known_under_another_name_is_told_and_nobody_is_renamed(
    office: Ask, case: str
) -> None:
    person = "{name: Anja Perić, email: ana@students.example, year: 2}"
    refusal = office("case", "request", "--with", person, "--json")
    assert (refusal.status, refusal.json["fields"]) == (2, ["name"])
    assert "known as the address of" in refusal.err
