"""The agreement as candidate and host read it: version by version, and signed by its text."""

from __future__ import annotations

import html

import pytest
from fastapi import FastAPI

from persistence import submissions
from persistence.database import reading, write_transaction
from states.decision import Actor
from states.validation_error import ValidationError
from tests.web import journey
from tests.web.browsing import LogIn, send
from tests.web.office_at_work import COURSES, OfficeAtWork, at
from tests.web.outside.conftest import Guest
from tests.web.outside.test_links import numbers
from tests.web.outside.test_submitting import dossier
from web.outside.app import make_app
from workflows.act import Act
from workflows.outside.agreement_text import newest_text
from workflows.outside.answering import accept
from workflows.running.bootstrap import open_app

SIGN = "fact/signature"


@pytest.fixture
def drawn_up(office: OfficeAtWork) -> str:
    """Ana's case with the first version of her agreement, of 10 April 2026."""
    number = journey.drawn_up(office)
    office.now = at("2026-04-10", 12)
    return number


@pytest.fixture
def student(office: OfficeAtWork, outside: FastAPI, drawn_up: str) -> Guest:
    return Guest(office, "ana@students.example", outside)


def seen(guest: Guest) -> str:
    """The digest of the text that the page shows."""
    return guest.page().partition('name="seen" value="')[2].partition('"')[0]


def sign(guest: Guest, digest: str, mark: str = "m") -> int:
    data = {"mark": mark, "seen": digest, "confirmed": "yes"}
    return guest.send(SIGN, data).status_code


def test_the_page_shows_each_version_with_what_it_changed(
    office: OfficeAtWork, student: Guest, drawn_up: str
) -> None:
    fewer = {"language": "en", "courses": COURSES[:2]}
    office.record(drawn_up, "agreement", fewer, "2026-04-10")
    page = html.unescape(student.page())
    assert "Version 2" in page and "Version 1" in page
    assert "removed" in page and "Machine Learning" in page


def test_a_signature_is_received_with_its_text_and_counts_once_it_is_accepted(
    office: OfficeAtWork, student: Guest, drawn_up: str, log_in: LogIn
) -> None:
    student.prove()
    text = newest_text(dossier(office, drawn_up))
    assert text is not None and seen(student) == text.digest
    assert sign(student, text.digest) == 303
    assert dossier(office, drawn_up).signatures == ()
    office.now = at("2026-04-13")
    page = f"/cases/{drawn_up}"
    vera = log_in("vera")
    assert text.digest in vera.get(page).text and "ana@students.example" in vera.get(page).text
    send(vera, page, f"{page}/submissions/1/accept")
    (signature,) = dossier(office, drawn_up).signatures
    assert (signature.party, str(signature.on)) == ("student", "2026-04-10")
    assert f"/submit/{SIGN}" not in student.page(), "nobody signs twice"


def test_what_the_settings_do_not_name_is_read_there_and_signed_on_paper(
    office: OfficeAtWork, student: Guest, drawn_up: str, log_in: LogIn
) -> None:
    student.prove()
    assert sign(student, seen(student)) == 303
    config = office.app.office.data / "config.yaml"
    text = config.read_text(encoding="utf-8")
    fewer = text.replace("signed_by_link: [learning_agreement, ", "signed_by_link: [")
    config.write_text(fewer, encoding="utf-8")
    on_paper = OfficeAtWork(open_app(office.app.office.data), office.now, office.call_id)
    guest = Guest(on_paper, student.address, make_app(on_paper.app, on_paper.clock), student.link)
    guest.browser.cookies.update(student.browser.cookies)
    page = html.unescape(guest.page())
    assert "signed on paper" in page and "Distributed Systems" in page
    assert f"/submit/{SIGN}" not in page
    with write_transaction(on_paper.app.engine) as connection:
        act = Act(connection, on_paper.app.office, Actor("mobility_coordinator"), on_paper.now)
        with pytest.raises(ValidationError, match="is signed on paper"):
            accept(act, on_paper.case_id(drawn_up), 1)
    assert dossier(on_paper, drawn_up).signatures == ()
    on_paper.app.engine.dispose()


def test_what_is_signed_is_meant(office: OfficeAtWork, student: Guest) -> None:
    student.prove()
    answer = student.send(SIGN, {"mark": "m", "seen": seen(student)})
    assert answer.status_code == 422
    assert "waits for the office" not in student.page()


