"""An office whose candidates and hosts have pages of their own, and browsers of people outside."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from fastapi import FastAPI
from httpx import Response

from office.config_file import SHIPPED
from tests.web.browsing import Browser
from tests.web.delivered import delivered
from tests.web.office_at_work import OfficeAtWork, at
from web.outside.app import make_app
from workflows.running.bootstrap import open_app

ADDRESS = "http://127.0.0.1:8090"
PDF = b"%PDF-1.7 a certificate"


@pytest.fixture
def office(new_office: Path, tmp_path: Path) -> Iterator[OfficeAtWork]:
    """A fresh office that has switched the pages for people outside on."""
    data = shutil.copytree(new_office, tmp_path / "data")
    settings = SHIPPED.read_text(encoding="utf-8")
    switched_on = settings.replace("outside:\n  enabled: false", "outside:\n  enabled: true")
    assert switched_on != settings
    (data / "config.yaml").write_text(switched_on, encoding="utf-8")
    office_at_work = OfficeAtWork(open_app(data), at("2026-03-11"), 1)
    yield office_at_work
    office_at_work.app.engine.dispose()


@dataclass
class Guest:
    """Somebody outside: an address, the link of their newest mail, and a browser."""

    office: OfficeAtWork
    address: str
    app: FastAPI
    link: str = ""
    browser: Browser = field(init=False)

    def __post_init__(self) -> None:
        self.browser = Browser(self.app)
        self.link = self.link or self.newest_link()

    def newest_link(self) -> str:
        """The path of the link in the newest mail to the address, as it left."""
        links = re.findall(rf"{ADDRESS}(/l/\S+)", delivered(self.office, self.address))
        return str(links[-1])

    def page(self, language: str = "en") -> str:
        """The page that the link opens."""
        answer = self.browser.get(f"{self.link}?lang={language}")
        assert answer.status_code == 200, answer.text
        return answer.text

    def prove(self) -> Response:
        """Asks for a code, and types the one that is mailed."""
        self.browser.post(f"{self.link}/code")
        return self.type_code(self.mailed_code())

    def mailed_code(self) -> str:
        """The code of the newest mail."""
        (code,) = re.findall(
            r"Code: (\d{6})\b|Код: (\d{6})\b", delivered(self.office, self.address)
        )
        return "".join(code)

    def type_code(self, code: str) -> Response:
        """Types a code."""
        answer: Response = self.browser.post(
            f"{self.link}/proof", data={"code": code}, follow_redirects=False
        )
        return answer

    def hand_in(
        self, action: str, data: dict[str, str] | None = None, file: bytes | None = None
    ) -> Response:
        """Sends one of the forms of the page; `action` is as `fact/document`."""
        form = self.page().partition(f'action="{self.link}/submit/{action}"')[2]
        assert form, f"the page has no form for {action}"
        mark = re.search(r'name="mark" value="([^"]+)"', form)
        assert mark is not None
        return self.send(action, {"mark": mark[1], **(data or {})}, file)

    def send(self, action: str, data: dict[str, str], file: bytes | None = None) -> Response:
        """Sends such a form, whether the page has it or not."""
        files = {"file": ("paper.pdf", file)} if file is not None else {"none": ("", b"")}
        answer: Response = self.browser.post(
            f"{self.link}/submit/{action}", data=data, files=files, follow_redirects=False
        )
        return answer


@pytest.fixture
def outside(office: OfficeAtWork) -> FastAPI:
    """The application of people outside."""
    return make_app(office.app, office.clock)


@pytest.fixture
def ana(office: OfficeAtWork, outside: FastAPI) -> Guest:
    """Ana, whose application was received, with the link of the mail that says so."""
    office.apply("Ana Petrović")
    return Guest(office, "ana@students.example", outside)
