"""The register of acts on the command line: each number with its day, its kind and its case."""

from __future__ import annotations

from tests.cli.asking import APPLICATION, Ask

COORDINATOR = ("--as", "mobility_coordinator", "--name", "Petar Simić")


def test_a_refusal_is_entered_under_its_case_and_an_empty_year_says_so(
    office: Ask, case: str
) -> None:
    assert office("acts", "--year", 1999).out == "No act has a number of 1999.\n"
    office("case", "record", case, "document", "--with", "{kind: cv}", *COORDINATOR)
    office("case", "advance", case, "submit_application", "--with", APPLICATION, *COORDINATOR)
    why = ("--with", "{reason: The call was withdrawn.}")
    assert office("case", "advance", case, "refuse_application", *why, *COORDINATOR).status == 0
    (act,) = office("acts", "--json").json
    number = f"BMU-{act['on'][:4]}/1"
    assert act == {"number": number, "on": act["on"], "kind": "refusal_letter", "of": case}
    listing = office("acts").out
    assert number in listing and case in listing and "refusal letter" in listing
