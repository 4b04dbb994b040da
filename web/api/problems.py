"""Why a request was not carried out, as `application/problem+json` (RFC 9457), all reasons at once.

A refusal names each unmet condition with its rule and what to do; a wrong value names its field.
"""

from __future__ import annotations

from http import HTTPStatus
from typing import Any, Final

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import BaseModel, Field
from starlette.exceptions import HTTPException

from persistence.database_errors import DatabaseError
from states.decision import Refused
from states.reasons import Reason
from states.text import Language, Text
from states.validation_error import ValidationError
from web.messages.layout import ONLY_READ
from web.request_context import Forbidden
from web.request_log import log_failure
from web.request_size import TooLarge
from workflows.cases.changed import ChangedMeanwhile
from workflows.cases.fact_checks import UnfitPayload
from workflows.who_may import NotTheirs

PATH: Final = "/api/v1"
"""Where the API stands beside the pages."""

MEDIA_TYPE: Final = "application/problem+json"


class ReasonOut(BaseModel):
    """An unmet condition: the rule that asks for it, what is missing, and what to do."""

    rule: str = Field(examples=["ABC-8d"])
    message: str = Field(examples=["The courses carry 16 ECTS; at least 20 are needed."])
    remedy: str = Field(examples=["Add courses worth 4 ECTS and record the new version."])
    removed_by: list[str] = Field(
        description="The steps and facts any of which removes it.",
        examples=[["learning_agreement"]],
    )


class FieldOut(BaseModel):
    """A field that can't be taken as it is."""

    field: str = Field(examples=["payload.courses.0.ects"])
    message: str = Field(examples=["Please write a number."])


class Problem(BaseModel):
    """Why a request was not carried out. Nothing of it was saved."""

    type: str = Field(examples=["urn:mobility:refused"])
    title: str = Field(examples=["The step is refused"])
    status: int = Field(examples=[409])
    detail: str = Field(examples=["Conclude the Learning Agreement: 1 condition is not met."])
    reasons: list[ReasonOut] = Field(default_factory=list)
    errors: list[FieldOut] = Field(default_factory=list)


class ProblemRaised(Exception):
    """A request can't be carried out; `problem` says why, `headers` go along."""

    def __init__(self, problem: Problem, headers: dict[str, str] | None = None) -> None:
        super().__init__(problem.detail)
        self.problem = problem
        self.headers = headers


_TITLES: Final[dict[str, tuple[int, Text]]] = {
    "unauthenticated": (401, Text("A valid token is needed", "Потребан је важећи токен")),
    "forbidden": (403, Text("The token does not include it", "Токен то не обухвата")),
    "not-found": (404, Text("There is no such thing", "То не постоји")),
    "refused": (409, Text("It is refused", "Одбијено је")),
    "changed": (412, Text("It was changed meanwhile", "У међувремену је измењено")),
    "too-large": (413, Text("That is too large", "Превелико је")),
    "invalid": (422, Text("What was sent can't be taken", "Послато се не може прихватити")),
    "key-reused": (422, Text("The key belongs to another request", "Кључ је већ употребљен")),
    "no-condition": (428, Text("Say which version you saw", "Наведите верзију коју сте видели")),
    "no-key": (400, Text("An Idempotency-Key is needed", "Потребан је Idempotency-Key")),
    "no-database": (503, Text("The database does not answer", "База података не одговара")),
    "only-read": (503, ONLY_READ),
    "broken": (500, Text("Something went wrong here", "Дошло је до грешке")),
}
"""The problems that there are, by the last word of their type, each with its status."""


def problem_of(kind: str, detail: Text | str, language: Language, **members: Any) -> Problem:
    """A problem of a kind, in a language."""
    status, title = _TITLES[kind]
    words = detail.in_(language) if isinstance(detail, Text) else detail
    return Problem(
        type=f"urn:mobility:{kind}",
        title=title.in_(language),
        status=status,
        detail=words or title.in_(language),
        **members,
    )


def reason_out(reason: Reason, language: Language) -> ReasonOut:
    """An unmet condition in a language."""
    return ReasonOut(
        rule=reason.rule,
        message=reason.message.in_(language),
        remedy=reason.remedy.in_(language),
        removed_by=list(reason.by),
    )


def refusal(outcome: Refused, language: Language) -> ProblemRaised:
    """A refusal with each of its reasons."""
    reasons = [reason_out(reason, language) for reason in outcome.reasons]
    sentences = " ".join(reason.message for reason in reasons)
    step = outcome.step.in_(language)
    return ProblemRaised(problem_of("refused", f"{step}: {sentences}", language, reasons=reasons))


