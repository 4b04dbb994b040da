"""What meets a condition on another page than the case's: the list, points, a member's seat.

For the conditions of a case, and of a whole call on the call's own pages.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlencode

from rules.guards.remedies import BUDGET, DEPUTY, NEW_CALL
from states.frozen import frozen
from states.reasons import Reason
from states.text import Text
from states.vocabulary import OFFICE_ROLES
from web.permissions import PERMISSIONS, may
from web.views.cited_reasons import CitedReason, cited_reasons
from web.views.holders import Holder, Holders
from web.views.viewer import Viewer


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
    """A page beside the case's; `permission` opens it.

    In `address` stand the call, its process and its institution; `fields` are those of its form
    that a reason can fill, and `anchor` is the form.
    """

    title: Text
    address: str
    permission: str
    anchor: str = ""
    fields: tuple[str, ...] = ()


ELSEWHERE: Final[Mapping[str, Elsewhere]] = {
    "publish_list": Elsewhere(
        Text("Publish the list", "Објављивање ранг листе"),
        "/calls/{call}",
        "publish_list",
        "publish",
    ),
    "score": Elsewhere(Text("Give the points", "Бодовање"), "/calls/{call}/scores/{case}", "score"),
    "interview": Elsewhere(
        Text("Record the interview", "Упис разговора"), "/calls/{call}", "interview", "points"
    ),
    "replace_member": Elsewhere(
        Text("Replace the member", "Замена члана комисије"),
        "/calls/{call}",
        "replace_member",
        "replace",
        ("member",),
    ),
    NEW_CALL: Elsewhere(
        Text("Open a new call", "Расписивање новог конкурса"),
        "/calls/new/{institution}/{process}",
        "open_call",
    ),
    BUDGET: Elsewhere(
        Text("Set the call's budget", "Унос буџета конкурса"),
        "/calls/{call}/budget",
        "set_budget",
    ),
    DEPUTY: Elsewhere(
        Text("Name a deputy", "Одређивање замене"),
        "/people/{institution}",
        "keep_people",
        "new-deputy",
        ("for",),
    ),
}
"""By the names that a reason has for them."""


@frozen
class CallPlace:
    """Which call a condition is of; `case` is the number of the case that is looked at, if any."""

    call_id: int | None
    institution: str
    process: str
    case: str = ""


@dataclass(frozen=True)
class RemedyPlaces:
    """Finds what meets the conditions of a call, for the person who looks."""

    viewer: Viewer
    place: CallPlace
    holders: Holders

    def cited(self, reasons: Sequence[Reason]) -> tuple[CitedWithLinks, ...]:
        """What stands against a whole call's step: the reasons, each with what meets it."""
        institution = self.place.institution
        return tuple(
            CitedWithLinks(reason.reason, reason.rule, self.of(reason.reason))
            for reason in cited_reasons(self.viewer.office, institution, reasons)
        )

    def of(self, reason: Reason) -> tuple[RemedyLink, ...]:
        """The pages that meet a condition, in the order in which it names them."""
        links = (self.link(name, dict(reason.fills)) for name in reason.by if name in ELSEWHERE)
        return tuple(link for link in links if link.address or link.ask)

    def link(self, name: str, fills: Mapping[str, str]) -> RemedyLink:
        """A page of `ELSEWHERE` with what is known filled in, or whom to ask for it.

        What only one `member` of the commission can do is offered to that one.
        """
        page, member = ELSEWHERE[name], fills.get("member")
        if member and page.permission == "score" and member != self.viewer.person.member.login:
            return RemedyLink(page.title, None, self.holders.of_seat(member))
        if may(self.viewer.person.roles, page.permission):
            return RemedyLink(page.title, self._address(page, fills))
        return RemedyLink(
            page.title, None, self.holders.in_the_office(_roles_with(page.permission))
        )

    def _address(self, page: Elsewhere, fills: Mapping[str, str]) -> str:
        place = self.place
        path = page.address.format(
            call=place.call_id,
            institution=place.institution,
            process=place.process,
            case=fills.get("case", place.case),
        )
        query = urlencode({name: fills[name] for name in page.fields if name in fills})
        anchor = f"#{page.anchor}" if page.anchor else ""
        return f"{path}?{query}{anchor}" if query else f"{path}{anchor}"


def _roles_with(permission: str) -> list[str]:
    return [role for role in OFFICE_ROLES if role in PERMISSIONS[permission]]
