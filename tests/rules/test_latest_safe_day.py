"""The latest safe day: counted back from the days that can't move, equal to trying every day."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Any, Final, Literal, get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from office.wiring import Office
from rules.calendar import Calendar, Closure
from rules.deadlines import due_after
from rules.latest_safe_day import counted_by, latest_safe_day, path_from, recompute
from rules.receipts import CountedUnit
from rules.safe_day_receipts import SafeDay
from states.calls import Call, CallProgress, Candidate
from states.definition import Awaited, Deadline, ProcessDefinition, State, Transition
from states.dossier import Application, Case, Dossier, HostAnswer, Pause
from states.loader import HERE, definition_files
from states.text import Text
from states.usual_days import UsualDays
from tests.workflows.office_fixtures import at

KEYS: Final = [path.relative_to(HERE).with_suffix("").as_posix() for path in definition_files(HERE)]
BMU: Final = "bmu/outgoing-studies.2021-06-29"
BEE: Final = "bee/outgoing-studies.2021-01-01"
TEACHING: Final = "bmu/outgoing-teaching.2021-06-29"
INCOMING: Final = "bmu/incoming-studies.2021-06-29"
FIRST: Final = date(2026, 10, 1)
LAST: Final = date(2027, 2, 12)
DOSSIER: Final = Dossier(
    Candidate("Ana Petrović", "ana@students.example"),
    Call("Autumn", date(2026, 2, 16), date(2026, 3, 16), appeal_days=8),
    application=Application(
        hosts=("Graz",), programme="erasmus", first_day=FIRST, last_day=LAST, semesters=1
    ),
)


def safe_day(
    office: Office,
    key: str,
    state: str,
    step: str,
    dossier: Dossier = DOSSIER,
    entered_at: str = "2026-03-20 10:00",
) -> SafeDay | None:
    """The latest safe day of a step that a state awaits."""
    definition = office.definition(key)
    awaited_step = next(entry for entry in definition.states[state].awaits if entry.name == step)
    case = case_in(definition, state, entered_at)
    return latest_safe_day(definition, awaited_step, case, dossier, office.calendar)


def day(*arguments: Any, **also: Any) -> date:
    latest = safe_day(*arguments, **also)
    assert latest is not None
    return latest.day


def case_in(definition: ProcessDefinition, state: str, entered_at: str) -> Case:
    return Case(
        1, "BMU-2026-0001", definition.institution, definition.process, definition.key, state, 3,
        at(entered_at), 5,
    )  # fmt: skip


def test_the_agreement_is_safe_until_the_day_before_the_stay(office: Office) -> None:
    latest = safe_day(office, BMU, "host_acceptance", "sign_learning_agreement")
    assert latest is not None
    assert (latest.day, latest.rule, latest.fixed) == (
        date(2026, 9, 30), "BMU-8a", date(2026, 9, 30),
    )  # fmt: skip
    assert latest.remaining == ()


def test_on_a_day_off_before_the_stay_nobody_signs(office: Office) -> None:
    monday = replace(DOSSIER, host_answer=HostAnswer(True, date(2026, 10, 5), LAST))
    assert day(office, BMU, "host_acceptance", "sign_learning_agreement", monday) == date(
        2026, 10, 2
    ), "Sunday the 4th is the day before; the last day worked is Friday the 2nd"


def test_a_nomination_leaves_the_host_the_days_that_its_answer_takes(office: Office) -> None:
    nomination = safe_day(office, BMU, "ranking", "nominate")
    assert nomination is not None
    assert nomination.day == date(2026, 8, 26), "35 days before Wednesday, 30 September"
    assert [(step.step, step.count, step.basis) for step in nomination.remaining] == [
        ("host_accepts", 35, "limit"), ("sign_learning_agreement", 0, "none"),
    ]  # fmt: skip


def test_a_list_leaves_the_time_to_appeal_against_it(office: Office) -> None:
    latest = safe_day(office, BMU, "application", "publish_list")
    assert latest is not None
    assert [step.basis for step in latest.remaining] == ["window", "limit", "limit", "none"]
    window = latest.remaining[0]
    assert (window.count, window.rule, window.done_by) == (8, "BMU-15c", date(2026, 8, 19))
    assert latest.day == date(2026, 8, 11)


def test_a_call_that_names_its_days_to_appeal_has_those(office: Office) -> None:
    dossier = replace(DOSSIER, call=replace(DOSSIER.call, appeal_days=15))
    assert day(office, BMU, "application", "publish_list", dossier) == date(2026, 8, 4)
    silent = replace(DOSSIER, call=replace(DOSSIER.call, appeal_days=None))
    assert day(office, BMU, "application", "publish_list", silent) == date(2026, 8, 11)


def test_documents_are_safe_while_the_decree_can_come_before_the_semester(office: Office) -> None:
    """BMU-18b: the Decree before the semester begins; BMU-24a gives five working days."""
    dossier = replace(DOSSIER, semester_start=date(2027, 3, 1))
    documents = safe_day(office, BMU, "mobility", "submit_documents", dossier)
    assert documents is not None
    assert (documents.rule, documents.fixed) == ("BMU-18b", date(2027, 2, 28))
    assert documents.day == date(2027, 2, 21), "the candidate may hand in on a Sunday"
    assert day(office, BMU, "documents_submitted", "issue_decree", dossier) == date(2027, 2, 26)


def test_a_semester_that_had_begun_as_the_documents_came_binds_nobody(office: Office) -> None:
    dossier = replace(DOSSIER, semester_start=date(2027, 2, 15))
    late = safe_day(
        office, BMU, "documents_submitted", "issue_decree", dossier, entered_at="2027-03-01 10:00"
    )
    assert late is None


def test_without_a_semester_nothing_hangs_on_the_documents(office: Office) -> None:
    assert safe_day(office, BMU, "mobility", "submit_documents") is None
    dossier = replace(DOSSIER, semester_start=date(2027, 3, 1))
    assert safe_day(office, BEE, "mobility", "submit_documents", dossier) is None


def test_what_the_host_confirmed_takes_the_place_of_what_was_applied_for(office: Office) -> None:
    later = replace(DOSSIER, host_answer=HostAnswer(True, date(2027, 2, 15), date(2027, 6, 30)))
    assert day(office, BEE, "host_acceptance", "sign_learning_agreement", later) == date(
        2027, 2, 12
    )


def test_staff_are_approved_and_sign_before_they_go(office: Office) -> None:
    approval = safe_day(office, TEACHING, "host_acceptance", "approve_mobility")
    assert approval is not None
    assert approval.day == date(2026, 9, 30)
    assert len(approval.compared) == 1, "its own limit, and that of the agreement after it"
    assert day(office, TEACHING, "nominated", "host_accepts") == date(2026, 9, 30)


def test_an_incoming_student_is_accepted_before_the_stay_begins(office: Office) -> None:
    assert day(office, INCOMING, "application", "accept_application") == date(2026, 9, 30)
    assert safe_day(office, INCOMING, "transcript_due", "issue_transcript") is None


def test_who_waits_is_promoted_while_a_host_can_still_answer(office: Office) -> None:
    promotion = safe_day(office, BMU, "ranking", "promote")
    assert promotion is not None
    assert promotion.day == date(2026, 8, 26)
    assert [other.day for other in promotion.compared] == [date(2026, 9, 30)]
    assert "the earliest binds; the other" in promotion.lines("en")[-1]


def test_it_does_not_wait_while_the_step_rests(office: Office) -> None:
    with_appeal = replace(DOSSIER, progress=CallProgress(open_appeals=("BMU-2026-0002",)))
    definition = office.definition(BMU)
    awaited_step = next(a for a in definition.states["ranking"].awaits if a.name == "nominate")
    assert awaited_step.resting(with_appeal) is not None
    assert day(office, BMU, "ranking", "nominate", with_appeal) == date(2026, 8, 26)


def test_it_stands_when_it_has_passed_already(office: Office) -> None:
    assert day(office, BMU, "nominated", "host_accepts", entered_at="2026-11-02 10:00") == date(
        2026, 9, 30
    )


def test_nobody_must_use_a_right(office: Office) -> None:
    assert safe_day(office, BMU, "ranking", "lodge_ranking_appeal") is None


def test_an_appeal_is_decided_while_its_winner_can_still_be_sent(office: Office) -> None:
    assert day(office, BMU, "ranking_appeal", "dismiss_ranking_appeal") == date(2026, 8, 19)


def test_the_offices_own_median_takes_the_place_of_a_limit(office: Office) -> None:
    usual = {("nominated", "host_accepts"): UsualDays(12, 8, 20)}
    quick = safe_day(office, BMU, "ranking", "nominate", replace(DOSSIER, usual_days=usual))
    assert quick is not None
    assert quick.day == date(2026, 9, 18)
    assert "the median of 20 cases of this office" in quick.lines("en")[2]
    few = {("nominated", "host_accepts"): UsualDays(12, 8, 19)}
    assert day(
        office, BMU, "ranking", "nominate", replace(DOSSIER, usual_days=few)
    ) == date(2026, 8, 26)  # fmt: skip


def test_a_median_of_a_step_without_a_limit_in_days_counts_too(office: Office) -> None:
    usual = {("host_acceptance", "sign_learning_agreement"): UsualDays(21, 15, 40)}
    dossier = replace(DOSSIER, usual_days=usual)
    assert day(office, BMU, "nominated", "host_accepts", dossier) == date(2026, 9, 9)


def test_a_stay_beyond_the_calendar_has_none(office: Office) -> None:
    far = replace(DOSSIER, host_answer=HostAnswer(True, date(2131, 1, 1), date(2131, 5, 1)))
    assert safe_day(office, BMU, "nominated", "host_accepts", far) is None


@pytest.mark.parametrize("key", KEYS)
def test_each_path_ends_and_passes_no_state_twice(office: Office, key: str) -> None:
    definition = office.definition(key)
    for name, state in definition.states.items():
        for awaited_step in state.awaits:
            steps = [
                stage.awaited.name for stage in path_from(definition, name, awaited_step).stages
            ]
            assert steps[0] == awaited_step.name
            assert len(set(steps)) == len(steps)


def test_a_receipt_says_each_step_in_both_languages(office: Office) -> None:
    latest = safe_day(office, BMU, "ranking", "nominate")
    assert latest is not None
    assert latest.lines("en") == [
        "Wed 26 Aug 2026 = latest safe day: “Conclude the Learning Agreement” must be done by "
        "Wed 30 Sep 2026 (the day before the stay begins), BMU-8a",
        "“Conclude the Learning Agreement” has no limit in days: it can follow on the same day, "
        "Wed 30 Sep 2026",
        "“The host's answer” takes 35 days (its limit, BMU-15d): the step before it by "
        "Wed 26 Aug 2026",
    ]
    assert latest.lines("sr")[2] == (
        "за „Одговор домаћина“ треба 35 дана (рок по BMU-15d): претходни корак најкасније "
        "сре 26.8.2026."
    )
    assert latest.lines("sr-Latn")[2].startswith("za „Odgovor domaćina“ treba 35 dana")


# What follows is true of any process: small ones are made up, and every day is tried.


class _Rules:
    """A regulation without numbers."""

    def known(self, rule: str) -> bool:
        return True

    def has_number(self, rule: str, name: str) -> bool:
        return False

    def numbers(self, rule: str, on: date) -> Mapping[str, object]:
        return {"appeal_days": 8}

    def rule_of(self, subject: Any) -> str:
        return "R-2"

    def contests_lists_by(self) -> Literal["appeal", "complaint"]:
        return "appeal"

    def has_basis(self, group: Any, name: str) -> bool:
        return True


LIMITS: Final = st.tuples(
    st.sampled_from(get_args(CountedUnit)),
    st.integers(0, 20),
    st.booleans(),
    st.none() | st.builds(UsualDays, st.integers(0, 20), st.integers(0, 15), st.integers(15, 25)),
)
"""Of each step: its unit and days, whether it is limited by the day before the stay too, and what
the office usually takes."""
PAUSES: Final = st.lists(
    st.tuples(st.dates(date(2026, 5, 1), date(2026, 7, 10)), st.integers(0, 12)), max_size=2
)
CLOSURES: Final = st.lists(
    st.tuples(st.dates(date(2026, 4, 1), date(2026, 7, 10)), st.integers(0, 8)), max_size=2
)


def made_up(office: Office, steps: list[Any]) -> ProcessDefinition:
    """States in a row, of which each awaits the step to the next; the last must be done by the
    day before the stay, and so must those that say it."""
    states, transitions = {}, {}
    for place, (unit, days, is_fixed, _) in enumerate(steps):
        limits = [Deadline("R-1", "state_entered", unit, days)]
        if is_fixed or place == len(steps) - 1:
            limits.append(Deadline("R-3", "day_before_stay", "on"))
        awaited_step = Awaited(f"do{place}", Text(f"Step {place}", f"Корак {place}"), ("rector",),
                          tuple(limits), "default")  # fmt: skip
        states[f"s{place}"] = State(f"s{place}", awaited_step.title, (awaited_step,))
        transitions[f"do{place}"] = Transition(
            f"do{place}", awaited_step.title, "R-1", (f"s{place}",), f"s{place + 1}", ("rector",)
        )
    end = f"s{len(steps)}"
    states[end] = State(end, Text("End", "Крај"), end=True)
    model = office.definition(BMU)
    return ProcessDefinition(
        "bmu", "made-up", date(2021, 1, 1), model.title, model.kind, "s0", states, transitions,
        {}, _Rules(), model.anchors, {},
    )  # fmt: skip


def tried(steps: list[Any], fixed_day: date, calendar: Calendar, pauses: tuple[Pause, ...]) -> date:
    """The last worked day from which all later steps, each with its usual days, keep the day."""

    def keeps(first: date) -> bool:
        end = first
        for place, (unit, days, is_fixed, usual) in enumerate(steps):
            if place:
                if usual is not None and usual.cases >= 20:
                    days = usual.working_days if unit == "working_days" else usual.days
                event = Text("done", "готово")
                end = due_after("R-1", event, end, days, unit, calendar, pauses).due
            if (is_fixed or place == len(steps) - 1) and end > fixed_day:
                return False
        return True

    first = fixed_day
    while True:
        is_open = calendar.is_worked(first) and not any(
            pause.first_day <= first <= pause.last_day for pause in pauses
        )
        if is_open and keeps(first):
            return first
        first -= timedelta(days=1)


@settings(max_examples=150, deadline=None)
@given(st.lists(LIMITS, min_size=1, max_size=4), PAUSES, CLOSURES,
       st.dates(date(2026, 6, 20), date(2026, 7, 20)))  # fmt: skip
def test_it_is_the_last_day_from_which_every_day_that_cant_move_is_kept(
    office: Office,
    steps: list[Any],
    pause_spans: list[Any],
    closure_spans: list[Any],
    first_day: date,
) -> None:
    calendar = Calendar(
        tuple(Closure(day, day + timedelta(n), Text("shut", "не ради")) for day, n in closure_spans)
    )
    pauses = tuple(Pause(day, day + timedelta(n), None) for day, n in pause_spans)
    definition = made_up(office, steps)
    dossier = replace(
        DOSSIER,
        host_answer=HostAnswer(True, first_day, LAST),
        pauses=pauses,
        usual_days={
            (f"s{place}", f"do{place}"): usual
            for place, (_, _, _, usual) in enumerate(steps)
            if usual is not None
        },
    )
    case = case_in(definition, "s0", "2026-03-20 10:00")
    latest = latest_safe_day(definition, definition.states["s0"].awaits[0], case, dossier,
                              calendar)  # fmt: skip
    assert latest is not None
    assert latest.day == tried(steps, first_day - timedelta(days=1), calendar, pauses)
    assert recompute(latest) == latest.day, "from the receipt alone"
    assert SafeDay.from_json(latest.to_json()) == latest
    assert counted_by(latest, calendar) == latest
