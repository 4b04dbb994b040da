"""The API as another program uses it: with a token, under the same rules as on the pages."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from sqlalchemy import text
from starlette.testclient import TestClient

from persistence.database import reading, write_transaction
from tests.web.api.conftest import Program
from tests.web.office_at_work import OfficeAtWork, at
from tests.web.test_calls import scored
from web.app import make_app

CASE = "/api/v1/cases/BMU-2026-0001"


@pytest.fixture
def vera(program: Program) -> TestClient:
    """A program of the Mobility Coordinator's."""
    return program("vera", "mobility_coordinator")


def write_headers(client: TestClient, key: str, address: str = CASE) -> dict[str, str]:
    return {"If-Match": client.get(address).headers["ETag"], "Idempotency-Key": key}


def test_nobody_gets_in_without_a_token_and_the_answer_says_how(
    office: OfficeAtWork, program: Program
) -> None:
    stranger = TestClient(make_app(office.app, office.clock))
    for headers in ({}, {"Authorization": "Bearer 1.nonsense"}, {"Authorization": "Basic eA=="}):
        answer = stranger.get("/api/v1/cases", headers=headers)
        assert answer.status_code == 401
        assert answer.headers["WWW-Authenticate"] == "Bearer"
        assert answer.headers["Content-Type"] == "application/problem+json"
        assert "Bearer" in answer.json()["detail"]


def test_a_token_ends_with_its_day_and_with_its_owners_role(
    office: OfficeAtWork, program: Program
) -> None:
    client = program("vera", "mobility_coordinator", lasts=timedelta(days=1))
    assert client.get("/api/v1/me").json()["roles"] == ["mobility_coordinator"]
    office.now = at("2026-03-12", 11)
    assert client.get("/api/v1/me").status_code == 401


def test_a_token_may_no_more_than_the_role_it_was_made_for(
    office: OfficeAtWork, program: Program
) -> None:
    office.apply("Ana Petrović")
    service = program("studentska", "mobility_coordinator")
    answer = service.get(CASE)
    assert answer.status_code == 403, "Sanja does not hold the role, so the token gives none"
    assert answer.json()["type"] == "urn:mobility:forbidden"


def test_a_case_says_what_it_awaits_and_what_every_step_lacks(
    office: OfficeAtWork, vera: TestClient
) -> None:
    number = office.open("Ana Petrović")
    case = vera.get(f"/api/v1/cases/{number}").json()
    assert case["state"] == "call"
    assert case["awaits"]["step"] == "submit_application"
    assert case["awaits"]["due"] == "2026-03-16"
    assert any("16 Mar 2026" in line for line in case["awaits"]["receipt"])
    submit = next(step for step in case["steps"] if step["step"] == "submit_application")
    assert not submit["possible"]
    assert {reason["rule"] for reason in submit["missing"]} >= {"BMU-15d"} or submit["missing"]
    assert all(reason["remedy"] for reason in submit["missing"])


def test_a_program_moves_a_case_and_the_history_says_who(
    office: OfficeAtWork, vera: TestClient
) -> None:
    office.apply("Ana Petrović")
    headers = write_headers(vera, "withdraw-1")
    answer = vera.post(
        f"{CASE}/steps/withdraw", json={"payload": {"reason": "in writing"}}, headers=headers
    )
    assert answer.status_code == 200, answer.text
    outcome = answer.json()
    assert outcome["state"] == "withdrawn"
    assert answer.headers["ETag"] == f'"{outcome["version"]}"'
    entry = vera.get(f"{CASE}/history").json()["items"][-1]
    assert (entry["name"], entry["person"], entry["seq"]) == (
        "withdraw", "Vera Simić", outcome["entry"],
    )  # fmt: skip


def test_a_request_sent_again_is_done_once_and_answered_alike(
    office: OfficeAtWork, vera: TestClient
) -> None:
    office.apply("Ana Petrović")
    headers = write_headers(vera, "cv-2")
    body = {"payload": {"kind": "cv"}}
    first = vera.post(f"{CASE}/facts/document", json=body, headers=headers)
    again = vera.post(f"{CASE}/facts/document", json=body, headers=headers)
    assert (first.status_code, again.status_code) == (200, 200)
    assert first.json() == again.json()
    assert again.headers["Idempotent-Replayed"] == "true"
    other = vera.post(
        f"{CASE}/facts/document", json={"payload": {"kind": "motivation_letter"}}, headers=headers
    )
    assert (other.status_code, other.json()["type"]) == (422, "urn:mobility:key-reused")


