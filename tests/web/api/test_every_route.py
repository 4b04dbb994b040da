"""The API's every route, in every role: who may, and that no request brings it down."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
import schemathesis
from fastapi.routing import APIRoute
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)
from starlette.testclient import TestClient

from states.vocabulary import OFFICE_ROLES
from tests.web.api.conftest import Program, new_token
from tests.web.office_at_work import PEOPLE, OfficeAtWork
from web.api.app import ROUTERS
from web.api.problems import PATH
from web.app import make_app
from web.permissions import may_open

LOGIN_OF = {role: login for login, (_, role) in PEOPLE.items() if login != "tuda"}
ROUTES = [route for router in ROUTERS for route in router.routes if isinstance(route, APIRoute)]
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
]

REAL: list[dict[str, str]] = [
    {},
    {"number": "BMU-2026-0001", "trigger": "host_accepts", "fact": "signature", "seen": "5"},
    {"number": "BMU-2026-0002", "trigger": "withdraw", "fact": "document", "seen": "5"},
    {"number": "BMU-2026-0002", "trigger": "refuse_application", "fact": "pause", "seen": "6"},
]
"""What a random request gets instead of its own: nothing, or a case with a step that it has."""


def call(client: TestClient, route: APIRoute) -> int:
    values = {
        "number": "BMU-2026-0001", "trigger": "withdraw", "fact": "document", "document_id": "1",
        "call_id": "1", "institution": "bmu", "version": "outgoing-studies.2021-06-29",
    }  # fmt: skip
    (method,) = route.methods or ("GET",)
    return client.request(method, PATH + route.path.format(**values), json={}).status_code


def test_a_stranger_is_told_to_bring_a_token_and_each_role_opens_what_it_may(
    office: OfficeAtWork, program: Program
) -> None:
    office.apply("Ana Petrović")
    stranger = TestClient(make_app(office.app, office.clock))
    programs = {
        role: program(LOGIN_OF[role], role) for role in sorted(set(OFFICE_ROLES) & set(LOGIN_OF))
    }
    for route in ROUTES:
        assert call(stranger, route) == 401, route.name
        for role, client in programs.items():
            is_refused = call(client, route) == 403
            assert is_refused != may_open(frozenset({role}), route.name), (role, route.name)


@pytest.mark.parametrize("role", sorted(set(OFFICE_ROLES) & set(LOGIN_OF)))
def test_whatever_a_program_sends_it_is_answered_as_the_description_says(
    office: OfficeAtWork, role: str
) -> None:
    for name in ("Ana Petrović", "Bojan Ilić"):
        office.apply(name)
    app = make_app(office.app, office.clock)
    secret = new_token(office, LOGIN_OF[role], (role,), timedelta(days=1))
    headers = {"Authorization": f"Bearer {secret}"}
    schema = schemathesis.openapi.from_asgi(f"{PATH}/openapi.json", app)
    for operation in schema.get_all_operations():
        _sent_at_random(operation.ok(), headers)


def _sent_at_random(operation: Any, headers: dict[str, str]) -> None:
    @settings(
        max_examples=6,
        deadline=None,
        derandomize=True,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=operation.as_strategy(), real=st.sampled_from(REAL), key=st.uuids())
    def answered(case: Any, real: dict[str, str], key: UUID) -> None:
        names = set(case.path_parameters or {})
        case.path_parameters |= {name: value for name, value in real.items() if name in names}
        own_headers = {"If-Match": f'"{real["seen"]}"', "Idempotency-Key": str(key)} if real else {}
        response = case.call(headers={**headers, **own_headers})
        case.validate_response(response, checks=CHECKS)

    answered()
