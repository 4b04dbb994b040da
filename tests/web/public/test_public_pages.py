"""What everybody may read: calls, lists, decisions, rules and projects; and nothing else."""

from __future__ import annotations

import re
from datetime import date, timedelta
from xml.etree import ElementTree as Xml

import pytest
from icalendar import Calendar
from sqlalchemy import select

from persistence.database import reading, write_transaction
from persistence.tables import candidates, mails, outbox, persons, staff
from states.calls import Call, Candidate
from states.moments import civil_date
from tests.web.browsing import Browser, LogIn, confirm
from tests.web.office_at_work import CRITERIA, OfficeAtWork, at
from tests.web.public.conftest import PublicSite, listed
from tests.web.test_personal_data import HERE as PERSONAL_DATA
from tests.web.test_personal_data import post
from tests.web.test_where_rules_are_shown import listed_at_the_faculty, pages_of
from workflows.act import Act
from workflows.calls.new_call import announced_to_nobody, open_call
from workflows.cases.requests import open_request
from workflows.running.bootstrap import open_app

RULE_ID = re.compile(r"\b(?:BMU|BEE|ICO)-[A-Z]?\d{1,2}(?!\d)")


APPLY = "http://127.0.0.1:8090/apply/"
"""Where the settings of these tests have the pages of people outside."""


def test_an_open_call_leads_to_where_one_applies_and_back_and_a_closed_one_does_not(
    site: PublicSite,
) -> None:
    assert f'href="{APPLY}1"' in site.page("en/calls/1.html")
    assert 'href="/public/"' in Browser(site.app).get("/apply").text
    site.office.now = at("2026-03-17")
    assert APPLY not in site.page("en/calls/1.html")


def test_a_call_tells_all_that_the_rulebook_asks_of_it(site: PublicSite) -> None:
    page = site.page("en/calls/1.html")
    for words in (
        "Autumn semester 2026/27", "University of Graz", "Austria", "list of passed exams",
        "grade average", "60", "Mon 16 Mar 2026", "24:00", "at least 60 ECTS earned",
        "article 14 paragraph 1 of the Rulebook", "article 15 paragraphs 1 and 2 of the Rulebook",
        "Right of appeal", "<b>8</b>", "Decided by: Rector", "article 15 paragraph 4",
    ):  # fmt: skip
        assert words in page
    assert "incoming@graz.example" not in page
    assert "Milan Ilić" not in page, "no rule of the university names the commission in public"


def test_at_the_faculty_the_commission_is_named_and_one_complains(site: PublicSite) -> None:
    call_id, _ = listed_at_the_faculty(site.office)
    page = site.page(f"en/calls/{call_id}.html")
    assert "Milan Ilić" in page
    assert "Right to complain" in page
    assert "Right of appeal" not in page
    assert "student procedure, commission" in page


def test_the_universitys_list_tells_who_applied_by_number_and_no_points(site: PublicSite) -> None:
    first, _, last = listed(site.office)
    site.office.now = at("2026-03-20")
    page = site.page("en/lists/1-1.html")
    assert f"<td>1.</td><td>{first}</td><td>selected</td>" in page
    assert f"<td>{last}</td><td>not selected</td>" in page
    assert "Ana" not in page
    assert "appealed against until" in page
    assert re.search(r"\b(38|76|31|62)\b", page) is None, "points are not published"
    site.office.now = at("2026-06-20")
    assert "appealed against until" not in site.page("en/lists/1-1.html")


def test_the_facultys_list_names_who_agreed_to_it_by_applying(site: PublicSite) -> None:
    call_id, number = listed_at_the_faculty(site.office)
    page = site.page(f"en/lists/{call_id}-1.html")
    assert "<td>1.</td><td>Ana Bee</td><td>selected</td>" in page
    assert number not in page
    assert "contest, application" in page


