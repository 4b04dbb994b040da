"""`decide` over all of the reference process: every state, every step, every role.

The table below is written from the register and not from the definition, so that each checks the
other.
"""

from __future__ import annotations

import copy
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any, NamedTuple

import pytest

from office.wiring import Office
from states.calls import Call, Candidate
from states.decision import SYSTEM, Actor, Advanced, Refused, decide, machine_of, may_take
from states.definition import BoundGuard, ProcessDefinition
from states.dossier import Application, Case, Dossier, Period
from states.loader import definition_files
from states.reasons import GuardReason
from states.text import Text
from states.vocabulary import ROLES

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
DOSSIER = Dossier(
    Candidate("Ana Petrović", "ana@students.example"),
    Call("Spring", published=date(2026, 2, 2), closes=date(2026, 3, 31)),
)
JUDGED = replace(DOSSIER, call=replace(DOSSIER.call, commission=("m.ilic",)))
"""The same in a call that names its commission."""
OFFICE = "mobility_coordinator"
JUDGE = "academic_coordinator"


class Step(NamedTuple):
    """A step as the register tells it: its own rule, from where, to where, by whom, and where the
    case stays though it leads on from others."""

    rule: str
    sources: str
    target: str | None
    roles: str
    stays_in: str = ""


BEFORE_THE_DECREE = (
    "call application ranking ranking_appeal nominated host_acceptance la_signed mobility "
    "documents_submitted"
)
SINCE_THE_NOMINATION = (
    "nominated host_acceptance la_signed mobility documents_submitted decree closed "
    "refused cancelled"
)
REGISTER = {
    "submit_application": Step("BMU-15a", "call not_applied", "application", f"{OFFICE} candidate"),
    "refuse_application": Step("BMU-15a", "application", "refused", OFFICE),
    "lapse": Step("BMU-15a", "call", "not_applied", "system"),
    "publish_list": Step(
        "BMU-15b", "application ranking not_selected", "ranking", f"{OFFICE} commission_member"
    ),
    "lodge_ranking_appeal": Step(
        "BMU-15c",
        "ranking not_selected",
        "ranking_appeal",
        f"candidate {OFFICE}",
        SINCE_THE_NOMINATION,
    ),
    "uphold_ranking_appeal": Step(
        "BMU-15c", "ranking_appeal", "ranking", "rector", SINCE_THE_NOMINATION
    ),
    "dismiss_ranking_appeal": Step(
        "BMU-15c", "ranking_appeal", "ranking", "rector", SINCE_THE_NOMINATION
    ),
    "close_unselected": Step("BMU-15c", "ranking", "not_selected", "system"),
    "reopen_unselected": Step("BMU-15c", "not_selected", "ranking", "system"),
    "nominate": Step("BMU-15d", "ranking", "nominated", OFFICE),
    "promote": Step("BMU-15d", "ranking", "nominated", OFFICE),
    "recall_nomination": Step("BMU-15d", "nominated host_acceptance", "ranking", OFFICE),
    "host_accepts": Step("BMU-15d", "nominated", "host_acceptance", OFFICE),
    "host_refuses": Step("BMU-15d", "nominated", "refused", OFFICE),
    "host_cancels": Step("BMU-15d", "host_acceptance la_signed mobility", "cancelled", OFFICE),
    "host_changes_stay": Step("BMU-15d", "host_acceptance la_signed", None, OFFICE),
    "sign_learning_agreement": Step("BMU-8b", "host_acceptance", "la_signed", JUDGE),
    "start_mobility": Step("BMU-8a", "la_signed", "mobility", OFFICE),
    "change_agreement": Step("BMU-8e", "la_signed mobility", None, f"{JUDGE} {OFFICE}"),
    "submit_documents": Step("BMU-18a", "mobility", "documents_submitted", f"candidate {OFFICE}"),
    "return_documents": Step("BMU-18a", "documents_submitted", "mobility", f"{JUDGE} {OFFICE}"),
    "issue_decree": Step("BMU-16", "documents_submitted", "decree", JUDGE),
    "lodge_appeal": Step("BMU-24b", "decree closed", "appeal", f"candidate {OFFICE}"),
    "uphold_appeal": Step("BMU-24b", "appeal", "documents_submitted", "rector"),
    "dismiss_appeal": Step("BMU-24b", "appeal", "closed", "rector"),
    "lodge_complaint": Step("BMU-24b", "decree closed", "complaint", f"candidate {OFFICE}"),
    "uphold_complaint": Step("BMU-24b", "complaint", "documents_submitted", JUDGE),
    "dismiss_complaint": Step("BMU-24b", "complaint", "closed", JUDGE),
    "finalise": Step("BMU-24b", "decree", "closed", "system"),
    "contest_again": Step("BMU-24b", "closed", "decree", "system"),
    "withdraw": Step("BMU-15d", BEFORE_THE_DECREE, "withdrawn", f"candidate {OFFICE}"),
}


