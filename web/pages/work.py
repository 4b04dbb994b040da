"""My work, and all other lists of cases; lists that people keep under a name."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse, Response

from persistence.case_search import exact_case
from persistence.database import reading, write_transaction
from persistence.saved_lists import SavedList, forget_list, keep_list
from web.navigation import home_of
from web.rendering import page
from web.request_context import CurrentContext, SentForm
from web.views.paging import ListAddress
from web.views.work_page import PATH, work_page, work_request

router = APIRouter()

LONGEST_NAME = 80
LONGEST_QUERY = 2_000


@router.get("/", name="home")
def home(context: CurrentContext) -> Response:
    """The first page is one's own work, or the board of who supervises."""
    return RedirectResponse(home_of(context.user.held_roles), 303)


@router.get("/work", name="work")
def work(context: CurrentContext) -> Response:
    """What waits for the person, in tabs; everything that a list is asked for is in its address."""
    request = work_request(dict(context.request.query_params))
    with reading(context.engine) as connection:
        view = work_page(context.viewer(connection), request)
    return page(context, "work.html", work=view)


@router.get("/search", name="search")
def search(context: CurrentContext, q: str = "") -> Response:
    """The case that has exactly this number, or an act with it; else the list of what is found."""
    with reading(context.engine) as connection:
        number = exact_case(connection, q[:LONGEST_NAME], context.user.institutions)
    if number is not None:
        return RedirectResponse(f"/cases/{number}", 303)
    return RedirectResponse(work_request({"tab": "all", "q": q}).address.with_({}), 303)


@router.post("/work/lists", name="keep_list")
def keep(context: CurrentContext, form: SentForm) -> Response:
    """Keeps a list under a name, and goes to it; without a name nothing is kept."""
    name = " ".join(str(form.get("name", "")).replace("\x00", "").split())[:LONGEST_NAME]
    sent_values = dict(pair for pair in form.items() if isinstance(pair[1], str))
    address = _address(str(sent_values.get("query", "")))
    if name:
        person = context.user
        query = address.partition("?")[2]
        saved_list = SavedList(
            0, name, query, "shared" in form, person.member.login, person.member.name
        )
        with write_transaction(context.engine) as connection:
            keep_list(connection, person.institutions[0], saved_list, context.now)
    return RedirectResponse(address, 303)


def _address(query: str) -> str:
    """The list's own address again, made of what it asks for alone: it leads nowhere else."""
    from urllib.parse import parse_qsl

    pairs = dict(parse_qsl(query[:LONGEST_QUERY]))
    return work_request(pairs).address.with_({})


@router.post("/work/lists/{list_id}/forget", name="forget_list")
def forget(context: CurrentContext, form: SentForm, list_id: int) -> Response:
    """Takes one's own list away; raises HTTPException 404 where there is none."""
    with write_transaction(context.engine) as connection:
        if not forget_list(connection, list_id, context.user.member.login):
            raise HTTPException(404)
    return RedirectResponse(ListAddress(PATH).with_({}), 303)
