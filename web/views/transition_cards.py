"""The steps out of a case's state as its page shows them: for whom each is, and what is missing.

`workflows.cases.available_transitions` judges; here it is said what the person who looks may do.
"""

from __future__ import annotations

from datetime import date
from typing import Literal

from states.decision import Actor, Refused, decide
from states.definition import Awaited, Transition
from states.dossier import Case, Dossier
from states.finality import alternatives
from states.frozen import frozen
from states.text import Text
from states.vocabulary import ROLES
from web.views.cited_reasons import CitedReason, cited_reasons
from web.views.holders import Holder
from web.views.remedy_links import RemedyLinks
from web.views.remedy_places import CitedWithLinks
from web.views.rules import RuleLink, rule_link
from web.views.viewer import Viewer
from workflows.cases.available_transitions import (
    AvailableTransition,
    available_transitions,
    before_the_forms,
)

Availability = Literal["form", "ready", "unmet", "others", "time", "call"]


@frozen
class TransitionCard:
    """A step out of the state, as it is for one person.

    `ready`, `form` and `unmet` are for a person who may: a button, a form, or what is missing;
    `others` may not, `time` makes it by itself, `call` is a step of the whole call. `not_yours`
    says why the role may not, `ask` who may; `missing` is judged for those who may. `on` is the day
    of `time`. `decides` where it is one of several answers to a question: the page leans to none of
    them, and what is awaited is any of them. `leads_to` is the state that it leads to; `aside`
    where the step is rare in this state.
    """

    step: Transition
    rule: RuleLink
    roles: tuple[Text, ...]
    availability: Availability
    awaited: bool
    actor: Actor
    not_yours: CitedReason | None
    missing: tuple[CitedWithLinks, ...]
    leads_to: Text | None
    aside: bool
    ask: tuple[Holder, ...] = ()
    on: date | None = None
    decides: bool = False


def transition_cards(
    viewer: Viewer, links: RemedyLinks, case: Case, dossier: Dossier
) -> list[TransitionCard]:
    """Every step out of the case's state, the awaited one first, what time does last."""
    definition = links.definition
    awaited_step = definition.awaited(case, dossier, viewer.now)
    judged_definition = before_the_forms(definition)
    cards = [
        _card(viewer, links, (case, dossier), transition, awaited_step)
        for transition in available_transitions(
            viewer.connection, judged_definition, case, dossier, viewer.now
        )
    ]
    return sorted(cards, key=lambda card: (not card.awaited, card.availability == "time"))


def _card(
    viewer: Viewer,
    links: RemedyLinks,
    case_and_dossier: tuple[Case, Dossier],
    available: AvailableTransition,
    awaited_step: Awaited | None,
) -> TransitionCard:
    (case, dossier), step = case_and_dossier, available.transition
    office, institution = viewer.office, case.institution
    actor = viewer.person.actor(institution, step.roles)
    not_yours = None
    if not viewer.person.roles_at(institution) & set(step.roles):
        outcome = decide(links.definition, case, dossier, step.trigger, actor, viewer.now)
        if isinstance(outcome, Refused):
            # Of a wrong role a refusal tells nothing else.
            kind = links.definition.kind
            not_yours = cited_reasons(office, institution, outcome.reasons, kind)[0]
    answers = alternatives(links.definition, step)
    is_awaited = awaited_step is not None and awaited_step.step in [a.trigger for a in answers]
    target = step.target_from(case.state)
    return TransitionCard(
        step=step,
        rule=rule_link(office, institution, step.rule, links.definition.kind),
        roles=tuple(ROLES[role] for role in step.roles),
        availability=_availability(available, not_yours is None),
        awaited=is_awaited,
        actor=actor,
        not_yours=not_yours,
        missing=links.cited(available.missing),
        leads_to=links.definition.states[target].title if target else None,
        aside=not is_awaited and _is_rare(case, available),
        ask=links.holders.in_the_office(step.roles) if not_yours else (),
        on=case.due if awaited_step is not None and awaited_step.then == step.trigger else None,
        decides=len(answers) > 1,
    )


def _is_rare(case: Case, available: AvailableTransition) -> bool:
    """Whether a step belongs to other states than this one, or takes back what needs it not."""
    step = available.transition
    return case.state in step.stays_in or (step.takes_back and bool(available.missing))


def _availability(available: AvailableTransition, is_yours: bool) -> Availability:
    if available.transition.of_call:
        return "call"
    if not is_yours:
        return "time" if available.by_time else "others"
    if available.transition.takes != "nothing":
        return "form"
    return "unmet" if available.missing else "ready"
