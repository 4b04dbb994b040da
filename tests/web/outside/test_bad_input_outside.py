"""Whatever is sent from outside gets a sentence, or a page that tells nothing: never a failure."""

from __future__ import annotations

from typing import Final

import pytest
from fastapi import FastAPI

from persistence import submissions
from persistence.database import reading
from tests.web.bad_input import lost_of, sheets_on, tries, wrong_with
from tests.web.browsing import Browser, LogIn
from tests.web.office_at_work import OfficeAtWork
from tests.web.outside.conftest import PDF, Guest
from tests.web.outside.test_links import numbers

NASTY: Final = (
    "", " ", "\x00", "a\x00b", "\ud800", "🧾" * 50, "x" * 300_000, "'; DROP TABLE cases; --",
    "<script>alert(1)</script>", "{{ 7 * 7 }}", "../../etc/passwd", "٣٤٥", "-1", "1e400",
    "2026-02-30",
)  # fmt: skip
FORMS: Final = {
    "fact/document": ("kind", "language"),
    "fact/extra_support": ("support", "what"),
    "fact/stay": ("arrived_on", "returned_on"),
    "step/withdraw": ("reason",),
    "step/lodge_appeal": ("grounds",),
    "fact/decree": ("method",),
    "rubbish/withdraw": ("reason",),
}


def encoded(value: str) -> bytes:
    """As a browser or something worse sends it."""
    return value.encode("utf-8", "surrogatepass")


@pytest.mark.parametrize("form", FORMS)
def test_no_form_fails_whatever_is_typed_into_it(
    office: OfficeAtWork, ana: Guest, form: str
) -> None:
    ana.prove()
    codes = set()
    for number, value in enumerate(NASTY):
        data = {name: encoded(value) for name in FORMS[form]}
        data |= {"mark": str(number).encode()}
        files = {"file": ("a\x00b.pdf" if number % 2 else "", PDF if number % 3 else b"")}
        answer = ana.browser.post(
            f"{ana.link}/submit/{form}", data=data, files=files, follow_redirects=False
        )
        codes.add(answer.status_code)
    assert codes <= {200, 303, 400, 404, 422}, codes
    with reading(office.app.engine) as connection:
        rows = submissions.of_case(connection, office.case_id(numbers(office)[0]))
    assert not [row for row in rows if row.name == "withdraw"], "nobody confirmed it"


def test_no_address_fails_whatever_stands_in_it(outside: FastAPI, ana: Guest) -> None:
    browser = Browser(outside)
    for address in (
        "/l/%00", "/l/1.%00", "/l/%ED%A0%80", f"/l/{'9' * 400}.a", "/l/-1.a", "/l/1", "/l/.",
        f"{ana.link}/documents/{'9' * 40}", f"{ana.link}/documents/-1",
        f"{ana.link}/documents/x", f"{ana.link}/nothing", "/cases/BMU-2026-0001", "/api/v1/cases",
        "/login", "/work", "/metrics", "/healthz", "/static/office/../../config.yaml",
    ):  # fmt: skip
        assert browser.get(address).status_code == 404, address


@pytest.mark.parametrize("code", ["", "12345", "1234567", "\x00", "٣٤٥٦٧٨", "a" * 10_000, "\ud800"])
def test_no_code_fails_whatever_is_typed(ana: Guest, code: str) -> None:
    ana.browser.post(f"{ana.link}/code")
    answer = ana.browser.post(f"{ana.link}/proof", data={"code": encoded(code)})
    assert answer.status_code == 422


@pytest.mark.parametrize(
    "address", ["\x00@a.example", "\ud800@a.example", "a" * 5_000, "a@b@c", ""]
)
def test_no_address_that_is_asked_for_fails(outside: FastAPI, address: str) -> None:
    assert Browser(outside).post("/", data={"address": encoded(address)}).status_code == 422


def test_no_form_of_the_clerk_on_what_was_handed_in_fails_whatever_is_typed(
    office: OfficeAtWork, ana: Guest, log_in: LogIn
) -> None:
    (number,), vera = numbers(office), log_in("vera")
    ana.prove()
    ana.hand_in("fact/document", {"kind": "cv"}, PDF)
    sheets = [
        sheet
        for sheet in sheets_on(vera, f"/cases/{number}")
        if "/submissions/" in sheet.form.action or "/links" in sheet.form.action
    ]
    assert len(sheets) >= 2, "accept and return"
    for sheet in sheets:
        for data, file in tries(sheet.form):
            if "/accept" not in sheet.form.action:
                answer = sheet.send(data, file)
                assert wrong_with(answer) == "", (sheet.form.action, data)
                assert lost_of(sheet, data, answer) == "", (sheet.form.action, data)
    for rest in ("999999999999999999999/accept", "1/else", "²/return"):
        answer = vera.post(f"/cases/{number}/submissions/{rest}", data={"reason": "x"})
        assert answer.status_code in (403, 404, 422), rest