def test_a_key_is_free_again_after_a_day_and_another_programs_key_is_another_key(
    office: OfficeAtWork, program: Program
) -> None:
    office.apply("Ana Petrović")
    body = {"payload": {"kind": "cv"}}
    for client in (program("vera", "mobility_coordinator") for _ in range(2)):
        answer = client.post(
            f"{CASE}/facts/document", json=body, headers=write_headers(client, "the same")
        )
        assert answer.status_code == 200
        assert "Idempotent-Replayed" not in answer.headers
    office.now += timedelta(hours=25)
    later = client.post(
        f"{CASE}/facts/document", json=body, headers=write_headers(client, "the same")
    )
    assert later.status_code == 200
    assert "Idempotent-Replayed" not in later.headers


def test_a_refusal_tells_every_reason_and_leaves_nothing_behind(
    office: OfficeAtWork, vera: TestClient
) -> None:
    office.apply("Ana Petrović")
    before = vera.get(CASE).json()["version"]
    answer = vera.post(
        f"{CASE}/steps/host_accepts", json={}, headers=write_headers(vera, "too-early")
    )
    problem = answer.json()
    assert (answer.status_code, problem["type"]) == (409, "urn:mobility:refused")
    assert all(reason["rule"] and reason["message"] for reason in problem["reasons"])
    assert vera.get(CASE).json()["version"] == before
    serbian = vera.post(
        f"{CASE}/steps/host_accepts",
        json={},
        headers=write_headers(vera, "too-early") | {"Accept-Language": "sr"},
    )
    assert serbian.status_code == 409, "what was refused is judged anew"
    assert serbian.json()["title"] == "Одбијено је"


def test_a_stale_version_is_412_and_none_is_428(office: OfficeAtWork, vera: TestClient) -> None:
    office.apply("Ana Petrović")
    old = write_headers(vera, "first")
    office.record("BMU-2026-0001", "document", {"kind": "motivation_letter"})
    answer = vera.post(f"{CASE}/facts/document", json={"payload": {"kind": "cv"}}, headers=old)
    assert (answer.status_code, answer.json()["type"]) == (412, "urn:mobility:changed")
    assert answer.headers["ETag"] == vera.get(CASE).headers["ETag"]
    nothing_seen = vera.post(
        f"{CASE}/facts/document",
        json={"payload": {"kind": "cv"}},
        headers={"Idempotency-Key": "second"},
    )
    assert nothing_seen.status_code == 428
    no_key = vera.post(f"{CASE}/facts/document", json={"payload": {"kind": "cv"}})
    assert no_key.status_code == 400


def test_a_wrong_value_names_its_field(office: OfficeAtWork, vera: TestClient) -> None:
    office.apply("Ana Petrović")
    answer = vera.post(
        f"{CASE}/facts/document",
        json={"payload": {"kind": "cv", "delivered_on": "2027-01-01"}},
        headers=write_headers(vera, "future"),
    )
    problem = answer.json()
    assert (answer.status_code, problem["type"]) == (422, "urn:mobility:invalid")
    assert problem["errors"][0]["field"].startswith("payload.")
    refusal = vera.post(f"{CASE}/facts/document", content="{", headers=write_headers(vera, "x"))
    assert refusal.status_code == 422


@pytest.mark.parametrize("sign", ["\\u0000", "\\ud83d"], ids=["NUL", "half of an emoji"])
def test_a_sign_that_no_key_makes_is_a_wrong_value_wherever_it_stands(
    office: OfficeAtWork, vera: TestClient, sign: str
) -> None:
    office.apply("Ana Petrović")
    before = vera.get(CASE).json()["version"]
    words_with_sign = f'"in {sign} writing"'
    candidate = f'{{"name": {words_with_sign}, "email": "b@students.example", "year": 2}}'
    writes = {
        f"{CASE}/steps/withdraw": f'{{"payload": {{"reason": {words_with_sign}}}}}',
        f"{CASE}/facts/document": f'{{"payload": {{"kind": {words_with_sign}}}}}',
        "/api/v1/calls/1/cases": f'{{"candidate": {candidate}}}',
    }
    for address, content in writes.items():
        headers = {**write_headers(vera, address), "Content-Type": "application/json"}
        answer = vera.post(address, content=content, headers=headers)
        assert answer.status_code == 422, (address, answer.text)
    assert vera.get(CASE).json()["version"] == before


