"""A regulation's file: read whole or not at all, every problem of it at its line and column."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from itertools import pairwise
from pathlib import Path
from typing import Final

from rules import appointments
from rules.grades import RULES
from rules.legal_basis import COMPLETION_DAYS, Subject, basis_problems, subjects_of
from rules.precedents import BINDING
from rules.publicity import cited_by
from rules.regulation import DatedNumber, Regulation
from rules.shown_on import shown_on_problems
from states.strict_yaml import FileProblem, InvalidFile, Location, load_yaml, text_of
from states.vocabulary import COMPLAINT, LEGAL_REPRESENTATIVES

PRACTICES: Final = (BINDING, "proposed", "not_proposed")
"""What an institution may do with the decisions of earlier cases."""

Problem = tuple[tuple[str | int, ...], str]
"""Where in the file something is wrong, and what."""


def load_regulation(
    path: Path, mails: Collection[str] | None = None, text: str | None = None
) -> Regulation:
    """The regulation in a YAML file; raises InvalidFile with every problem, `file:line:column`.

    `mails` are the names of those that the office sends, among which a rule may be shown; `text` is
    what stands in the file, where that is read already.
    """
    regulation, marked_data = load_yaml(
        Regulation, text_of(path) if text is None else text, str(path)
    )
    problems: list[FileProblem] = [
        marked_data.problem(at, message)
        for at, message in (*_problems_in(regulation), *_not_shown(regulation, mails))
    ]
    if path.stem not in (regulation.institution, regulation.key):
        message = f"the file must be called {regulation.institution}.yaml or {regulation.key}.yaml"
        problems.append(marked_data.problem(("institution",), message))
    if problems:
        raise InvalidFile(problems)
    return regulation


def _problems_in(regulation: Regulation) -> Iterator[Problem]:
    for rule_id, rule in regulation.rules.items():
        for name, dated_numbers in rule.numbers.items():
            yield from _disorder(dated_numbers, ("rules", rule_id, "numbers", name))
    yield from _disorder(regulation.remedy_in_force, ("remedy_in_force",))
    yield from _scale_problems(regulation)
    yield from appointments.problems_in(regulation.appointments, regulation.rules)
    for name, remedy in regulation.legal_remedies.items():
        if (name == COMPLAINT) is (remedy.to in LEGAL_REPRESENTATIVES):
            message = f"who stands above the Decree's author decides an appeal, else `{COMPLAINT}`"
            yield ("legal_remedies", name, "to"), message
        if remedy.rule and not regulation.known(remedy.rule):
            yield ("legal_remedies", name, "rule"), f"{remedy.rule} is not a rule here"
    for place, entry in enumerate(regulation.remedy_in_force):
        if entry.value not in regulation.legal_remedies:
            yield ("remedy_in_force", place, "value"), f"{entry.value!r} is no legal remedy here"
    yield from basis_problems(regulation, regulation.rules)
    for at, rule_id in _cited(regulation):
        if not regulation.known(rule_id):
            yield at, f"{rule_id} is not a rule here"
    yield from _missing_numbers(regulation)


def _cited(regulation: Regulation) -> Iterator[tuple[Location, str]]:
    """The rules that its sections on the public and on objections cite, with their places."""
    if regulation.public:
        yield from cited_by(regulation.public)
    if regulation.objections:
        yield ("objections", "rule"), regulation.objections.rule


def _not_shown(regulation: Regulation, mails: Collection[str] | None) -> Iterator[Problem]:
    return shown_on_problems(regulation.rules, regulation.documents, mails)


def _missing_numbers(regulation: Regulation) -> Iterator[Problem]:
    """What the basis needs: days to appeal and to complete, and the practice of precedents."""
    needed_numbers: tuple[tuple[Subject, str], ...] = (
        ("list_appeal", "appeal_days"),
        ("completion", COMPLETION_DAYS),
    )
    for subject, number in needed_numbers:
        at, rule = subjects_of(regulation)[subject]
        if regulation.known(rule) and not regulation.has_number(rule, number):
            yield at, f"the rule of that id must have {number}"
    at, rule = subjects_of(regulation)["precedents"]
    numbers = regulation.rules[rule].numbers if regulation.known(rule) else None
    practices = numbers.get("precedents", ()) if numbers is not None else None
    if practices is not None and (
        not practices or any(practice.value not in PRACTICES for practice in practices)
    ):
        yield at, f"the rule of that id must have precedents: {' or '.join(PRACTICES)}"


def _scale_problems(regulation: Regulation) -> Iterator[Problem]:
    scale = regulation.grading_scale
    yield from _disorder(scale.method, ("grading_scale", "method"))
    for place, entry in enumerate(scale.method):
        if entry.value not in RULES:
            message = f"{entry.value!r} is no method of conversion: {', '.join(RULES)}"
            yield ("grading_scale", "method", place, "value"), message
    for place, served_process in enumerate(scale.serves):
        if not regulation.known(served_process):
            yield ("grading_scale", "serves", place), f"{served_process} is not a rule here"


def _disorder(
    dated_numbers: tuple[DatedNumber, ...], at: tuple[str | int, ...]
) -> Iterator[Problem]:
    for place, (earlier, later) in enumerate(pairwise(dated_numbers), start=1):
        if later.since <= earlier.since:
            yield (*at, place, "from"), f"{later.since} must come after {earlier.since}"
