"""A file handed in by the API: it is recorded as a document of its case, in one transaction."""

from __future__ import annotations

import json
from collections.abc import Mapping
from hashlib import sha256
from typing import Annotated, Any, Final

from fastapi import APIRouter, File, Form, UploadFile
from sqlalchemy import Connection
from starlette.exceptions import HTTPException

from states.text import Text
from states.validation_error import ValidationError
from web.api.access import CurrentRequest
from web.api.cases import WRITES, Number, locked_case, outcome_out
from web.api.conditions import IdempotencyKey, IfMatch, once, seen_version
from web.api.problems import problems_of
from web.api.schemas import TakenOut
from web.pages.access import Wish
from workflows.cases.fact_rules import fact_rule
from workflows.cases.recording import FactRequest, record_fact
from workflows.cases.uploads import read_upload, store

router = APIRouter(tags=["cases"])

DOCUMENT: Final = "document"

_NOT_JSON: Final = Text(
    "`payload` is the document as a JSON object: its kind, and what else is known of it.",
    "`payload` је документ као JSON објекат: врста и остало што је о њему познато.",
)


@router.post(
    "/cases/{number}/documents",
    name="api_upload",
    status_code=201,
    responses=problems_of(*WRITES),
)
def upload(
    api_request: CurrentRequest,
    number: Number,
    file: Annotated[UploadFile, File(description="A PDF, PNG, JPEG, DOCX or ODT file.")],
    payload: Annotated[
        str,
        Form(
            max_length=20_000,
            description="The fact `document` as a JSON object.",
            examples=['{"kind": "transcript_of_records", "delivered_on": "2027-02-20"}'],
        ),
    ],
    if_match: IfMatch = None,
    idempotency_key: IdempotencyKey = None,
) -> TakenOut:
    """Hands in a file: it is kept, and recorded as a document of the case."""
    context = api_request.context
    content, details = file.file.read(), _payload(payload)

    def recorded(connection: Connection) -> tuple[int, Mapping[str, Any]]:
        case_under_lock, definition = locked_case(
            connection, context, number, Wish("fact", DOCUMENT)
        )
        if DOCUMENT not in definition.facts:
            raise HTTPException(404)
        version = seen_version(api_request, if_match, case_under_lock.case.version)
        most = context.office.settings.largest_upload_mb
        checked_upload = read_upload(content, file.filename or DOCUMENT, most)
        rule = fact_rule(definition, DOCUMENT, details)
        actor = context.user.actor(case_under_lock.case.institution, rule.roles)
        data = {**details, "file": store(connection, context.office, checked_upload)}
        request = FactRequest(
            case_under_lock.case.id, DOCUMENT, data, version, locked=case_under_lock
        )
        outcome = record_fact(connection, context.office, request, actor, context.now)
        return 201, outcome_out(context, outcome)

    request_data = {"payload": details, "file": sha256(content).hexdigest()}
    return once(api_request, idempotency_key, request_data, recorded)  # type: ignore[return-value]


def _payload(payload_text: str) -> dict[str, Any]:
    """The document as it was written; a file is known by its content and not named here."""
    try:
        details = json.loads(payload_text)
    except (ValueError, RecursionError):
        details = None
    if not isinstance(details, dict) or "file" in details:
        raise ValidationError(_NOT_JSON, ("payload",))
    return details
