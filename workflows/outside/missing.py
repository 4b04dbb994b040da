"""What an application still lacks, said before anybody has looked at it.

The guards of the step are asked themselves, of the dossier as it would stand once the office has
accepted all that waits: what is said here is what stands against it then.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from persistence.submissions import Submission
from states.applying import apply_fact
from states.decision import Actor, Refused, decide
from states.dossier import Dossier
from states.moments import civil_date
from states.payloads import read_payload
from states.reasons import Reason
from states.validation_error import ValidationError
from workflows.outside.open_call import APPLICATION, CANDIDATE, application_step
from workflows.outside.own_case import OwnCase


def still_missing(
    own: OwnCase,
    own_submissions: Sequence[Submission],
    typed_values: Mapping[str, object] | None,
    now: datetime,
) -> tuple[Reason, ...]:
    """What stands against the candidate's application at an instant, each with its rule.

    `submitted` is all that was handed in of the case, `typed` the application as it was typed so
    far; without either, what is asked of it besides. Empty where nobody applies any more.
    """
    step = application_step(own.definition)
    if step is None or own.case.state not in step.sources:
        return ()
    waiting_submissions = [
        submission for submission in reversed(own_submissions) if submission.outcome is None
    ]
    dossier = own.dossier
    for submission in waiting_submissions:
        if submission.kind == "fact":
            dossier = _with(dossier, submission.name, submission.details, submission.received_at)
    submitted_step = next(
        (submission for submission in waiting_submissions[::-1] if submission.name == step.trigger),
        None,
    )
    if submitted_step is not None:
        dossier = _with(dossier, APPLICATION, submitted_step.details, submitted_step.received_at)
    elif typed_values:
        dossier = _with(dossier, APPLICATION, typed_values, now)
    actor = Actor(CANDIDATE, own.dossier.candidate.name)
    outcome = decide(own.definition, own.case, dossier, step.trigger, actor, now)
    return outcome.reasons if isinstance(outcome, Refused) else ()


def _with(dossier: Dossier, form: str, details: Mapping[str, object], at: datetime) -> Dossier:
    """The dossier with what was handed in; as it was where that can't be read yet."""
    try:
        return apply_fact(dossier, form, read_payload(form, details), civil_date(at))
    except ValidationError:
        return dossier
