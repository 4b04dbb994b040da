"""Each page that a regulation names as the place of a rule is opened, and shows what is said."""

from __future__ import annotations

import html
import re
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Final

from persistence import staff
from persistence.database import write_transaction
from persistence.staff import Assignment, Member
from rules.shown_on import PAGE
from states.calls import Call, Candidate, Host
from tests.actions.documents.example_case import OFFICE
from tests.web.browsing import Browser, LogIn
from tests.web.office_at_work import OfficeAtWork, at, password_hash
from tests.web.test_cases import accepted
from tests.web.test_home_institution import accepted as accepted_incoming
from web.outside.app import make_app
from workflows.act import Act
from workflows.calls.new_call import open_call
from workflows.calls.scores import score
from workflows.cases.new_case import open_case
from workflows.cases.status import call_owner
from workflows.cases.takeover import TakenOver, read_takeover, take_over

Place = tuple[str, str, str]
"""An institution, a rule and the name of a page."""

MONEY: Final = ("No grant is recorded.", "Instalment paid", "Money paid back")
SEEN: Final[dict[Place, tuple[str, tuple[str, ...]]]] = {
    ("bmu", "ICO-2a", "work"): ("work", ("Academic Coordinator",)),
    ("bmu", "ICO-2a", "case"): ("student", ("Level of the language: B1", "Academic Coordinator")),
    ("bmu", "ICO-2b", "work"): ("work", ("Mobility Coordinator",)),
    ("bmu", "ICO-2b", "case"): ("trainee", ("Mobility Coordinator Vera Simić",)),
    ("bmu", "ICO-5", "case"): ("papers", ("Forms to print and sign", "Learning Agreement")),
    ("bmu", "ICO-6", "case"): ("mails", ("incoming@graz.example",)),
    ("bmu", "BMU-2", "case"): ("student", ("Learning Agreement", "Academic Coordinator")),
    ("bmu", "BMU-2", "rules"): ("rules", ("BMU-2", "art. 2", "home and host institution")),
    ("bmu", "BMU-32", "people"): ("people", ("BMU-32 art. 32", "Appointed by: Rector, Dean")),
    ("bmu", "BMU-33b", "case"): ("student", ("telephone", "Asked after the room")),
    ("bmu", "BMU-3", "call"): ("call", ("Criteria", "Grade average 60", "Language 40")),
    ("bmu", "BMU-15a", "case"): ("student", ("a wheelchair ramp",)),
    ("bmu", "BMU-15b", "call"): ("call", ("(BMU-15b)", "Ranking list", "76 points, the mean")),
    ("bmu", "BMU-29", "call"): ("teachers", ("The call leaves out:", "(BMU-29)")),
    ("bmu", "BMU-11", "case"): ("trainee", ("Help with: lodging", "Lodging for the trainee")),
    ("bmu", "BMU-17", "case"): ("student", ("Requested in writing on: Thu 2 Apr 2026",)),
    ("bmu", "BMU-27b", "case"): ("incoming", ("Help with: lodging", "A room in Belgrade")),
    ("bmu", "BMU-19b", "rules"): ("rules", ("BMU-19b", "art. 19 para. 2")),
    ("bmu", "BMU-31c", "case"): ("teachers_money", MONEY),
    ("bee", "ICO-2b", "case"): ("faculty_money", MONEY),
    ("bee", "BEE-T5", "case"): ("staff_money", MONEY),
    ("bee", "ICO", "case"): ("faculty", ("Help with: lodging", "A room in Nice")),
    ("bee", "BEE-S1", "call"): ("faculty_call", ("Language 60", "(BEE-S1)")),
    ("bee", "BEE-T1", "call"): ("staff_call", ("Criteria", "Language 60")),
    ("bee", "BEE-T4", "case"): ("staff", ("Missing document: work plan. BEE-C1",)),
    ("bee", "BMU-3", "call"): ("faculty_call", ("Criteria", "Language 60")),
    ("bee", "BEE-C2", "call"): ("listed_call", ("Ranking list", "Ana Bee", "selected")),
    ("bmu", "BMU-15a", "public"): ("public_call", ("University of Graz", "Last day to apply")),
    ("bmu", "BMU-19b", "public"): ("public_recognition", ("article 19 paragraph 2",)),
    ("bmu", "BMU-25", "public"): ("public_information", ("Course catalogue", "Lodging")),
    ("bmu", "BMU-33b", "public"): ("public_projects", ("Projects and outcomes", "article 33")),
    ("bee", "BEE-S3", "public"): ("public_faculty_call", ("Last day to apply", "CV")),
    ("bee", "BEE-C2", "public"): ("public_list", ("Ana Bee", "contest, application")),
    ("bee", "BMU-19b", "public"): ("public_recognition", ("court translator",)),
    ("bee", "BEE-L5", "case"): (
        "recognised",
        ("Decided before, and binding here", "Statistics", "Statistika", "BEE-L5"),
    ),
}
"""Where each is looked for, by the names of `pages_of`, and what is told there."""


