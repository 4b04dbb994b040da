"""Deny by default: every route is walked, as a stranger and in every role."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from fastapi import APIRouter, FastAPI
from fastapi.routing import APIRoute
from starlette.routing import Mount

from states.vocabulary import OFFICE_ROLES
from tests.web.browsing import Browser, LogIn, token_of
from tests.web.office_at_work import PEOPLE, OfficeAtWork
from web.api.app import ROUTERS as API_ROUTERS
from web.api.problems import PATH as API_PATH
from web.app import PAGES, ROUTERS, make_app
from web.errors import add_error_pages
from web.permissions import PERMISSIONS, PUBLIC, ROUTES, may_open

LOGIN_OF = {role: login for login, (_, role) in PEOPLE.items() if login != "tuda"}


def routes() -> Iterator[APIRoute]:
    for router in ROUTERS:
        for route in router.routes:
            assert isinstance(route, APIRoute)
            yield route


API_NAMES = {
    route.name for router in API_ROUTERS for route in router.routes if isinstance(route, APIRoute)
}
"""The routes of the API; they are walked in `tests/web/api`."""

GUARDED = [route for route in routes() if route.name not in PUBLIC]


def address(route: APIRoute, number: str) -> str:
    parts = {
        "number": number,
        "trigger": "withdraw",
        "fact": "document",
        "form": "agreement",
        "name": "learning_agreement",
        "listing": "courses",
        "document_id": "1",
        "submission_id": "1",
        "mail_id": "1",
        "action_id": "1",
        "call_id": "1",
        "institution": "bmu",
        "process": "transcript-request",
        "assignment_id": "1",
        "deputy_id": "1",
        "list_id": "1",
        "act": "take",
        "kind": "csv",
        "key": "bmu",
        "what": "people",
        "place": "bmu",
        "login": "vera",
        "session_id": "999",
        "absence_id": "1",
        "partner_id": "1",
        "contact_id": "1",
        "closure_id": "1",
        "course_id": "1",
        "table_id": "1",
        "precedent_id": "1",
        "mail": "briefing",
        "token_id": "1",
        "task_id": "1",
        "webhook_id": "1",
        "item_id": "1",
        "span": "week",
        "version": "outgoing-studies.2021-06-29",
        "day": "2026-03-16",
    }
    return route.path.format(**parts)


def call(client: Browser, route: APIRoute, number: str, token: str) -> int:
    if "POST" in (route.methods or ()):
        data = {"token": token}
        return client.post(address(route, number), data=data, follow_redirects=False).status_code
    return client.get(address(route, number), follow_redirects=False).status_code


def at_desk(log_in: LogIn, role: str) -> tuple[Browser, str]:
    """Somebody in a role who is logged in, with the token of the forms of their session."""
    client = log_in(LOGIN_OF[role])
    return client, token_of(client, "/account")


def test_every_route_names_its_permission_and_no_row_of_the_table_is_left_over() -> None:
    names = {route.name for route in routes()} | API_NAMES
    assert names - PUBLIC == set(ROUTES)
    assert names >= PUBLIC
    assert set(ROUTES.values()) == set(PERMISSIONS)


def test_the_application_has_no_other_routes_than_its_pages_and_its_styles(
    office: OfficeAtWork,
) -> None:
    app = make_app(office.app, office.clock)
    paths = [route.path for route in app.routes if isinstance(route, Mount)]
    assert len(app.routes) == len(ROUTERS) + len(paths)
    assert all(path.startswith("/static/") or path == API_PATH for path in paths)


def test_a_page_that_asks_nothing_itself_is_behind_the_door_all_the_same(
    office: OfficeAtWork, log_in: LogIn
) -> None:
    """Whether it is one of the pages, or the application was given it: who forgets it opens none.

    Nobody may open what is not in the table, whoever they are.
    """
    router = APIRouter()
    router.get("/forgotten", name="forgotten")(lambda: "Ana Petrović")
    of_pages = APIRouter(dependencies=PAGES.dependencies)
    of_pages.include_router(router)
    app = make_app(office.app, office.clock)
    bare = FastAPI()
    bare.state.shared = app.state.shared
    add_error_pages(bare)
    bare.router.routes.extend(of_pages.routes)
    app.include_router(router)
    for behind in (bare, app):
        answer = Browser(behind).get("/forgotten", follow_redirects=False)
        assert (answer.status_code, "Ana Petrović" in answer.text) == (303, False)
        assert answer.headers["location"].startswith("/login")

    person = log_in("vera")
    assert isinstance(person.app, FastAPI)
    person.app.include_router(router)
    assert person.get("/forgotten").status_code == 403


def test_a_stranger_gets_the_login_page_on_every_route(office: OfficeAtWork) -> None:
    number = office.apply("Ana Petrović")
    stranger = Browser(make_app(office.app, office.clock))
    for route in GUARDED:
        method = "POST" if "POST" in (route.methods or ()) else "GET"
        path = address(route, number)
        answer = stranger.request(method, path, follow_redirects=False)
        assert answer.status_code == 303, route.name
        assert answer.headers["location"].startswith("/login"), route.name
        assert "Ana Petrović" not in answer.text, route.name


@pytest.mark.parametrize("role", sorted(LOGIN_OF))
def test_a_role_without_the_permission_is_refused_on_every_such_route(
    office: OfficeAtWork, log_in: LogIn, role: str
) -> None:
    number = office.apply("Ana Petrović")
    client, token = at_desk(log_in, role)
    for route in GUARDED:
        status = call(client, route, number, token)
        if may_open(frozenset({role}), route.name):
            assert status not in (401, 500), route.name
        else:
            assert status == 403, route.name
        if route.name == "end_session":
            client, token = at_desk(log_in, role)  # it may have been this very client's session


def test_a_page_that_nobody_put_into_the_table_opens_to_nobody(
    office: OfficeAtWork, log_in: LogIn
) -> None:
    client = log_in("vera")
    app = client.app
    assert isinstance(app, FastAPI)
    app.add_api_route("/forgotten", lambda: "secret", name="forgotten")
    assert client.get("/forgotten").status_code == 403


def test_the_commission_sees_the_cases_of_its_own_calls_only(
    office: OfficeAtWork, log_in: LogIn
) -> None:
    number = office.apply("Ana Petrović")
    assert log_in("m.ilic").get(f"/cases/{number}").status_code == 200
    assert log_in("tuda").get(f"/cases/{number}").status_code == 403
    assert "Ana Petrović" not in log_in("tuda").get("/work?tab=all").text


def test_every_role_of_the_office_can_open_something() -> None:
    for role in OFFICE_ROLES:
        assert may_open(frozenset({role}), "work")
