"""A write by the API: the version that was seen, and the key under which it is done once.

`If-Match` carries the version (`ETag`) that the program saw; an older one is refused with 412.
`Idempotency-Key` makes the same request safe to send again: it is done once, and answered alike.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from typing import Annotated, Any, Final

from fastapi import Header
from sqlalchemy import Connection
from starlette.responses import Response

from persistence import idempotency
from persistence.database import write_transaction
from persistence.idempotency import Answered, KeyReused
from states.text import Text
from web.api.access import ApiRequest
from web.api.problems import ProblemRaised, problem_of

IfMatch = Annotated[
    str | None, Header(max_length=40, description="The `ETag` of the case that you saw.")
]
IdempotencyKey = Annotated[
    str | None,
    Header(
        min_length=1,
        max_length=120,
        description="A name of your own for this request; remembered for 24 hours.",
    ),
]

REPLAYED: Final = "Idempotent-Replayed"
_NO_KEY: Final = Text(
    "Send an `Idempotency-Key`, a name of your own for this request: sent again with the same "
    "key it is not done twice.",
    "Пошаљите `Idempotency-Key`, сопствену ознаку захтева: поновљен са истом ознаком неће бити "
    "извршен два пута.",
)
_KEY_REUSED: Final = Text(
    "This `Idempotency-Key` was used for another request within the last 24 hours.",
    "Овај `Idempotency-Key` је већ употребљен за други захтев у последња 24 сата.",
)
_NO_CONDITION: Final = Text(
    "Send `If-Match` with the `ETag` of the case as you saw it.",
    "Пошаљите `If-Match` са ознаком `ETag` предмета какав сте видели.",
)
_CHANGED: Final = Text(
    "The case was changed since you saw it. Read it again, and send the request anew if it holds.",
    "Предмет је измењен након што сте га видели. Прочитајте га поново и, ако захтев и даље важи, "
    "пошаљите га још једном.",
)

Work = Callable[[Connection], tuple[int, Mapping[str, Any]]]
"""What is to be done in the transaction: it returns the status and the body of the answer."""


def once(api_request: ApiRequest, key: str | None, data: object, work: Work) -> Response:
    """Does the work in one transaction with its key, or answers as it was answered before.

    `data` is what was sent, by which the same request is known. Raises ProblemRaised without a key
    or with the key of another request.
    """
    context = api_request.context
    if key is None:
        raise ProblemRaised(problem_of("no-key", _NO_KEY, context.language))
    token = api_request.token.id
    with write_transaction(context.engine) as connection:
        try:
            before = idempotency.begin(
                connection, token, key, _digest(api_request, data), context.now
            )
        except KeyReused:
            raise ProblemRaised(problem_of("key-reused", _KEY_REUSED, context.language)) from None
        if before is not None:
            return _answer(before, {REPLAYED: "true"})
        status, body = work(connection)
        kept_answer = Answered(status, json.dumps(body, ensure_ascii=False))
        idempotency.finish(connection, token, key, kept_answer)
    return _answer(kept_answer, {})


def seen_version(api_request: ApiRequest, if_match: str | None, version: int) -> int:
    """The version that the program saw; raises ProblemRaised where none or another is named."""
    language = api_request.context.language
    if if_match is None:
        raise ProblemRaised(problem_of("no-condition", _NO_CONDITION, language))
    if if_match != etag(version):
        raise ProblemRaised(problem_of("changed", _CHANGED, language), {"ETag": etag(version)})
    return version


def etag(version: int) -> str:
    """The entity tag of a case's version."""
    return f'"{version}"'


def _digest(api_request: ApiRequest, data: object) -> str:
    request = api_request.context.request
    body = json.dumps([request.method, request.url.path, data], sort_keys=True)
    return hashlib.sha256(body.encode("utf-8", "surrogatepass")).hexdigest()


def _answer(kept_answer: Answered, headers: dict[str, str]) -> Response:
    body = json.loads(kept_answer.body)
    if "version" in body:
        headers["ETag"] = etag(body["version"])
    return Response(kept_answer.body, kept_answer.status, headers, "application/json")
