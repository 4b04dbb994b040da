"""What the public pages show, put together: calls, lists, decisions, rules, projects."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from actions.documents.people import country_of
from actions.documents.remedies import list_appeal_decider
from persistence import public_calls
from persistence.public_calls import (
    PublicCall,
    PublicCriterion,
    PublicDecision,
    PublicDeliverable,
    PublicList,
    PublicPlace,
    PublicProject,
)
from rules.asked_documents import asked_documents
from states.calls import Call
from states.definition import ProcessDefinition
from states.frozen import frozen
from states.moments import civil_date
from states.names import in_both_scripts
from states.text import Text
from states.vocabulary import ROLES, criterion_title
from web.public.edition import Edition
from workflows.outside.open_call import application_step


@frozen
class CitedText:
    """What is told under a rule, with the place of the rule in its source."""

    text: Text
    source: Text


@frozen
class HostLine:
    """A host of a call: its country by name, and its places."""

    name: str
    country: Text | str | None
    places: int


@frozen
class CriterionLine:
    """A criterion with what it gives at most, and its weight in per cent where there are any."""

    title: Text
    criterion: PublicCriterion


@frozen
class ListLine:
    """A published version of a list, on its civil date; `replaced_on` is when another took its
    place, None of the one in force."""

    of: PublicList
    published_on: date
    replaced_on: date | None
    replaced_by: int | None


@frozen
class CallPage:
    """A call as everybody reads it; each section with the place of the rule that it rests on.

    `apply_at` is where one applies, None where the call is closed or that is done elsewhere.
    """

    call: PublicCall
    institution: Text
    process: Text
    is_open: bool
    ground: Text
    criteria_ground: Text | None
    conditions: Sequence[CitedText]
    hosts: Sequence[HostLine]
    documents: Mapping[str, bool]
    criteria: Sequence[CriterionLine]
    appeal_ground: Text | None
    appeal_to: Text | None
    is_complaint: bool
    commission: Sequence[str]
    commission_ground: Text | None
    lists: Sequence[ListLine]
    apply_at: str | None


@frozen
class ListPage:
    """A published version of a call's list: its places, and no more than the rules say."""

    call: PublicCall
    institution: Text
    line: ListLine
    places: Sequence[PublicPlace]
    ground: Text
    names_ground: Text | None
    is_complaint: bool


@frozen
class ProjectLine:
    """A project that was granted, and what came of it."""

    project: PublicProject
    title: Text
    state: Text
    deliverables: Sequence[PublicDeliverable]
    partners: Sequence[tuple[str, Text | str | None]]


def call_page(edition: Edition, call: PublicCall) -> CallPage:
    """The page of a published call."""
    connection, book = edition.connection, edition.regulations[call.institution]
    definition, public = edition.definition_of(call), edition.publicity(call.institution)
    kind = definition.kind if definition else None
    terms = definition.call if definition else None
    is_listed = definition is not None and any(
        step.of_call for step in definition.transitions.values()
    )
    remedy = book.rule_of("list_appeal")
    return CallPage(
        call=call,
        institution=book.name,
        process=definition.title if definition else Text(call.process, call.process),
        is_open=edition.is_open(call),
        ground=edition.cited(call.institution, public.calls.rule, kind),
        criteria_ground=edition.cited(call.institution, terms.rule, kind) if terms else None,
        conditions=_conditions(edition, call, definition) if definition else (),
        hosts=[
            HostLine(host.name, country_of(host.country), host.places)
            for host in public_calls.hosts_of(connection, call.id)
        ],
        documents=_documents(edition, call, definition),
        criteria=[
            CriterionLine(criterion_title(criterion.criterion), criterion)
            for criterion in public_calls.criteria_of(connection, call.id)
        ],
        appeal_ground=edition.cited(call.institution, remedy, kind) if is_listed else None,
        appeal_to=ROLES[list_appeal_decider(definition)] if definition and is_listed else None,
        is_complaint=book.contests_lists_by() == "complaint",
        commission=public_calls.commission_of(connection, call.id)
        if public.calls.commission
        else (),
        commission_ground=edition.cited(call.institution, public.calls.commission)
        if public.calls.commission
        else None,
        lists=list_lines(edition.lists.get(call.id, ())),
        apply_at=_where_to_apply(edition, call, definition),
    )


