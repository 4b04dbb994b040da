"""What the tests of the API share: programs with tokens."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from starlette.testclient import TestClient

from persistence import staff, tokens
from persistence.database import write_transaction
from persistence.tokens import NewToken
from tests.web.browsing import Browser
from tests.web.office_at_work import OfficeAtWork
from web.app import make_app

Program = Callable[..., TestClient]


def new_token(office: OfficeAtWork, login: str, roles: tuple[str, ...], lasts: timedelta) -> str:
    """A token of somebody's, for some of their roles."""
    with write_transaction(office.app.engine) as connection:
        account = staff.find(connection, login)
        assert account is not None
        new = NewToken(account[0].id, "api", office.now + lasts, "the faculty's list", roles)
        return tokens.make(connection, new, office.now)


@pytest.fixture
def program(office: OfficeAtWork) -> Iterator[Program]:
    """`program("vera", "mobility_coordinator")`: a client with a token of Vera's for that role."""
    app = make_app(office.app, office.clock)
    clients: list[TestClient] = []

    def with_token(login: str, *roles: str, lasts: timedelta = timedelta(days=30)) -> TestClient:
        headers = {"Authorization": f"Bearer {new_token(office, login, roles, lasts)}"}
        clients.append(Browser(app, headers=headers))
        return clients[-1]

    yield with_token
    for client in clients:
        client.close()
