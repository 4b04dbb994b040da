"""Calls: the list of them, each with its applications, giving points, publishing the list."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from fastapi import APIRouter
from sqlalchemy import Connection
from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse, Response

from persistence import call_pages, pages
from persistence import scores as score_rows
from persistence.call_pages import CallLine
from persistence.database import reading, writing
from states.decision import Refused
from states.dossier import Call, Case, Dossier
from states.text import Text
from states.validation_error import ValidationError
from web.pages.cases import case_of
from web.rendering import page
from web.views.call import call_page, stands
from web.views.dossier import cards
from web.views.rules import cited
from web.views.ways import Judged
from web.visit import Entered, Forbidden, Posted, Visit
from workflows.calls.commission import ROLES, replace_member
from workflows.calls.opening import interview, score
from workflows.calls.publishing import publish_list, versions_of_list

router = APIRouter()


@router.get("/calls", name="calls")
def calls(visit: Entered) -> Response:
    """All calls of the person's institutions, the newest first."""
    with reading(visit.app.engine) as connection:
        lines = call_pages.call_lines(connection, visit.somebody.institutions)
    definitions = {
        (line.institution, line.process): visit.app.office.in_force(
            line.institution, line.process, visit.today
        ).title
        for line in lines
    }
    processes = [
        one
        for institution in visit.somebody.institutions
        for one in visit.app.office.processes(institution, visit.today)
    ]
    return page(
        visit, "calls.html", lines=lines, titles=definitions, stands=stands, processes=processes
    )


@router.get("/calls/{call_id}", name="call")
def call(visit: Entered, call_id: int) -> Response:
    """A call with its applications, the points given, and the list."""
    return _page(visit, call_id)


@router.post("/calls/{call_id}/list", name="publish")
def publish(visit: Entered, form: Posted, call_id: int) -> Response:
    """Publishes the call's list, or shows everything that stands against it."""
    line = line_of(visit, call_id)
    with reading(visit.app.engine) as connection:
        definition = versions_of_list(connection, visit.app.office, line.id, visit.now)[-1]
    allowed = next((one.roles for one in definition.transitions.values() if one.of_call), ())
    actor = visit.somebody.actor(line.institution, allowed)
    with writing(visit.app.engine) as connection:
        outcome = publish_list(connection, visit.app.office, call_id, actor, visit.now)
    if isinstance(outcome, Refused):
        return _page(visit, call_id, _judged(visit, line, outcome), 409)
    return RedirectResponse(f"/calls/{call_id}#list", 303)


@router.get("/calls/{call_id}/scores/{number}", name="scores")
def scores(visit: Entered, call_id: int, number: str) -> Response:
    """The form in which a member of the commission gives points to a candidate."""
    return _score_page(visit, call_id, number)


@router.post("/calls/{call_id}/scores/{number}", name="give_scores")
def give_scores(visit: Entered, form: Posted, call_id: int, number: str) -> Response:
    """Takes a member's points, and goes on to the next candidate without points."""
    with reading(visit.app.engine) as connection:
        case, dossier = _scored_case(connection, visit, call_id, number)
    given = _points(form, dossier.call)
    if problems := _problems(given, dossier.call):
        return _score_page(visit, call_id, number, given, problems, 422)
    points = {criterion: text for criterion, text in given.items() if text}
    data = {"member": visit.somebody.member.login, "case": case.number, "points": points}
    actor = visit.somebody.actor(case.institution, ("commission_member",))
    with writing(visit.app.engine) as connection:
        outcome = score(connection, visit.app.office, call_id, data, actor, visit.now)
    if isinstance(outcome, Refused):
        raise Forbidden
    return RedirectResponse(_next(visit, call_id), 303)


@router.post("/calls/{call_id}/interviews/{number}", name="interview")
def note_interview(visit: Entered, form: Posted, call_id: int, number: str) -> Response:
    """Notes the day of the interview with a candidate (BEE-C3)."""
    with reading(visit.app.engine) as connection:
        case, _ = case_of(connection, visit, number)
    actor = visit.somebody.actor(case.institution, ("commission_member", "mobility_coordinator"))
    data = {"case": case.number, "on": _day(form)}
    with writing(visit.app.engine) as connection:
        outcome = interview(connection, visit.app.office, call_id, data, actor, visit.now)
    if isinstance(outcome, Refused):
        raise Forbidden
    return RedirectResponse(f"/calls/{call_id}", 303)


