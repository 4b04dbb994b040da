"""Links of people outside: one case, one person, until a day; and nothing told by any other."""

from __future__ import annotations

from datetime import timedelta

from fastapi import FastAPI
from fastapi.routing import APIRoute
from sqlalchemy import select

from persistence import cases, outside_links
from persistence.database import reading, write_transaction
from persistence.tables import mails
from tests.web.browsing import Browser, LogIn, send
from tests.web.delivered import delivered, mails_to
from tests.web.office_at_work import OfficeAtWork
from tests.web.outside.applying import Applicant
from tests.web.outside.conftest import ADDRESS, Guest
from tests.web.whole_database import all_rows
from web.outside import applying, surveying
from web.outside.limits import FROM_A_PLACE
from web.outside.pages import router
from workflows.people.erasing import erase_person
from workflows.registers.keeping import OPERATOR, RegisterAct

NOTHING = "This link opens nothing"


def test_a_mail_to_the_candidate_leads_to_their_page_and_no_row_has_the_secret(
    office: OfficeAtWork, ana: Guest
) -> None:
    page = ana.page()
    assert "Ana Petrović" in page and "Application received" in page
    secret = ana.link.rpartition(".")[2]
    all_text = all_rows(office.app.engine)
    with reading(office.app.engine) as connection:
        mail_words = connection.execute(select(mails.c.words)).scalars().all()
    assert len(secret) > 40 and secret not in all_text
    assert any(f"{ADDRESS}/l/only-in-the-mail" in str(words) for words in mail_words)


def test_what_somebody_types_has_no_link_drawn(office: OfficeAtWork, ana: Guest) -> None:
    """The placeholder of a link in a reason is words, and stays them."""
    number = numbers(office)[0]
    reason = f"see {ADDRESS}/l/only-in-the-mail"
    office.advance(number, "withdraw", {"reason": reason}, "2026-03-11")
    mail = delivered(office, "ana@students.example")
    assert reason in mail
    assert mail.count("/l/") == 2 and ana.newest_link() != "/l/only-in-the-mail"


def numbers(office: OfficeAtWork) -> list[str]:
    with reading(office.app.engine) as connection:
        return list(cases.numbers(connection))


def every_route(link: str) -> list[tuple[str, str]]:
    """All that can be done with a link, by method and address."""
    return [
        ("GET", link),
        ("GET", f"{link}/documents/1"),
        ("GET", f"{link}/tables/transcript/courses"),
        ("POST", f"{link}/code"),
        ("POST", f"{link}/proof"),
        ("POST", f"{link}/begin"),
        ("POST", f"{link}/survey"),
        ("POST", f"{link}/submit/fact/document"),
        ("POST", f"{link}/submit/step/withdraw"),
        ("POST", f"{link}/submit/step/no_such_step"),
    ]


def test_the_routes_of_a_link_are_all_walked() -> None:
    """Each route with a link in it is matched by an address that is walked."""
    addresses = every_route("/l/L")
    routes = [
        route
        for route in (*router.routes, *applying.router.routes, *surveying.router.routes)
        if isinstance(route, APIRoute) and "{link}" in route.path
    ]
    for route in routes:
        for method in route.methods:
            assert [a for m, a in addresses if m == method and route.path_regex.fullmatch(a)], route
    assert len(routes) == 8


def test_a_bad_link_opens_one_page_whatever_is_wrong_with_it_and_writes_nothing(
    office: OfficeAtWork, outside: FastAPI, ana: Guest
) -> None:
    """Altered, of another number, revoked, ended, locked, of somebody whose address is another."""
    office.apply("Iva Novak")
    iva = Guest(office, "iva@students.example", outside)
    number, _, secret = ana.link.removeprefix("/l/").partition(".")
    others_number = iva.link.removeprefix("/l/").partition(".")[0]
    bad = {
        "altered": f"/l/{number}.{secret[:-1]}{'a' if secret[-1] != 'a' else 'b'}",
        "another's number": f"/l/{others_number}.{secret}",
        "no number": "/l/nothing",
        "a number that no database has": f"/l/{'9' * 40}.{secret}",
        "empty": "/l/%20",
    }
    pages = {walk(outside, link) for link in bad.values()}
    with write_transaction(office.app.engine) as connection:
        outside_links.revoke_all(connection, office.case_id(numbers(office)[0]), office.now, "Vera")
    pages |= {walk(outside, ana.link)}
    office.record(
        numbers(office)[1],
        "candidate",
        {"email": "iva.n@students.example", "reason": "a new address"},
        "2026-03-11",
    )
    pages |= {walk(outside, iva.link)}
    assert len(pages) == 1 and NOTHING in pages.pop()


def test_a_link_to_apply_opens_nothing_once_altered_ended_or_of_a_closed_call(
    office: OfficeAtWork, outside: FastAPI
) -> None:
    mina = Applicant(office, outside, "mina@students.example")
    link = mina.ask()
    assert "Begin your application" in mina.page()
    pages_given = {walk(outside, f"{link[:-1]}{'a' if link[-1] != 'a' else 'b'}")}
    office.now += timedelta(days=7)
    pages_given |= {walk(outside, link)}
    assert len(pages_given) == 1 and NOTHING in pages_given.pop()


