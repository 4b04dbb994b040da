"""The courses of the home programmes: the register, each course, and those that Decrees named."""

from __future__ import annotations

from typing import Final

from fastapi import APIRouter
from starlette.exceptions import HTTPException
from starlette.responses import Response

from persistence import changes, home_courses, programme_courses
from persistence.database import reading
from web.forms.typed import TypedForm, typed_fields
from web.pages.register_changes import written_or_explained
from web.rendering import page
from web.request_context import CurrentContext, RequestContext, SentForm
from web.views.changes import change_lines
from web.views.paging import PAGE_SIZE, ListAddress, Listing, Paging, Sort, page_number
from workflows.registers.keeping import RegisterAct
from workflows.registers.programme_courses import KEEPERS, add_course, change_course, set_taught

router = APIRouter(prefix="/reference/home-courses")

COURSE: Final = ("code", "title", "english", "programme", "semester", "ects", "hours")
HERE: Final = "/reference/home-courses"


@router.get("", name="home_courses")
def courses(context: CurrentContext) -> Response:
    """The register of the institution's courses, in pages, and a form for a new one."""
    return _register(context)


@router.post("", name="add_course")
def add(context: CurrentContext, form: SentForm) -> Response:
    """Enters a course."""
    typed_form = TypedForm("new", typed_fields(form, *COURSE))

    def write(act: RegisterAct) -> str:
        return _seen_at(add_course(act, typed_form.values))

    return written_or_explained(
        context, write, lambda error: _register(context, typed_form.refused(error, COURSE))
    )


@router.get("/named", name="named_courses")
def as_named(context: CurrentContext) -> Response:
    """The home courses that Decrees have named, in pages."""
    institution = context.user.institutions[0]
    number = page_number(context.request.query_params.get("page", ""))
    with reading(context.engine) as connection:
        course_list = home_courses.named_courses(connection, institution)
    paging = Paging(number, len(course_list))
    rows = course_list[paging.offset : paging.offset + PAGE_SIZE]
    listing = Listing(ListAddress(f"{HERE}/named"), Sort("title"), paging)
    return page(context, "reference/named_courses.html", courses=rows, listing=listing)


@router.get("/{course_id}", name="home_course")
def course(context: CurrentContext, course_id: int) -> Response:
    """A course, with what was changed of it, by whom and when."""
    return _course(context, course_id)


@router.post("/{course_id}", name="change_course")
def change(context: CurrentContext, form: SentForm, course_id: int) -> Response:
    """Corrects what is known of a course."""
    typed_form = TypedForm("course", typed_fields(form, *COURSE))

    def write(act: RegisterAct) -> str:
        _find(act, course_id)
        change_course(act, course_id, typed_form.values)
        return _seen_at(course_id)

    explain = lambda error: _course(context, course_id, typed_form.refused(error, COURSE))  # noqa: E731
    return written_or_explained(context, write, explain)


@router.post("/{course_id}/taught", name="set_taught")
def taught(context: CurrentContext, form: SentForm, course_id: int) -> Response:
    """A course is taught no more, or again."""
    in_use = typed_fields(form, "taught")["taught"] == "yes"

    def write(act: RegisterAct) -> str:
        _find(act, course_id)
        set_taught(act, course_id, in_use)
        return _seen_at(course_id)

    return written_or_explained(context, write, lambda error: _course(context, course_id))


def _find(act: RegisterAct, course_id: int) -> None:
    """Raises HTTPException 404 where the institution has no such course."""
    kept_course = programme_courses.find(act.connection, course_id)
    if kept_course is None or kept_course.institution != act.institution:
        raise HTTPException(404)


def _seen_at(course_id: int) -> str:
    """Where a course that was written is seen."""
    return f"{HERE}/{course_id}?saved=1"


def _register(context: RequestContext, typed_form: TypedForm | None = None) -> Response:
    query, institution = context.request.query_params, context.user.institutions[0]
    words, number = query.get("q", "")[:100].strip(), page_number(query.get("page", ""))
    with reading(context.engine) as connection:
        count, rows = programme_courses.page_of(
            connection, institution, words, (number - 1) * PAGE_SIZE, PAGE_SIZE
        )
    values = {
        "courses": rows,
        "words": words,
        "institution": institution,
        "listing": Listing(
            ListAddress(HERE, (("q", words),)), Sort("title"), Paging(number, count)
        ),
        "sent": typed_form or TypedForm(),
        "keeps": bool(context.user.roles & KEEPERS),
    }
    return page(context, "reference/home_courses.html", 422 if typed_form else 200, **values)


def _course(
    context: RequestContext, course_id: int, typed_form: TypedForm | None = None
) -> Response:
    with reading(context.engine) as connection:
        kept_course = programme_courses.find(connection, course_id)
        log = change_lines(changes.of(connection, "home_course", str(course_id)))
    if kept_course is None or kept_course.institution not in context.user.institutions:
        raise HTTPException(404)
    values = {
        "it": kept_course,
        "sent": typed_form or TypedForm(),
        "saved": "saved" in context.request.query_params and typed_form is None,
        "keeps": bool(context.user.roles & KEEPERS),
        "log": log,
    }
    status = 422 if typed_form and typed_form.errors else 200
    return page(context, "reference/home_course.html", status, **values)