def test_a_corrected_list_is_named_on_the_one_that_it_replaced(site: PublicSite) -> None:
    number = appealed(site.office, "uphold_ranking_appeal")
    site.office.publish("2026-03-27")
    site.office.now = at("2026-03-27")
    assert 'Its place was taken by version <a href="1-2.html">2</a>' in site.page(
        "en/lists/1-1.html"
    )
    assert "Its place was taken" not in site.page("en/lists/1-2.html")
    assert number in site.page("en/lists/1-2.html")
    assert "replaced on" in site.page("en/calls/1.html")


@pytest.mark.parametrize(
    ("step", "sentence"),
    [
        ("uphold_ranking_appeal", "upheld: the list"),
        ("dismiss_ranking_appeal", "dismissed: the list"),
    ],
)
def test_a_decision_on_an_appeal_is_published_without_its_reasons(
    site: PublicSite, step: str, sentence: str
) -> None:
    number = appealed(site.office, step)
    page = site.page("en/decisions.html")
    assert number in page
    assert sentence in page
    assert "Mila" not in page
    assert "depression" not in page
    assert "article 15 paragraph 4" in page


def test_a_call_is_not_there_before_its_day(site: PublicSite) -> None:
    call_id = opened_for(site.office, date(2026, 4, 1))
    browser = Browser(site.app)
    for address in (f"en/calls/{call_id}.html", f"en/lists/{call_id}-1.html"):
        assert browser.get(f"/public/{address}").status_code == 404
    assert "To come" not in site.page("en/calls.html") + site.page("en/calls.atom")
    site.office.now = at("2026-04-01")
    assert "To come" in site.page(f"en/calls/{call_id}.html")


def test_an_address_that_is_none_opens_nothing(site: PublicSite) -> None:
    browser = Browser(site.app)
    for address in (
        "en/calls/999.html", "en/calls/1", "en/lists/1-1.html", "xx/index.html", "en/", "en",
        "en/calls/1.html/..", "assets/office.js", "assets/../../config.yaml", "SHA256SUMS",
        "en/calls/²1.html", "en/calls/9999999999999999999999.html",
    ):  # fmt: skip
        assert browser.get(f"/public/{address}").status_code == 404, address
    assert browser.get("/public", follow_redirects=True).status_code == 200


def test_nothing_that_is_not_public_is_on_any_page(site: PublicSite, log_in: LogIn) -> None:
    """Every page of an office in which much has happened, against all that it knows of people."""
    pages_of(site.office, log_in)
    site.office.now = at("2026-06-01")
    named_by_rule = {"Ana Bee", "Petar Bee", "Sara Bee", "Milan Ilić", "Jovana Kos", "Stefan Rus"}
    with reading(site.office.app.engine) as connection:
        secrets = {*connection.execute(select(persons.c.name)).scalars()}
        secrets |= {*connection.execute(select(persons.c.email)).scalars()}
        secrets |= {*connection.execute(select(staff.c.name)).scalars()}
        secrets |= {*connection.execute(select(staff.c.email)).scalars()}
        averages = {*connection.execute(select(candidates.c.grade_average)).scalars()}
    secrets |= {f"average {average}" for average in averages}
    secrets |= {"wheelchair", "ramp", "Asked after the room", "@graz.example", "disability form"}
    pages = site.pages()
    assert len(pages) > 40
    for address, content in pages.items():
        if address.startswith("assets/"):
            continue
        text = content.decode()
        assert [words for words in secrets - named_by_rule if words in text] == [], address
        assert RULE_ID.search(text) is None, address
        answer = Browser(site.app).get(f"/public/{address}")
        assert answer.content == content, address


