"""What people see when something is not as it should be: one page, in their language, that says
what happened and what to do; never a traceback."""

from __future__ import annotations

from typing import Final
from urllib.parse import quote

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse, Response

from office.unknown_definitions import UnknownDefinition
from persistence.database_errors import DatabaseError
from states.text import Text
from states.validation_error import ValidationError
from web.api.problems import PATH as API_PATH
from web.api.problems import http_problem
from web.messages.layout import ONLY_READ, ONLY_READ_ADVICE
from web.pages.drafts import carried_from, keep_for_later
from web.pages.login import login_page
from web.rendering import page
from web.request_context import (
    MOST_FIELDS,
    AppState,
    Forbidden,
    LogInFirst,
    OnlyRead,
    RequestContext,
    StaleForm,
    context_of,
)
from web.request_log import log_failure
from web.request_size import TooLarge
from web.sent_once import SentTwice
from workflows.who_may import NotTheirs

NOT_FOUND: Final = Text("There is no such page", "Таква страница не постоји")
FORBIDDEN: Final = Text("This page is not open to you", "Немате приступ овој страници")
STALE: Final = Text("This form had been open too long", "Образац је предуго био отворен")
ONCE: Final = Text("This form was sent twice", "Образац је послат двапут")
TOO_LARGE: Final = Text("That is too large", "Датотека је превелика")
UNREADABLE: Final = Text("That could not be read", "Послати подаци нису читљиви")
NO_DATABASE: Final = Text("The database does not answer", "База података не одговара")
BROKEN: Final = Text("Something went wrong here", "Дошло је до грешке")
NOT_SO: Final = Text("It does not work this way", "Овако није могуће")

_ANSWERS: Final[dict[int, tuple[Text, Text]]] = {
    404: (
        NOT_FOUND,
        Text(
            "The address may be mistyped, or it names a case, call or document that does not "
            "exist. Search for the case by its number or by the candidate's name.",
            "Адреса је можда погрешно унета или предмет, конкурс или документ не постоји. "
            "Потражите предмет по броју или по имену кандидата.",
        ),
    ),
    403: (
        FORBIDDEN,
        Text(
            "Your role does not include it. If you need it for your work, ask the Head of ICO.",
            "Ваша улога то не обухвата. Ако Вам је потребно за рад, обратите се руководиоцу "
            "Центра за међународну сарадњу.",
        ),
    ),
    405: (
        NOT_SO,
        Text(
            "This address takes another kind of request.",
            "Ова адреса прима другачију врсту захтева.",
        ),
    ),
}


KEPT: Final = "/imports/"
"""What is sent to these addresses is kept there: one comes back to them after the login."""


def add_error_pages(app: FastAPI) -> None:
    """Every error of the application becomes a page."""
    app.add_exception_handler(LogInFirst, _log_in_first)
    app.add_exception_handler(Forbidden, _forbidden)
    app.add_exception_handler(NotTheirs, _forbidden)
    app.add_exception_handler(UnknownDefinition, _no_definition)
    app.add_exception_handler(StaleForm, _stale)
    app.add_exception_handler(OnlyRead, _only_read)
    app.add_exception_handler(SentTwice, _sent_twice)
    app.add_exception_handler(TooLarge, _too_large)
    app.add_exception_handler(ValidationError, _unreadable)
    app.add_exception_handler(DatabaseError, _no_database)
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(RequestValidationError, _mistyped)


async def _log_in_first(request: Request, error: Exception) -> Response:
    """To the login page, and from there back; htmx is told to leave the whole page.

    What was typed into a form of a case is carried on, and stands in it again after the login.
    """
    address = request.url.path + (f"?{request.url.query}" if request.url.query else "")
    comes_back = request.method == "GET" or request.url.path.startswith(KEPT)
    then = quote(address, safe="/") if comes_back else "/"
    if request.headers.get("HX-Request"):
        return Response(headers={"HX-Redirect": "/login"})
    if request.method == "POST":
        carried_fields = carried_from(request, await request.form(max_fields=MOST_FIELDS))
        if carried_fields:
            return login_page(context_of(request), carried_fields=carried_fields)
    return RedirectResponse("/login" if then == "/" else f"/login?then={then}", 303)


def _forbidden(request: Request, error: Exception) -> Response:
    title, advice = _ANSWERS[403]
    return _page(request, 403, title, error.message if isinstance(error, NotTheirs) else advice)


