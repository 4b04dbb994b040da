"""What a mail knows: the event of a case and the office's letterhead, in its reader's language."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import lru_cache, partial

from actions.addressees import Addressee
from actions.case_event import CaseEvent
from actions.documents.remedies import list_appeal_decider
from notifications.catalogue import ONLY_IN_THE_MAIL
from notifications.context import Awaited as AwaitedStep
from notifications.context import (
    CitedRule,
    DueMeasure,
    Event,
    Letterhead,
    ListAwaited,
    MailContext,
    Recipient,
)
from notifications.terms import Terms
from notifications.words import asked_in_words
from office.wiring import Office
from rules.asked_documents import asked_documents
from rules.calendar import working_days_between
from rules.citations import cited
from rules.needed_documents import languages_untranslated, needed_before
from rules.parameters import whole_number
from rules.receipts import Receipt
from rules.regulation import LegalRemedy
from states.calls import Call, Candidate
from states.decision import Actor
from states.definition import Awaited, BoundGuard, ProcessDefinition
from states.dossier import Dossier
from states.frozen import replace
from states.moments import civil_date
from states.names import name_in
from states.text import Text, to_latin
from states.vocabulary import DESKS, ROLES, SPOKEN

AS_DEPUTY = Text("you stand in for this role", "Ви замењујете носиоца ове улоге")


def context_of(
    office: Office,
    event: CaseEvent,
    to: Addressee,
    measure: DueMeasure,
    unmade_kinds: tuple[str, ...] = (),
) -> MailContext:
    """All that a template may say about the event, in the addressee's language.

    `unmade` are the papers of the mail that its step does not make.
    """
    return alike_in(to.language, office, event, measure)(
        recipient=recipient_of(to), unmade=unmade_kinds
    )


def alike_in(
    language: str, office: Office, event: CaseEvent, measure: DueMeasure
) -> Callable[..., MailContext]:
    """What the mails about an event say alike in a language: each has its own `recipient`, and
    what of its papers is `unmade`.
    """
    definition, case = event.definition, event.case
    return partial(
        MailContext,
        office=letterhead(office, case.institution, language),
        url=case_url(office, case.number),
        outside_url=outside_url(office),
        case=case,
        dossier=_named_in(event.dossier, language),
        process=definition.title.in_(language),
        state=definition.states[case.state].title.in_(language),
        event=_event(event, language),
        rule=_rule_of(office, event, language),
        awaited=_awaited(office, case.definition, event.awaited, event.receipt, language),
        measure=measure,
        today=civil_date(event.at),
        call=_asking_everybody(event),
        decree=event.recognition,
        head=definition.representative,
        kind=definition.kind,
        contested_until=_contested_until(event),
        remedy=_remedy(office, event),
        promised=partial(terms_of, office, definition, event, language),
    )


def _asking_everybody(event: CaseEvent) -> Call:
    """The call with all documents that whoever applies in it needs, those of the source too."""
    call = event.dossier.call
    asked_kinds = asked_documents(call, event.definition)
    everybodys = tuple(kind for kind, erasmus_only in asked_kinds.items() if not erasmus_only)
    return call if everybodys == call.required else replace(call, required=everybodys)


def context_of_call(
    office: Office, event: CaseEvent, to: Addressee, measure: DueMeasure, list_awaited: ListAwaited
) -> MailContext:
    """What a template may say about the list of a case's call, in the addressee's language."""
    institution, language = event.case.institution, to.language
    return MailContext(
        office=letterhead(office, institution, language),
        recipient=recipient_of(to),
        url=page_url(office, f"calls/{event.case.call_id}"),
        process=event.definition.title.in_(language),
        rule=_cited(office, event.definition.key, event.rule, language),
        awaited=_awaited(office, event.definition.key, event.awaited, event.receipt, language),
        measure=measure,
        today=civil_date(event.at),
        call=event.dossier.call,
        kind=event.definition.kind,
        list_awaited=list_awaited,
    )


def terms_of(
    office: Office, definition: ProcessDefinition, event: CaseEvent | None, language: str
) -> Terms:
    """What the rules of a process let letters promise; of a call, without an event, as for all."""
    regulation = office.regulation_of(definition)
    certifier = (
        regulation.documents["decree"].certified_by if "decree" in regulation.documents else None
    )
    return Terms(
        complaint=regulation.deadlines.list_contested_by == "complaint",
        list_decider=_list_decider(definition, language),
        recognised=event is None or _is_recognised(definition, event),
        changes=_lets_change(definition),
        change_days=_change_days(definition, event),
        certifier=role_in_sentence(certifier, language) if certifier else "",
        keeps_status="student_status" in definition.facts,
        supports=definition.call is not None and definition.call.extra_support is not None,
        **_delivered_next(definition, event, language),
    )


@lru_cache(maxsize=256)
def _list_decider(definition: ProcessDefinition, language: str) -> str:
    """Who decides on what is brought against a list; nobody where there is none."""
    if all(step.takes != "ranking_appeal" for step in definition.transitions.values()):
        return ""
    return role_in_sentence(list_appeal_decider(definition), language)


@lru_cache(maxsize=256)
def _lets_change(definition: ProcessDefinition) -> bool:
    """Whether an agreement can be changed while the case stays where it is."""
    steps = definition.transitions.values()
    return any(step.concludes and not step.target for step in steps)


def _delivered_next(
    definition: ProcessDefinition, event: CaseEvent | None, language: str
) -> dict[str, tuple[str, ...]]:
    """What the candidate's own next step asks for, where it is awaited."""
    awaited_step = event.awaited if event else None
    if (
        event is None
        or awaited_step is None
        or awaited_step.step is None
        or "candidate" not in awaited_step.owners
    ):
        return {}
    state, today = definition.transitions[awaited_step.step].target or "", civil_date(event.at)
    languages = languages_untranslated(definition, state, today)
    language_names = (SPOKEN[code].in_(language) for code in languages if code in SPOKEN)
    return {
        "delivers": needed_before(definition, state, event.dossier, today),
        "untranslated": tuple(dict.fromkeys(language_names)),
    }


