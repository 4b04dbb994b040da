"""Pages of the office, from the templates of `web.environment`."""

from __future__ import annotations

from starlette.responses import HTMLResponse

from web.environment import environment
from web.request_context import RequestContext


def page(
    context: RequestContext, template: str, status: int = 200, **values: object
) -> HTMLResponse:
    """A page in the language of the request."""
    html = environment(context.language).get_template(template).render(context=context, **values)
    return HTMLResponse(html, status)
