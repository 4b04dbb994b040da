"""What the office does with what people outside handed in: accepts it, or returns it with a reason.

Who accepts it records the fact, or takes the step, by the way that every fact and step goes; who
may not do that, may neither accept nor return it.
"""

from __future__ import annotations

from persistence import dossiers, submissions
from persistence.dossiers import LockedCase
from persistence.history import WrittenEntry
from persistence.submissions import Submission
from states.decision import Refused
from states.definition import ProcessDefinition
from states.explained import Explained
from states.facts import fact_title
from states.moments import BELGRADE
from states.text import Text
from states.validation_error import ValidationError
from workflows.act import Act
from workflows.cases.advance import Request, StepTaken, advance_case
from workflows.cases.comments import clean_comment
from workflows.cases.fact_rules import NOT_OF_THE_OFFICE, fact_rule
from workflows.cases.recording import FactRequest, Recorded, record_fact
from workflows.cases.status import check_not_erased, event_of
from workflows.outside.agreement_text import ON_PAPER, check_text, is_signed_by_link
from workflows.outside.mails import mail_about
from workflows.outside.own_case import party_of
from workflows.who_may import check_may


class SettledMeanwhile(Explained):
    """A colleague accepted or returned it before."""

    def sentence(self, language: str) -> str:
        """The sentence in the language."""
        return Text(
            "A colleague has settled it meanwhile. Nothing was changed.",
            "Неко од колега је то у међувремену решио. Ништа није промењено.",
        ).in_(language)


def settling_roles(definition: ProcessDefinition, submission: Submission) -> tuple[str, ...]:
    """The roles of the office that record such a fact, or take such a step."""
    if submission.kind == "fact":
        roles = fact_rule(definition, submission.name, submission.details).roles
    else:
        roles = definition.transitions[submission.name].roles
    return tuple(role for role in roles if role != NOT_OF_THE_OFFICE)


def title_of(definition: ProcessDefinition, submission: Submission) -> Text:
    """What was handed in, in words."""
    if submission.kind == "step" and submission.name in definition.transitions:
        return definition.transitions[submission.name].title
    return fact_title(submission.name)


def accept(act: Act, case_id: int, submission_id: int) -> WrittenEntry | Refused:
    """Accepts what was handed in of a case; what the rules refuse goes on waiting.

    Raises NotTheirs, SettledMeanwhile, and ValidationError for what can't stand as it is.
    """
    locked_case, submission = _locked(act, case_id, submission_id)
    if submission.text_digest is not None:
        check_text(locked_case.dossier, submission.text_digest)
        definition = act.office.definition_of(locked_case.case, locked_case.dossier)
        if not is_signed_by_link(act.office, definition.kind):
            raise ValidationError(ON_PAPER)
    details = dict(submission.details)
    outcome: Recorded | StepTaken | Refused
    if submission.kind == "fact":
        wish = FactRequest(case_id, submission.name, details, locked=locked_case)
        outcome = record_fact(act.connection, act.office, wish, act.actor, act.now)
    else:
        step = Request(case_id, submission.name, details, locked=locked_case)
        outcome = advance_case(act.connection, act.office, step, act.actor, act.now)
    if isinstance(outcome, Refused):
        return outcome
    by = (act.actor.name, act.now)
    submissions.settle(act.connection, submission.id, "accepted", by)
    return outcome.entry


def give_back(act: Act, case_id: int, submission_id: int, reason: str) -> None:
    """Returns what was handed in, with a reason, which is mailed to whoever handed it in.

    Raises NotTheirs, SettledMeanwhile, and ValidationError without a reason.
    """
    clean = clean_comment(reason)
    locked_case, submission = _locked(act, case_id, submission_id)
    by = (act.actor.name, act.now)
    submissions.settle(act.connection, submission.id, "returned", by, clean)
    event = event_of(act.office, locked_case.case, locked_case.dossier, act.now)
    party = party_of(act.connection, event, submission.purpose, submission.address)
    if party is not None:
        received_at = submission.received_at.astimezone(BELGRADE)
        details = {
            "what": title_of(event.definition, submission).in_(party.language),
            "on": received_at.date(),
            "at": f"{received_at:%H:%M}",
            "reason": clean,
        }
        key = f"{locked_case.case.number}/submission/{submission.id}/returned"
        mail_and_details = ("submission_returned", key, details)
        mail_about(act.connection, act.office, event, party, mail_and_details)


def _locked(act: Act, case_id: int, submission_id: int) -> tuple[LockedCase, Submission]:
    """The case, kept from others, and what waits in it; NotTheirs for who may not settle it."""
    locked_case = dossiers.lock(act.connection, [case_id]).get(case_id)
    submission = submissions.by_id(act.connection, submission_id)
    if locked_case is None or submission is None or submission.case_id != case_id:
        raise ValidationError(
            Text("there is no such submission in this case", "у овом предмету нема тог поднеска")
        )
    check_not_erased(locked_case.dossier)
    definition = act.office.definition_of(locked_case.case, locked_case.dossier)
    check_may(act, locked_case.case.institution, settling_roles(definition, submission))
    if submission.outcome is not None:
        raise SettledMeanwhile
    return locked_case, submission
