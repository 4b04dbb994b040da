"""Uploading a document: told by its content, stored once, given back safely."""

from __future__ import annotations

import errno
import io
import zipfile
from pathlib import Path

import pytest
from httpx import Response
from starlette.testclient import TestClient

from tests.web.browsing import LogIn, send, token_of
from tests.web.office_at_work import OfficeAtWork
from workflows.cases.uploads import DOCX, ODT, content_type_of, not_kept

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF\n"


def archive(**files: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as zip_file:
        for name, content in files.items():
            zip_file.writestr(name.replace("__", "/").replace("_dot_", "."), content)
    return buffer.getvalue()


def upload(client: TestClient, number: str, name: str, content: bytes) -> Response:
    return send(
        client,
        f"/cases/{number}/documents",
        f"/cases/{number}/facts/document",
        {"kind": "cv", "delivered_on": "2026-03-11", "tab": "documents"},
        {"file": (name, content, "application/pdf")},
    )


def stored(office: OfficeAtWork) -> list[Path]:
    return [path for path in (office.app.office.data / "files").rglob("*") if path.is_file()]


def test_a_pdf_is_taken_and_given_back_as_a_download(office: OfficeAtWork, log_in: LogIn) -> None:
    number = office.open("Ana Petrović")
    client = log_in("vera")
    page = upload(client, number, "biografija.pdf", PDF).text
    assert "Saved:" in page
    link = page.split('href="/papers/', 1)[1].split('"', 1)[0]
    answer = client.get(f"/papers/{link}")
    assert answer.content == PDF
    assert answer.headers["content-type"] == "application/pdf"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["content-disposition"] == f"attachment; filename*=UTF-8''{number}-cv.pdf"
    assert [path.read_bytes() for path in stored(office)] == [PDF]


def test_a_file_is_not_what_its_name_says(office: OfficeAtWork, log_in: LogIn) -> None:
    number = office.open("Ana Petrović")
    answer = upload(log_in("vera"), number, "cv.pdf", b"MZ\x90\x00 this is a program")
    assert answer.status_code == 422
    assert "“cv.pdf” is not a PDF, PNG, JPEG, DOCX or ODT file" in answer.text
    assert '<option value="cv" selected>' in answer.text, "what was chosen is still chosen"
    assert stored(office) == []


def test_a_file_whose_record_the_rules_refuse_leaves_nothing(
    office: OfficeAtWork, log_in: LogIn
) -> None:
    number = office.open("Ana Petrović")
    client = log_in("vera")
    form = {"kind": "cv", "delivered_on": "2026-03-11", "tab": "documents"}
    address = f"/cases/{number}/facts/document"
    stale = {**form, "version": "99"}
    files = {"file": ("cv.pdf", PDF, "application/pdf")}
    refusal = send(client, f"/cases/{number}/documents", address, stale, files)
    assert refusal.status_code == 409
    assert stored(office) == []
    assert "Saved:" in send(client, f"/cases/{number}/documents", address, form, files).text
    again = send(client, f"/cases/{number}/documents", address, stale, files)
    assert again.status_code == 409
    assert [path.read_bytes() for path in stored(office)] == [PDF], "another row names it"


def test_a_disk_that_takes_no_file_says_so_in_a_sentence(
    office: OfficeAtWork, log_in: LogIn
) -> None:
    number = office.open("Ana Petrović")
    (office.app.office.data / "files").write_text("in the way")
    answer = upload(log_in("vera"), number, "cv.pdf", PDF)
    assert answer.status_code == 422
    assert "The file can&#39;t be kept" in answer.text


def test_a_file_that_is_too_big_is_refused_with_a_sentence(
    office: OfficeAtWork, log_in: LogIn
) -> None:
    number = office.open("Ana Petrović")
    answer = upload(log_in("vera"), number, "cv.pdf", PDF + b" " * 20_000_000)
    assert answer.status_code == 422
    assert "larger than 20 MB" in answer.text
    assert stored(office) == []


def test_a_request_far_beyond_the_limit_is_not_even_read(
    office: OfficeAtWork, log_in: LogIn
) -> None:
    number = office.open("Ana Petrović")
    answer = upload(log_in("vera"), number, "cv.pdf", PDF + b" " * 22_000_000)
    assert answer.status_code == 413
    assert "Files of up to 20 MB are taken" in answer.text
    assert stored(office) == []


def test_a_document_on_paper_is_recorded_without_a_file(
    office: OfficeAtWork, log_in: LogIn
) -> None:
    number = office.open("Ana Petrović")
    client = log_in("vera")
    data = {"kind": "cv", "signed_by": ["student"], "tab": "documents"}
    page = send(client, f"/cases/{number}/documents", f"/cases/{number}/facts/document", data).text
    assert "on paper" in page


def test_nobody_points_a_document_at_a_file_of_another_case(
    office: OfficeAtWork, log_in: LogIn
) -> None:
    number = office.open("Ana Petrović")
    client = log_in("vera")
    upload(client, number, "cv.pdf", PDF)
    other = office.open("Petar Jović")
    data = {"kind": "cv", "file": stored(office)[0].name, "tab": "documents"}
    page = send(client, f"/cases/{other}/documents", f"/cases/{other}/facts/document", data).text
    assert "on paper" in page
    assert 'href="/papers/' not in page


def test_a_commission_member_of_another_call_does_not_get_the_file(
    office: OfficeAtWork, log_in: LogIn
) -> None:
    number = office.open("Ana Petrović")
    page = upload(log_in("vera"), number, "cv.pdf", PDF).text
    link = page.split('href="/papers/', 1)[1].split('"', 1)[0]
    assert log_in("m.ilic").get(f"/papers/{link}").status_code == 200
    assert log_in("tuda").get(f"/papers/{link}").status_code == 403
    assert log_in("vera").get("/papers/9999").status_code == 404


def test_a_form_of_thousands_of_fields_does_no_harm(office: OfficeAtWork, log_in: LogIn) -> None:
    number = office.open("Ana Petrović")
    client = log_in("vera")
    flood = {f"courses.{n}.title": "x" for n in range(4000)}
    data = {**flood, "token": token_of(client, "/work")}
    assert client.post(f"/cases/{number}/facts/agreement", data=data).status_code == 400


@pytest.mark.parametrize(
    ("content", "content_type"),
    [
        (PDF, "application/pdf"),
        (b"\x89PNG\r\n\x1a\n....", "image/png"),
        (b"\xff\xd8\xff\xe0....", "image/jpeg"),
        (archive(**{"[Content_Types]_dot_xml": b"<x/>", "word__document_dot_xml": b"<x/>"}), DOCX),
        (archive(mimetype=ODT.encode()), ODT),
        (archive(mimetype=b"application/vnd.oasis.opendocument.spreadsheet"), None),
        (archive(evil_dot_exe=b"MZ"), None),
        (b"PK\x03\x04 but broken", None),
        (b"<html><script>", None),
        (b" %PDF-1.7", None),
        (b"", None),
    ],
)
def test_a_type_is_known_by_the_content(content: bytes, content_type: str | None) -> None:
    assert content_type_of(content) == content_type


def test_a_full_disk_has_a_sentence_of_its_own() -> None:
    full = not_kept(OSError(errno.ENOSPC, "No space left on device"))
    assert full.sentence("en").startswith("The disk is full")
    assert full.sentence("sr").startswith("Диск је пун")