def _where_to_apply(
    edition: Edition, call: PublicCall, definition: ProcessDefinition | None
) -> str | None:
    """The page on which a candidate applies in a call; None where that is not done there."""
    outside = edition.office.settings.outside
    if not outside.enabled or definition is None or not edition.is_open(call):
        return None
    return f"{outside.address}/apply/{call.id}" if application_step(definition) else None


def _conditions(
    edition: Edition, call: PublicCall, definition: ProcessDefinition
) -> list[CitedText]:
    """Under which rules an application is judged, but for the one that the call itself rests on."""
    book, public = edition.regulations[call.institution], edition.publicity(call.institution)
    apply_step = definition.leaving(definition.initial)[0]
    rules = dict.fromkeys(guard.rule for guard in apply_step.guards)
    return [
        CitedText(
            book.rule(rule).holding_for(definition.kind).text,
            edition.cited(call.institution, rule, definition.kind),
        )
        for rule in rules
        if rule != public.calls.rule and book.known(rule)
    ]


def _documents(
    edition: Edition, call: PublicCall, definition: ProcessDefinition | None
) -> Mapping[str, bool]:
    """The kinds to hand in, each with whether it is asked for within Erasmus+ only."""
    required_documents = public_calls.required_of(edition.connection, call.id)
    if definition is None:
        return dict.fromkeys(required_documents, False)
    terms = Call(call.title, call.published, call.closes, required=required_documents)
    return asked_documents(terms, definition)


def list_lines(versions: Sequence[PublicList]) -> list[ListLine]:
    """The versions of a call's list, the newest first, each with what took its place."""
    newer: list[PublicList | None] = [None, *versions]
    return [
        ListLine(
            version,
            civil_date(version.published_at),
            civil_date(after.published_at) if after else None,
            after.version if after else None,
        )
        for version, after in zip(versions, newer, strict=False)
    ]


def list_page(edition: Edition, call: PublicCall, line: ListLine) -> ListPage | None:
    """The page of a version of a list; None where its institution publishes none."""
    lists = edition.publicity(call.institution).lists
    if lists is None:
        return None
    definition = edition.definition_of(call)
    kind, book = definition.kind if definition else None, edition.regulations[call.institution]
    by_name = lists.names is not None
    return ListPage(
        call=call,
        institution=book.name,
        line=line,
        places=public_calls.places_on(
            edition.connection, call.id, line.of.version, by_name=by_name
        ),
        ground=edition.cited(call.institution, lists.rule, kind),
        names_ground=edition.cited(call.institution, lists.names, kind) if lists.names else None,
        is_complaint=book.contests_lists_by() == "complaint",
    )


def decisions(edition: Edition) -> list[tuple[PublicDecision, Text]]:
    """The decisions on appeals against lists, each with the rule by which it is published."""
    grounds = {
        institution: edition.cited(institution, public.decisions)
        for institution in edition.regulations
        if (public := edition.publicity(institution)).decisions
    }
    list_decisions = public_calls.decisions_on_lists(
        edition.connection, list(grounds), edition.today
    )
    return [(decision, grounds[decision.institution]) for decision in list_decisions]


def recognition(edition: Edition) -> list[tuple[Text, Text, list[CitedText]]]:
    """By institution: the rule by which the rules of recognition are public, and these rules."""
    return [
        (
            book.name,
            edition.cited(institution, section.rule),
            [
                CitedText(book.rule(rule).text, edition.cited(institution, rule))
                for rule in section.rules
            ],
        )
        for institution, book in edition.regulations.items()
        if (section := edition.publicity(institution).recognition)
    ]


def projects(edition: Edition) -> list[ProjectLine]:
    """The projects that were granted, with their outcomes."""
    public = [name for name in edition.regulations if edition.publicity(name).projects]
    granted_projects = public_calls.granted_projects(edition.connection, public)
    ids = [project.case_id for project in granted_projects]
    deliverables = public_calls.deliverables_of(edition.connection, ids)
    partners = public_calls.partners_of(edition.connection, ids)
    return [
        ProjectLine(
            project,
            in_both_scripts(project.title, project.title_in_other_script),
            edition.office.shown_definition(project.definition).states[project.state].title,
            [deliverable for deliverable in deliverables if deliverable.case_id == project.case_id],
            [
                (partner.name, country_of(partner.country))
                for partner in partners
                if partner.case_id == project.case_id
            ],
        )
        for project in granted_projects
    ]