def case_at(definition: ProcessDefinition, state: str) -> Case:
    return Case(
        1, "BMU-2026-0001", definition.institution, definition.process, definition.key, state,
        1, NOW, 1,
    )  # fmt: skip


def no_objection(
    dossier: Dossier, parameters: Mapping[str, Any], now: datetime
) -> list[GuardReason]:
    return []


def objection(name: str) -> Any:
    def guard(dossier: Dossier, parameters: Mapping[str, Any], now: datetime) -> list[GuardReason]:
        message, remedy = Text(f"{name} is missing", name), Text(f"Bring {name}", name)
        return [GuardReason(lambda: message, lambda: remedy)]

    return guard


def never_asked(
    dossier: Dossier, parameters: Mapping[str, Any], now: datetime
) -> list[GuardReason]:
    raise AssertionError("the guard was asked")


def guarded(definition: ProcessDefinition, *guards: BoundGuard) -> ProcessDefinition:
    """The definition with these guards before each of its steps."""
    steps = {name: replace(step, guards=guards) for name, step in definition.transitions.items()}
    return replace(definition, transitions=steps)


@pytest.fixture(scope="module")
def studies(office: Office) -> ProcessDefinition:
    return office.in_force("bmu", "outgoing-studies", date(2026, 3, 2))


def test_the_definition_has_the_steps_of_the_register_and_no_others(
    studies: ProcessDefinition,
) -> None:
    assert set(studies.transitions) == set(REGISTER)


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("trigger", REGISTER)
def test_a_step_is_for_its_roles_from_its_states_and_for_nobody_else(
    studies: ProcessDefinition, trigger: str, role: str
) -> None:
    step = REGISTER[trigger]
    free = guarded(studies, BoundGuard("none", step.rule, no_objection))
    shut = guarded(studies, BoundGuard("none", step.rule, never_asked))
    for state in studies.states:
        case = case_at(studies, state)
        stays = state in step.stays_in.split()
        if (state in step.sources.split() or stays) and role in step.roles.split():
            outcome = decide(free, case, DOSSIER, trigger, Actor(role), NOW)
            assert isinstance(outcome, Advanced), (state, outcome)
            target = state if stays or step.target is None else step.target
            assert (outcome.source, outcome.target) == (state, target)
        else:
            outcome = decide(shut, case, DOSSIER, trigger, Actor(role), NOW)
            assert isinstance(outcome, Refused), state
            assert [reason.rule for reason in outcome.reasons] == [step.rule]


@pytest.mark.parametrize("path", definition_files(), ids=lambda path: path.stem)
def test_in_every_process_a_wrong_state_or_role_is_one_reason_under_the_own_rule(
    office: Office, path: Any
) -> None:
    shipped_definition = office.definition(f"{path.parent.name}/{path.stem}")
    definition = guarded(shipped_definition, BoundGuard("none", "none", never_asked))
    for state in definition.states:
        for trigger, step in definition.transitions.items():
            for role in ROLES:
                if step.is_taken_in(state) and role in step.roles:
                    continue
                outcome = decide(
                    definition, case_at(definition, state), JUDGED, trigger, Actor(role), NOW
                )
                assert isinstance(outcome, Refused)
                assert [reason.rule for reason in outcome.reasons] == [step.rule]


def test_the_list_of_a_call_without_a_commission_is_the_rectors_under_a_rule_of_its_own(
    office: Office,
) -> None:
    staff = guarded(office.in_force("bmu", "outgoing-training", date(2026, 3, 2)))
    case = case_at(staff, "application")
    by_rector = decide(staff, case, DOSSIER, "publish_list", Actor("rector"), NOW)
    by_member = decide(staff, case, DOSSIER, "publish_list", Actor("commission_member"), NOW)
    with_commission = decide(staff, case, JUDGED, "publish_list", Actor("rector"), NOW)
    assert isinstance(by_rector, Advanced)
    assert isinstance(by_member, Refused) and isinstance(with_commission, Refused)
    assert (by_member.rules, with_commission.rules) == ({"BMU-29"}, {"BMU-15b"})