def problems_of(*kinds: str) -> dict[int | str, dict[str, Any]]:
    """What a route may answer instead of what was asked for, as its description states it."""
    schema = {"schema": {"$ref": "#/components/schemas/Problem"}}
    answers: dict[int | str, dict[str, Any]] = {}
    for kind in ("unauthenticated", "forbidden", "invalid", "no-database", *kinds):
        status, _ = _TITLES[kind]
        description = HTTPStatus(status).phrase
        answers[status] = {"description": description, "content": {MEDIA_TYPE: schema}}
    return answers


def answer(problem: Problem, headers: dict[str, str] | None = None) -> JSONResponse:
    """The problem as an answer."""
    content = problem.model_dump(mode="json")
    return JSONResponse(content, problem.status, headers, media_type=MEDIA_TYPE)


def language_of(request: Request) -> Language:
    """The language of `Accept-Language`, as far as its first choice is one of ours; else English.

    Latin letters are written for `sr-Latn`.
    """
    first = request.headers.get("accept-language", "").split(",")[0].split(";")[0].strip().lower()
    if first.startswith("sr-latn"):
        return "sr-Latn"
    return "sr" if first.startswith("sr") else "en"


def add_problems(api: FastAPI) -> None:
    """Every error of the API becomes a problem."""
    api.add_exception_handler(ProblemRaised, _raised)
    api.add_exception_handler(RequestValidationError, _unreadable)
    api.add_exception_handler(ValidationError, _unfit)
    api.add_exception_handler(ChangedMeanwhile, _changed)
    api.add_exception_handler(Forbidden, _forbidden)
    api.add_exception_handler(NotTheirs, _forbidden)
    api.add_exception_handler(TooLarge, _too_large)
    api.add_exception_handler(DatabaseError, _no_database)
    api.add_exception_handler(HTTPException, http_problem)
    api.add_exception_handler(Exception, _broken)


def _raised(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, ProblemRaised)
    return answer(error.problem, error.headers)


def _unreadable(request: Request, error: Exception) -> JSONResponse:
    """The request itself is not as its description says."""
    assert isinstance(error, RequestValidationError)
    errors = [
        FieldOut(field=".".join(str(part) for part in item["loc"]), message=str(item["msg"]))
        for item in error.errors()
    ]
    sentence = "; ".join(f"{item.field}: {item.message}" for item in errors)
    return answer(problem_of("invalid", sentence, language_of(request), errors=errors))


def _unfit(request: Request, error: Exception) -> JSONResponse:
    """What is handed in can't be used, field by field where that is known."""
    assert isinstance(error, ValidationError)
    language = language_of(request)
    sentence = error.sentence(language)
    if isinstance(error, UnfitPayload):
        errors = [
            FieldOut(field=f"payload.{item.path}", message=item.message.in_(language))
            for item in error.errors
        ]
    else:
        errors = [FieldOut(field=f"payload.{path}", message=sentence) for path in error.fields]
    return answer(problem_of("invalid", sentence, language, errors=errors))


def _changed(request: Request, error: Exception) -> JSONResponse:
    return answer(problem_of("changed", str(error), language_of(request)))


def _forbidden(request: Request, error: Exception) -> JSONResponse:
    detail = Text(
        "None of the token's roles includes it.", "Ниједна улога овог токена то не обухвата."
    )
    if isinstance(error, NotTheirs):
        detail = error.message
    return answer(problem_of("forbidden", detail, language_of(request)))


def _too_large(request: Request, error: Exception) -> JSONResponse:
    return answer(problem_of("too-large", "", language_of(request)))


def _no_database(request: Request, error: Exception) -> JSONResponse:
    return answer(problem_of("no-database", str(error), language_of(request)))


def http_problem(request: Request, error: Exception) -> JSONResponse:
    """What HTTP itself has to say: there is no such thing, it takes another method."""
    assert isinstance(error, HTTPException)
    language = language_of(request)
    if error.status_code == 404:
        return answer(problem_of("not-found", "", language))
    phrase = HTTPStatus(error.status_code).phrase
    problem = Problem(
        type="about:blank", title=phrase, status=error.status_code, detail=str(error.detail)
    )
    return answer(problem, dict(error.headers or {}))


def _broken(request: Request, error: Exception) -> JSONResponse:
    """A bug; the log has it under the id that the answer tells."""
    number = log_failure(request.scope, error)
    detail = Text(
        f"Nothing was saved. The failure stands in the log under {number}.",
        f"Ништа није сачувано. Грешка је забележена под ознаком {number}.",
    )
    return answer(problem_of("broken", detail, language_of(request)))
