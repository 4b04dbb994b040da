"""Whatever is sent to the pages of people outside, at random, is answered: never with a failure."""

from __future__ import annotations

from typing import Any

import schemathesis
from fastapi import FastAPI
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis.checks import not_a_server_error

from tests.web.office_at_work import OfficeAtWork
from tests.web.outside.applying import APPLICATION, WHO, Applicant
from tests.web.outside.conftest import Guest

FIELDS = ("mark", "seen", "address", "code", "kind", "reason", "keep", "confirmed", "grounds")
WORDS = st.one_of(
    st.text(max_size=80),
    st.sampled_from(["ana@students.example", "000000", "cv", "yes", "²", "9" * 40, "2026-02-30"]),
)


def test_no_request_brings_the_pages_down(
    office: OfficeAtWork, outside: FastAPI, ana: Guest
) -> None:
    """With links that open a case and a call, with their codes typed and without, and with none."""
    mina = Applicant(office, outside, "mina@students.example")
    mina.ask()
    mina.prove()
    ana.prove()
    cookies = {**dict(ana.browser.cookies), **dict(mina.browser.cookies)}
    links = [link.removeprefix("/l/") for link in (ana.link, mina.link)]
    outside.add_api_route("/described", outside.openapi, include_in_schema=False)
    schema = schemathesis.openapi.from_asgi("/described", outside)
    operations = [operation.ok() for operation in schema.get_all_operations()]
    assert len(operations) == 17
    for operation in operations:
        _sent_at_random(operation, links, cookies)


def _sent_at_random(operation: Any, links: list[str], cookies: dict[str, str]) -> None:
    real = st.fixed_dictionaries(
        {
            "link": st.sampled_from([*links, "nothing"]),
            "call_id": st.sampled_from(["1", "0", "2", "x"]),
            "kind": st.sampled_from(["fact", "step", "rubbish"]),
            "name": st.sampled_from(["document", "submit_application", "withdraw", "signature"]),
        }
    )
    names = [*FIELDS, *WHO, *APPLICATION]

    @settings(
        max_examples=12,
        deadline=None,
        derandomize=True,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(
        case=operation.as_strategy(),
        values=st.one_of(st.just({}), real),
        form=st.dictionaries(st.sampled_from(names), WORDS, max_size=8),
        has_code=st.booleans(),
    )
    def answered(case: Any, values: dict[str, str], form: dict[str, str], has_code: bool) -> None:
        parts = set(case.path_parameters or {})
        case.path_parameters |= {name: value for name, value in values.items() if name in parts}
        body = {"data": form} if case.method == "POST" else {}
        response = case.call(cookies=cookies if has_code else {}, **body)
        case.validate_response(response, checks=[not_a_server_error])

    answered()