def test_a_list_is_read_page_by_page_each_case_once(office: OfficeAtWork, vera: TestClient) -> None:
    numbers = [office.open(f"{name} Petrović") for name in ("Ana", "Bojan", "Vesna")]
    first = vera.get("/api/v1/cases", params={"limit": 2, "state": "call"})
    second = vera.get(first.links["next"]["url"])
    assert [case["number"] for case in first.json()["items"] + second.json()["items"]] == numbers
    assert second.json()["next"] is None
    assert vera.get("/api/v1/cases", params={"cursor": "!"}).status_code == 422
    of_vesna = vera.get("/api/v1/cases", params={"candidate": "ПЕТРОВИЋ весна"}).json()["items"]
    assert [case["number"] for case in of_vesna] == numbers[2:]


def test_another_institutions_case_is_not_to_be_seen(
    office: OfficeAtWork, program: Program
) -> None:
    office.apply("Ana Petrović")
    member = program("tuda", "commission_member")
    assert member.get(CASE).status_code == 403, "she sits on another commission"
    assert member.get("/api/v1/cases").json()["items"] == []


def test_a_case_is_opened_in_a_call(office: OfficeAtWork, vera: TestClient) -> None:
    candidate = {
        "name": "Ana Petrović", "email": "ana@students.example", "level": "undergraduate",
        "year": 2, "ects_earned": 84,
    }  # fmt: skip
    headers = {"Idempotency-Key": "ana"}
    answer = vera.post("/api/v1/calls/1/cases", json={"candidate": candidate}, headers=headers)
    assert answer.status_code == 201, answer.text
    with reading(office.app.engine):
        assert vera.get(f"/api/v1/cases/{answer.json()['case']}").json()["state"] == "call"
    twice = vera.post(
        "/api/v1/calls/1/cases", json={"candidate": candidate}, headers={"Idempotency-Key": "b"}
    )
    assert twice.status_code == 422
    office.now = at("2026-03-17")
    in_time = {**candidate, "name": "Mila Tošić", "email": "mila@students.example"}
    headers = {"Idempotency-Key": "mila"}
    answer = vera.post("/api/v1/calls/1/cases", json={"candidate": in_time}, headers=headers)
    assert answer.status_code == 201, "her papers came on the last day"


def test_the_description_is_open_api_3_1_and_names_what_each_step_takes(vera: TestClient) -> None:
    description = vera.get("/api/v1/openapi.json").json()
    assert description["openapi"].startswith("3.1")
    assert "Problem" in description["components"]["schemas"]
    key = vera.get("/api/v1/processes").json()["items"][0]
    process = vera.get(f"/api/v1/processes/{key}").json()
    assert process["steps"]
    assert all("payload" in step for step in process["steps"].values())


PDF = b"%PDF-1.7 the transcript"


def test_a_file_is_handed_in_with_its_document_and_once(
    office: OfficeAtWork, vera: TestClient
) -> None:
    office.apply("Ana Petrović")
    document = {"payload": '{"kind": "transcript_of_records", "delivered_on": "2026-03-10"}'}
    headers = write_headers(vera, "file-1")

    def sent(content: bytes, key: dict[str, str]) -> tuple[int, str]:
        files = {"file": ("transcript.pdf", content)}
        answer = vera.post(f"{CASE}/documents", data=document, files=files, headers=key)
        return answer.status_code, answer.text

    assert sent(b"no PDF at all", {**headers, "Idempotency-Key": "f0"})[0] == 422
    first, again = sent(PDF, headers), sent(PDF, headers)
    assert first[0] == again[0] == 201 and first[1] == again[1]
    assert sent(PDF + b"!", headers)[0] == 422, "the key belongs to another file"
    assert sent(PDF, {**headers, "Idempotency-Key": "file-2"})[0] == 412
    documents = vera.get(f"{CASE}/documents").json()["items"]
    (file,) = [item["file"] for item in documents if item["kind"] == "transcript_of_records"]
    assert vera.get(file).content == PDF


