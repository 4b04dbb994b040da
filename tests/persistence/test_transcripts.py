"""Transcripts of our own in the database: what a trainee did, and requests in no call."""

from __future__ import annotations

import io
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader

from persistence import call_overview
from persistence.database import reading, write_transaction
from persistence.tables import calls, cases, documents
from states.decision import Actor, Advanced
from states.payloads import read_payload
from states.validation_error import ValidationError
from tests.persistence.test_dossiers import FEW, WRITTEN
from tests.persistence.test_races import together
from tests.workflows.office_fixtures import ANA, CALL, Work, at
from workflows.calls.new_call import open_call, read_call
from workflows.cases.new_case import open_case, read_candidate
from workflows.cases.requests import open_request

LONG = "ж" * 300
HOURS_A_DAY = st.decimals("0.25", 24, places=2)
SAID = "company_type address country tasks skills provider function student_address".split()
DONE = st.fixed_dictionaries(
    {"company": WRITTEN},
    optional={
        **dict.fromkeys(SAID, WRITTEN),
        "hours_per_day": HOURS_A_DAY,
        "days_per_week": st.integers(1, 7),
        "hours": st.decimals(0, 10_000, places=1),
    },
)  # fmt: skip
OWN = {
    "programme_semesters": 8,
    "remarks": "Настава је на српском и енглеском.",
    "courses": [
        {"code": "CS1", "title": "Програмирање", "english": "Programming", "ects": 8,
         "grade": "10", "passed": True, "duration": "2S"},
        {"code": "CS2", "title": "Базе", "ects": 6, "grade": "5", "passed": False},
    ],
}  # fmt: skip


def trainee(work: Work) -> int:
    """A case of an outgoing traineeship."""
    with write_transaction(work.engine) as connection:
        call = read_call({**CALL, "title": "Traineeships"})
        call_id = open_call(work.act(connection), "bmu", "outgoing-traineeship", call)
        person = read_candidate(ANA)
        return open_case(work.act(connection), call_id, person).id


def asked(work: Work, **changes: Any) -> int:
    """A case of a student who asks for a transcript."""
    with write_transaction(work.engine) as connection:
        person = read_candidate({**ANA, **changes})
        act = work.act(connection, Actor("student_service"))
        return open_request(act, "bmu", "transcript-request", person).id


@FEW
@given(traineeship=DONE)
def test_what_a_trainee_did_is_loaded_as_it_was_received(
    any_work: Work, traineeship: dict[str, Any]
) -> None:
    case_id = trainee_once(any_work)
    any_work.record(case_id, "traineeship", traineeship)
    assert any_work.dossier(case_id).traineeship == read_payload("traineeship", traineeship)


def trainee_once(work: Work) -> int:
    """The same case for all examples of a story: a call has its title once."""
    rows = work.rows(cases, process="outgoing-traineeship")
    return int(rows[0].id) if rows else trainee(work)


def test_the_longest_words_of_a_traineeship_are_held_by_the_database(any_work: Work) -> None:
    names = "company company_type address country provider function student_address".split()
    ana = trainee(any_work)
    any_work.record(ana, "traineeship", {**dict.fromkeys(names, LONG), "tasks": LONG * 20})
    assert any_work.dossier(ana).traineeship.function == LONG


def test_a_traineeship_of_nine_days_a_week_is_refused_in_a_sentence(work: Work) -> None:
    with pytest.raises(ValidationError, match="days_per_week: must be at most 7, not 9"):
        work.record(trainee(work), "traineeship", {"company": "X", "days_per_week": 9})


def test_requests_stand_in_one_call_that_no_page_lists(any_work: Work) -> None:
    first, second = asked(any_work), asked(any_work, email="b@students.example")
    assert any_work.case(first).call_id == any_work.case(second).call_id
    assert len(any_work.rows(calls, for_requests=True)) == 1
    with reading(any_work.engine) as connection:
        assert [line.title for line in call_overview.call_lines(connection, ["bmu"])] == [
            CALL["title"]
        ]


def test_of_two_who_ask_first_at_once_both_are_in_the_same_call(any_work: Work) -> None:
    case_ids = together(
        *[lambda n=n: asked(any_work, email=f"s{n}@students.example") for n in range(4)]
    )
    assert len({any_work.case(case_id).call_id for case_id in case_ids}) == 1
    assert sorted(any_work.number(case_id) for case_id in case_ids) == [
        f"BMU-2026-{n:04d}" for n in range(1, 5)
    ]


def test_a_transcript_on_request_is_made_and_mailed_in_both_languages(any_work: Work) -> None:
    any_work.clock.now = at("2026-02-16 09:00")
    ana = asked(any_work)
    any_work.record(ana, "document", {"kind": "transcript_request", "delivered_on": "2026-02-16"},
                "student_service")  # fmt: skip
    any_work.record(ana, "transcript", OWN, "student_service")
    assert isinstance(any_work.do(ana, "issue_transcript", {}, "student_service"), Advanced)
    rows = any_work.outbox(document="transcript_of_records")
    assert [json.loads(row.content)["language"] for row in rows] == ["sr", "en"]
    assert [row.key.rsplit("/", 1)[-1] for row in rows] == ["sr", "en"]
    any_work.drain()
    transcripts = any_work.rows(documents, produced=True)
    assert [transcript.file_name for transcript in transcripts] == [
        "BMU-2026-0001-transcript_of_records-sr.pdf",
        "BMU-2026-0001-transcript_of_records-en.pdf",
    ]
    (message,) = any_work.mailer.messages  # type: ignore[attr-defined]
    texts = [text_of(part) for part in message.iter_attachments()]
    assert ["Програмирање" in paper for paper in texts] == [True, False]
    assert ["Programming" in paper for paper in texts] == [False, True]
    assert not any("Базе" in paper for paper in texts), "an exam not passed is not on it"


def text_of(part: Any) -> str:
    """The text of an attached PDF."""
    pages = PdfReader(io.BytesIO(part.get_payload(decode=True))).pages
    return " ".join(page.extract_text() for page in pages)


def test_a_process_on_request_takes_no_call_and_one_of_calls_no_request(work: Work) -> None:
    with (
        pytest.raises(ValidationError, match="takes no call"),
        write_transaction(work.engine) as connection,
    ):
        open_call(work.act(connection), "bmu", "transcript-request", read_call(CALL))
    with (
        pytest.raises(ValidationError, match="open its case in a call"),
        write_transaction(work.engine) as connection,
    ):
        act = work.act(connection, Actor("student_service"))
        open_request(act, "bmu", "outgoing-studies", read_candidate(ANA))


def test_a_refusal_of_a_request_without_a_reason_is_not_taken(work: Work) -> None:
    ana = asked(work)
    for details in ({}, {"reason": ""}):
        with pytest.raises(ValidationError, match="reason"):
            work.do(ana, "refuse_request", details, "student_service")
    assert work.case(ana).state == "requested"
