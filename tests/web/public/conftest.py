"""An office whose public pages are served, and what stands there and in a published folder."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from fastapi import FastAPI

from persistence.database import reading
from states.moments import civil_date
from tests.web.browsing import Browser
from tests.web.office_at_work import OfficeAtWork
from tests.web.outside.conftest import office as office_with_outside
from web.outside.app import make_app
from web.public.edition import Edition
from web.public.publishing import pages_of

office = office_with_outside


@dataclass
class PublicSite:
    """What everybody reads of an office: served, and published."""

    office: OfficeAtWork
    app: FastAPI

    def page(self, address: str) -> str:
        """A served page, which must be there."""
        answer = Browser(self.app).get(f"/public/{address}")
        assert answer.status_code == 200, address
        return answer.text

    def pages(self) -> dict[str, bytes]:
        """Every page of today's edition."""
        with reading(self.office.app.engine) as connection:
            today = civil_date(self.office.now)
            return dict(pages_of(Edition(connection, self.office.app.office, today)))


@pytest.fixture
def site(office: OfficeAtWork) -> PublicSite:
    """The public pages of the office."""
    return PublicSite(office, make_app(office.app, office.clock))


def listed(office: OfficeAtWork) -> list[str]:
    """Three apply to the university's call and are ranked; the numbers of their cases."""
    numbers = [office.apply(name) for name in ("Ana Petrović", "Mila Đorđević", "Jovan Zec")]
    for number, points in zip(numbers, (38, 31, 12), strict=True):
        for member in ("m.ilic", "j.kos", "s.rus"):
            office.score(number, member, points)
    office.publish()
    return numbers
