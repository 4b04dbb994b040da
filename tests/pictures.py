"""The documents' pictures: `python -m tests.pictures` makes a demo, serves and photographs it.

Each picture is one page as one role sees it, or somebody outside on a phone, in English and in
Serbian: docs/pictures/NAME.en.jpg and NAME.sr.jpg. Needs Chromium, as the tests in a browser do.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from email import message_from_bytes, policy
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from playwright.sync_api import Browser, Page, sync_playwright
from sqlalchemy import text

from actions.performer import Performer
from persistence import signs_of_life
from persistence.database import reading, write_transaction
from simulation.demo.making import Demo, DemoOrder, make_demo, switch_outside_on
from states.moments import civil_date
from tests.web.test_browser import CHROMIUM, OPTIONS, served
from web.outside.app import make_app as make_outside
from workflows.outside.links import send_links
from workflows.running.bootstrap import App, clock, mailer_of, open_app
from workflows.running.reconciling import reconcile
from workflows.running.scheduler import look
from workflows.running.statistics import count_statistics
from workflows.running.usual_days import count_usual_days
from workflows.running.worker import Worker

PICTURES: Final = Path(__file__).parents[1] / "docs" / "pictures"
LANGUAGES: Final = ("en", "sr")
WIDTH, HEIGHT = 1280, 1000
PHONE: Final = (420, 860)
PATIENCE: Final = 120_000
"""Milliseconds that a busy machine may take for one act of a browser."""
LARGEST: Final = 100_000
"""Bytes of a picture; the quality goes down until it fits."""


@dataclass(frozen=True)
class Shot:
    """A picture: its name, who is logged in, the page, and the button that is pressed there."""

    name: str
    login: str
    path: str
    press: str | None = None
    chosen: str | None = None


SHOTS: Final = (
    Shot("my-work", "jelena", "/work"),
    Shot("case", "nikola", "/cases/{delivered}"),
    Shot("agreement", "jelena", "/cases/{changed}/agreement"),
    Shot(
        "confirmation",
        "nikola",
        "/cases/{ready}",
        "#step-issue_decree form [type=submit]",
        "#step-issue_decree [name=method]",
    ),
    Shot("stay", "nikola", "/cases/{delivered}/stay"),
    Shot("documents", "jelena", "/cases/{delivered}/documents"),
    Shot("history", "ivana", "/cases/{delivered}/history"),
    Shot("call", "jelena", "/calls/{listed_call}"),
    Shot("new-call", "jelena", "/calls/new/bmu/outgoing-studies"),
    Shot("takeover", "jelena", "/calls/{listed_call}/takeover"),
    Shot("board", "ivana", "/board"),
    Shot("stuck", "ivana", "/stuck"),
    Shot("escalation-ledger", "ivana", "/board/escalations"),
    Shot("slow-steps", "ivana", "/board/steps"),
    Shot("cover", "ivana", "/board/cover"),
    Shot("mails", "ivana", "/mails"),
    Shot("incoming", "jelena", "/incoming"),
    Shot("survey", "ivana", "/survey"),
    Shot("plans", "ivana", "/plans/week/{monday}"),
    Shot("meeting", "ivana", "/meetings/{meeting}"),
    Shot("people", "ivana", "/people/bmu"),
    Shot("person", "ivana", "/people/nikola"),
    Shot("reference", "jelena", "/reference"),
    Shot("home-courses", "nikola", "/reference/home-courses"),
    Shot("mail-text", "jelena", "/reference/mails/nomination"),
    Shot("acts", "gordana", "/acts"),
    Shot("tokens", "ivana", "/tokens"),
    Shot("webhooks", "ivana", "/webhooks"),
    Shot("search", "jelena", "/search?q=graz"),
    Shot("money", "ivana", "/money"),
    Shot("year", "ivana", "/year"),
    Shot("partner-agreement", "jelena", "/cases/{partner}"),
    Shot("project", "milena", "/cases/{project}"),
    Shot("rules", "jelena", "/rules"),
    Shot("process", "jelena", "/processes/bmu/outgoing-studies.2021-06-29"),
    Shot("setup", "ivana", "/setup"),
)

OUTSIDE: Final[Mapping[str, str]] = {
    "public": "/public/{language}/index.html",
    "apply": "/apply?lang={language}",
    "own-case": "{link}?lang={language}",
}
"""What people outside see on a phone, by the name of the picture: the path."""

WHICH: Final[Mapping[str, str]] = {
    "delivered": "SELECT number FROM cases WHERE state = 'documents_submitted' AND due < :today",
    "changed": "SELECT number FROM cases JOIN agreements ON case_id = cases.id "
    "WHERE state = 'mobility' GROUP BY number HAVING count(*) > 1",
    "ready": "SELECT number FROM cases WHERE state = 'documents_submitted' AND id IN "
    "(SELECT case_id FROM recognition_decisions)",
    "listed_call": "SELECT max(call_id) FROM cases WHERE state = 'ranking'",
    "meeting": "SELECT min(day) FROM meetings",
    "partner": "SELECT number FROM cases WHERE process = 'inter-institutional-agreement' "
    "AND state = 'sent'",
    "project": "SELECT number FROM cases WHERE process = 'international-project' "
    "AND state = 'running'",
    "address": "SELECT email FROM persons JOIN candidates ON person_id = persons.id "
    "JOIN cases ON cases.id = case_id WHERE state = 'la_signed'",
}
"""Which cases and calls of the demo are shown: the first that is like that."""


def main() -> int:
    """Makes all pictures anew; those named on the command line alone, where some are."""
    names = set(sys.argv[1:]) or {*(shot.name for shot in SHOTS), *OUTSIDE}
    PICTURES.mkdir(exist_ok=True)
    with TemporaryDirectory() as folder, sync_playwright() as player:
        demo = make_demo(Path(folder), None, DemoOrder(civil_date(clock()), "http://127.0.0.1"))
        switch_outside_on(demo.data, 8090)
        app = open_app(demo.data)
        work_a_while(app)
        now = clock()
        browser = player.chromium.launch(executable_path=CHROMIUM, args=OPTIONS)
        with served(app, lambda: now) as address:
            for shot in SHOTS:
                if shot.name in names:
                    take(browser, address, demo, shot, places_of(app))
        with served(app, lambda: now, make_outside) as address:
            for name in names & set(OUTSIDE):
                take_outside(browser, address, app, name)
        browser.close()
        app.engine.dispose()
    return 0


def work_a_while(app: App) -> None:
    """What a worker does in its first minutes: all mails leave, everything is counted."""
    look(app, "pictures", clock())
    count_usual_days(app.office, app.engine, clock())
    worker = worked_off(app)
    reconcile(app.office, app.engine, clock())
    count_statistics(app.engine, clock())
    with write_transaction(app.engine) as connection:
        signs_of_life.note(connection, "worker", worker.name, clock())


def worked_off(app: App) -> Worker:
    """A worker that has sent all that waits."""
    worker = Worker(app, Performer(app.office, app.engine, mailer_of(app.office), clock), None)
    while worker.turn():
        pass
    return worker


def take_outside(browser: Browser, address: str, app: App, name: str) -> None:
    """Takes a picture of what somebody outside sees on a phone, in each language."""
    width, height = PHONE
    for language in LANGUAGES:
        with browser.new_context(viewport={"width": width, "height": height}) as context:
            page = context.new_page()
            link = asked_link(app) if "{link}" in OUTSIDE[name] else ""
            page.goto(address + OUTSIDE[name].format(link=link, language=language))
            photograph(page, PICTURES / f"{name}.{language}.jpg")


def asked_link(app: App) -> str:
    """The path of a link that a candidate asked for by the address alone, as its mail has it."""
    with write_transaction(app.engine) as connection:
        send_links(connection, app.office, places_of(app)["address"], clock())
    worked_off(app)
    messages = [path for path in (app.office.data / "mail").rglob("*/*") if path.is_file()]
    newest = max(messages, key=lambda path: path.stat().st_mtime_ns)
    body = message_from_bytes(newest.read_bytes(), policy=policy.default).get_body(("plain",))
    if body is None:
        raise LookupError(f"{newest} has no words")
    return re.findall(r"https?://[^/\s]+(/l/\S+)", body.get_content())[-1]


def places_of(app: App) -> dict[str, str]:
    """The addresses' variable parts: the first case or call of each kind."""
    today = civil_date(clock())
    places = {"monday": str(today.fromordinal(today.toordinal() - today.weekday()))}
    with reading(app.engine) as connection:
        for name, query in WHICH.items():
            values = {"today": today} if ":today" in query else {}
            place = connection.execute(text(f"{query} ORDER BY 1"), values).scalar()
            if place is None:
                raise LookupError(f"the demo has nothing for the picture of {{{name}}}")
            places[name] = str(place)
    return places


