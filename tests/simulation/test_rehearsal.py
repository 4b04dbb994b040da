"""A rehearsal says what did not hold: a false expectation never passes, a slip never hides."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from office.wiring import Office
from simulation.rehearsal.report import Report, rehearse
from states.strict_yaml import InvalidFile
from states.validation_error import ValidationError

STORIES = Path(__file__).parents[1] / "situations" / "bmu"
GIVEN = """\
scenario: A story
institution: bmu
process: outgoing-studies
clock: 2026-01-12 09:00
given:
  call:
    title: Spring
    published: 2026-01-12
    closes: 2026-01-19
    required: [cv]
    criteria: {grade_average: 50}
    hosts: [{name: University of Graz, email: in@graz.example, country: AT, places: 1}]
    commission: [m.ilic]
  candidates:
    ana: {name: Ana Petrović, email: ana@students.example, level: master}
"""
TWO = GIVEN + "    eva: {name: Eva Lukić, email: eva@students.example, level: master}\n"
CV = "  - {at: 2026-01-13 09:00, by: candidate, record: document, with: {kind: cv}}\n"
APPLY = (
    "by: candidate, do: submit_application, "
    "with: {hosts: [University of Graz], from: 2026-03-01, to: 2026-07-31}"
)
SCORE = (
    "  - {at: 2026-01-20 09:00, by: commission_member, call: score, "
    "with: {member: m.ilic, case: ana, points: {grade_average: 40}}}\n"
)
Play = Callable[[str], Report]


@pytest.fixture
def play(office: Office, tmp_path: Path) -> Play:
    """Plays a story that consists of these steps."""

    def play_story(steps: str, situation: str = GIVEN) -> Report:
        path = tmp_path / "story.yaml"
        path.write_text(f"{situation}steps:\n{steps}", encoding="utf-8")
        return rehearse(office, path)

    return play_story


def problems(report: Report) -> list[str]:
    return [problem for step in report.steps for problem in step.problems]


def applies(expect: str) -> str:
    return f"{CV}  - {{at: 2026-01-13 10:00, {APPLY}, expect: {{{expect}}}}}\n"


def test_a_true_story_holds_and_each_step_tells_state_and_due_day(play: Play) -> None:
    report = play(applies("state: application, due: 2026-01-27"))
    assert report.held
    steps = report.to_json()["steps"]
    assert [step["state"] for step in steps] == ["call", "application"]
    assert steps[1]["due"] == "2026-01-27"
    assert steps[1]["what"] == "submit_application"


@pytest.mark.parametrize(
    ("expect", "problem"),
    [
        ("state: ranking", "state ranking expected, it is application"),
        ("due: 2026-01-26", "due 2026-01-26 expected, it is 2026-01-27"),
        (
            "owner: rector",
            "owner rector expected, it is mobility_coordinator,commission_member",
        ),
        ("refused: [BMU-14]", "refused under BMU-14 expected, got nothing"),
        (
            "mails: [{mail: application_received, to: rector}]",
            "mail application_received to rector expected; sent: application_received to candidate",
        ),
        (
            "no_mails: [application_received]",
            "mail application_received was sent and should not have been",
        ),
        ("documents: [refusal_letter]", "document refusal_letter expected; made: none"),
        ("decree: {remaining: []}", "no Decree was issued"),
    ],
)
def test_a_false_expectation_is_reported_with_what_was(
    play: Play, expect: str, problem: str
) -> None:
    assert problem in problems(play(applies(expect)))


SIGNED = (
    "  - {at: 2026-01-13 08:30, by: mobility_coordinator, record: signature, "
    "with: {document: study_plan, party: student, on: %s}, expect: {wrong_input: [%s]}}\n"
)


def test_values_that_are_not_taken_may_be_expected_and_the_story_goes_on(play: Play) -> None:
    report = play(SIGNED % ("2026-01-14", "on") + applies("state: application"))
    assert report.held
    assert [step.state for step in report.steps] == ["call", "call", "application"]


@pytest.mark.parametrize(
    ("day", "fields", "sentence"),
    [
        ("2026-01-13", "on", "wrong input in on expected, the values were taken"),
        ("2026-01-14", "party", "wrong input in party expected, got on: on: 2026-01-14 lies in"),
        ("2026-01-14", "on, party", "wrong input in on, party expected, got on: on: 2026"),
        ("2026-13-14", "", "wrong input in  expected, got on: on: '2026-13-14' is not a date"),
    ],
)
def test_values_that_are_taken_or_wrong_elsewhere_are_play(
    play: Play, day: str, fields: str, sentence: str
) -> None:
    sentences = problems(play(SIGNED % (day, fields)))
    assert sentences[0].startswith(sentence)


def test_the_fields_of_a_wrong_input_are_a_set_with_the_path_to_each_row(play: Play) -> None:
    courses = "courses: [{ects: six}, {ects: 6}, {ects: -1}]"
    agreement = (
        "  - {at: 2026-01-13 09:30, by: candidate, record: agreement, "
        f"with: {{{courses}, semesters: 9}}, "
        "expect: {wrong_input: [semesters, courses.2.ects, courses.0.ects]}}\n"
    )
    assert play(agreement).held


def test_a_refusal_is_no_wrong_input(play: Play) -> None:
    step = "  - {at: 2026-01-13 09:30, by: rector, do: withdraw, expect: {wrong_input: [reason]}}\n"
    assert problems(play(step)) == [
        "was refused: BMU-15d: “Withdraw” is for: Candidate, Mobility Coordinator, not for: "
        "Rector.",
        "wrong input in reason expected, the values were taken",
    ]


def test_a_false_part_of_the_receipt_is_reported_with_the_receipt(play: Play) -> None:
    (problem,) = problems(play(applies("receipt: [BMU-15b, BMU-99]")))
    assert problem.startswith("the receipt does not contain “BMU-99”: ")
    assert "8 days after Mon 19 Jan 2026" in problem


def test_a_refusal_that_nobody_expected_is_reported_with_its_reasons(play: Play) -> None:
    (problem,) = problems(play(f"  - {{at: 2026-01-13 10:00, {APPLY}}}\n"))
    assert problem == "was refused: BMU-15a: Missing document: CV."


def test_a_refusal_under_another_rule_is_no_match_nor_is_one_rule_of_two(play: Play) -> None:
    step = f"  - {{at: 2026-01-13 10:00, {APPLY}, expect: {{refused: [%s]}}}}\n"
    assert problems(play(step % "BMU-15a")) == []
    assert problems(play(step % "BMU-14")) == ["refused under BMU-14 expected, got BMU-15a"]
    assert problems(play(step % "BMU-14, BMU-15a")) == [
        "refused under BMU-14, BMU-15a expected, got BMU-15a"
    ]


@pytest.mark.parametrize(
    ("places", "problem"),
    [
        ("{case: ana, rank: 2}", "list: rank 2 expected, it is 1"),
        ("{case: ana, outcome: waiting}", "list: outcome waiting expected, it is selected"),
        ("{case: ana, points: 41}", "list: points 41 expected, it is 40"),
        ("", "a list of 0 expected, it has 1"),
    ],
)
def test_a_false_list_is_reported(play: Play, places: str, problem: str) -> None:
    publish = "{at: 2026-01-20 10:00, by: mobility_coordinator, call: publish_list, "
    steps = applies("state: application") + SCORE
    steps += f"  - {publish}expect: {{list: [{places}]}}}}\n"
    assert problem in problems(play(steps))


@pytest.mark.parametrize(
    ("decree", "problem"),
    [
        ("remaining: [Logika]", "remaining ['Logika'] expected, it is []"),
        ("supplement: []", "supplement [] expected, it is ['German for Beginners']"),
        ("replaced: [{grade: '10'}, {}, {}]", "decree: grade 10 expected, it is 9"),
        ("replaced: [{home: Logika}, {}, {}]", "decree: home Logika expected, it is Baze podataka"),
        ("remedy: {to: dean, days: 8}", "remedy to dean within 8 days expected"),
        ("remedy: {to: rector, days: 7}", "remedy to rector within 7 days expected"),
    ],
)
def test_a_false_part_of_the_decree_is_reported(
    office: Office, tmp_path: Path, decree: str, problem: str
) -> None:
    path = tmp_path / "story.yaml"
    base = STORIES / "a-short-spring-stay.yaml"
    path.write_text(
        f"scenario: A story\ncontinues: {{scenario: {base}, until: 2026-06-03 10:00}}\nsteps:\n"
        f"  - {{at: 2026-06-03 11:00, expect: {{decree: {{{decree}}}}}}}\n",
        encoding="utf-8",
    )
    (sentence,) = problems(rehearse(office, path))
    assert sentence.startswith(problem)


@pytest.mark.parametrize(
    ("step", "problem"),
    [
        ("by: candidate, do: fly", "`fly` is not a step of bmu/outgoing-studies"),
        ("by: pope, do: withdraw", "`pope` is not a role; known are: mobility_coordinator"),
        ("by: {role: dean, for: pope}, do: withdraw", "`pope` is not a role"),
        ("by: candidate, record: horoscope", "`horoscope` is not a fact of bmu/outgoing-studies"),
        ("by: candidate, record: document, with: {kind: horoscope}", "kind: `horoscope` is not"),
        (
            "by: mobility_coordinator, record: delivery, with: {document: decre, on: 2026-01-13}",
            "document: `decre` is not a kind of document",
        ),
        ("by: candidate, record: stay, with: {left_on: 2026-01-01}", "left_on: is not a known key"),
        (
            "by: candidate, record: stay, with: {arrived_on: 2026-02-30}",
            "arrived_on: '2026-02-30' is not a date that exists",
        ),
        ("by: candidate, case: eva, do: withdraw", "there is no candidate"),
        ("case: eva", "there is no candidate"),
        ("by: rector, call: dance", "`dance` is not a step of a call"),
        (
            "by: commission_member, call: score, with: {member: x, case: ana, points: {}}",
            "x is not in the commission",
        ),
        (
            "by: commission_member, call: score, with: {member: m.ilic, case: eva, points: {}}",
            "there is no candidate `eva`",
        ),
    ],
)
def test_a_slip_in_a_step_is_a_problem_of_that_step_and_not_a_crash(
    play: Play, step: str, problem: str
) -> None:
    (sentence,) = problems(play(f"  - {{at: 2026-01-13 10:00, {step}}}\n"))
    assert problem in sentence


def test_with_several_candidates_the_step_must_say_whom_it_is_about(play: Play) -> None:
    (sentence,) = problems(play("  - {at: 2026-01-13 10:00, by: candidate, do: withdraw}\n", TWO))
    assert sentence == (
        "can't be done: the step must say of which `case`: there are several candidates"
    )


def test_with_several_candidates_what_is_expected_of_a_case_must_say_of_which(play: Play) -> None:
    step = "  - {{at: 2026-01-13 10:00, {}expect: {{state: closed, due: 2026-01-14}}}}\n"
    with pytest.raises(InvalidFile) as refusal:
        play(step.format(""), TWO)
    assert [problem.path for problem in refusal.value.problems] == [
        "steps[1].expect.state",
        "steps[1].expect.due",
    ]
    assert "of which `case`? There are several candidates" in str(refusal.value)
    assert problems(play(step.format("case: eva, "), TWO)) == [
        "state closed expected, it is call",
        "due 2026-01-14 expected, it is 2026-01-19",
    ]


def test_points_say_of_whom_they_are_and_so_does_what_is_expected_then(play: Play) -> None:
    score = SCORE.replace("grade_average: 40}}", "grade_average: 40}}, expect: {state: ranking}")
    assert problems(play(score, TWO)) == ["state ranking expected, it is not_applied"]


@pytest.mark.parametrize(
    ("steps", "place"),
    [
        ("  - {at: 2026-02-30 10:00}\n", "steps[1].at: '2026-02-30 10:00' is not an instant"),
        ("  - {at: soon}\n", "steps[1].at: 'soon' is not an instant"),
        ("  - {at: 2026-01-13 10:00, expect: {stat: call}}\n", "stat: is not a known key here"),
        ("  - {at: 2026-01-13 10:00, do: withdraw}\n", "steps[1]: `by` is missing: who acts?"),
        (
            "  - {at: 2026-01-13 10:00, by: candidate, do: withdraw, record: document}\n",
            "steps[1]: a step is one of `record`, `do` and `call`",
        ),
        (
            "  - {at: 2026-01-14 10:00}\n  - {at: 2026-01-13 10:00}\n",
            "steps[2].at: lies before the step before it",
        ),
    ],
)
def test_a_file_that_is_no_scenario_is_refused_with_the_place(
    play: Play, steps: str, place: str
) -> None:
    with pytest.raises(InvalidFile) as refusal:
        play(steps)
    assert place in str(refusal.value)
    assert "story.yaml:" in str(refusal.value)


def test_a_scenario_must_say_what_is_given(play: Play) -> None:
    with pytest.raises(InvalidFile) as refusal:
        play("  - {at: 2026-01-13 10:00}\n", "scenario: Nothing given\n")
    assert [problem.path for problem in refusal.value.problems] == ["clock", "given", "institution"]


def test_scenarios_that_continue_each_other_in_a_circle_are_refused(
    office: Office, tmp_path: Path
) -> None:
    for name, other in (("one", "two"), ("two", "one")):
        (tmp_path / f"{name}.yaml").write_text(
            f"scenario: {name}\ncontinues: {{scenario: {other}.yaml, until: 2026-01-13 10:00}}\n"
            "steps: []\n",
            encoding="utf-8",
        )
    with pytest.raises(InvalidFile, match="goes round in a circle"):
        rehearse(office, tmp_path / "one.yaml")


def test_a_scenario_continued_from_a_file_that_is_not_there_is_refused(
    office: Office, tmp_path: Path
) -> None:
    path = tmp_path / "one.yaml"
    path.write_text(
        "scenario: One\ncontinues: {scenario: nobody.yaml, until: 2026-01-13 10:00}\nsteps: []\n",
        encoding="utf-8",
    )
    with pytest.raises(InvalidFile, match="can't be read: No such file"):
        rehearse(office, path)


def test_the_expectations_of_the_story_that_is_continued_are_checked_too(
    office: Office, tmp_path: Path
) -> None:
    (tmp_path / "base.yaml").write_text(
        f"{GIVEN}steps:\n{applies('state: ranking')}", encoding="utf-8"
    )
    path = tmp_path / "one.yaml"
    path.write_text(
        "scenario: One\ncontinues: {scenario: base.yaml, until: 2026-01-13 10:00}\nsteps: []\n",
        encoding="utf-8",
    )
    assert problems(rehearse(office, path)) == ["state ranking expected, it is application"]


def test_a_call_that_can_not_stand_is_refused_with_file_place_and_rule(
    office: Office, tmp_path: Path
) -> None:
    path = tmp_path / "closed-before.yaml"
    situation = GIVEN.replace("closes: 2026-01-19", "closes: 2026-01-11")
    path.write_text(f"{situation}steps: []\n", encoding="utf-8")
    with pytest.raises(ValidationError) as refusal:
        rehearse(office, path)
    assert str(refusal.value) == (
        f"{path}: given.call: closes: the call closes on 2026-01-11, before it is published on "
        "2026-01-12 (BMU-15a)"
    )


def test_an_address_that_no_mail_reaches_is_refused_where_the_story_gives_it(play: Play) -> None:
    odd = GIVEN.replace("ana@students.example", "ана@students.example")
    with pytest.raises(InvalidFile, match=r"candidates\.ana\.email: .* is no e-mail address"):
        play(applies("mails: [{mail: application_received, to: candidate}]"), odd)


def test_timers_fire_at_their_own_instants_on_the_way(play: Play) -> None:
    """Two levels and the lapse lie between two steps; all have happened by the second."""
    steps = (
        "  - {at: 2026-01-13 10:00}\n"
        "  - {at: 2026-01-20 00:00, expect: {state: not_applied, "
        "mails: [{mail: reminder, to: candidate}], no_mails: [overdue]}}\n"
    )
    assert play(steps).held


def test_which_guards_say_no_is_compared_with_those_that_a_story_names(play: Play) -> None:
    step = (
        "  - {{at: 2026-01-13 09:00, {apply}, expect: {{refused: [BMU-15a], guards: {guards}}}}}\n"
    )
    right = step.format(apply=APPLY, guards="[required_documents_present]")
    assert play(right).held
    wrong = step.format(apply=APPLY, guards="[call_is_open]")
    (problem,) = problems(play(wrong))
    assert problem == "guards call_is_open expected to say no, got required_documents_present"
    by_the_wrong_role = right.replace("by: candidate", "by: rector")
    (problem,) = problems(play(by_the_wrong_role))
    assert problem.endswith("got none")
