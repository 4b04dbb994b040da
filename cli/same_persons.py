"""`mobility person same` and `apart`: two persons are one, or two after all."""

from __future__ import annotations

from typing import Annotated

import typer

from cli.answers import answer, done
from cli.case_ref import get_case
from cli.options import Config, Data, DeputyFor, Json, Lang, Person, Role
from cli.payload_args import Acting, act_of
from cli.session import write_session
from states.validation_error import ValidationError
from workflows.people.same_persons import another_person, same_person

Reason = Annotated[str, typer.Option("--reason", metavar="WORDS", help="How it is known.")]
Case = Annotated[str, typer.Argument(metavar="CASE", help="A case of the person.")]


def same(
    first: Case,
    other: Annotated[str, typer.Argument(metavar="OTHER", help="A case under the other address.")],
    reason: Reason,
    role: Role = "mobility_coordinator",
    name: Person = "",
    deputy_for: DeputyFor = None,
    data: Data = None,
    config: Config = None,
    lang: Lang = "en",
    json: Json = False,
) -> None:
    """Say that the candidates of two cases are one person: rules count their cases together."""
    with write_session(data, config) as (office, connection):
        first_id, institution = get_case(connection, first)
        other_id, of_other = get_case(connection, other)
        if institution != of_other:
            raise ValidationError(f"{first} and {other} are cases of two institutions")
        act = act_of((office, connection), institution, Acting(role, name, deputy_for))
        outcome = same_person(act, first_id, other_id, reason)
    done(outcome, json, lang)
    sentence = f"The candidates of {first} and {other} count as one person."
    answer({"same": [first, other]}, sentence, json)


def apart(
    case: Case,
    reason: Reason,
    role: Role = "mobility_coordinator",
    name: Person = "",
    deputy_for: DeputyFor = None,
    data: Data = None,
    config: Config = None,
    lang: Lang = "en",
    json: Json = False,
) -> None:
    """Take back that the candidate of a case counts as somebody else."""
    with write_session(data, config) as (office, connection):
        case_id, institution = get_case(connection, case)
        act = act_of((office, connection), institution, Acting(role, name, deputy_for))
        outcome = another_person(act, case_id, reason)
    done(outcome, json, lang)
    answer({"apart": case}, f"The candidate of {case} is a person apart again.", json)