def test_a_text_that_was_changed_since_it_was_read_is_not_signed(
    office: OfficeAtWork, student: Guest, drawn_up: str
) -> None:
    student.prove()
    digest = seen(student)
    office.record(drawn_up, "agreement", {"language": "en", "courses": COURSES[:2]}, "2026-04-10")
    assert sign(student, digest) == 422
    assert sign(student, "") == 422
    assert sign(student, seen(student)) == 303


def test_a_text_that_was_changed_before_it_is_accepted_is_not_signed(
    office: OfficeAtWork, student: Guest, drawn_up: str, log_in: LogIn
) -> None:
    student.prove()
    sign(student, seen(student))
    office.record(drawn_up, "agreement", {"language": "en", "courses": COURSES[:2]}, "2026-04-10")
    answer = send(log_in("vera"), f"/cases/{drawn_up}", f"/cases/{drawn_up}/submissions/1/accept")
    assert answer.status_code == 422 and "another version stands now" in html.unescape(answer.text)
    assert dossier(office, drawn_up).signatures == ()
    with reading(office.app.engine) as connection:
        (submission,) = submissions.of_case(connection, office.case_id(numbers(office)[0]))
    assert submission.outcome is None and submission.text_version == 1


def test_a_host_reads_whom_it_is_to_take_and_signs_as_the_host(
    office: OfficeAtWork, outside: FastAPI, drawn_up: str, log_in: LogIn
) -> None:
    graz = Guest(office, "incoming@graz.example", outside)
    page = html.unescape(graz.page())
    assert "Who is nominated" in page and "ana@students.example" in page
    assert "Distributed Systems" in page
    graz.prove()
    assert sign(graz, seen(graz)) == 303
    send(log_in("vera"), f"/cases/{drawn_up}", f"/cases/{drawn_up}/submissions/1/accept")
    (signature,) = dossier(office, drawn_up).signatures
    assert signature.party == "host"


COMMENT = "fact/agreement_comment"
WISH = "We teach Machine Learning in spring only: please take Data Mining."


def comment(guest: Guest, digest: str, words: str = WISH, mark: str = "c") -> int:
    return guest.send(COMMENT, {"mark": mark, "seen": digest, "what": words}).status_code


def test_a_host_comments_on_the_newest_version_and_the_office_reads_it_at_the_agreement(
    office: OfficeAtWork, outside: FastAPI, drawn_up: str, log_in: LogIn
) -> None:
    graz = Guest(office, "incoming@graz.example", outside)
    graz.prove()
    assert f"/submit/{COMMENT}" in graz.page()
    assert comment(graz, seen(graz), words="  ") == 422, "blanks say nothing"
    assert comment(graz, seen(graz)) == 303
    assert "Comment on the agreement" in graz.page() and "waits for the office" in graz.page()
    office.now = at("2026-04-13")
    vera = log_in("vera")
    page = f"/cases/{drawn_up}"
    assert WISH in html.unescape(vera.get(page).text), "it is read before it is accepted"
    send(vera, page, f"{page}/submissions/1/accept")
    (remark,) = dossier(office, drawn_up).agreement_comments
    assert (remark.version, remark.from_party, str(remark.on), remark.what) == (
        1, "host", "2026-04-10", WISH,
    )  # fmt: skip
    tab = html.unescape(vera.get(f"{page}/agreement").text)
    assert WISH in tab and "the host institution" in tab
    assert WISH in html.unescape(graz.page()), "it stands at its version on their page too"
    student = Guest(office, "ana@students.example", outside)
    assert WISH not in html.unescape(student.page()), "a host's words are not the student's to read"
    assert dossier(office, drawn_up).signatures == (), "nothing is signed by a comment"


def test_a_student_comments_too_and_never_on_a_text_that_they_have_not_read(
    office: OfficeAtWork, student: Guest, drawn_up: str
) -> None:
    student.prove()
    former = seen(student)
    office.record(drawn_up, "agreement", {"language": "en", "courses": COURSES[:2]}, "2026-04-10")
    assert comment(student, former) == 422
    assert comment(student, seen(student), mark="d") == 303
    page = html.unescape(student.page())
    assert page.count("waits for the office") == 1
