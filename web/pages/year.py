"""The report on a span for the Senate and the national agency: page, file, paper, and the cases."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final, get_args

from fastapi import APIRouter
from starlette.exceptions import HTTPException
from starlette.responses import Response

from actions.documents.year_document import (
    DocumentNumber,
    NumbersSection,
    YearDocument,
    year_document,
)
from persistence import year_sets
from persistence.database import reading
from persistence.year_sets import CaseBehind, Measure, Narrowed, Span
from states.text import Text
from web.downloads import download as as_download
from web.exports import download
from web.pages.exports import FileKind
from web.rendering import page
from web.request_context import CurrentContext, RequestContext
from web.views.exported_year import exported_cases_behind, exported_year
from web.views.paging import PAGE_SIZE, ListAddress, Listing, Paging, Sort, page_number
from web.views.year import (
    NARROWERS,
    narrowed_by,
    report_of,
    served_in,
    shown_report,
    states_before_decree,
    with_who_went,
    year_of,
)
from web.views.year_lines import CASES, YearReport, public_sections

router = APIRouter()

PDF: Final = "application/pdf"
LONGEST_WORD: Final = 4_000


@router.get("/year", name="year")
def year(context: CurrentContext) -> Response:
    """The report: numbers beside those of the year before, with pictures."""
    span, is_understood = _span(context)
    with reading(context.engine) as connection:
        report = shown_report(connection, context.office, span, context.now)
    institutions = {key: context.office.regulations[key].name for key in context.user.institutions}
    query, days = context.request.query_params, (span.first.isoformat(), span.last.isoformat())
    first, last = days if is_understood else (query.get("from", ""), query.get("to", ""))
    values = {
        "it": report,
        "asked_days": {"first": first, "last": last},
        "is_understood": is_understood,
        "institutions": institutions,
    }
    return page(context, "year.html", 200, **values)


@router.get("/year/cases", name="year_cases")
def cases(context: CurrentContext) -> Response:
    """The cases behind a number of the report."""
    question = _asked(context)
    with reading(context.engine) as connection:
        number = year_sets.count_behind(connection, *question)
        paging = Paging(page_number(context.request.query_params.get("page", "")), number)
        behind = year_sets.cases_behind(connection, *question, (PAGE_SIZE, paging.offset))
    parameters = context.request.query_params.items()
    kept_parameters = tuple((name, value) for name, value in parameters if name != "page")
    listing = Listing(ListAddress(CASES, kept_parameters), Sort("number"), paging)
    lines = list(_with_states(context, behind))
    return page(context, "year_cases.html", span=question[0], lines=lines, listing=listing)


@router.get("/exports/year/cases.{kind}", name="export_year_cases")
def export_cases(context: CurrentContext, kind: FileKind) -> Response:
    """The same cases as a spreadsheet, all of them."""
    question = _asked(context)
    with reading(context.engine) as connection:
        behind = year_sets.cases_behind(connection, *question)
    lines = _with_states(context, behind)
    return download(exported_cases_behind(lines), kind, context.language, context.today)


def _asked(context: RequestContext) -> tuple[Span, tuple[Measure, Narrowed], Sequence[str]]:
    """Of which span, which number and which of its cases an address asks for, and the states that
    wait for a Decree; raises HTTPException 404 where it asks for no number."""
    query = context.request.query_params
    measure = next((name for name in get_args(Measure) if name == query.get("what", "")), None)
    if measure is None or any(len(query.get(name, "")) > LONGEST_WORD for name in NARROWERS):
        raise HTTPException(404)
    span, _ = _span(context)
    processes = served_in(context.office, span)
    span = with_who_went(span, processes.values())
    waiting_states = states_before_decree(processes.values())
    return span, (measure, narrowed_by(query, processes)), waiting_states


def _with_states(
    context: RequestContext, behind: Sequence[CaseBehind]
) -> Iterator[tuple[CaseBehind, Text]]:
    for case in behind:
        yield case, context.office.shown_definition(case.definition).states[case.state].title


@router.get("/exports/year.{kind}", name="export_year")
def export(context: CurrentContext, kind: FileKind) -> Response:
    """The numbers as a spreadsheet."""
    report = _report(context, _span(context)[0])
    return download(exported_year(report), kind, context.language, context.today)


@router.get("/year.pdf", name="year_document")
def document(context: CurrentContext) -> Response:
    """The numbers on paper, to be handed round."""
    report = _report(context, _span(context)[0])
    institution = context.office.settings.institution
    content = year_document(
        YearDocument(
            office=institution.office,
            institution=context.office.regulations[report.span.institutions[0]].name,
            first=report.span.first,
            last=report.span.last,
            sections=[
                NumbersSection(
                    section.title,
                    [
                        DocumentNumber(_text(line.title), _text(line.now), _text(line.before))
                        for line in section.lines
                    ],
                )
                for section in public_sections(report)
            ],
        ),
        context.language,
        context.now,
    )
    return as_download(content, f"mobility-report-{report.span.first}-{report.span.last}.pdf", PDF)


def _text(value: Text | str | int | None) -> Text:
    if isinstance(value, Text):
        return value
    word = "–" if value is None else str(value)
    return Text(word, word)


def _report(context: RequestContext, span: Span) -> YearReport:
    with reading(context.engine) as connection:
        return report_of(connection, context.office, span, context.now)


def _span(context: RequestContext) -> tuple[Span, bool]:
    """The span that an address asks for, and whether it could be read; else this year."""
    query, own = context.request.query_params, tuple(context.user.institutions)
    institution = query.get("institution", "")
    institutions = (institution,) if institution in own else own[:1]
    first, last = _day(query.get("from")), _day(query.get("to"))
    if first is not None and last is not None and first <= last:
        return Span(institutions, first, last), True
    is_asked = bool(query.get("from") or query.get("to"))
    return Span(institutions, *year_of(context.today)), not is_asked


def _day(day_text: str | None) -> date | None:
    try:
        day = date.fromisoformat(day_text or "")
    except ValueError:
        return None
    return day if 1990 <= day.year <= 2199 else None
