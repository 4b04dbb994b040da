"""How an unmet condition is met: the form or the step that does it, or whom to ask for it.

Which forms and steps those are, a reason says itself (`rules.guards.remedies`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlencode

from rules.guards.remedies import BUDGET, DEPUTY, NEW_CALL
from states.definition import ProcessDefinition
from states.dossier import Case, Dossier
from states.facts import recording
from states.frozen import frozen
from states.reasons import Reason
from states.text import Text
from states.vocabulary import OFFICE_ROLES
from web.forms.field_specs import field_specs
from web.permissions import PERMISSIONS, may
from web.views.cited_reasons import CitedReason, cited_reasons
from web.views.holders import Holder, Holders, holders
from web.views.viewer import Viewer

CHANGE: Final = "change_case"


@frozen
class RemedyLink:
    """What meets a condition. `address` leads there who may; `ask` are those who may instead."""

    title: Text
    address: str | None
    ask: tuple[Holder, ...] = ()


@frozen
class CitedWithLinks(CitedReason):
    """A reason with its rule, and with what meets it."""

    links: tuple[RemedyLink, ...] = ()


@frozen
class Elsewhere:
    """What meets a condition on another page than the case's; `permission` opens it."""

    title: Text
    address: str
    permission: str


ELSEWHERE: Final[Mapping[str, Elsewhere]] = {
    "publish_list": Elsewhere(
        Text("Publish the list", "Објављивање ранг листе"),
        "/calls/{call}#publish",
        "publish_list",
    ),
    "score": Elsewhere(Text("Give the points", "Бодовање"), "/calls/{call}#points", "score"),
    "interview": Elsewhere(
        Text("Record the interview", "Упис разговора"), "/calls/{call}#points", "interview"
    ),
    "replace_member": Elsewhere(
        Text("Replace the member", "Замена члана комисије"), "/calls/{call}", "replace_member"
    ),
    NEW_CALL: Elsewhere(
        Text("Open a new call", "Расписивање новог конкурса"), "/calls", "open_call"
    ),
    BUDGET: Elsewhere(
        Text("Set the call's budget", "Унос буџета конкурса"),
        "/calls/{call}/budget",
        "set_budget",
    ),
    DEPUTY: Elsewhere(Text("Name a deputy", "Одређивање замене"), "/people", "keep_people"),
}
"""By the names that a reason has for them."""


@dataclass(frozen=True)
class RemedyLinks:
    """Finds what meets a condition of a case, for the person who looks."""

    viewer: Viewer
    definition: ProcessDefinition
    case: Case
    holders: Holders

    def cited(self, reasons: Sequence[Reason]) -> tuple[CitedWithLinks, ...]:
        """The reasons with their rules, each with what meets it."""
        office, kind = self.viewer.office, self.definition.kind
        reasons_with_rules = cited_reasons(office, self.case.institution, reasons, kind)
        return tuple(
            CitedWithLinks(reason.reason, reason.rule, self.of(reason.reason))
            for reason in reasons_with_rules
        )

    def of(self, reason: Reason) -> tuple[RemedyLink, ...]:
        """What meets a condition, in the order in which the reason names it."""
        fills = dict(reason.fills)
        links = (link for name in reason.by for link in self._links(name, fills))
        return tuple(link for link in links if link.address or link.ask)

    def fact(self, name: str, fills: Mapping[str, str]) -> RemedyLink:
        """The form of a fact, with what is known filled in."""
        address = f"/cases/{self.case.number}?{_query(name, fills)}#fact-{name}"
        return self._open(recording(name), address, self.definition.facts[name].roles)

    def _links(self, name: str, fills: Mapping[str, str]) -> Iterator[RemedyLink]:
        if name in self.definition.facts:
            yield self.fact(name, fills)
        for step in self.definition.leaving(self.case.state):
            if step.takes == name:
                address = f"/cases/{self.case.number}#step-{step.trigger}"
                yield self._open(step.title, address, step.roles)
        if name in ELSEWHERE:
            yield self._elsewhere(ELSEWHERE[name], fills.get("member"))

    def _open(self, title: Text, address: str, roles: Sequence[str]) -> RemedyLink:
        person = self.viewer.person
        if may(person.roles, CHANGE) and person.roles_at(self.case.institution) & set(roles):
            return RemedyLink(title, address)
        return RemedyLink(title, None, self.holders.in_the_office(roles))

    def _elsewhere(self, place: Elsewhere, member: str | None) -> RemedyLink:
        """What only one `member` of the commission can do is offered to that one."""
        person = self.viewer.person
        if member and place.permission == "score" and member != person.member.login:
            return RemedyLink(place.title, None, self.holders.of_seat(member))
        if may(self.viewer.person.roles, place.permission):
            return RemedyLink(place.title, place.address.format(call=self.case.call_id))
        return RemedyLink(
            place.title, None, self.holders.in_the_office(_roles_with(place.permission))
        )


def remedy_links(
    viewer: Viewer, definition: ProcessDefinition, case_and_dossier: tuple[Case, Dossier]
) -> RemedyLinks:
    """What meets the conditions of a case, as one connection sees it today."""
    return RemedyLinks(viewer, definition, case_and_dossier[0], holders(viewer, case_and_dossier))


def _query(form: str, fills: Mapping[str, str]) -> str:
    """A form with those of the values that it has a field for."""
    names = {spec.name for spec in field_specs(form)}
    return urlencode({"form": form, **{k: v for k, v in fills.items() if k in names}})


def _roles_with(permission: str) -> list[str]:
    return [role for role in OFFICE_ROLES if role in PERMISSIONS[permission]]
