"""What people outside handed in of a case, as the office sees it on the case's page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import Connection

from persistence import outside_links, submissions
from persistence.submissions import Submission
from states.definition import ProcessDefinition
from states.dossier import Case
from states.frozen import frozen
from states.text import Text
from states.vocabulary import DOCUMENT_KINDS
from web.views.describe import Line, describe
from web.views.viewer import Viewer
from workflows.outside.answering import settling_roles, title_of
from workflows.outside.links import ENDERS


@frozen
class SubmissionLine:
    """What was handed in, with what was typed in words; `mine` where the person may settle it."""

    submission: Submission
    title: Text
    lines: Sequence[Line]
    mine: bool


@frozen
class SubmissionsPanel:
    """All of a case: what waits, what was settled, and how many links open now."""

    waiting: Sequence[SubmissionLine]
    settled: Sequence[SubmissionLine]
    links: int
    may_end_links: bool


def submissions_panel(
    viewer: Viewer, definition: ProcessDefinition, case: Case
) -> SubmissionsPanel:
    """The panel of a case, for the person who looks."""
    connection, roles = viewer.connection, viewer.person.roles_at(case.institution)
    lines = [
        _line(definition, submission, roles)
        for submission in submissions.of_case(connection, case.id)
    ]
    return SubmissionsPanel(
        waiting=[line for line in lines if line.submission.outcome is None],
        settled=[line for line in lines if line.submission.outcome is not None],
        links=_open_links(connection, case.id, viewer.now),
        may_end_links=bool(roles & set(ENDERS)),
    )


def _open_links(connection: Connection, case_id: int, now: datetime) -> int:
    return sum(link.opens(now) for link in outside_links.of_case(connection, case_id))


def _line(
    definition: ProcessDefinition, submission: Submission, roles: frozenset[str]
) -> SubmissionLine:
    kind = DOCUMENT_KINDS.get(submission.document or "")
    details: Mapping[str, object] = submission.details
    is_mine = bool(roles & set(settling_roles(definition, submission)))
    title = kind.capitalised() if kind else title_of(definition, submission)
    return SubmissionLine(submission, title, describe(details), is_mine)
