"""Who may appoint to which role, by the tables of both regulations."""

from __future__ import annotations

import pytest

from rules.appointments import APPOINTERS, Appointing, deputising, problems_in, wrong_appointer
from rules.regulation import Regulation
from rules.regulation_file import load_regulation
from states.vocabulary import LEGAL_REPRESENTATIVES, OFFICE_ROLES
from tests.rules.test_regulation import FOLDER
from web.permissions import PERMISSIONS

BMU = load_regulation(FOLDER / "bmu.yaml")
BEE = load_regulation(FOLDER / "bee.yaml")
BOTH = pytest.mark.parametrize("book", [BMU, BEE], ids=["bmu", "bee"])


def appoints(
    book: Regulation, role: str, speakers: frozenset[str] = LEGAL_REPRESENTATIVES
) -> set[str]:
    """Everybody who may appoint to a role."""
    table = book.appointments
    return {by for by in APPOINTERS if wrong_appointer(table, role, by, speakers) is None}


@BOTH
def test_every_role_of_the_office_has_somebody_who_appoints_to_it(book: Regulation) -> None:
    assert set(book.appointments) == set(OFFICE_ROLES)


@BOTH
def test_what_no_source_says_gives_its_reason_in_both_languages(book: Regulation) -> None:
    without_source = {
        role: entry for role, entry in book.appointments.items() if entry.rule != "BMU-32"
    }
    assert all(
        entry.reason and entry.reason.en and entry.reason.sr for entry in without_source.values()
    )


def test_the_academic_coordinator_is_named_by_the_rector_at_a_faculty_by_the_dean() -> None:
    assert appoints(BMU, "academic_coordinator") == {"rector", "dean"}
    assert appoints(BMU, "academic_coordinator", frozenset({"rector"})) == {"rector"}
    assert appoints(BMU, "academic_coordinator", frozenset({"dean"})) == {"dean"}
    assert BMU.appointments["academic_coordinator"].rule == "BMU-32"
    assert appoints(BEE, "academic_coordinator") == {"dean"}


def test_a_refusal_names_who_may_and_the_rule_in_both_languages() -> None:
    refusal = wrong_appointer(
        BMU.appointments, "academic_coordinator", "head_of_ico", LEGAL_REPRESENTATIVES
    )
    assert refusal is not None
    assert (
        refusal.en == "Academic Coordinator: appointed by Rector, Dean, not by Head of ICO (BMU-32)"
    )
    assert "именује Ректор, Декан" in refusal.sr and "(BMU-32)" in refusal.sr


def test_who_heads_the_institution_is_not_appointed_by_anybody_of_the_office() -> None:
    assert appoints(BMU, "rector") == appoints(BEE, "dean") == {"council"}


def test_a_role_that_a_table_does_not_name_is_told() -> None:
    refusal = wrong_appointer({}, "dean", "council", LEGAL_REPRESENTATIVES)
    assert refusal is not None and "name nobody who appoints to Dean" in refusal.en


@BOTH
def test_the_table_says_who_is_proposed_as_nobodys_deputy(book: Regulation) -> None:
    roles = {"commission_member", "student_service", "project_administrator"}
    assert set(OFFICE_ROLES) - set(deputising(book.appointments)) == roles
    assert deputising({}) == OFFICE_ROLES, "where no table says otherwise"


def test_the_table_is_checked_as_it_is_loaded() -> None:
    table = {"candidate": Appointing(("rector",), "BMU-99")}
    assert [problem for _, problem in problems_in(table, BMU.rules)] == [
        "nobody is employed as 'candidate'",
        "BMU-99 is not a rule here",
    ]
    with pytest.raises(ValueError, match="'nobody' appoints nobody"):
        Appointing(("nobody",), "ICO")


def test_everybody_who_appoints_may_open_the_forms_for_it() -> None:
    tables = (*BMU.appointments.values(), *BEE.appointments.values())
    assert PERMISSIONS["keep_people"] == {by for entry in tables for by in entry.by} - {"council"}