@router.post("/calls/{call_id}/commission", name="replace_member")
def replace(visit: Entered, form: Posted, call_id: int) -> Response:
    """Gives a member's seat on the commission to another, or shows why not (BEE-C3)."""
    line = line_of(visit, call_id)
    actor = visit.somebody.actor(line.institution, ROLES)
    data = {name: str(form.get(name) or "").strip() for name in ("member", "by", "from", "reason")}
    given = {name: value for name, value in data.items() if value}
    with writing(visit.app.engine) as connection:
        outcome = replace_member(connection, visit.app.office, call_id, given, actor, visit.now)
    if isinstance(outcome, Refused):
        return _page(visit, call_id, status=409, no_seat=_judged(visit, line, outcome))
    return RedirectResponse(f"/calls/{call_id}#commission", 303)


def line_of(visit: Visit, call_id: int) -> CallLine:
    """A call that the person may see; raises HTTPException 404 where there is none."""
    with reading(visit.app.engine) as connection:
        line = call_pages.call_line(connection, call_id, visit.somebody.institutions)
    if line is None:
        raise HTTPException(404)
    return line


def _page(
    visit: Visit,
    call_id: int,
    refused: tuple[Judged, ...] = (),
    status: int = 200,
    no_seat: tuple[Judged, ...] = (),
) -> Response:
    line = line_of(visit, call_id)
    with reading(visit.app.engine) as connection:
        known = call_page(connection, visit.app.office, visit.somebody, line, visit.now, refused)
    return page(
        visit, "call.html", status, it=known, stands=stands(line, visit.today), no_seat=no_seat
    )


def _judged(visit: Visit, line: CallLine, refused: Refused) -> tuple[Judged, ...]:
    office = visit.app.office
    return tuple(Judged(r, cited(office, line.institution, r.rule)) for r in refused.reasons)


def _scored_case(
    connection: Connection, visit: Visit, call_id: int, number: str
) -> tuple[Case, Dossier]:
    """A case of the call that the person sits over; raises Forbidden for anybody else."""
    case, dossier = case_of(connection, visit, number)
    if case.call_id != call_id:
        raise HTTPException(404)
    if visit.somebody.member.login not in dossier.call.commission:
        raise Forbidden
    return case, dossier


def _score_page(
    visit: Visit,
    call_id: int,
    number: str,
    given: Mapping[str, str] | None = None,
    problems: Mapping[str, Text] | None = None,
    status: int = 200,
) -> Response:
    with reading(visit.app.engine) as connection:
        case, dossier = _scored_case(connection, visit, call_id, number)
        mine = score_rows.points_in(connection, call_id).get(case.id, {})
        papers = pages.papers_of(connection, case.id, None)
    before = mine.get(visit.somebody.member.login, {})
    known = {
        "case": case,
        "dossier": dossier,
        "given": given or {criterion: str(points) for criterion, points in before.items()},
        "problems": problems or {},
        "cards": cards(dossier),
        "papers": [paper for paper in papers if not paper.produced],
    }
    return page(visit, "score.html", status, **known)


def _points(form: FormData, call: Call) -> dict[str, str]:
    names = ((criterion, form.get(f"points.{criterion}")) for criterion in call.criteria)
    return {criterion: str(given or "").strip().replace(",", ".") for criterion, given in names}


def _problems(given: Mapping[str, str], call: Call) -> dict[str, Text]:
    problems = {}
    for criterion, most in call.criteria.items():
        text = given[criterion]
        if not text.replace(".", "", 1).isdigit() or float(text) > float(most):
            problems[criterion] = Text(f"From 0 to {most} points.", f"Од 0 до {most} бодова.")
    return problems


def _next(visit: Visit, call_id: int) -> str:
    """The next candidate of the call whom the member has not given points, or the call."""
    login = visit.somebody.member.login
    with reading(visit.app.engine) as connection:
        line = call_pages.call_line(connection, call_id, visit.somebody.institutions)
        assert line is not None
        known = call_page(connection, visit.app.office, visit.somebody, line, visit.now)
    seat = next(n for n, seat in enumerate(known.seats) if seat.login == login)
    left = (one for one in known.scored if one.waits and one.totals[seat] is None)
    following: Any = next(left, None)
    if following is None:
        return f"/calls/{call_id}#points"
    return f"/calls/{call_id}/scores/{following.applicant.number}"


def _day(form: FormData) -> str:
    """The day of the form; raises ValidationError where there is no such day."""
    given = str(form.get("on", ""))
    try:
        return date.fromisoformat(given).isoformat()
    except ValueError:
        raise ValidationError(
            Text(f"on: {given!r} is not a date that exists", f"датум {given!r} не постоји")
        ) from None