def take(browser: Browser, address: str, demo: Demo, shot: Shot, places: Mapping[str, str]) -> None:
    """Takes a picture in each language."""
    for language in LANGUAGES:
        with logged_in(browser, address, demo, shot.login, language) as page:
            page.goto(address + shot.path.format(**places))
            if shot.chosen:
                page.locator(shot.chosen).select_option("course_by_course")
            if shot.press:
                page.locator(shot.press).first.click()
            target = PICTURES / f"{shot.name}.{language}.jpg"
            photograph(page, target)


@contextmanager
def logged_in(
    browser: Browser, address: str, demo: Demo, login: str, language: str
) -> Iterator[Page]:
    """A window in which somebody has logged in, in a language."""
    with browser.new_context(viewport={"width": WIDTH, "height": HEIGHT}) as context:
        context.add_cookies([{"name": "language", "value": language, "url": address}])
        page = context.new_page()
        page.set_default_timeout(PATIENCE)
        page.goto(f"{address}/login")
        page.locator("[name=login]").fill(login)
        page.locator("[name=password]").fill(demo.password)
        page.locator("main [type=submit]").click()
        page.wait_for_url(lambda url: "/login" not in url)
        yield page


def photograph(page: Page, target: Path) -> None:
    """What the window shows, as a JPEG that is small enough."""
    for quality in range(80, 20, -8):
        page.screenshot(path=target, type="jpeg", quality=quality, timeout=PATIENCE)
        if target.stat().st_size <= LARGEST:
            print(f"{target.name}: {target.stat().st_size:,} bytes")
            return
    raise ValueError(f"{target.name} can't be made small enough")


if __name__ == "__main__":
    sys.exit(main())