def test_what_a_link_to_apply_opens_before_the_beginning_is_the_call_and_nothing_else(
    office: OfficeAtWork, outside: FastAPI, ana: Guest
) -> None:
    mina = Applicant(office, outside, "mina@students.example")
    link = mina.ask()
    mina.prove()
    browser = mina.browser
    assert "Ana" not in mina.page() and numbers(office)[0] not in mina.page()
    for method, address in every_route(link):
        if not address.endswith((link, "/code", "/proof", "/begin")):
            assert browser.request(method, address).status_code == 404, address


def test_a_hundred_wrong_codes_lock_a_link_to_apply_too_and_the_office_is_told(
    office: OfficeAtWork, outside: FastAPI
) -> None:
    mina = Applicant(office, outside, "mina@students.example")
    link = mina.ask()
    for _ in range(100):
        answer = mina.browser.post(f"{link}/proof", data={"code": "wrong"})
    assert answer.status_code == 404
    assert NOTHING in walk(outside, link)
    mail = delivered(office, "vera@bmu.example")
    assert "a hundred wrong codes" in mail and "mina@students.example" in mail


def test_a_link_ends_on_its_day(office: OfficeAtWork, outside: FastAPI, ana: Guest) -> None:
    office.now += timedelta(days=60) - timedelta(minutes=1)
    ana.page()
    office.now += timedelta(minutes=1)
    assert NOTHING in walk(outside, ana.link)


def walk(outside: FastAPI, link: str) -> str:
    """The one page that every route of a bad link gives."""
    browser = Browser(outside)
    answers = [browser.request(method, address) for method, address in every_route(link)]
    assert {answer.status_code for answer in answers} == {404}
    (page,) = {answer.text for answer in answers}
    return page


def test_no_route_of_a_link_shows_or_takes_anything_of_another_case(
    office: OfficeAtWork, outside: FastAPI, ana: Guest
) -> None:
    """The document that was mailed to one candidate is nothing for another's link."""
    other = office.apply("Iva Novak")
    iva = Guest(office, "iva@students.example", outside)
    assert other not in ana.page() and "Iva" not in ana.page()
    iva.prove()
    proof = dict(iva.browser.cookies)
    ana.browser.cookies.update(proof)
    ana.browser.cookies.set(f"proof-{number_of(ana.link)}", next(iter(proof.values())))
    assert ana.send("step/withdraw", {"confirmed": "yes"}).headers["location"].endswith("#code")


def number_of(link: str) -> str:
    return link.removeprefix("/l/").partition(".")[0]


def test_every_answer_is_kept_nowhere_and_tells_no_other_site_of_the_link(ana: Guest) -> None:
    for address in (ana.link, "/", "/l/nothing", "/no/such/page"):
        headers = ana.browser.get(address).headers
        assert headers["cache-control"] == "no-store"
        assert headers["referrer-policy"] == "no-referrer"
        assert headers["x-frame-options"] == "DENY"
        assert "form-action 'self'" in headers["content-security-policy"]


def test_a_link_is_asked_for_again_with_the_address_alone_and_the_answer_tells_nothing(
    office: OfficeAtWork, outside: FastAPI, ana: Guest
) -> None:
    browser = Browser(outside)
    answer = browser.post("/", data={"address": "ANA@students.example"})
    answer_to_nobody = browser.post("/", data={"address": "nobody@students.example"})
    assert answer.status_code == answer_to_nobody.status_code == 200
    assert answer.text == answer_to_nobody.text and "Look into your mail" in answer.text
    assert "Затражена је веза до Ваше странице" in delivered(office, "ana@students.example")
    assert mails_to(office, "nobody@students.example") == []
    Guest(office, "ana@students.example", outside).page()
    ana.page()


def test_asking_is_limited_for_an_address_whether_it_is_known_or_not(
    office: OfficeAtWork, outside: FastAPI, ana: Guest
) -> None:
    browser = Browser(outside)
    for address in ("ana@students.example", "nobody@students.example"):
        codes = [browser.post("/", data={"address": address}).status_code for _ in range(4)]
        assert codes == [200, 200, 200, 429]
    assert browser.post("/", data={"address": "no address"}).status_code == 422


def test_asking_is_limited_from_a_place(outside: FastAPI) -> None:
    """A whole campus has one address in the last hour of a call."""
    assert FROM_A_PLACE.amount >= 600
    limits = outside.state.shared.limits
    for n in range(FROM_A_PLACE.amount):
        assert limits.may_ask("testclient", f"a{n}@students.example")
    answer = Browser(outside).post("/", data={"address": "one.more@students.example"})
    assert answer.status_code == 429


def test_the_office_ends_all_links_of_a_case(
    office: OfficeAtWork, outside: FastAPI, ana: Guest, log_in: LogIn
) -> None:
    number = numbers(office)[0]
    page = f"/cases/{number}"
    send(log_in("vera"), page, f"{page}/links/end")
    assert NOTHING in walk(outside, ana.link)


def test_whose_data_were_erased_has_no_page(
    office: OfficeAtWork, outside: FastAPI, ana: Guest
) -> None:
    office.advance(numbers(office)[0], "withdraw", {"reason": "changed plans"}, "2026-03-11")
    with write_transaction(office.app.engine) as connection:
        act = RegisterAct(connection, office.app.office, "bmu", OPERATOR, office.now)
        erase_person(act, "ana@students.example", "her own request")
    assert NOTHING in walk(outside, ana.link)
