"""Several files dropped together: each seen with its kind before it is recorded, none doubled."""

from __future__ import annotations

import html
import re
from datetime import timedelta
from pathlib import Path

from httpx import Response
from starlette.testclient import TestClient

from persistence.database import reading
from persistence.documents import StoredDocument, documents_of
from tests.web.browsing import LogIn, token_of
from tests.web.office_at_work import OfficeAtWork
from tests.web.test_uploads import PDF

Files = list[tuple[str, tuple[str, bytes, str]]]


def files(*names: str) -> Files:
    return [("files", (name, PDF + name.encode(), "application/pdf")) for name in names]


def show(client: TestClient, number: str, uploads: Files) -> Response:
    page = client.get(f"/cases/{number}?form=document").text
    version = page.partition('name="version" value="')[2].partition('"')[0]
    data = {"token": token_of(client, "/work"), "version": version, "tab": "documents"}
    return client.post(f"/cases/{number}/files", data=data, files=uploads)


def fields_of(page: str) -> dict[str, str]:
    """What the form holds as it was shown, its choices and ticks among it."""
    form = page.partition("/files/record#result")[2].partition("</form>")[0]
    fields = dict(re.findall(r'<input type="hidden" name="([^"]*)" value="([^"]*)"', form))
    for name in re.findall(r'type="checkbox" name="([^"]*)" value="yes" checked', form):
        fields[name] = "yes"
    fields.update(
        re.findall(r'type="date" value="([^"]*)"[^>]*name="([^"]*)"', form)
        and {
            name: value
            for value, name in re.findall(
                r'type="date" value="([^"]*)" id="[^"]*" name="([^"]*)"', form
            )
        }
    )
    for select in re.findall(r"<select.*?</select>", form, re.S):
        name, choice = (
            re.search(r'name="([^"]*)"', select),
            re.search(r'"([^"]*)" selected', select),
        )
        if name and choice:
            fields[name[1]] = choice[1]
    return {name: html.unescape(value) for name, value in fields.items()}


def record(client: TestClient, number: str, fields: dict[str, str]) -> Response:
    return client.post(f"/cases/{number}/files/record", data=fields)


def documents(office: OfficeAtWork, number: str) -> list[StoredDocument]:
    with reading(office.app.engine) as connection:
        return list(documents_of(connection, office.case_id(number), None))


def aside(office: OfficeAtWork) -> list[Path]:
    folder = office.app.office.data / "incoming"
    return list(folder.iterdir()) if folder.exists() else []


def test_each_file_is_shown_with_its_kind_and_today_before_it_is_recorded(
    office: OfficeAtWork, log_in: LogIn
) -> None:
    number, client = office.open("Ana Petrović"), log_in("vera")
    answer = show(client, number, files("ToR Graz.pdf", "biografija.pdf", "scan7.pdf"))
    assert answer.status_code == 200
    fields = fields_of(answer.text)
    assert fields["files.0.kind"] == "transcript_of_records"
    assert fields["files.1.kind"] == "cv"
    assert "files.2.kind" not in fields, "what no name tells is asked"
    assert fields["files.1.delivered_on"] == "2026-03-11"
    assert documents(office, number) == []


def test_all_are_recorded_together_each_with_its_own_file(
    office: OfficeAtWork, log_in: LogIn
) -> None:
    number, client = office.open("Ana Petrović"), log_in("vera")
    fields = fields_of(show(client, number, files("cv.pdf", "passport.pdf", "x.pdf")).text)
    fields |= {"files.2.kind": "motivation_letter", "files.0.delivered_on": "2026-03-10"}
    assert "Saved:" in record(client, number, fields).text
    by_kind = {document.kind: document for document in documents(office, number)}
    assert set(by_kind) == {"cv", "passport_copy", "motivation_letter"}
    assert str(by_kind["cv"].delivered_on) == "2026-03-10"
    answer = client.get(f"/papers/{by_kind['passport_copy'].id}")
    assert answer.content == PDF + b"passport.pdf"
    assert aside(office) == []


