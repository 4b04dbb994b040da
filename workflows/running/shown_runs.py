"""What Prefect's page shows of an action beside its name: tags to find it by, and where it is
looked at here."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Final

from persistence.action_lists import Place
from persistence.outbox import Job
from states.frozen import frozen

_STEP: Final = re.compile(r"[a-z]\w*")
_NO_PLACE: Final = Place(None, None)


@frozen
class Shown:
    """The tags of an action's run, and the address of its page in the office."""

    tags: tuple[str, ...] = ()
    page: str | None = None


def shown_by(places: dict[int, Place], base_url: str) -> Callable[[Job], Shown]:
    """How actions are shown whose cases and institutions are known, by their ids."""
    return lambda job: shown(job, places.get(job.id, _NO_PLACE), base_url)


def shown(job: Job, place: Place, base_url: str) -> Shown:
    """Tags: the case, the step or level that it comes from, its kind, and the institution."""
    tags = (place.number, *_origin(job), job.action, place.institution)
    return Shown(tuple(tag for tag in tags if tag), f"{base_url.rstrip('/')}/{_page(job, place)}")


def _origin(job: Job) -> Sequence[str]:
    """The step, or for what time sends the level: keys are `case/visit/step/…`, or
    `case/visit/due day/level/…`; of a call `call-3/…`."""
    if job.case_id is None:
        return (f"call-{job.call_id}",) if job.call_id is not None else ()
    return [part for part in job.key.split("/")[2:4] if _STEP.fullmatch(part)][:1]


def _page(job: Job, place: Place) -> str:
    if place.number is None or job.action == "webhook":
        return "stuck"
    tab = "documents" if job.action == "document" else "mails"
    return f"cases/{place.number}/{tab}#action-{job.id}"
