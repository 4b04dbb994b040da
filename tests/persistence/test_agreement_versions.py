"""The versions of a case's agreement with their signatures, on both databases."""

from __future__ import annotations

from datetime import date

from persistence.agreements import versions_of
from persistence.database import reading
from states.agreements import SignedVersion
from tests.workflows.office_fixtures import Work

PLAN = {"courses": [{"title": "Logic", "code": "L1", "ects": 6}], "semesters": 1}
AGREED = {**PLAN, "language": "en", "courses": [*PLAN["courses"], {"title": "Ethics", "ects": 4}]}


def versions(work: Work, case_id: int) -> list[SignedVersion]:
    with reading(work.engine) as connection:
        return versions_of(connection, case_id)


def signed(work: Work, case_id: int, document: str, party: str, day: int) -> None:
    on = date(2026, 2, day).isoformat()
    work.record(case_id, "signature", {"document": document, "party": party, "on": on})


def told(signed_versions: list[SignedVersion]) -> list[tuple[int, int, list[tuple[str, int]]]]:
    """Each version: its number, its courses, and who signed it on which day of February."""
    return [
        (
            version.number,
            len(version.agreement.courses),
            [(s.party, s.on.day) for s in version.signatures],
        )
        for version in signed_versions
    ]


def test_the_study_plan_and_every_version_keep_the_signatures_they_had(any_work: Work) -> None:
    ana = any_work.open()
    any_work.clock.pass_by(days=4)
    any_work.record(ana, "study_plan", PLAN)
    signed(any_work, ana, "study_plan", "student", 16)
    any_work.record(ana, "agreement", AGREED)
    signed(any_work, ana, "learning_agreement", "student", 17)
    any_work.record(ana, "agreement", PLAN)
    signed(any_work, ana, "learning_agreement", "host", 19)
    signed(any_work, ana, "study_plan", "academic_coordinator", 18)
    assert told(versions(any_work, ana)) == [
        (0, 1, [("student", 16), ("academic_coordinator", 18)]),
        (1, 2, [("student", 17)]),
        (2, 1, [("host", 19)]),
    ]
    assert [signature.party for signature in any_work.dossier(ana).signatures] == ["host"]


def test_a_study_plan_written_anew_is_signed_anew(any_work: Work) -> None:
    ana = any_work.open()
    signed(any_work, ana, "study_plan", "student", 16)
    any_work.record(ana, "study_plan", PLAN)
    assert told(versions(any_work, ana)) == [(0, 1, [("student", 16)])]
    any_work.record(ana, "study_plan", {**PLAN, "courses": []})
    assert told(versions(any_work, ana)) == [(0, 0, [])]
    assert any_work.dossier(ana).signatures == ()
