"""The cases of the work list as its address asks for them: all of them, not a page."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import Connection

from persistence.case_list import ListedCase, listed_cases
from persistence.commission import calls_of_member
from web.request_context import RequestContext
from web.views.work import case_filter, matches


def chosen_cases(
    connection: Connection, context: RequestContext, query: Mapping[str, str]
) -> list[ListedCase]:
    """The cases that the filter of an address leaves, in the order of the list."""
    parts = [query.get(name, "") for name in ("scope", "process", "state", "q")]
    filters, person = case_filter(*parts), context.user
    cases = listed_cases(
        connection, person.institutions, filters.scope, person.pairs, person.member.login
    )
    if person.roles == {"commission_member"}:
        calls = calls_of_member(connection, person.member.login)
        cases = [case for case in cases if case.call_id in calls]
    return [case for case in cases if matches(case, filters)]
