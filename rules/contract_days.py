"""Days that can't be of what is contracted: the grant and the reports of a project, the end of an
agreement with a partner, the grant of a stay and the settlement of a journey.

They are judged among all others by `rules.possible_days`; days are civil dates.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from rules.payload_checks import FieldError, wrong_day
from rules.wording import format_text
from states.dossier import Dossier
from states.money import GrantTerms, newest_grant
from states.partner_agreements import AgreementEnd
from states.projects import ProjectGrant, Report
from states.travel import Settlement


def project_grant_days(value: ProjectGrant, dossier: Dossier, today: date) -> Iterator[FieldError]:
    """The interim report comes once the project runs, and before the final one."""
    if value.interim_report_due < value.first_day:
        yield wrong_day(
            "interim_report_due", "{due} lies before the first day, {first}",
            "{due} је пре првог дана, {first}", due=value.interim_report_due, first=value.first_day,
        )  # fmt: skip
    if value.final_report_due < value.interim_report_due:
        yield wrong_day(
            "final_report_due", "{due} lies before the interim report, {interim}",
            "{due} је пре периодичног извештаја, {interim}",
            due=value.final_report_due, interim=value.interim_report_due,
        )  # fmt: skip


def report_days(value: Report, dossier: Dossier, today: date) -> Iterator[FieldError]:
    """Nobody reports on a project that has not begun."""
    grant = dossier.project_grant
    if grant is not None and value.delivered_on < grant.first_day:
        yield wrong_day(
            "delivered_on", "{day} lies before the first day of the project, {first}",
            "{day} је пре првог дана пројекта, {first}",
            day=value.delivered_on, first=grant.first_day,
        )  # fmt: skip


def agreement_end_days(value: AgreementEnd, dossier: Dossier, today: date) -> Iterator[FieldError]:
    """An earlier end prolongs no agreement."""
    terms = dossier.partner_terms
    if terms is not None and value.ends_on > terms.last_day:
        yield wrong_day(
            "ends_on", "{day} lies after the last day of the agreement, {last}: a later one is "
            "recorded with its terms, or by another agreement",
            "{day} је после последњег дана споразума, {last}: каснији дан уписује се у услове "
            "споразума или другим споразумом", day=value.ends_on, last=terms.last_day,
        )  # fmt: skip


def grant_days(value: GrantTerms, dossier: Dossier, today: date) -> Iterator[FieldError]:
    """A stay goes on beyond the last day that the host confirmed, and no more of it is interrupted
    than all of it; what stood before stays."""
    answer, newest = dossier.host_answer, newest_grant(dossier.ledger)
    if answer is None or answer.first_day is None or answer.last_day is None:
        return
    last_day, prolonged_to = answer.last_day, value.prolonged_to
    stands = newest is not None and newest.prolonged_to == prolonged_to
    if prolonged_to is not None and prolonged_to <= last_day and not stands:
        yield wrong_day(
            "prolonged_to", "{day} does not lie after {last}, the last day that the host confirmed",
            "{day} није после последњег дана који је домаћин потврдио, {last}",
            day=prolonged_to, last=last_day,
        )  # fmt: skip
    days = (max(last_day, prolonged_to or last_day) - answer.first_day).days + 1
    if value.interrupted_days > days:
        sentence = format_text(
            "no more days are interrupted than the stay has: {days}",
            "прекид не може бити дужи од боравка; број дана боравка: {days}",
            days=str(days),
        )
        yield FieldError("interrupted_days", sentence, "days")


def settlement_days(value: Settlement, dossier: Dossier, today: date) -> Iterator[FieldError]:
    """A journey is settled after its return."""
    returned_on = dossier.stay.returned_on
    if returned_on is None:
        yield wrong_day("on", "no return is recorded", "повратак није уписан")
    elif value.on < returned_on:
        yield wrong_day(
            "on", "{day} lies before the return, {returned}", "{day} је пре повратка, {returned}",
            day=value.on, returned=returned_on,
        )  # fmt: skip
