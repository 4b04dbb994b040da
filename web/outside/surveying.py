"""The survey after a return, on the page of who is back: answered once, after the code."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.responses import RedirectResponse, Response

from persistence.database import write_transaction
from web.outside.context import Context, OpensNothing, Sent, is_proven
from web.outside.own_pages import show_own_page
from web.outside.typed import Typed
from workflows.outside.own_case import open_locked
from workflows.outside.surveying import answer_survey, open_questions, wrong_answers

router = APIRouter()

SURVEY = "survey"


@router.post("/l/{link}/survey", name="answer_survey")
def answer(context: Context, form: Sent, link: str) -> Response:
    """Keeps the answers; what can't be kept is said at its question, and nothing is lost."""
    with write_transaction(context.engine) as connection:
        own_and_locked_case = open_locked(connection, context.office, link, SURVEY, context.now)
        if own_and_locked_case is None:
            raise OpensNothing
        own, _ = own_and_locked_case
        if not is_proven(context, own.link):
            return RedirectResponse(f"/l/{link}#code", 303)
        questions = open_questions(connection, context.office, own)
        answers = {
            question.name: str(form.get(question.name) or "").strip() for question in questions
        }
        errors = wrong_answers(questions, answers)
        if questions and not errors:
            answer_survey(connection, questions, own, answers, context.now)
    if errors:
        return show_own_page(
            context, link, 422, typed_submission=Typed(SURVEY, SURVEY, answers, errors)
        )
    return RedirectResponse(f"/l/{link}?received=survey#result", 303)
