"""The application of the API, mounted beside the pages at `/api/v1`."""

from __future__ import annotations

from typing import Any, Final

from fastapi import APIRouter, Depends, FastAPI
from fastapi.openapi.utils import get_openapi
from pydantic.json_schema import models_json_schema

from web.api import calls, cases, lists, processes, step_preview, uploads
from web.api.access import enter
from web.api.problems import PATH, Problem, add_problems
from web.request_context import AppState

ROUTERS: Final = (
    processes.router, cases.router, step_preview.router, uploads.router, calls.router, lists.router,
)  # fmt: skip
_ALL: Final = APIRouter(dependencies=[Depends(enter)])
"""All of them behind the API's own door; what a route needs is found out once in a process."""
for _router in ROUTERS:
    _ALL.include_router(_router)

_DESCRIPTION: Final = """\
Cases of a mobility office, moved by the same rules and under the same permissions as on the pages.

Every request carries `Authorization: Bearer TOKEN`; a token is made on the page "API tokens" and
acts for the person who made it, in the roles that it was made for. Writes carry `Idempotency-Key`
and, where they change a case, `If-Match` with the `ETag` that was seen. What is not carried out is
told as `application/problem+json`, with every unmet condition, its rule and what to do.
"""


class Api(FastAPI):
    """The application, with the description of its problems among its schemas."""

    def openapi(self) -> dict[str, Any]:
        """The description (OpenAPI 3.1), made once."""
        if self.openapi_schema is None:
            schema = get_openapi(
                title=self.title,
                version=self.version,
                description=self.description,
                routes=self.routes,
                servers=[{"url": PATH}],
            )
            _, definitions = models_json_schema(
                [(Problem, "serialization")], ref_template="#/components/schemas/{model}"
            )
            schema["components"]["schemas"] |= definitions["$defs"]
            self.openapi_schema = schema
        return self.openapi_schema


def make_api(state: AppState) -> FastAPI:
    """The application of the API; it shares the office and the clock with the pages."""
    api = Api(
        title="Mobility office",
        version="1",
        description=_DESCRIPTION,
        docs_url=None,
        redoc_url=None,
        dependencies=[Depends(enter)],
    )
    api.state.shared = state
    api.router.routes.extend(_ALL.routes)
    add_problems(api)
    return api
