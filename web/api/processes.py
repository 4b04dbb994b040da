"""Process definitions by the API: what there is to do, and what each step and fact takes."""

from __future__ import annotations

from functools import cache
from typing import Annotated, Any

from fastapi import APIRouter, Path
from starlette.exceptions import HTTPException

from states.definition import ProcessDefinition
from states.payloads import PAYLOADS
from states.strict_yaml import adapter
from states.text import Language
from web.api.access import CurrentRequest
from web.api.problems import problems_of
from web.api.schemas import MeOut, ProcessesOut, ProcessOut

router = APIRouter(tags=["processes"])


@router.get("/me", name="api_me", responses=problems_of())
def me(api_request: CurrentRequest) -> MeOut:
    """Whose the token is, and what it may today."""
    person, token = api_request.context.user, api_request.token
    return MeOut(
        login=person.member.login,
        name=person.member.name,
        purpose=token.title or "",
        roles=sorted(person.roles),
        ends=token.ends_at,
    )


@router.get("/processes", name="api_processes", responses=problems_of())
def processes(api_request: CurrentRequest) -> ProcessesOut:
    """The process definitions of the token's institutions, by their keys."""
    office, institutions = api_request.context.office, api_request.context.user.institutions
    keys = (key for key in office.definition_keys() if key.split("/")[0] in institutions)
    return ProcessesOut(items=sorted(keys))


@router.get(
    "/processes/{institution}/{version}", name="api_process", responses=problems_of("not-found")
)
def process(
    api_request: CurrentRequest,
    institution: Annotated[str, Path(max_length=40, examples=["abc"])],
    version: Annotated[str, Path(max_length=80, examples=["exchange.2026-10-01"])],
) -> ProcessOut:
    """A process definition, with the JSON schema of what each step and fact takes."""
    context = api_request.context
    key = f"{institution}/{version}"
    if institution not in context.user.institutions or key not in context.office.definition_keys():
        raise HTTPException(404)
    return _process(context.office.definition(key), context.language)


def _process(definition: ProcessDefinition, language: Language) -> ProcessOut:
    return ProcessOut(
        key=definition.key,
        title=definition.title.in_(language),
        states={name: state.title.in_(language) for name, state in definition.states.items()},
        steps={
            trigger: {
                "title": step.title.in_(language),
                "from": list(step.sources),
                "to": step.target,
                "roles": list(step.roles),
                "rule": step.rule,
                "of_call": step.of_call,
                "payload": _schema(step.takes),
            }
            for trigger, step in definition.transitions.items()
        },
        facts={
            name: {
                "title": fact.title.in_(language),
                "roles": list(fact.roles),
                "rule": fact.rule,
                "payload": _schema(name),
            }
            for name, fact in definition.facts.items()
        },
    )


@cache
def _schema(payload: str) -> dict[str, Any]:
    """The JSON schema of a payload, by the names that people write."""
    return adapter(PAYLOADS[payload]).json_schema(by_alias=True)
