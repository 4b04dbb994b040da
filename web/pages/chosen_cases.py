"""The cases of the work list as its address asks for them: all of them, not a page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from sqlalchemy import Connection

from persistence.case_list import ListedCase
from persistence.database import reading
from web.request_context import RequestContext
from web.views.work_page import every_case, work_request

AT_ONCE: Final = 1_000
"""Cases that are read at once for a file."""


def chosen_cases(
    connection: Connection, context: RequestContext, query: Mapping[str, str]
) -> list[ListedCase]:
    """The cases that the filter of an address leaves, in the order of the list."""
    return list(every_case(context.viewer(connection), work_request(query)))


def streamed_cases(context: RequestContext, query: Mapping[str, str]) -> Iterator[ListedCase]:
    """The same, read as they are written: by a connection that is open for so long."""
    with reading(context.engine) as connection:
        yield from every_case(context.viewer(connection), work_request(query), AT_ONCE)