def test_who_was_erased_is_on_no_page(site: PublicSite, log_in: LogIn) -> None:
    _, second, _ = listed(site.office)
    site.office.advance(second, "withdraw", {"reason": "Moved away"}, "2026-03-20")
    site.office.now = at("2026-05-20")
    assert second in site.page("en/lists/1-1.html")
    head = log_in("dusan")
    order = {"who": second, "reason": "request of 12 May"}
    assert "Erased" in confirm(head, post(head, f"{PERSONAL_DATA}/erase", order)).text
    assert second not in site.page("en/lists/1-1.html")


def test_every_language_has_every_page_and_its_own_words(site: PublicSite) -> None:
    listed(site.office)
    site.office.now = at("2026-03-20")
    pages = [address for address in site.pages() if not address.startswith("assets/")]
    of = {
        code: {a.partition("/")[2] for a in pages if a.startswith(f"{code}/")}
        for code in ("en", "sr", "sr-Latn")
    }
    assert of["en"] == of["sr"] == of["sr-Latn"]
    assert "Последњи дан за пријаву" in site.page("sr/calls/1.html")
    assert "Poslednji dan za prijavu" in site.page("sr-Latn/calls/1.html")
    assert "чл" in site.page("sr/recognition.html")


def test_every_link_of_a_page_leads_to_a_page(site: PublicSite) -> None:
    listed(site.office)
    site.office.now = at("2026-03-20")
    pages = site.pages()
    for address, content in pages.items():
        if not address.endswith(".html"):
            continue
        for link in re.findall(r'(?:href|src)="([^"]+)"', content.decode()):
            if not link.startswith(("mailto:", "#", APPLY)):
                assert resolved(address, link) in pages, (address, link)


def test_feeds_tell_of_calls_lists_and_last_days(site: PublicSite) -> None:
    listed(site.office)
    site.office.now = at("2026-03-20")
    feed = Xml.fromstring(site.page("en/calls.atom"))
    links = [link.attrib["href"] for link in feed.iter("{http://www.w3.org/2005/Atom}link")]
    assert links == ["lists/1-1.html", "calls/1.html"]
    calendar = Calendar.from_ical(site.page("en/closing-days.ics"))
    days = {str(event["summary"]): event["dtstart"].dt for event in calendar.walk("VEVENT")}
    assert days == {
        "Last day to apply: Autumn semester 2026/27": date(2026, 3, 16),
        "Last day against the list: Autumn semester 2026/27": date(2026, 3, 27),
    }


def test_the_information_package_is_the_institutions_own_where_it_wrote_one(
    site: PublicSite,
) -> None:
    assert "example of the form" in site.page("en/information.html")
    example = site.office.app.office.folder.parents[1] / "office" / "information" / "bmu.yaml"
    own = site.office.app.office.data / "information"
    own.mkdir()
    text = example.read_text(encoding="utf-8").replace("example: true", "example: false")
    (own / "bmu.yaml").write_text(text.replace("Databases", "Our databases"), encoding="utf-8")
    page = site.page("en/information.html")
    assert "Our databases" in page
    assert "example of the form" not in page
    assert "article 25 paragraphs 2 and 3" in page


def test_a_granted_project_is_told_with_what_came_of_it_and_nobody_who_leads_it(
    site: PublicSite,
) -> None:
    number = project(site.office)
    assert "No project has been granted yet" in site.page("en/projects.html")
    grant = {
        "number": "2026-1-RS01", "from": "2026-03-01", "to": "2028-02-28", "amount": "60000",
        "interim_report_due": "2027-03-01", "final_report_due": "2028-04-28",
    }  # fmt: skip
    site.office.record(number, "project_grant", grant, role="head_of_ico")
    page = site.page("en/projects.html")
    for words in ("Green Campus", "Handbook of saving", "delivered on Tue 10 Mar 2026",
                  "University of Graz (Austria)", "Erasmus+ agency", "article 33"):  # fmt: skip
        assert words in page
    assert "Зелени кампус" in site.page("sr/projects.html")
    for words in ("Vuković", "60", "green@bmu.example"):
        assert words not in page