def test_state_then_role_can_be_asked_before_anybody_reads_what_is_handed_in(
    studies: ProcessDefinition,
) -> None:
    appeal = case_at(studies, "appeal")
    early = may_take(
        studies, case_at(studies, "decree"), DOSSIER, "uphold_appeal", Actor("rector"), NOW
    )
    other = may_take(studies, appeal, DOSSIER, "uphold_appeal", Actor("head_of_ico"), NOW)
    assert early is not None
    assert other is not None
    assert (early.rules, other.rules) == ({"BMU-24b"}, {"BMU-24b"})
    assert may_take(studies, appeal, DOSSIER, "uphold_appeal", Actor("rector"), NOW) is None


def test_a_wrong_state_says_where_the_case_stands_and_what_can_be_done_from_there(
    studies: ProcessDefinition,
) -> None:
    case = case_at(studies, "nominated")
    outcome = decide(studies, case, DOSSIER, "issue_decree", Actor(JUDGE), NOW)
    assert isinstance(outcome, Refused)
    (reason,) = outcome.reasons
    assert reason.message.en == (
        "“Issue the Decree” starts from: Documents delivered. "
        "BMU-2026-0001 stands at: Nominated to the host."
    )
    assert reason.remedy.en.startswith("What can be done from here: Record the host's acceptance")
    assert "Номинован домаћину" in reason.message.sr


def test_a_case_that_has_ended_says_so(studies: ProcessDefinition) -> None:
    outcome = decide(
        studies, case_at(studies, "withdrawn"), DOSSIER, "withdraw", Actor("candidate"), NOW
    )
    assert isinstance(outcome, Refused)
    assert outcome.reasons[0].remedy.en == "The case is closed."


def test_a_case_that_time_closed_says_by_what_it_can_be_opened_again(
    studies: ProcessDefinition,
) -> None:
    outcome = decide(
        studies, case_at(studies, "closed"), DOSSIER, "withdraw", Actor("candidate"), NOW
    )
    assert isinstance(outcome, Refused)
    assert outcome.reasons[0].remedy.en == (
        "What can be done from here: Appeal against the Decree, Complain against the Decree, "
        "Appeal against the list, Uphold the appeal against the list, "
        "Dismiss the appeal against the list."
    )


def test_a_wrong_role_says_whose_step_it_is_and_whom_to_ask(studies: ProcessDefinition) -> None:
    case = case_at(studies, "documents_submitted")
    outcome = decide(studies, case, DOSSIER, "issue_decree", Actor(OFFICE), NOW)
    assert isinstance(outcome, Refused)
    (reason,) = outcome.reasons
    assert reason.message.en == (
        "“Issue the Decree” is for: Academic Coordinator, not for: Mobility Coordinator."
    )
    assert reason.remedy.en == "Ask: Academic Coordinator."


def test_what_time_does_is_not_asked_of_anybody(studies: ProcessDefinition) -> None:
    case = case_at(studies, "decree")
    outcome = decide(studies, case, DOSSIER, "finalise", Actor("rector"), NOW)
    assert isinstance(outcome, Refused)
    assert outcome.reasons[0].remedy.en == "Wait: time does it."
    assert isinstance(decide(studies, case, DOSSIER, "finalise", SYSTEM, NOW), Advanced)


def test_all_guards_that_fail_speak_together_each_under_its_rule(
    studies: ProcessDefinition,
) -> None:
    strict = guarded(
        studies,
        BoundGuard("a", "BMU-15a", objection("the CV")),
        BoundGuard("b", "BMU-14", no_objection),
        BoundGuard("c", "BMU-5", objection("a month")),
        BoundGuard("d", "BMU-15a", objection("the letter")),
    )
    outcome = decide(
        strict, case_at(strict, "call"), DOSSIER, "submit_application", Actor("candidate"), NOW
    )
    assert isinstance(outcome, Refused)
    assert [(reason.rule, reason.message.en) for reason in outcome.reasons] == [
        ("BMU-15a", "the CV is missing"),
        ("BMU-5", "a month is missing"),
        ("BMU-15a", "the letter is missing"),
    ]
    assert outcome.rules == {"BMU-15a", "BMU-5"}


def test_the_real_guards_name_every_condition_of_an_application(
    studies: ProcessDefinition,
) -> None:
    """Two documents, the year, the ECTS and two months: five reasons, three rules."""
    vera = replace(
        DOSSIER,
        candidate=Candidate("Vera", "vera@students.example", level="undergraduate", year=1),
        call=replace(DOSSIER.call, required=("cv", "motivation_letter")),
        application=Application(date(2026, 10, 1), date(2026, 11, 30)),
    )
    outcome = decide(
        studies, case_at(studies, "call"), vera, "submit_application", Actor("candidate"), NOW
    )
    assert isinstance(outcome, Refused)
    rules = [reason.rule for reason in outcome.reasons]
    assert rules == ["BMU-15a", "BMU-15a", "BMU-14", "BMU-14", "BMU-5"]