def _is_recognised(definition: ProcessDefinition, event: CaseEvent) -> bool:
    """Whether no guard of the Decree says that in this mobility there can be none."""
    guards = _guards_named(definition, "programme_is_erasmus", "decree")
    return not any(guard.check(event.dossier, guard.given, event.at) for guard in guards)


@lru_cache(maxsize=256)
def _guards_named(
    definition: ProcessDefinition, name: str, takes: str | None = None
) -> tuple[BoundGuard, ...]:
    """The guards of a name in a process; of its steps that take a fact, where one is given."""
    return tuple(
        guard
        for step in definition.transitions.values()
        for guard in step.guards
        if guard.name == name and takes in (None, step.takes)
    )


def _change_days(definition: ProcessDefinition, event: CaseEvent | None) -> int | None:
    """The days after the arrival in which the agreement may be changed; None without a limit."""
    limits = _guards_named(definition, "within_days_of_arrival")
    if not limits or event is None:
        return None
    limit = limits[0]
    return whole_number(definition.numbers(limit.rule, civil_date(event.at)), "change_days")


def due_measure(office: Office, due: date, today: date) -> DueMeasure:
    """How many working days are left up to a due day, or have passed since; of a civil date."""
    count = working_days_between(office.calendar, min(today, due), max(today, due))
    if today <= due:
        return DueMeasure(working_days_left=count)
    return DueMeasure(working_days_over=count)


def recipient_of(to: Addressee) -> Recipient:
    """An addressee as a mail knows its reader."""
    title = reader_title(to.role, to.language, to.as_deputy)
    return Recipient(to.name, title, to.role, to.salutation, _in_script(to))


def _in_script(to: Addressee) -> str | None:
    """The title before the name: Cyrillic in Serbian letters that are, else Latin."""
    title = to.academic_title
    return to_latin(title) if title and to.language == "en" else title


def page_url(office: Office, path: str) -> str:
    """Where a page of the office is."""
    return f"{office.settings.base_url.rstrip('/')}/{path}"


def public_call_url(office: Office, call_id: int, language: str) -> str:
    """Where everybody reads a call; empty where the public pages are not served."""
    outside = office.settings.outside
    address = f"{outside.address.rstrip('/')}/public/{language}/calls/{call_id}.html"
    return address if outside.enabled else ""


def outside_url(office: Office) -> str:
    """Where somebody outside has their page, as a kept mail says it; empty where nobody has one."""
    outside = office.settings.outside
    return f"{outside.address.rstrip('/')}/l/{ONLY_IN_THE_MAIL}" if outside.enabled else ""


def case_url(office: Office, number: str) -> str:
    """Where the case's page is."""
    return page_url(office, f"cases/{number}")


def role_title(role: str, language: str) -> str:
    """A role's title in a language."""
    return (DESKS.get(role) or ROLES[role]).in_(language)


def role_in_sentence(role: str, language: str) -> str:
    """A role's title as it stands within a sentence of a language."""
    return (DESKS.get(role) or ROLES[role]).in_sentence().in_(language)


def reader_title(role: str, language: str, as_deputy: bool) -> str:
    """As what somebody gets a mail: in a role, or for those whose role it is."""
    title = role_in_sentence(role, language)
    return f"{title} ({AS_DEPUTY.in_(language)})" if as_deputy else title


