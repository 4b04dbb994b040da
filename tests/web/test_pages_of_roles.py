"""Every page as each role of the office opens it, in Serbian: open to who may and to nobody else,
under a title of its own, and with no English sentence in it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from html import unescape
from typing import Final

from httpx import Response

from tests.serbian import CYRILLIC
from tests.web.browsing import LogIn
from tests.web.eventful_office import much_has_happened
from tests.web.office_at_work import OfficeAtWork, at
from tests.web.page_registry import MORE, OF_MEMBERS, PAGES, WHILE_OPEN
from tests.web.test_permissions import LOGIN_OF
from web.permissions import PERMISSIONS, may_open

ENGLISH: Final = re.compile(
    r"\b(?:the|of|and|is|are|was|to|for|with|by|not|no|this|until|from|has|it|in|on|at|an|or)\b"
)
"""Words without which no English sentence is written."""
NAMES: Final = ("University of Graz",)
"""Of an institution."""
UNSEEN: Final = re.compile(
    r"<(script|style|textarea)\b.*?</\1>|<pre\b[^>]*\blang=\"en\".*?</pre>|<[^>]*>", re.DOTALL
)
OWN: Final = {"batch", "import_rows"}
"""Pages that only who made them opens; here it was the Head of ICO."""


def expected(role: str, route: str) -> int:
    """The status with which a route answers a role."""
    if not may_open(frozenset({role}), route):
        return 403
    if route == "import_page" and role not in PERMISSIONS["keep_people"]:
        return 403
    return 404 if route in OWN and role != "head_of_ico" else 200


def words_of(page: str) -> str:
    """What somebody reads of a page, but for names."""
    text = " ".join(unescape(UNSEEN.sub(" ", page)).split())
    for name in NAMES:
        text = text.replace(name, "")
    return text


def wrong_with(answer: Response, role: str, route: str) -> Iterator[str]:
    """What is not as it should be in a page."""
    if answer.status_code != expected(role, route):
        yield f"answers {answer.status_code}, not {expected(role, route)}"
    title = re.search(r"<title>(.*?)</title>", answer.text, re.DOTALL)
    if title is None or not CYRILLIC.search(title[1]) or "<h1" not in answer.text:
        yield "has no title in Serbian"
    text = words_of(answer.text)
    yield from (
        text[max(0, word.start() - 40) : word.end() + 40] for word in ENGLISH.finditer(text)
    )


def test_each_page_opens_to_each_role_that_may_in_serbian_alone(
    office: OfficeAtWork, log_in: LogIn
) -> None:
    places = much_has_happened(office, log_in)
    wrong = dict(walk(office, log_in, {**PAGES, **OF_MEMBERS}, places))
    wrong |= dict(walk(office, log_in, MORE, places))
    office.now = at("2026-03-11")
    wrong |= dict(walk(office, log_in, WHILE_OPEN, places))
    assert wrong == {}


def walk(
    office: OfficeAtWork, log_in: LogIn, pages: Mapping[str, str], places: Mapping[str, str]
) -> Iterator[tuple[tuple[str, str], list[str]]]:
    """What is wrong with each page, for each role."""
    for role, login in LOGIN_OF.items():
        client = log_in(login)
        client.get("/language/sr")
        for route, path in pages.items():
            answer = client.get(path.format(**places), follow_redirects=False)
            if wrong := list(wrong_with(answer, role, route)):
                yield (login, path), wrong
