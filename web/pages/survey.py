"""What those who are back have answered, joined, by year; as a page and as a file."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.responses import Response

from persistence import survey as survey_rows
from persistence.database import reading
from web.exports import download
from web.pages.exports import FileKind
from web.rendering import page
from web.request_context import CurrentContext, RequestContext
from web.views.paging import page_number
from web.views.survey import exported_survey, survey_page, survey_results, year_of

router = APIRouter()


@router.get("/survey", name="survey")
def survey(context: CurrentContext) -> Response:
    """The answers of a year; of this one, where none is named that could be."""
    year, query = _year(context), context.request.query_params
    years = range(context.today.year, context.today.year - 10, -1)
    with reading(context.engine) as connection:
        view = survey_page(
            context.viewer(connection),
            context.user.institutions,
            year,
            page_number(query.get("page", "")),
        )
    return page(context, "survey.html", it=view, year=year, years=years)


@router.get("/exports/survey.{kind}", name="export_survey")
def export(context: CurrentContext, kind: FileKind) -> Response:
    """The joined numbers as a spreadsheet."""
    year = _year(context)
    with reading(context.engine) as connection:
        counts = survey_rows.counts(connection, year_of(year))
    results = survey_results(context.office, counts, context.user.institutions)
    return download(exported_survey(results, year), kind, context.language, context.today)


def _year(context: RequestContext) -> int:
    year_text = context.request.query_params.get("year", "")
    if year_text.isascii() and year_text.isdigit() and 1990 <= int(year_text[:5]) <= 2199:
        return int(year_text)
    return context.today.year