def _no_definition(request: Request, error: Exception) -> Response:
    """The case can't be shown by rules that are not there; who runs the system can mend it."""
    advice = Text(
        "Nothing was saved. Tell who runs the system.",
        "Ништа није сачувано. Обавестите администратора система.",
    )
    detail = error.message.capitalised() if isinstance(error, UnknownDefinition) else ""
    return _page(request, 409, NOT_SO, advice, detail)


def _stale(request: Request, error: Exception) -> Response:
    """The form is of another session: what was typed for a case stands in it again."""
    if isinstance(error, StaleForm) and carried_from(request, error.form):
        address = keep_for_later(context_of(request), request.url.path, error.form)
        if address is not None:
            return RedirectResponse(address, 303)
    advice = Text(
        "Nothing was saved. Go back, reload the page, and send the form again.",
        "Ништа није сачувано. Вратите се, освежите страницу и пошаљите образац поново.",
    )
    return _page(request, 403, STALE, advice)


def _only_read(request: Request, error: Exception) -> Response:
    """What was typed for a case is kept, and stands in its form again, under the banner."""
    if isinstance(error, OnlyRead) and carried_from(request, error.form):
        address = keep_for_later(context_of(request), request.url.path, error.form)
        if address is not None:
            return RedirectResponse(address, 303)
    return _page(request, 503, ONLY_READ, ONLY_READ_ADVICE)


def _sent_twice(request: Request, error: Exception) -> Response:
    address = error.address if isinstance(error, SentTwice) else ""
    advice = Text(
        "It was carried out when it came first. Nothing was done a second time. If you mean to do "
        "it once more, open the page anew.",
        "Извршено је када је први пут послато. Други пут ништа није учињено. Ако желите да урадите "
        "исто још једном, отворите страницу поново.",
    )
    return _page(request, 409, ONCE, advice, back=address or context_of(request).address)


def _too_large(request: Request, error: Exception) -> Response:
    most = context_of(request).office.settings.largest_upload_mb
    advice = Text(
        f"Files of up to {most} MB are taken. Nothing was saved: go back and choose a smaller one.",
        f"Примају се датотеке до {most} MB. Ништа није сачувано: вратите се и изаберите мању.",
    )
    return _page(request, 413, TOO_LARGE, advice)


def _unreadable(request: Request, error: Exception) -> Response:
    advice = Text("Nothing was saved.", "Ништа није сачувано.")
    detail = error.message if isinstance(error, ValidationError) else ""
    return _page(request, 400, UNREADABLE, advice, detail)


def _no_database(request: Request, error: Exception) -> Response:
    log_failure(request.scope, error)
    advice = Text(
        "Nothing was saved. Try again in a moment; if it stays so, tell who runs the system.",
        "Ништа није сачувано. Покушајте поново за који тренутак; ако се понови, обавестите "
        "администратора система.",
    )
    return _page(request, 503, NO_DATABASE, advice, str(error))


def _http(request: Request, error: Exception) -> Response:
    if request.url.path.startswith(API_PATH):
        return http_problem(request, error)
    status = error.status_code if isinstance(error, HTTPException) else 500
    title, advice = _ANSWERS.get(status, (NOT_SO, Text("", "")))
    answer = _page(request, status, title, advice)
    answer.headers.update(getattr(error, "headers", None) or {})
    return answer


def _mistyped(request: Request, error: Exception) -> Response:
    """An address in which a word stands for a number names nothing."""
    return _page(request, 404, *_ANSWERS[404])


def broken(request: Request, error: Exception) -> Response:
    """The page of a bug; the log has it under a number that the page shows."""
    number = log_failure(request.scope, error)
    advice = Text(
        f"Nothing was saved by this click. The failure stands in the log under {number}; tell who "
        "runs the system this number, and what you were doing.",
        f"Овом радњом ништа није сачувано. Грешка је забележена под ознаком {number}; "
        "обавестите администратора система, наведите му ову ознаку и шта сте радили.",
    )
    return _page(request, 500, BROKEN, advice)


def _page(
    request: Request,
    status: int,
    title: Text,
    advice: Text,
    detail: Text | str = "",
    back: str = "",
) -> Response:
    context = _context_anyhow(request)
    values = {"code": status, "title": title, "advice": advice, "detail": detail, "back": back}
    return page(context, "error.html", status, **values)


def _context_anyhow(request: Request) -> RequestContext:
    """The context, also where the database that knows the person does not answer."""
    try:
        return context_of(request)
    except Exception:  # noqa: BLE001 - whatever failed, the error page must not
        app: AppState = request.app.state.shared
        language = app.app.office.settings.languages[0]
        return RequestContext(request, app, app.clock(), None, language, "")
