"""What keeps a whole call from the step that its cases wait for, told once for all of them."""

from __future__ import annotations

from persistence import calls as call_rows
from persistence.call_overview import CallLine
from states.frozen import frozen
from states.text import Text
from web.views.call_publishing import list_remedies
from web.views.remedy_places import CitedWithLinks
from web.views.viewer import Viewer
from workflows.cases.list_guards import list_step, reasons_against_list, versions_of_list


@frozen
class CallGrounds:
    """The step of a call, and all that it lacks with what meets each; nothing where only the step
    itself is due."""

    call_id: int
    call: str
    step: Text
    reasons: tuple[CitedWithLinks, ...]


def grounds_of_call(viewer: Viewer, call: CallLine) -> CallGrounds:
    """The grounds at the viewer's instant; ValidationError for a call that ranks nobody."""
    connection, now = viewer.connection, viewer.now
    versions = versions_of_list(connection, viewer.office, call.id, now)
    reasons = reasons_against_list(connection, versions, call.id, now)
    terms, _ = call_rows.load_under(connection, call.stamps)
    cited_grounds = list_remedies(viewer, call, terms).cited(reasons)
    return CallGrounds(call.id, call.title, list_step(versions[-1]).title, cited_grounds)