def test_a_file_that_is_not_taken_says_why_and_leads_back_and_the_others_go_on(
    office: OfficeAtWork, log_in: LogIn
) -> None:
    number, client = office.open("Ana Petrović"), log_in("vera")
    wrong: Files = [
        ("files", ("empty.pdf", b"", "application/pdf")),
        ("files", ("<b>program</b>.pdf", b"MZ\x90", "application/pdf")),
    ]
    answer = show(client, number, [*wrong, *files("cv.pdf")])
    assert answer.status_code == 422
    page = html.unescape(answer.text)
    assert "The file is empty." in page
    assert "is not a PDF, PNG, JPEG, DOCX or ODT file" in page
    assert "<b>program</b>" not in answer.text
    assert f'href="/cases/{number}/documents?form=document#fact-document"' in page
    assert "Saved:" in record(client, number, fields_of(answer.text)).text
    assert [document.kind for document in documents(office, number)] == ["cv"]


def test_no_file_at_all_leads_back(office: OfficeAtWork, log_in: LogIn) -> None:
    number, client = office.open("Ana Petrović"), log_in("vera")
    page = client.get(f"/cases/{number}?form=document").text
    version = page.partition('name="version" value="')[2].partition('"')[0]
    data = {"token": token_of(client, "/work"), "version": version}
    answer = client.post(f"/cases/{number}/files", data=data)
    assert "No file was chosen." in answer.text


def test_a_wrong_row_keeps_all_back_and_is_told_at_its_field(
    office: OfficeAtWork, log_in: LogIn
) -> None:
    number, client = office.open("Ana Petrović"), log_in("vera")
    fields = fields_of(show(client, number, files("cv.pdf", "x.pdf")).text)
    answer = record(client, number, fields)
    assert answer.status_code == 422
    assert "Please fill this in." in answer.text.partition('id="review-files.1.kind-problem"')[2]
    ahead = {**fields, "files.1.kind": "petition", "files.1.delivered_on": "2026-04-01"}
    answer = record(client, number, ahead)
    assert "lies in the future" in answer.text
    assert fields_of(answer.text)["files.1.kind"] == "petition", "what was chosen is still chosen"
    assert documents(office, number) == []
    del ahead["files.1.taken"]
    assert "Saved:" in record(client, number, ahead).text, "a row can be left out"
    assert [document.kind for document in documents(office, number)] == ["cv"]


def test_what_is_sent_twice_is_recorded_once(office: OfficeAtWork, log_in: LogIn) -> None:
    number, client = office.open("Ana Petrović"), log_in("vera")
    fields = fields_of(show(client, number, files("cv.pdf")).text)
    record(client, number, fields)
    again = record(client, number, fields)
    assert again.status_code == 409 and "was sent twice" in again.text
    later = record(client, number, {**fields, "token": token_of(client, "/work")})
    assert later.status_code == 409 and "While you were looking" in later.text
    assert len(documents(office, number)) == 1


def test_a_file_that_lay_too_long_is_asked_for_again(office: OfficeAtWork, log_in: LogIn) -> None:
    number, client = office.open("Ana Petrović"), log_in("vera")
    fields = fields_of(show(client, number, files("cv.pdf")).text)
    office.now += timedelta(days=2)
    show(log_in("vera"), number, files("passport.pdf"))
    assert len(aside(office)) == 1, "what nobody recorded is not kept"
    answer = record(log_in("vera"), number, {**fields, "token": token_of(client, "/work")})
    assert documents(office, number) == []
    assert answer.status_code in (400, 403, 422)


def test_the_token_of_another_case_or_a_made_up_one_is_no_file(
    office: OfficeAtWork, log_in: LogIn
) -> None:
    first, second = office.open("Ana Petrović"), office.open("Petar Jović")
    client = log_in("vera")
    fields = fields_of(show(client, first, files("cv.pdf")).text)
    for token in (fields["files.0.token"], "made.up"):
        answer = record(client, second, {**fields, "files.0.token": token})
        assert "No file is ticked" in answer.text
    assert documents(office, second) == []


def test_who_records_no_documents_keeps_no_file_aside(office: OfficeAtWork, log_in: LogIn) -> None:
    number, client = office.open("Ana Petrović"), log_in("rektor")
    data = {"token": token_of(client, "/work"), "version": "1"}
    answer = client.post(f"/cases/{number}/files", data=data, files=files("cv.pdf"))
    assert answer.status_code == 403
    assert aside(office) == []