def test_a_step_is_foreseen_with_all_that_it_brings_and_nothing_is_done(
    office: OfficeAtWork, program: Program, vera: TestClient
) -> None:
    office.apply("Ana Petrović")
    before, address = vera.get(CASE).json(), f"{CASE}/steps/withdraw/preview"
    body = {"payload": {"reason": "Changed plans"}}
    preview = vera.post(address, json=body).json()
    assert [(move["source"], move["target"]) for move in preview["moves"]] == [
        ("application", "withdrawn")
    ]
    assert "Ana Petrović" in [mail["to"] for mail in preview["mails"]]
    entries = len(vera.get(f"{CASE}/history").json()["items"])
    assert vera.post(address, json=body).json() == preview
    assert vera.get(CASE).json() == before
    assert len(vera.get(f"{CASE}/history").json()["items"]) == entries
    refusal = vera.post(f"{CASE}/steps/nominate/preview", json={"payload": {}})
    assert refusal.status_code == 409 and refusal.json()["reasons"]
    assert vera.post(f"{CASE}/steps/none/preview", json=body).status_code == 404


def test_a_list_is_published_only_as_its_preview_showed_it(
    office: OfficeAtWork, program: Program, vera: TestClient
) -> None:
    ana = office.apply("Ana Petrović")
    office.now = at("2026-03-18")
    address = "/api/v1/calls/1/list"
    early = vera.post(f"{address}/preview", json={})
    assert early.status_code == 409 and early.json()["reasons"], "the points are not in"
    office.score_by_all(ana, 40)
    office.now = at("2026-03-19")
    vera = program("vera", "mobility_coordinator")
    preview = vera.post(f"{address}/preview", json={}).json()
    assert [place["case"] for place in preview["places"]] == [ana]
    assert [move["target"] for move in preview["moves"]] == ["ranking"]
    assert preview["mails"] and vera.get("/api/v1/calls/1").json()["list_version"] == 0
    key = {"Idempotency-Key": "list-1"}
    other = vera.post(address, json={"mark": "another"}, headers={"Idempotency-Key": "list-0"})
    assert other.status_code == 412 and other.json()["type"] == "urn:mobility:changed"
    answer = vera.post(address, json={"mark": preview["mark"]}, headers=key)
    assert answer.status_code == 201 and answer.json()["list_version"] == 1
    assert vera.post(address, json={"mark": preview["mark"]}, headers=key).json() == answer.json()
    assert program("studentska", "student_service").post(address, json={}).status_code == 403


def test_the_preview_of_a_lists_next_version_tells_why_it_is_made(
    office: OfficeAtWork, program: Program
) -> None:
    _, second = scored(office)
    office.now = at("2026-03-19")
    preview = "/api/v1/calls/1/list/preview"
    first = program("vera", "mobility_coordinator").post(preview, json={}).json()
    assert first["list_version"] == 1 and first["causes"] == []
    office.publish()
    appeal = {"on": "2026-03-20", "grounds": "the average"}
    office.advance(second, "lodge_ranking_appeal", appeal, "2026-03-20", "candidate")
    decision = {"reason": "the average was misread"}
    office.advance(second, "uphold_ranking_appeal", decision, "2026-03-23", "rector")
    office.now = at("2026-03-24")
    vera = program("vera", "mobility_coordinator")
    answer = vera.post(preview, json={}, headers={"Accept-Language": "sr"}).json()
    (cause,) = answer["causes"]
    assert answer["list_version"] == 2 and second in cause and "усвојена" in cause, cause


def test_a_failure_tells_the_id_under_which_the_log_has_it(
    office: OfficeAtWork, program: Program, capsys: pytest.CaptureFixture[str]
) -> None:
    office.apply("Ana Petrović")
    vera = program("vera", "mobility_coordinator")
    with write_transaction(office.app.engine) as connection:
        connection.execute(text("UPDATE cases SET state = 'nowhere'"))
        connection.execute(text("UPDATE timers SET name = 'nowhere'"))
    answer = vera.get(CASE)
    assert answer.status_code == 500
    log = capsys.readouterr().out
    (number,) = re.findall(r"id=(\w+)", log)
    assert (
        answer.json()["detail"]
        == f"Nothing was saved. The failure stands in the log under {number}."
    )
