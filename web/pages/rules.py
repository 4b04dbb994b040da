"""The rules, to be searched; the processes with today's cases; versions and their differences."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

from fastapi import APIRouter
from starlette.exceptions import HTTPException
from starlette.responses import Response

from office.counted_diagrams import counted_svg
from office.process_diagrams import NotDrawn
from persistence.board import open_cases
from persistence.database import reading
from states.definition import ProcessDefinition
from web.messages.layout import LAYOUT
from web.rendering import page
from web.request_context import CurrentContext, RequestContext
from web.views.case_sets import office_today
from web.views.processes import (
    DatedVersion,
    difference,
    rules_with,
    state_lines,
    versions_of_process,
)
from web.views.version_changes import changed_rules, changed_states, changed_steps

router = APIRouter()

Version = TypeVar("Version")


@router.get("/rules", name="rules")
def rules(context: CurrentContext, of: str = "", q: str = "", version: str = "") -> Response:
    """The regulation of an institution, of the person's first where none is asked for.

    `q` narrows it to the rules with these words, `version` is the day that one came into force.
    """
    institutions = context.user.institutions
    institution = of if of in institutions else institutions[0]
    office = context.office
    names = [
        (key, office.regulations[key].name) for key in institutions if key in office.regulations
    ]
    rulebooks = {
        str(rulebook.regulation.in_force): rulebook
        for rulebook in office.rulebook_versions[institution]
    }
    current = str(office.regulations[institution].in_force)
    rulebook = rulebooks.get(version) or rulebooks[current]
    values = {
        "regulation": rulebook.regulation,
        "rules": rules_with(rulebook.regulation, q),
        "q": q,
        "institution_names": names,
        "institution": institution,
        "versions": [
            DatedVersion(day, day, day == str(rulebook.regulation.in_force))
            for day in sorted(rulebooks, reverse=True)
        ],
        "processes": office.processes(institution, context.today),
    }
    return page(context, "rules.html", 200, **values)


@router.get("/rules/differences/{institution}", name="rule_differences")
def rule_differences(
    context: CurrentContext, institution: str, before: str = "", after: str = ""
) -> Response:
    """What a version of a regulation changed in another."""
    if institution not in context.user.institutions:
        raise HTTPException(404)
    rulebooks = {
        str(rulebook.regulation.in_force): rulebook
        for rulebook in context.office.rulebook_versions[institution]
    }
    earlier, later = _two_of(rulebooks, before, after)
    values = {
        "title": later.regulation.name,
        "before": earlier.regulation.in_force,
        "after": later.regulation.in_force,
        "back": f"/rules?of={institution}&version={after}",
        "back_title": LAYOUT["rules"],
        "rules": changed_rules(earlier.regulation, later.regulation),
        "states": (),
        "steps": (),
        "lines": difference(earlier.text, later.text),
    }
    return page(context, "differences.html", 200, **values)


@router.get("/processes/{institution}/{version}", name="process")
def process(context: CurrentContext, institution: str, version: str) -> Response:
    """A process: its picture, and how many cases stand in each of its states today."""
    definition = _definition(context, institution, version)
    numbers = _cases_by_state(context, definition)
    values = {
        "it": definition,
        "states": state_lines(definition, numbers),
        "number": sum(numbers.values()),
        "versions": versions_of_process(context.office, definition),
    }
    return page(context, "process.html", 200, **values)


@router.get("/processes/{institution}/{version}/picture.svg", name="process_picture")
def process_picture(context: CurrentContext, institution: str, version: str) -> Response:
    """The picture of a process with the numbers of its cases."""
    definition = _definition(context, institution, version)
    numbers = _cases_by_state(context, definition)
    try:
        picture = counted_svg(definition, context.language, numbers)
    except NotDrawn:
        raise HTTPException(404) from None
    return Response(picture, media_type="image/svg+xml")


@router.get("/processes/{institution}/{version}/differences", name="process_differences")
def process_differences(
    context: CurrentContext, institution: str, version: str, before: str = ""
) -> Response:
    """What a version of a process changed in another."""
    later_version = _definition(context, institution, version)
    office = context.office
    definitions = {
        line.title: office.definition(line.key)
        for line in versions_of_process(office, later_version)
    }
    earlier, later = _two_of(definitions, before, str(later_version.in_force))
    values = {
        "title": later.title,
        "before": earlier.in_force,
        "after": later.in_force,
        "back": f"/processes/{later.key}",
        "back_title": later.title,
        "rules": (),
        "states": changed_states(earlier, later),
        "steps": changed_steps(earlier, later),
        "lines": difference(earlier.text, later.text),
    }
    return page(context, "differences.html", 200, **values)


def _cases_by_state(context: RequestContext, definition: ProcessDefinition) -> dict[str, int]:
    """As the board has counted them."""
    with reading(context.engine) as connection:
        viewer = context.viewer(connection)
        today = office_today(viewer, viewer.person.people)
        numbers = open_cases(connection, today, viewer.now)
    return numbers.by_state(definition.institution, definition.process)


def _definition(context: RequestContext, institution: str, version: str) -> ProcessDefinition:
    key = f"{institution}/{version}"
    is_known = key in context.office.definition_keys()
    if institution not in context.user.institutions or not is_known:
        raise HTTPException(404)
    return context.office.definition(key)


def _two_of(versions: Mapping[str, Version], before: str, after: str) -> tuple[Version, Version]:
    """Two versions by their days; 404 where one of them is none."""
    if before not in versions or after not in versions:
        raise HTTPException(404)
    return versions[before], versions[after]
