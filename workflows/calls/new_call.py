"""Opening a call: what people write of it is read, judged, kept and announced."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from actions.mails import call_mails
from office.wiring import Office
from persistence import calls as call_rows
from persistence.saving import enqueue
from rules.call_conditions import CallError, errors_of_call
from rules.citations import cited
from rules.host_agreements import asks_for_agreements, hosts_without_agreement
from rules.wording import format_text
from states.calls import Call
from states.definition import ProcessDefinition
from states.moments import instant_of
from states.text import Text
from states.validation_error import ValidationError
from workflows.act import Act
from workflows.cases.partner_agreements import agreements_with
from workflows.cases.written_forms import read_form
from workflows.who_may import check_may

OPENERS: Final = ("mobility_coordinator", "head_of_ico")
"""Who opens a call."""


class UnfitCall(ValidationError):
    """A call that can't stand; `errors` say what is wrong with it, each at its place."""

    def __init__(self, errors: Sequence[CallError]) -> None:
        sentences = [error.sentence for error in errors]
        super().__init__(
            Text("; ".join(s.en for s in sentences), "; ".join(s.sr for s in sentences)),
            tuple(dict.fromkeys(error.place for error in errors)),
        )
        self.errors = errors


def read_call(data: Mapping[str, object]) -> Call:
    """A call as people write it; raises ValidationError with a sentence for each slip of the pen.

    Whether it may stand, its dates and its criteria, is judged when it is opened.
    """
    return read_form(Call, data)


def open_call(act: Act, institution: str, process: str, call: Call) -> int:
    """Opens a call of a process and announces it to the faculties (BMU-15a); returns its id.

    The mail leaves on the day of publication. One that is over already, whose cases are taken over,
    is announced to nobody. The call says from then on who opened it. Raises ValidationError for a
    call that can't stand: its dates, a criterion that rests on a protected attribute (BMU-3),
    weights that do not add up, a commission that is not of three (BEE-C3), a host without an
    agreement in force (BMU-4b, BEE-S2); NotTheirs for who opens
    none here.
    """
    connection, office = act.connection, act.office
    check_may(act, institution, OPENERS)
    definition = office.in_force(institution, process, act.today)
    if definition.by_request:
        raise ValidationError(
            Text(
                f"{process} takes no call: each case is opened on a request",
                f"{process} нема конкурс: сваки предмет отвара се на захтев",
            )
        )
    errors = [*errors_of_call(call, definition, act.today), *errors_of_hosts(act, definition, call)]
    if errors:
        raise UnfitCall(errors)
    if call_rows.is_titled(connection, institution, process, call.title):
        raise ValidationError(
            format_text(
                "There is a call of this kind called “{title}” already: give this one another "
                "title.",
                "Конкурс ове врсте са називом „{title}“ већ постоји: дајте овоме други назив.",
                title=call.title,
            ),
            ("title",),
        )
    if call.appeal_days is None:
        days = office.regulation_of(definition).appeal_days(act.today)
        call = replace(call, appeal_days=days)
    call_id = call_rows.open_call(connection, institution, process, call, act.actor, act.now)
    is_over = call.closes < act.today
    mails = () if is_over else call_mails(office, definition, call_id, call, act.now)
    published_at = instant_of(call.published, office.settings.office_hours.mails_leave_at)
    enqueue(connection, [(None, call_id, mails, ())], max(act.now, published_at))
    return call_id


def errors_of_hosts(act: Act, definition: ProcessDefinition, call: Call) -> list[CallError]:
    """The hosts that may not stand in a call: they have no agreement in force (BMU-4b, BEE-S2).

    A call that is over offers nothing to anybody: the cases of before are taken over in it.
    """
    rule = act.office.regulation_of(definition).calls.agreements
    if not call.hosts or call.closes < act.today:
        return []
    if not asks_for_agreements(rule, definition.kind, call.published):
        return []
    names = [host.name for host in call.hosts]
    agreements = agreements_with(
        act.connection, act.office, definition.institution, names, act.today
    )
    return list(hosts_without_agreement(call, agreements, rule, definition.kind))


def announced_to_nobody(office: Office, definition: ProcessDefinition) -> Text | None:
    """What is said before a call opens while the office knows no faculty's address; None else."""
    public = office.regulation_of(definition).public
    if office.settings.institution.faculties or public is None:
        return None
    source = cited(office.regulation_of(definition), public.calls.rule)
    return Text(
        "No faculty will be told of this call: the settings hold no address of any "
        f"(institution.faculties; {source.en}).",
        "О овом конкурсу неће бити обавештен ниједан факултет: у подешавањима нема ниједне адресе "
        f"(institution.faculties; {source.sr}).",
    )