def test_a_guard_is_given_its_rules_numbers_its_words_the_calendar_and_since_when_a_case_stands(
    studies: ProcessDefinition,
) -> None:
    inputs: dict[str, Any] = {}

    def curious(
        dossier: Dossier, parameters: Mapping[str, Any], now: datetime
    ) -> list[GuardReason]:
        inputs.update(parameters)
        return []

    definition = guarded(studies, BoundGuard("curious", "BMU-14", curious, {"word": "said"}))
    # Late in the evening in UTC, and the next day already in Belgrade.
    case = replace(
        case_at(definition, "call"), entered_at=datetime(2026, 3, 30, 22, 30, tzinfo=UTC)
    )
    decide(definition, case, DOSSIER, "submit_application", Actor("candidate"), NOW)
    assert (inputs["min_year"], inputs["min_ects"], inputs["word"]) == (2, 60, "said")
    assert inputs["entered_on"] == date(2026, 3, 31)
    assert inputs["calendar"].is_worked(date(2026, 3, 2))


def instead(role: str, *periods: tuple[date, date]) -> Actor:
    return Actor("head_of_ico", "Jovana Tot", role, tuple(Period(*days) for days in periods))


@pytest.mark.parametrize(
    ("at", "holds"),
    [
        (datetime(2026, 2, 28, 22, 59, tzinfo=UTC), False),  # 23:59 on 28 February in Belgrade
        (datetime(2026, 2, 28, 23, 0, tzinfo=UTC), True),  # midnight: 1 March has begun there
        (datetime(2026, 3, 31, 21, 59, tzinfo=UTC), True),  # summer time: 23:59 on 31 March
        (datetime(2026, 3, 31, 22, 0, tzinfo=UTC), False),
        (datetime(2026, 5, 4, 9, 0, tzinfo=UTC), True),  # the second period
    ],
)
def test_a_substitute_acts_from_the_first_to_the_last_day_in_belgrade(
    studies: ProcessDefinition, at: datetime, holds: bool
) -> None:
    free = guarded(studies)
    actor = instead(
        JUDGE, (date(2026, 3, 1), date(2026, 3, 31)), (date(2026, 5, 4), date(2026, 5, 4))
    )
    outcome = decide(free, case_at(free, "documents_submitted"), DOSSIER, "issue_decree", actor, at)
    assert isinstance(outcome, Advanced if holds else Refused)
    if isinstance(outcome, Refused):
        assert [reason.rule for reason in outcome.reasons] == ["BMU-16"]
        assert "No substitution for the role Academic Coordinator" in outcome.reasons[0].message.en


def test_who_acts_for_another_has_that_role_only(studies: ProcessDefinition) -> None:
    """The Mobility Coordinator who acts as the Rector may not nominate in that place."""
    free = guarded(studies)
    actor = Actor(OFFICE, "Mira", "rector", (Period(date(2026, 3, 1), date(2026, 3, 31)),))
    assert isinstance(
        decide(free, case_at(free, "ranking"), DOSSIER, "nominate", actor, NOW), Refused
    )
    assert isinstance(
        decide(free, case_at(free, "appeal"), DOSSIER, "dismiss_appeal", actor, NOW), Advanced
    )


def test_the_same_question_has_the_same_answer_and_changes_nothing(
    studies: ProcessDefinition,
) -> None:
    for state in studies.states:
        for trigger, step in studies.transitions.items():
            case, dossier = case_at(studies, state), copy.deepcopy(DOSSIER)
            outcomes = [
                decide(studies, case, dossier, trigger, Actor(step.roles[0]), NOW) for _ in range(2)
            ]
            assert outcomes[0] == outcomes[1]
            assert (case, dossier) == (case_at(studies, state), DOSSIER)


def test_no_way_leads_round_the_guards(studies: ProcessDefinition) -> None:
    """`transitions` would add a `to_<state>` for every state, which asks no guard."""
    machine = machine_of(studies)
    assert set(machine.events) == set(studies.transitions)
    assert not [name for name in machine.events if name.startswith("to_")]


def test_one_machine_serves_all_cases_of_a_definition(studies: ProcessDefinition) -> None:
    assert machine_of(studies) is machine_of(studies)
    assert machine_of(guarded(studies)) is not machine_of(studies)


def test_a_step_that_the_definition_does_not_know_is_the_callers_mistake(
    studies: ProcessDefinition,
) -> None:
    with pytest.raises(KeyError):
        decide(studies, case_at(studies, "call"), DOSSIER, "to_closed", SYSTEM, NOW)
