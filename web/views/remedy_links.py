"""How an unmet condition is met: the form or the step that does it, or whom to ask for it.

Which forms and steps those are, a reason says itself (`rules.guards.remedies`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlencode

from states.definition import ProcessDefinition
from states.dossier import Case, Dossier
from states.facts import recording
from states.reasons import Reason
from states.text import Text
from web.forms.field_specs import field_specs
from web.permissions import may
from web.views.cited_reasons import cited_reasons
from web.views.holders import Holders, holders
from web.views.remedy_places import (
    ELSEWHERE,
    CallPlace,
    CitedWithLinks,
    RemedyLink,
    RemedyPlaces,
)
from web.views.viewer import Viewer

CHANGE: Final = "change_case"


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
            yield self._places.link(name, fills)

    def _open(self, title: Text, address: str, roles: Sequence[str]) -> RemedyLink:
        person = self.viewer.person
        if may(person.roles, CHANGE) and person.roles_at(self.case.institution) & set(roles):
            return RemedyLink(title, address)
        return RemedyLink(title, None, self.holders.in_the_office(roles))

    @property
    def _places(self) -> RemedyPlaces:
        case = self.case
        place = CallPlace(case.call_id, case.institution, case.process, case.number)
        return RemedyPlaces(self.viewer, place, self.holders)


def remedy_links(
    viewer: Viewer, definition: ProcessDefinition, case_and_dossier: tuple[Case, Dossier]
) -> RemedyLinks:
    """What meets the conditions of a case, as one connection sees it today."""
    return RemedyLinks(viewer, definition, case_and_dossier[0], holders(viewer, case_and_dossier))


def _query(form: str, fills: Mapping[str, str]) -> str:
    """A form with those of the values that it has a field for."""
    names = {spec.name for spec in field_specs(form)}
    return urlencode({"form": form, **{k: v for k, v in fills.items() if k in names}})