def test_the_faculties_read_of_a_call_on_its_day_and_where_everybody_reads_it(
    site: PublicSite,
) -> None:
    office = told_to(site.office, "fit@bmu.example")
    call_id = opened_for(office, date(2026, 4, 1))
    with reading(office.app.engine) as connection:
        mail = connection.execute(select(mails).where(mails.c.call_id == call_id)).one()
        action = connection.execute(select(outbox).where(outbox.c.mail_key == mail.key)).one()
    assert mail.to_address == "fit@bmu.example"
    assert action.status == "waiting"
    assert civil_date(action.next_attempt_at) == date(2026, 4, 1)
    assert f"http://127.0.0.1:8090/public/en/calls/{call_id}.html" in mail.words


def test_a_call_that_nobody_would_be_told_of_says_so_before_it_opens(
    site: PublicSite, log_in: LogIn
) -> None:
    form = log_in("vera").get("/calls/new/bmu/outgoing-studies").text
    assert "No faculty will be told of this call" in form
    office = site.office.app.office
    definition = office.in_force("bmu", "outgoing-studies", date(2026, 3, 11))
    assert "article 15" in str(announced_to_nobody(office, definition))
    other_office = told_to(site.office, "fit@bmu.example").app.office
    assert announced_to_nobody(other_office, definition) is None


def appealed(office: OfficeAtWork, step: str) -> str:
    """A list against which one has appealed, and the Rector has decided; whose appeal it was."""
    _, number, _ = listed(office)
    grounds = {"grounds": "I had a depression in May."}
    office.advance(number, "lodge_ranking_appeal", grounds, "2026-03-23")
    why = {"reason": "Mila's depression is no ground."}
    office.advance(number, step, why, "2026-03-25", "rector")
    office.now = at("2026-03-26")
    return number


def opened_for(office: OfficeAtWork, day: date) -> int:
    """A call that is opened today and published on a day; its id."""
    call = Call(
        "To come", day, day + timedelta(days=30), 8, ("cv",), CRITERIA, commission=("m.ilic",)
    )
    with write_transaction(office.app.engine) as connection:
        act = Act(connection, office.app.office, office.actor("mobility_coordinator"), office.now)
        return open_call(act, "bmu", "outgoing-studies", call)


def resolved(address: str, link: str) -> str:
    """The address that a relative link leads to."""
    parts = address.split("/")[:-1]
    for part in link.split("/"):
        parts = parts[:-1] if part == ".." else [*parts, part]
    return "/".join(parts)


def project(office: OfficeAtWork) -> str:
    """A project that is not granted yet; the number of its case."""
    title = Candidate("Green Campus", "green@bmu.example", name_in_other_script="Зелени кампус")
    with write_transaction(office.app.engine) as connection:
        act = Act(connection, office.app.office, office.actor("head_of_ico"), at("2026-03-10"))
        number = open_request(act, "bmu", "international-project", title).number
    for fact, payload in (
        ("project", {"field": "07", "funder": "Erasmus+ agency", "from": "2026-03-01",
                     "to": "2028-02-28", "budget": "60000"}),
        ("leading_professor", {"name": "Vesna Vuković", "field": "07"}),
        ("project_partner", {"partner": "University of Graz", "country": "AT"}),
        ("deliverable", {"title": "Handbook of saving", "delivered_on": "2026-03-10"}),
    ):  # fmt: skip
        office.record(number, fact, payload, role="head_of_ico")
    return number


def told_to(office: OfficeAtWork, address: str) -> OfficeAtWork:
    """The same office, whose settings name the address of a faculty."""
    data = office.app.office.data
    settings = (data / "config.yaml").read_text(encoding="utf-8")
    own_settings = settings.replace("  faculties: []", f"  faculties: [{address}]")
    assert own_settings != settings
    (data / "config.yaml").write_text(own_settings, encoding="utf-8")
    return OfficeAtWork(open_app(data), office.now, office.call_id)
