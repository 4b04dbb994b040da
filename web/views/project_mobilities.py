"""The mobilities that belong to a project, with what was granted and paid for them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from persistence.project_mobilities import ProjectMobility, mobilities_of
from rules.grants import money_text
from states.frozen import frozen
from states.text import Text
from web.messages.money import MONEY
from web.views.viewer import Viewer


@frozen
class MobilityLink:
    """A mobility of a project: its case, who goes, of which kind, where it stands, and its money;
    None for one without a grant."""

    number: str
    candidate: str
    process: Text
    state: Text
    money: Text | None


@frozen
class ProjectMobilities:
    """The mobilities of a project, the first one first; `totals` says by currency what was granted
    and paid for all of them."""

    links: Sequence[MobilityLink]
    totals: Sequence[Text]


def project_mobilities(viewer: Viewer, project: str) -> ProjectMobilities | None:
    """Those that name a project by the number of its case; None where none does."""
    mobilities = mobilities_of(viewer.connection, project)
    if not mobilities:
        return None
    return ProjectMobilities(list(_links(viewer, mobilities)), list(_totals(mobilities)))


def _links(viewer: Viewer, mobilities: Sequence[ProjectMobility]) -> Iterator[MobilityLink]:
    for mobility in mobilities:
        definition = viewer.office.definition(mobility.definition)
        state = definition.states[mobility.state].title
        money = (
            _granted_and_paid(mobility.granted, mobility.paid, mobility.currency)
            if mobility.currency
            else None
        )
        yield MobilityLink(mobility.number, mobility.candidate, definition.title, state, money)


def _totals(mobilities: Sequence[ProjectMobility]) -> Iterator[Text]:
    granted_sums: dict[str, int] = defaultdict(int)
    paid_sums: dict[str, int] = defaultdict(int)
    for mobility in mobilities:
        if mobility.currency:
            granted_sums[mobility.currency] += mobility.granted
            paid_sums[mobility.currency] += mobility.paid
    for currency, cents in granted_sums.items():
        yield _granted_and_paid(cents, paid_sums[currency], currency)


def _granted_and_paid(granted_cents: int, paid_cents: int, currency: str) -> Text:
    amounts = {
        "money_granted": money_text(granted_cents, currency),
        "money_paid": money_text(paid_cents, currency),
    }
    parts = [(MONEY[name], amount) for name, amount in amounts.items()]
    return Text(
        " · ".join(f"{title.en}: {amount.en}" for title, amount in parts),
        " · ".join(f"{title.sr}: {amount.sr}" for title, amount in parts),
    )
