"""Two persons who are one: the office says so with a reason, and takes it back likewise.

A person is known by the address. Who wrote from two addresses has cases under both; from the day on
which the office says that the two are one, rules count them together, and the cases say so.
"""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Final

from persistence.history import Entry
from persistence.persons import SamePerson, first_person_of, put_together
from persistence.saving import save
from rules.wording import format_text
from states.decision import Refused, wrong_role
from states.dossier import Case, Dossier
from states.text import Text
from states.validation_error import ValidationError
from workflows.act import Act
from workflows.cases.status import load_case
from workflows.cases.steps import Situation, refreshed
from workflows.who_may import check_holds_role

MAY_SAY_SO: Final = ("mobility_coordinator", "head_of_ico")
SAME_PERSON: Final = "same_person"
ANOTHER_PERSON: Final = "another_person"
TITLES: Final = {
    SAME_PERSON: Text("Two persons are one", "Два лица су једно"),
    ANOTHER_PERSON: Text("Two persons after all", "Ипак два лица"),
}
"""What the history calls it."""


def same_person(act: Act, first_id: int, other_id: int, reason: str) -> Refused | None:
    """Says that the candidates of two cases are one person, who counts as the first case's.

    ValidationError without a reason, and where they are one already.
    """
    refusal = _not_theirs(act, first_id, SAME_PERSON)
    if refusal is not None:
        return refusal
    refusal = _not_theirs(act, other_id, SAME_PERSON)
    if refusal is not None:
        return refusal
    _, first = first_person_of(act.connection, first_id)
    _, other = first_person_of(act.connection, other_id)
    if first == other:
        raise ValidationError(
            Text("the two are one person already", "та два лица су већ једно"), ("case",)
        )
    put_together(act.connection, _statement(act, first, other, reason))
    _note(act, SAME_PERSON, (first_id, other_id), reason)
    return None


def another_person(act: Act, case_id: int, reason: str) -> Refused | None:
    """Takes back that the candidate of a case counts as somebody else.

    ValidationError without a reason, and where nobody said so.
    """
    refusal = _not_theirs(act, case_id, ANOTHER_PERSON)
    if refusal is not None:
        return refusal
    person, first = first_person_of(act.connection, case_id)
    if person == first:
        case, _ = load_case(act.connection, case_id)
        raise ValidationError(
            format_text(
                "nobody said that the candidate of {number} counts as somebody else",
                "за кандидата предмета {number} није наведено да је исто лице као неко други",
                number=case.number,
            ),
            ("case",),
        )
    put_together(act.connection, _statement(act, None, person, reason))
    _note(act, ANOTHER_PERSON, (case_id,), reason)
    return None


def _statement(act: Act, first: int | None, other: int, reason: str) -> SamePerson:
    words = reason.strip()
    if not words:
        raise ValidationError(
            Text("the reason must be given in words", "разлог мора бити наведен"), ("reason",)
        )
    return SamePerson(first, other, words, act.actor.name, act.actor.role, act.now)


def _rule(act: Act, case: Case, dossier: Dossier) -> str:
    """The rule under which somebody applies."""
    definition = act.office.definition_of(case, dossier)
    return definition.leaving(definition.initial)[0].rule


def _not_theirs(act: Act, case_id: int, name: str) -> Refused | None:
    case, dossier = load_case(act.connection, case_id, for_update=True)
    check_holds_role(act.connection, act.actor, case.institution, act.today)
    if act.role in MAY_SAY_SO:
        return None
    rule = _rule(act, case, dossier)
    return Refused(TITLES[name], (wrong_role(rule, TITLES[name], MAY_SAY_SO, act.actor),))


def _note(act: Act, name: str, case_ids: tuple[int, ...], reason: str) -> None:
    """An entry in the history of each case, which tells the others and why."""
    pairs = [load_case(act.connection, case_id, for_update=True) for case_id in case_ids]
    steps = []
    for case, dossier in pairs:
        other_numbers = [other.number for other, _ in pairs if other.id != case.id]
        data = json.dumps({"cases": other_numbers, "reason": reason.strip()}, ensure_ascii=False)
        rule = _rule(act, case, dossier)
        entry = Entry("notice", name, rule, act.actor.role, act.actor.name, data)
        entry = replace(entry, deputy_for=act.actor.deputy_for)
        definition = act.office.definition_of(case, dossier)
        situation = Situation(act.office, definition, case, dossier, act.now)
        steps.append(refreshed(situation, entry, False))
    save(act.connection, steps, act.now)
