"""What those who are back have answered, joined, by year; as a page and as a file."""

from __future__ import annotations

from datetime import date, datetime

from fastapi import APIRouter
from starlette.responses import Response

from persistence import survey as survey_rows
from persistence.database import reading
from states.moments import instant_of
from web.exports import download
from web.pages.exports import FileKind
from web.rendering import page
from web.request_context import CurrentContext, RequestContext
from web.views.survey import ProcessResult, exported_survey, survey_results

router = APIRouter()


@router.get("/survey", name="survey")
def survey(context: CurrentContext) -> Response:
    """The answers of a year; of this one, where none is named that could be."""
    year = _year(context)
    years = range(context.today.year, context.today.year - 10, -1)
    return page(context, "survey.html", results=_results(context, year), year=year, years=years)


@router.get("/exports/survey.{kind}", name="export_survey")
def export(context: CurrentContext, kind: FileKind) -> Response:
    """The joined numbers as a spreadsheet."""
    year = _year(context)
    survey_export = exported_survey(_results(context, year), year)
    return download(survey_export, kind, context.language, context.today)


def _results(context: RequestContext, year: int) -> list[ProcessResult]:
    with reading(context.engine) as connection:
        answers = survey_rows.joined(
            connection, context.user.institutions, _beginning_of(year), _beginning_of(year + 1)
        )
    return survey_results(context.office, answers)


def _beginning_of(year: int) -> datetime:
    return instant_of(date(year, 1, 1))


def _year(context: RequestContext) -> int:
    year_text = context.request.query_params.get("year", "")
    if year_text.isascii() and year_text.isdigit() and 1990 <= int(year_text[:5]) <= 2199:
        return int(year_text)
    return context.today.year
