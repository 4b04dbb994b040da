"""The cases of the work list as its address asks for them: all of them, not a page."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import Connection

from persistence.case_list import ListedCase
from web.request_context import RequestContext
from web.views.work_page import every_case, work_request


def chosen_cases(
    connection: Connection, context: RequestContext, query: Mapping[str, str]
) -> list[ListedCase]:
    """The cases that the filter of an address leaves, in the order of the list."""
    return every_case(context.viewer(connection), work_request(query))
