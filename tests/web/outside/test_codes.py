"""The code by mail before the first write: six digits, ten minutes, a hundred wrong ones lock."""

from __future__ import annotations

from datetime import timedelta

from fastapi import FastAPI
from sqlalchemy import select

from persistence.database import reading
from persistence.tables import mails, outside_links
from tests.web.delivered import delivered
from tests.web.office_at_work import OfficeAtWork
from tests.web.outside.conftest import PDF, Guest
from tests.web.outside.test_links import NOTHING, numbers, walk

CV = {"kind": "cv"}


def test_nothing_is_handed_in_before_the_code_was_typed(office: OfficeAtWork, ana: Guest) -> None:
    assert "/submit/" not in ana.page() and "we send a code" in ana.page()
    answer = ana.send("fact/document", {"mark": "m", **CV}, PDF)
    assert answer.headers["location"] == f"{ana.link}#code"
    assert "Nothing yet." in ana.page()
    assert ana.prove().status_code == 303
    assert "/submit/fact/document" in ana.page()


def test_the_code_stands_in_the_mail_that_left_and_nowhere_here(
    office: OfficeAtWork, ana: Guest
) -> None:
    ana.browser.post(f"{ana.link}/code")
    code = ana.mailed_code()
    with reading(office.app.engine) as connection:
        mail_words = connection.execute(select(mails.c.words)).scalars().all()
        hashes = connection.execute(select(outside_links.c.code_hash)).scalars().all()
    assert not [words for words in mail_words if code in str(words)]
    assert any("only-in-the-mail" in str(words) for words in mail_words)
    assert code not in str(hashes)


def test_a_code_holds_for_ten_minutes_and_once(office: OfficeAtWork, ana: Guest) -> None:
    ana.browser.post(f"{ana.link}/code")
    late = ana.mailed_code()
    office.now += timedelta(minutes=10)
    assert ana.type_code(late).status_code == 422
    ana.browser.post(f"{ana.link}/code")
    code = ana.mailed_code()
    office.now += timedelta(minutes=10) - timedelta(seconds=1)
    assert ana.type_code(code).status_code == 303
    assert ana.type_code(code).status_code == 422


def test_the_proof_lasts_two_hours_and_is_of_its_own_link(
    office: OfficeAtWork, outside: FastAPI, ana: Guest
) -> None:
    ana.prove()
    office.now += timedelta(hours=2) - timedelta(seconds=1)
    assert "/submit/" in ana.page()
    office.now += timedelta(seconds=1)
    assert "/submit/" not in ana.page()


def test_another_code_is_sent_after_a_minute_at_the_earliest(
    office: OfficeAtWork, ana: Guest
) -> None:
    for _ in range(3):
        ana.browser.post(f"{ana.link}/code")
    assert sent_codes(office) == 1
    office.now += timedelta(minutes=1)
    ana.browser.post(f"{ana.link}/code")
    assert sent_codes(office) == 2


def sent_codes(office: OfficeAtWork) -> int:
    with reading(office.app.engine) as connection:
        of_codes = select(mails.c.id).where(mails.c.mail == "outside_code")
        return len(connection.execute(of_codes).all())


def test_a_hundred_wrong_codes_lock_the_link_and_tell_the_office(
    office: OfficeAtWork, outside: FastAPI, ana: Guest
) -> None:
    ana.browser.post(f"{ana.link}/code")
    code = ana.mailed_code()
    wrong = "000000" if code != "000000" else "111111"
    answers = {ana.type_code(wrong).status_code for _ in range(99)}
    assert answers == {422}
    ana.page()
    assert ana.type_code(wrong).status_code == 404
    assert ana.type_code(code).status_code == 404
    assert NOTHING in walk(outside, ana.link)
    mail = delivered(office, "vera@bmu.example")
    assert numbers(office)[0] in mail and "a hundred wrong codes" in mail
    assert "ana@students.example" in mail
    again = Guest(office, "ana@students.example", outside, link=asked_again(ana))
    assert "Ana Petrović" in again.page()


def asked_again(guest: Guest) -> str:
    guest.browser.post("/", data={"address": guest.address})
    return guest.newest_link()
