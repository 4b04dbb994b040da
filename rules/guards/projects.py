"""Guards of international projects: who leads one, who signs for it, and what its grant asks for.

ICO-1, ICO-5.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from rules.event_days import next_deliverable_due
from rules.guards.remedies import TIME
from rules.guards.wording import guard_reason
from rules.parameters import Parameters, groups_of_words, words
from states.dossier import Dossier
from states.moments import civil_date
from states.reasons import GuardReason
from states.vocabulary import DOCUMENT_KINDS, either_of


def led_by_professor_and_administrator(
    dossier: Dossier, parameters: Parameters, now: datetime
) -> list[GuardReason]:
    """ICO-1: a professor of the project's field and a project administrator lead it together.

    Fields are ISCED-F codes: one is of the other where either code is the beginning of the other.
    """
    return [*_professor(dossier), *_administrator(dossier)]


def _professor(dossier: Dossier) -> Iterator[GuardReason]:
    professor, project = dossier.leading_professor, dossier.project
    if professor is None:
        message = ("No professor leads the project.", "Пројекат нема професора руководиоца.")
        remedy = (
            "Record the professor of the project's field who leads it.",
            "Уписати професора из области пројекта који га води.",
        )
        yield guard_reason(message, remedy, by=("leading_professor",))
    if project is None:
        message = (
            "The project is not described: nobody can tell its field.",
            "Пројекат није описан: не зна се из које је области.",
        )
        remedy = (
            "Record the project with its field, period and budget.",
            "Уписати пројекат, са облашћу, периодом и буџетом.",
        )
        yield guard_reason(message, remedy, by=("project",))
    elif professor is not None and not _one_field(professor.field, project.field):
        message = (
            "{name} is a professor of the field {own}; the project is of the field {field}.",
            "{name} је професор из области {own}, а пројекат је из области {field}.",
        )
        remedy = (
            "Name a professor of the field {field}, or record the right field.",
            "Одредити професора из области {field} или уписати тачну област.",
        )
        yield guard_reason(
            message,
            remedy,
            name=professor.name,
            own=professor.field,
            field=project.field,
            by=("leading_professor", "project"),
        )


def _one_field(own: str, other: str) -> bool:
    return own.startswith(other) or other.startswith(own)


def _administrator(dossier: Dossier) -> Iterator[GuardReason]:
    if dossier.project_administrator is None:
        message = (
            "No project administrator of the Office leads the project beside the professor.",
            "Уз професора пројекат не води администратор пројекта из Центра.",
        )
        remedy = (
            "Record the member of the Office's staff who administers it.",
            "Уписати запосленог у Центру који пројекат администрира.",
        )
        yield guard_reason(message, remedy, by=("project_administrator",))


def representative_has_signed(
    dossier: Dossier, parameters: Parameters, now: datetime
) -> list[GuardReason]:
    """ICO-5: what the Office has prepared for a project bears the legal representative's signature.

    `prepared` is what is signed, `parties` who must have; of several in one place any one.
    """
    (prepared_document,) = words(parameters, "prepared")
    signed_parties = {
        signature.party
        for signature in dossier.signatures
        if signature.document == prepared_document
    }
    message = (
        "Signature missing on the {document}: {party}.",
        "Недостаје потпис ({document}): {party}.",
    )
    remedy = (
        "Obtain the signature and record it.",
        "Прибавити потпис и евидентирати га.",
    )
    return [
        guard_reason(
            message,
            remedy,
            document=DOCUMENT_KINDS[prepared_document],
            party=either_of(party),
            by=("signature",),
        ).filling(document=prepared_document, party=party[0])
        for party in groups_of_words(parameters, "parties")
        if not signed_parties & set(party)
    ]


def grant_is_recorded(dossier: Dossier, parameters: Parameters, now: datetime) -> list[GuardReason]:
    """ICO-1: a project runs by the dates of its grant agreement, which therefore stand here."""
    if dossier.project_grant is not None:
        return []
    message = (
        "Nobody has recorded what was granted, for which period and when the reports are due.",
        "Није уписано шта је додељено, за који период и када доспевају извештаји.",
    )
    remedy = (
        "Record the grant as its agreement has it.",
        "Уписати додељена средства и рокове како стоје у уговору.",
    )
    return [guard_reason(message, remedy, by=("project_grant",))]


def project_has_begun(dossier: Dossier, parameters: Parameters, now: datetime) -> list[GuardReason]:
    """ICO-1: a project runs from the first day of its grant agreement."""
    grant, today = dossier.project_grant, civil_date(now)
    if grant is None or today >= grant.first_day:
        return []
    message = (
        "The project begins on {first}; today is {today}.",
        "Пројекат почиње {first} Данас је {today}",
    )
    remedy = (
        "Wait for the first day, or record the period as the agreement has it.",
        "Сачекати први дан или уписати период како стоји у уговору.",
    )
    return [
        guard_reason(
            message, remedy, first=grant.first_day, today=today, by=(TIME, "project_grant")
        )
    ]


def report_is_delivered(
    dossier: Dossier, parameters: Parameters, now: datetime
) -> list[GuardReason]:
    """ICO-1: the funder has the report that is due; `which` of them."""
    (report_kind,) = words(parameters, "which")
    if any(report.which == report_kind for report in dossier.reports):
        return []
    message = {
        "interim": ("The funder has no interim report yet.", "Периодични извештај није предат."),
        "final": ("The funder has no final report yet.", "Завршни извештај није предат."),
    }[report_kind]
    remedy = (
        "Deliver the report to the funder and record the day.",
        "Предати извештај даваоцу средстава и уписати дан предаје.",
    )
    return [guard_reason(message, remedy, by=("report",)).filling(which=report_kind)]


def all_is_delivered(dossier: Dossier, parameters: Parameters, now: datetime) -> list[GuardReason]:
    """ICO-1: a project ends with everything that it had to bring about."""
    message = ("Not delivered: “{title}”.", "Није испоручено: „{title}“.")
    remedy = (
        "Deliver it and record the day; what is not to come is withdrawn with its reason.",
        "Испоручити и уписати дан; што неће бити испоручено повлачи се са разлогом.",
    )
    return [
        guard_reason(
            message, remedy, title=deliverable.title, by=("deliverable", "withdrawn_record")
        ).filling(title=deliverable.title)
        for deliverable in dossier.deliverables
        if deliverable.delivered_on is None
    ]


def deliverable_before_interim_report(
    dossier: Dossier, parameters: Parameters, now: datetime
) -> list[GuardReason]:
    """ICO-1: holds while something is to be delivered before the interim report is due."""
    grant = dossier.project_grant
    return _deliverable_before(dossier, grant.interim_report_due if grant else None)


def deliverable_before_final_report(
    dossier: Dossier, parameters: Parameters, now: datetime
) -> list[GuardReason]:
    """ICO-1: holds while something is to be delivered before the final report is due."""
    grant = dossier.project_grant
    return _deliverable_before(dossier, grant.final_report_due if grant else None)


def _deliverable_before(dossier: Dossier, report_due: date | None) -> list[GuardReason]:
    due = next_deliverable_due(dossier)
    if due is not None and (report_due is None or due < report_due):
        return []
    message = (
        "Nothing is to be delivered before the report is due.",
        "Пре рока за извештај не доспева ниједан резултат.",
    )
    remedy = ("Nothing more is asked.", "Није потребно ништа даље.")
    return [guard_reason(message, remedy, by=("deliverable", "withdrawn_record"))]