@lru_cache(maxsize=256)
def letterhead(office: Office, institution: str, language: str) -> Letterhead:
    """The office as mails name it, in a language."""
    app = office.settings.institution
    return Letterhead(
        app.office.in_(language),
        office.regulations[institution].name.in_(language),
        app.email,
        app.phone,
        app.address.in_(language),
        app.web,
    )


def _named_in(dossier: Dossier, language: str) -> Dossier:
    """The dossier with the candidate's name, and those of who leads a project, in the script of a
    language.
    """
    professor, administrator = dossier.leading_professor, dossier.project_administrator
    if professor:
        professor = replace(professor, name=professor.name_in(language))
    if administrator:
        administrator = replace(administrator, name=administrator.name_in(language))
    return replace(
        dossier,
        candidate=replace(dossier.candidate, name=dossier.candidate.name_in(language)),
        leading_professor=professor,
        project_administrator=administrator,
    )


def _contested_until(event: CaseEvent) -> date | None:
    """The last day of the legal remedy against the Decree, where the case waits for that."""
    if event.awaited is None or event.awaited.step is None or event.receipt is None:
        return None
    takes = event.definition.transitions[event.awaited.step].takes
    return event.receipt.due if takes == "decree_appeal" else None


def _remedy(office: Office, event: CaseEvent) -> LegalRemedy | None:
    """The legal remedy that the case's Decree bears."""
    decree = event.dossier.decree
    return office.regulation_of(event.definition).remedy_of(decree) if decree else None


def _rule_of(office: Office, event: CaseEvent, language: str) -> CitedRule | None:
    """The rule of an event; where its Decree bears a remedy that is no rule, that one's words.

    A complaint rests on the model of annex 9, not on the article that grants the appeal.
    """
    rule, remedy = (
        _cited(office, event.case.definition, event.rule, language),
        _remedy(office, event),
    )
    if rule is None or remedy is None or remedy.rule:
        return rule
    book = office.regulation_of(event.definition)
    if book.cited_as is None or rule.id not in {
        remedy_rule.rule for remedy_rule in book.legal_remedies.values()
    }:
        return rule
    source = remedy.source
    act = Text(f"{source.en} of {book.cited_as.en}", f"{source.sr} {book.cited_as.sr}")
    return CitedRule(rule.id, source.in_(language), remedy.text.in_(language), act.in_(language))


@lru_cache(maxsize=1024)
def _cited(office: Office, definition: str, rule: str | None, language: str) -> CitedRule | None:
    """A rule with its article and text in a language."""
    process = office.definition(definition)
    regulation = office.regulation_of(process)
    if rule is None or not regulation.known(rule):
        return None
    clause = regulation.rule(rule).holding_for(process.kind)
    ground = cited(regulation, rule, process.kind).in_(language)
    return CitedRule(rule, clause.article.in_(language), clause.text.in_(language), ground)


def _who(actor: Actor, candidate: Candidate, language: str) -> str:
    """An actor as a mail names them: the person with the role, and in whose place.

    In the script of the mail, where that is recorded or can be derived.
    """
    title = role_in_sentence(actor.role, language)
    other = actor.name_in_other_script
    if actor.name == candidate.name:
        other = candidate.name_in_other_script
    name = f"{name_in(language, actor.name, other)} ({title})" if actor.name else title
    if actor.deputy_for is None:
        return name
    place = Text("for", "у замени за").in_(language)
    return f"{name} {place}: {role_in_sentence(actor.deputy_for, language)}"


def _event(event: CaseEvent, language: str) -> Event | None:
    if event.transition is None or event.actor is None:
        return None
    title = event.transition.title.in_(language)
    stays = event.transition.target_from(event.source or "") is None
    actor_name = _who(event.actor, event.dossier.candidate, language)
    by_office = event.actor.role != "candidate"
    return Event(title, civil_date(event.at), actor_name, event.details, stays, by_office)


@lru_cache(maxsize=1024)
def _awaited(
    office: Office, definition: str, awaited_step: Awaited | None, receipt: Receipt | None,
    language: str,
) -> AwaitedStep | None:  # fmt: skip
    """The step that a case waits for, in words: the cases of one list share theirs."""
    if awaited_step is None:
        return None
    rule = receipt.rule if receipt else awaited_step.deadlines[0].rule
    clause = _cited(office, definition, rule, language)
    return AwaitedStep(
        step=awaited_step.title.in_(language),
        asked=asked_in_words(awaited_step.step, awaited_step.title).in_(language),
        owners=", ".join(role_in_sentence(role, language) for role in awaited_step.owners),
        due=receipt.due if receipt else None,
        rule=rule,
        receipt=tuple(receipt.lines(language)) if receipt else (),
        article=clause.article if clause else "",
        right=awaited_step.candidates_right,
        moves=awaited_step.step is not None,
        owner_roles=awaited_step.owners,
        ground=clause.ground if clause else "",
    )