def test_no_page_that_a_regulation_names_is_left_out() -> None:
    places = {
        (institution, rule_id, place.removeprefix(PAGE))
        for institution, book in OFFICE.regulations.items()
        for rule_id, rule in book.rules.items()
        for place in rule.shown_on
        if place.startswith(PAGE)
    }
    assert set(SEEN) == places


def test_each_page_shows_what_the_regulation_says_that_it_shows(
    office: OfficeAtWork, log_in: LogIn
) -> None:
    pages = pages_of(office, log_in)
    gaps = {
        place: [words for words in sentences if words not in pages[page]]
        for place, (page, sentences) in SEEN.items()
    }
    assert {place: words for place, words in gaps.items() if words} == {}


def pages_of(office: OfficeAtWork, log_in: LogIn) -> dict[str, str]:
    """The text of the pages, as somebody of the institution reads them."""
    student, incoming = cared_for(office), accepted_incoming(office)
    help_given = {"need": "lodging", "on": "2026-03-09"}
    office.record(incoming, "help", {**help_given, "what": "A room in Belgrade"})
    teachers, teacher = opened(office, "bmu", "outgoing-teaching", "work_plan")
    _, trainee = opened(office, "bmu", "outgoing-traineeship", "grade_average")
    office.record(trainee, "help", {**help_given, "what": "Lodging for the trainee"})
    faculty_call, faculty = opened(office, "bee", "outgoing-studies", "language")
    office.record(faculty, "help", {**help_given, "what": "A room in Nice"})
    staff_call, staff_case = opened(office, "bee", "outgoing-teaching", "language")
    listed_call, _ = listed_at_the_faculty(office)
    second_case = recognised_after_another(office, faculty_call)
    hire_at_the_faculty(office)
    addresses = {
        "vera": {
            "work": "/work?tab=all", "people": "/people/bmu", "rules": "/rules",
            "call": "/calls/1", "teachers": f"/calls/{teachers}",
            "student": f"/cases/{student}/dossier", "papers": f"/cases/{student}/documents",
            "mails": f"/cases/{student}/mails", "trainee": f"/cases/{trainee}/dossier",
            "incoming": f"/cases/{incoming}/dossier", "teachers_money": f"/cases/{teacher}/money",
        },
        "nada": {
            "faculty": f"/cases/{faculty}/dossier", "faculty_call": f"/calls/{faculty_call}",
            "staff": f"/cases/{staff_case}", "staff_call": f"/calls/{staff_call}",
            "listed_call": f"/calls/{listed_call}",
            "recognised": f"/cases/{second_case}/facts/recognition",
            "faculty_money": f"/cases/{faculty}/money", "staff_money": f"/cases/{staff_case}/money",
        },
    }  # fmt: skip
    texts: dict[str, str] = {}
    for login, of_login in addresses.items():
        client = log_in(login)
        texts |= {name: _text(client.get(address).text) for name, address in of_login.items()}
    browser = Browser(make_app(office.app, office.clock))
    public = {
        "public_call": "calls/1", "public_recognition": "recognition",
        "public_information": "information", "public_projects": "projects",
        "public_faculty_call": f"calls/{faculty_call}", "public_list": f"lists/{listed_call}-1",
    }  # fmt: skip
    for name, address in public.items():
        texts[name] = _text(browser.get(f"/public/en/{address}.html").text)
    return texts


def cared_for(office: OfficeAtWork) -> str:
    """A student's case on which everything is written down that is done beside the steps."""
    number, day = accepted(office), "2026-05-12"
    support = {"support": "disability", "asked_on": "2026-03-10", "what": "a wheelchair ramp"}
    office.record(number, "extra_support", support, day)
    contact = {"on": "2026-04-01", "how": "telephone", "what": "Asked after the room"}
    office.record(number, "contact", contact, day)
    office.record(number, "student_status", {"requested_on": "2026-04-02"}, day)
    level = {"language": "de", "language_level": "B1", "on": "2026-04-01"}
    office.record(number, "language_decision", level, day, "academic_coordinator")
    return number


def opened(
    office: OfficeAtWork, institution: str, process: str, criterion: str, name: str = ""
) -> tuple[int, str]:
    """A call of a kind, and the number of a case in it, of somebody of that `name`."""
    commission = () if (institution, process) == ("bmu", "outgoing-teaching") else SEATS
    call = Call(
        f"{institution} {process}", date(2026, 2, 16), date(2026, 3, 16), 8, ("cv",),
        {criterion: Decimal(60)}, Decimal(50), GRAZ, commission,
    )  # fmt: skip
    person = STUDENT if process in ("outgoing-studies", "outgoing-traineeship") else TEACHER
    if name:
        address = f"{name.split()[0].lower()}@staff.example"
        person = replace(person, name=name, email=address)
    with write_transaction(office.app.engine) as connection:
        actor = office.actor("mobility_coordinator")
        act = Act(connection, office.app.office, actor, at("2026-03-10"))
        call_id = open_call(act, institution, process, call)
        return call_id, open_case(act, call_id, person).number


