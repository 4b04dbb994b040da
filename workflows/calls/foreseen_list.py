"""A call's list before it is published: its places, what it changes, and all that would follow."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from hashlib import sha256

from persistence import calls as call_rows
from states.decision import Refused
from states.frozen import frozen
from workflows.act import Act
from workflows.calls.publishing import ListPreview, Published, preview_list, publish_list
from workflows.foreseeing import Foreseen, Reach, do_if_confirmed


@frozen
class ForeseenList:
    """A list that was not published: its places, and what publishing it would bring.

    `mark` tells it from any other list, and from the same list with other consequences.
    """

    preview: ListPreview
    foreseen: Foreseen
    mark: str


def published_or_foreseen(
    act: Act, call_id: int, details: Mapping[str, object] | None, confirmed_mark: str
) -> Published | ForeseenList | Refused:
    """Publishes the list where `confirmed` is its mark; else says what would follow, or why it
    can't be published. Raises ValidationError for an order that is none.
    """
    preview = preview_list(act, call_id, details)
    if isinstance(preview, Refused):
        return preview
    preview_text = repr((preview.version, preview.places, details))
    first, _, second = confirmed_mark.partition(".")
    of_list = sha256(preview_text.encode()).hexdigest()
    reach = Reach(call_rows.cases_in(act.connection, call_id), call_id)
    publish = partial(publish_list, act, call_id, details)
    outcome = do_if_confirmed(act.connection, reach, publish, second if first == of_list else "")
    if outcome.done or isinstance(outcome.result, Refused):
        return outcome.result
    return ForeseenList(preview, outcome.foreseen, f"{of_list}.{outcome.foreseen.mark}")
