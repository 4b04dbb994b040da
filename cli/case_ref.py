"""The case that a command is about."""

from __future__ import annotations

from typing import NamedTuple

from sqlalchemy import Connection

from persistence import cases
from workflows.cases.status import no_such


class CaseRef(NamedTuple):
    """A case's id, and whose case it is."""

    id: int
    institution: str


def get_case(connection: Connection, number: str) -> CaseRef:
    """The case of a number such as BMU-2026-0001; raises ValidationError for an unknown one."""
    case_id = cases.find(connection, number)
    if case_id is None:
        raise no_such(number)
    return CaseRef(case_id, cases.institution_of(connection, case_id))