def listed_at_the_faculty(office: OfficeAtWork) -> tuple[int, str]:
    """A call of the faculty's staff with its list, and the number of the one case on it."""
    call_id, number = opened(office, "bee", "outgoing-training", "language", name="Ana Bee")
    for kind in ("application_form", "work_plan", "cv"):
        office.record(number, "document", {"kind": kind})
    office.advance(number, "submit_application", {**STAY, "programme": "erasmus"})
    office.call_id = call_id
    for member in SEATS:
        points = {"member": member, "case": number, "points": {"language": 50}}
        with write_transaction(office.app.engine) as connection:
            actor = office.actor("commission_member")
            score(Act(connection, office.app.office, actor, at("2026-03-18")), call_id, points)
    office.publish()
    office.call_id = 1
    return call_id, number


def recognised_after_another(office: OfficeAtWork, call_id: int) -> str:
    """The case of a student of the faculty whose course was recognised for another before."""
    first = taken_over(office, call_id, "Petar Bee")
    for kind in ("petition", "transcript_of_records", "report"):
        office.record(first, "document", {"kind": kind}, "2026-05-11")
    office.record(first, "recognition", DECIDED, "2026-05-12", "academic_coordinator")
    office.advance(first, "issue_decree", {}, "2026-05-12", "academic_coordinator")
    return taken_over(office, call_id, "Sara Bee")


def taken_over(office: OfficeAtWork, call_id: int, name: str) -> str:
    """A case of the faculty whose student is back, taken over with what the transcript says."""
    facts = [{"application": STAY}, {"place": PLACE}, {"host_period": PERIOD}]
    data = {
        "candidate": {"name": name, "email": f"{name.split()[0].lower()}@bee.example"},
        "state": "documents_submitted", "since": "2026-05-11",
        "source": "folder 3 of the faculty", "not_checked": "the signatures",
        "facts": [*facts, {"agreement": AGREED}, {"concluded": {"on": "2025-08-01"}},
                  {"transcript": TRANSCRIPT}],
    }  # fmt: skip
    with write_transaction(office.app.engine) as connection:
        act = Act(
            connection, office.app.office, office.actor("mobility_coordinator"), at("2026-05-11")
        )
        owner = call_owner(connection, call_id)
        definition = office.app.office.in_force(owner.institution, owner.process, act.today)
        outcome = take_over(act, call_id, read_takeover(definition, data))
    assert isinstance(outcome, TakenOver), outcome
    return outcome.case.number


PERIOD: Final = {"from": "2026-01-05", "to": "2026-05-01"}
STAY: Final = {"hosts": ["University of Graz"], **PERIOD}
PLACE: Final = {
    "outcome": "selected", "rank": 1, "host": "University of Graz",
    "list_published_on": "2025-06-01", "appeal_until": "2025-06-09",
}  # fmt: skip
HOME: Final = {"title": "Statistika", "ects": 6, "hours": 60}
AGREED: Final = {"courses": [{"title": "Statistics", "ects": 20, "replaces": HOME}]}
TRANSCRIPT: Final = {
    "language": "en", "holds_grading_system": True,
    "grading_table": [{"grade": "1", "percent": 60}, {"grade": "2", "percent": 40}],
    "courses": [{"title": "Statistics", "ects": 20, "grade": "1", "passed": True}],
}  # fmt: skip
DECIDED: Final = {"decisions": [{"host": "Statistics", "home": HOME}]}
SEATS: Final = ("m.ilic", "j.kos", "s.rus")
GRAZ: Final = (Host("University of Graz", "incoming@graz.example", "AT", 2),)
STUDENT: Final = Candidate(
    "Iva Nikić", "iva@students.example", "undergraduate", 2, Decimal(84), grade_average=Decimal(9)
)
TEACHER: Final = Candidate(
    "Mira Lazić", "mira@bmu.example", employed=True, staff="teaching", earlier_mobilities=0
)


def hire_at_the_faculty(office: OfficeAtWork) -> None:
    """Nada is the faculty's Mobility Coordinator, and its Academic Coordinator."""
    nada = Member(0, "nada", "Nada Bee", "nada@bee.example", "en")
    roles = ("mobility_coordinator", "academic_coordinator")
    assignments = [Assignment("bee", role, date(2020, 1, 1)) for role in roles]
    with write_transaction(office.app.engine) as connection:
        staff.add(connection, nada, assignments, password_hash())


def _text(page: str) -> str:
    inside = page.split("<main", 1)[-1]
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", inside)).split())
