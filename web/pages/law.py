"""The law that was in force on a day: texts of regulations and definitions, word for word."""

from __future__ import annotations

from datetime import date
from typing import Final

from fastapi import APIRouter
from starlette.exceptions import HTTPException
from starlette.responses import Response

from persistence.database import reading
from persistence.law import LawText, law_on
from states.frozen import frozen
from states.moments import civil_date
from states.text import Text
from web.rendering import page
from web.request_context import CurrentContext, RequestContext

router = APIRouter()

LAW: Final = "/rules/law"


@frozen
class _Line:
    """A text that was in force: what it is called, and until which civil date it read so."""

    text: LawText
    title: Text
    until: date | None


@router.get(LAW, name="law")
def law(context: CurrentContext, on: str = "", name: str = "") -> Response:
    """What cases of one's institutions ran by on a day, today where none is told; `name` whole.

    A day that is written wrongly is said to be so, beside what holds today.
    """
    day = _day(on)
    lines = _lines(context, day or context.today)
    shown_line = next((line for line in lines if line.text.name == name), None)
    if name and shown_line is None:
        raise HTTPException(404)
    values = {
        "day": day or context.today,
        "asked_day": on or context.today.isoformat(),
        "is_understood": day is not None or not on,
        "lines": lines,
        "shown": shown_line,
    }
    return page(context, "law.html", 200, **values)


def _lines(context: RequestContext, day: date) -> list[_Line]:
    with reading(context.engine) as connection:
        texts = law_on(connection, day)
    own = context.user.institutions
    return [_line(context, text) for text in texts if text.name.split("/")[0] in own]


def _line(context: RequestContext, text: LawText) -> _Line:
    until = civil_date(text.served_to) if text.served_to else None
    return _Line(text, _title(context, text), until)


def _title(context: RequestContext, text: LawText) -> Text:
    """As the office calls it today; a process that it no longer has, by its name alone."""
    office, key = context.office, f"{text.name}.{text.in_force}"
    if text.name in office.regulations:
        return office.regulations[text.name].title
    return office.definition(key).title if key in office.definition_keys() else Text(key, key)


def _day(day_text: str) -> date | None:
    try:
        return date.fromisoformat(day_text)
    except ValueError:
        return None
