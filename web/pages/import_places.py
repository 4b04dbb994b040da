"""Where rows of each kind are entered: at an institution of the person's, or in a call of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Final

from starlette.exceptions import HTTPException

from persistence.database import reading
from states.text import Text
from web.importing.kinds import ImportPlace
from web.messages.reference import REFERENCE
from web.pages.access import call_of
from web.request_context import RequestContext
from workflows.cases.partner_agreements import agreement_processes

LONGEST_NUMBER: Final = 18


def place_of(context: RequestContext, kind_name: str, key: str) -> ImportPlace:
    """The place with a key; raises HTTPException 404 where it is not the person's."""
    return _PLACES[kind_name](context, key)


def _call(context: RequestContext, key: str) -> ImportPlace:
    if not key.isdecimal() or len(key) > LONGEST_NUMBER:
        raise HTTPException(404)
    with reading(context.engine) as connection:
        line = call_of(connection, context, int(key))
    title = Text(line.title, line.title)
    back = f"/calls/{line.id}"
    return ImportPlace(context, key, line.institution, title, back, line.process, line.id)


def _people(context: RequestContext, key: str) -> ImportPlace:
    _check(context, key)
    name = context.office.regulations[key].name
    return ImportPlace(context, key, key, name, f"/people/{key}")


def _register(title: Text, back: str, context: RequestContext, key: str) -> ImportPlace:
    _check(context, key)
    return ImportPlace(context, key, key, title, back)


def _agreements(context: RequestContext, key: str) -> ImportPlace:
    """Where an institution concludes agreements with partners at all."""
    place = _register(REFERENCE["partners"], "/reference", context, key)
    if not agreement_processes(context.office, key, context.today):
        raise HTTPException(404)
    return place


def _check(context: RequestContext, key: str) -> None:
    if key not in context.user.institutions or key not in context.office.regulations:
        raise HTTPException(404)


_PLACES: Final[Mapping[str, Callable[[RequestContext, str], ImportPlace]]] = {
    "people": _people,
    "partners": partial(_register, REFERENCE["partners"], "/reference"),
    "agreements": _agreements,
    "applicants": _call,
    "home-courses": partial(_register, REFERENCE["home_courses_tab"], "/reference/home-courses"),
    "grading-tables": partial(
        _register, REFERENCE["grading_tables_tab"], "/reference/grading-tables"
    ),
}
