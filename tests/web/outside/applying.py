"""Somebody who applies from outside: from the call's page to the application that is handed in."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, field

from fastapi import FastAPI
from httpx import Response

from tests.web.browsing import Browser
from tests.web.delivered import delivered
from tests.web.office_at_work import OfficeAtWork
from tests.web.outside.conftest import ADDRESS, Guest

WHO = {
    "name": "Mina Lukić",
    "level": "undergraduate",
    "year": "2",
    "ects_earned": "84",
    "grade_average": "9",
    "writes_in": "en",
}
APPLICATION = {
    "from": "2026-10-01",
    "to": "2027-02-12",
    "hosts": "University of Graz",
    "programme": "erasmus",
    "purpose": "study",
    "semesters": "1",
}


@dataclass
class Applicant:
    """Somebody with an address who wants to apply in a call, and their browser."""

    office: OfficeAtWork
    app: FastAPI
    address: str
    call_id: int = 1
    browser: Browser = field(init=False)
    link: str = ""

    def __post_init__(self) -> None:
        self.browser = Browser(self.app)

    def ask(self) -> str:
        """Asks for a link on the call's page; the path of the link that is mailed."""
        answer = self.browser.post(f"/apply/{self.call_id}", data={"address": self.address})
        assert answer.status_code == 200, answer.text
        self.link = re.findall(rf"{ADDRESS}(/l/\S+)", delivered(self.office, self.address))[-1]
        return self.link

    def prove(self) -> None:
        """Asks for a code, and types it."""
        self.browser.post(f"{self.link}/code")
        mails = delivered(self.office, self.address)
        code = re.findall(r"(?:Code|Код): (\d{6})\b", mails)[-1]
        self.browser.post(f"{self.link}/proof", data={"code": code})

    def begin(self, **fields: str) -> Response:
        """Sends the form with which the application begins."""
        data = {**WHO, **fields}
        answer: Response = self.browser.post(
            f"{self.link}/begin", data=data, follow_redirects=False
        )
        return answer

    def page(self) -> str:
        """The page that the link opens, as it is read."""
        return html.unescape(self.browser.get(f"{self.link}?lang=en").text)

    def guest(self) -> Guest:
        """The same person with the page of their case, in the same browser."""
        guest = Guest(self.office, self.address, self.app, self.link)
        guest.browser = self.browser
        return guest

    def begun(self, **fields: str) -> Guest:
        """All of it until the application is begun."""
        self.ask()
        self.prove()
        answer = self.begin(**fields)
        assert answer.status_code == 303, html.unescape(answer.text)
        return self.guest()
