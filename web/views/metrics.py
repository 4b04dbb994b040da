"""The office in numbers for monitors, in the words of Prometheus: no name, no case, no person."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Final

from sqlalchemy import Connection

from office.wiring import Office
from persistence import action_lists, signs_of_life
from persistence.case_sets import STUCK_SETS, OfficeToday, counts
from persistence.roster import roster
from states.moments import civil_date
from states.vocabulary import OFFICE_ROLES
from web.views.case_sets import call_steps_of, is_covered
from workflows.running.signs_of_life import judge, patience_of

if TYPE_CHECKING:
    from prometheus_client.core import GaugeMetricFamily

NOT_DONE: Final = ("waiting", "claimed", "handed_over", "uncertain", "dead", "bounced")
"""What an action may be before it has come to a good end."""


def metrics_text(connection: Connection, office: Office, now: datetime) -> bytes:
    """The numbers of an office at an instant, in Prometheus's text format."""
    # Imported here: only a monitor asks for it.
    from prometheus_client import CollectorRegistry, generate_latest

    class Numbers:
        def collect(self) -> Iterator[GaugeMetricFamily]:
            yield _gauge(
                "cases_stuck", "Open cases that do not go on, by why.", "why", stuck_counts
            )
            yield _gauge("actions", "Mails and documents not done, by status.", "status", actions)
            yield _gauge("mails", "Mails, by what became of them.", "outcome", mail_numbers)
            yield _gauge(
                "actions_unattended",
                "Of these, those that nobody works on.",
                "",
                unattended_numbers,
            )
            yield _gauge("sign_age_seconds", "Since a sign of life was given.", "sign", ages)
            yield _gauge("sign_late", "Whether a sign of life alarms.", "sign", late)

    signs = judge(office, signs_of_life.signs(connection), now)
    stuck_counts = counts(connection, STUCK_SETS, _today(connection, office, now))
    actions, unattended_numbers = _actions(connection, office, now)
    mail_numbers = {**dict.fromkeys(NOT_DONE, 0), **action_lists.mails_by_outcome(connection)}
    ages: dict[str, float] = {
        sign.name: (now - sign.at).total_seconds() for sign in signs if sign.at
    }
    late: dict[str, float] = {sign.name: int(sign.late) for sign in signs}
    registry = CollectorRegistry()
    registry.register(Numbers())
    return generate_latest(registry)


def _gauge(name: str, meaning: str, label: str, values: Mapping[str, float]) -> GaugeMetricFamily:
    from prometheus_client.core import GaugeMetricFamily

    gauge = GaugeMetricFamily(f"mobility_{name}", meaning, labels=[label] if label else [])
    for value, number in values.items():
        gauge.add_metric([value] if label else [], number)
    return gauge


def _today(connection: Connection, office: Office, now: datetime) -> OfficeToday:
    people, key, day = roster(connection), office.settings.institution.key, civil_date(now)
    vacant = tuple((key, role) for role in OFFICE_ROLES if not is_covered(people, key, role, day))
    return OfficeToday((key,), day, vacant, call_steps_of(office))


def _actions(
    connection: Connection, office: Office, now: datetime
) -> tuple[Mapping[str, float], Mapping[str, float]]:
    key = office.settings.institution.key
    by_status = Counter(dict.fromkeys(NOT_DONE, 0))
    for count in action_lists.unfinished_in_numbers(connection, [key]):
        by_status[count.status] += count.number
    lying_actions = action_lists.unattended(connection, [key], now, patience_of(office))
    return by_status, {"": len(lying_actions)}
