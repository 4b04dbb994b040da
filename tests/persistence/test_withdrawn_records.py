"""What stands after a withdrawal or a correction is loaded as it was made, on both databases."""

from __future__ import annotations

from typing import Any

import pytest

from persistence.tables import documents, signatures
from tests.workflows.office_fixtures import AGREEMENT, RECOGNITION, TRANSCRIPT, Work
from workflows.cases.recording import Recorded

SIGNED = {"document": "learning_agreement", "party": "host", "on": "2026-02-16"}
RECORDS: list[tuple[str, str, dict[str, Any], dict[str, Any], dict[str, str]]] = [
    ("mobility_coordinator", "document", {"kind": "cv", "language": "sr"},
     {"kind": "cv", "language": "en"}, {"kind": "cv"}),
    ("mobility_coordinator", "transcript", TRANSCRIPT,
     {**TRANSCRIPT, "courses": TRANSCRIPT["courses"][:1]}, {}),
    ("academic_coordinator", "recognition", RECOGNITION,
     {"decisions": RECOGNITION["decisions"][:1]}, {}),
    ("mobility_coordinator", "home_courses", {"semester": [{"title": "Алгебра", "ects": 6}]},
     {"semester": []}, {}),
    ("mobility_coordinator", "insurance", {"from": "2026-10-01", "to": "2027-02-01"},
     {"from": "2026-10-02", "to": "2027-02-02"}, {}),
    ("mobility_coordinator", "semester_start", {"on": "2026-10-01"}, {"on": "2026-10-02"}, {}),
    ("mobility_coordinator", "pause", {"from": "2026-03-01", "to": "2026-03-02"},
     {"from": "2026-03-05", "to": "2026-03-06"}, {"from": "2026-03-05"}),
    ("mobility_coordinator", "delivery", {"document": "acceptance_letter", "on": "2026-02-15"},
     {"document": "acceptance_letter", "on": "2026-02-16"}, {"document": "acceptance_letter"}),
    ("mobility_coordinator", "contact", {"on": "2026-02-15", "how": "online", "what": "A"},
     {"on": "2026-02-16", "how": "online", "what": "B"}, {}),
    ("mobility_coordinator", "student_status", {"requested_on": "2026-02-15"},
     {"decided_on": "2026-02-16", "status": "dormant"}, {}),
]  # fmt: skip


def record(work: Work, case_id: int, role: str, fact: str, values: dict[str, Any]) -> None:
    outcome = work.record(case_id, fact, values, role)
    assert isinstance(outcome, Recorded), outcome


@pytest.mark.parametrize(
    ("role", "fact", "first", "second", "keys"), RECORDS, ids=lambda part: str(part)[:20]
)
def test_the_record_before_stands_again_as_it_stood_and_before_that_none(
    any_work: Work,
    role: str,
    fact: str,
    first: dict[str, Any],
    second: dict[str, Any],
    keys: dict[str, str],
) -> None:
    ana = any_work.open()
    bare = any_work.dossier(ana)
    record(any_work, ana, role, fact, first)
    once = any_work.dossier(ana)
    record(any_work, ana, role, fact, second)
    assert any_work.dossier(ana) != once
    withdrawal = {"fact": fact, "reason": "Another's", **keys}
    record(any_work, ana, role, "withdrawn_record", withdrawal)
    assert any_work.dossier(ana) == once
    if fact != "pause":
        record(any_work, ana, role, "withdrawn_record", withdrawal)
        assert any_work.dossier(ana) == bare


def test_rows_of_withdrawn_documents_and_signatures_stay(any_work: Work) -> None:
    ana = any_work.open()
    record(any_work, ana, "mobility_coordinator", "document", {"kind": "cv"})
    record(any_work, ana, "academic_coordinator", "agreement", AGREEMENT)
    record(any_work, ana, "mobility_coordinator", "signature", SIGNED)
    for keys in (
        {"fact": "document", "kind": "cv"},
        {"fact": "signature", "document": "learning_agreement", "party": "host"},
    ):
        withdrawal = {**keys, "reason": "Another's"}
        record(any_work, ana, "mobility_coordinator", "withdrawn_record", withdrawal)
    for table in (documents, signatures):
        (row,) = any_work.rows(table, case_id=ana)
        assert row.withdrawn_at == any_work.clock()


def test_of_comments_the_newest_of_a_party_is_withdrawn_and_the_others_stand(
    any_work: Work,
) -> None:
    ana = any_work.open()
    record(any_work, ana, "academic_coordinator", "agreement", AGREEMENT)
    for party, words in (("host", "One is full"), ("student", "I know it"), ("host", "Two are")):
        comment = {"version": 1, "from_party": party, "on": "2026-02-16", "what": words}
        record(any_work, ana, "academic_coordinator", "agreement_comment", comment)
    withdrawal = {"fact": "agreement_comment", "from_party": "host", "reason": "Another's"}
    record(any_work, ana, "mobility_coordinator", "withdrawn_record", withdrawal)
    comments = any_work.dossier(ana).agreement_comments
    assert [comment.what for comment in comments] == ["One is full", "I know it"]


def test_a_corrected_candidate_is_loaded_as_corrected(any_work: Work) -> None:
    ana = any_work.open()
    values = {
        "reason": "A slip", "name": "Ана Лазић", "email": "ana.l@students.example",
        "grade_average": "9.45", "language": {"de": "B1"}, "writes_in": "sr",
    }  # fmt: skip
    record(any_work, ana, "head_of_ico", "candidate", values)
    candidate = any_work.dossier(ana).candidate
    assert (candidate.name, candidate.email) == ("Ана Лазић", "ana.l@students.example")
    assert candidate.language == {"en": "C1", "de": "B1"}
    assert (str(candidate.grade_average), candidate.writes_in) == ("9.45", "sr")
