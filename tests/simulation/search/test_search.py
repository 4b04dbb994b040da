"""The search finds what is planted in a definition, and tells it as a story.

That it finds nothing in any definition that is shipped, `tests/cli/test_proving.py` says.
"""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest

from office.wiring import Office
from simulation.rehearsal.report import rehearse
from simulation.search.searching import Discovery, search
from simulation.search.shortening import shortened
from simulation.search.stories import scenario_of, story_lines
from states.loader import HERE

STUDIES = "bmu/outgoing-studies.2021-06-29"
FACULTY = "bee/outgoing-studies.2021-01-01"


@dataclass(frozen=True)
class Planted:
    """Changes of a definition's text, and the fault that they plant."""

    definition: str
    changes: dict[str, str]
    what: str


NOT_AWAITED = {"- when: corrected_list_awaited": "- when: is_waiting"}
NEVER_RESTS = {"        rests: list_can_change\n": ""}
UNGUARDED = {"    guards: [{guard: no_appeal_possible_or_open, rule: BMU-15c}]\n": ""}
WHERE_IT_STAYS = (
    "    stays_in: [nominated, host_acceptance, la_signed, mobility, documents_submitted, decree, "
    "closed, refused, cancelled]\n"
)
BY_THE_RECTOR = (
    f"{WHERE_IT_STAYS}    settles_list: true\n    roles: [rector]\n    takes: appeal_upheld"
)
AT_RECORDING = "who certifies the decision first\n        deadline: {rule: BEE-R2, "
UNGUARDED_AT_THE_FACULTY = {
    "    guards: [{guard: no_appeal_possible_or_open, rule: BEE-C5}]\n": "    guards: []\n"
}

PLANTED = {
    "nobody is asked for the corrected list": Planted(
        STUDIES, NOT_AWAITED, "no due date: ranking publish_list"
    ),
    "the winner of an appeal is closed by the old list": Planted(
        STUDIES, {**NOT_AWAITED, **NEVER_RESTS, **UNGUARDED}, "closed: upheld"
    ),
    "an upheld appeal is followed by time at once": Planted(
        STUDIES,
        {**NOT_AWAITED, **NEVER_RESTS, **UNGUARDED},
        "at once: uphold_ranking_appeal close_unselected",
    ),
    "a dismissed appeal does not declare what follows it": Planted(
        STUDIES,
        {"    at_once: [close_unselected]\n": ""},
        "at once: dismiss_ranking_appeal close_unselected",
    ),
    "who waits is closed the day before the stay, whatever can still change": Planted(
        STUDIES,
        {
            "deadline: {rule: BMU-15d, on: waiting_ends}": "deadline: {rule: BMU-15d, "
            "on: day_before_stay}"
        },
        "refused: close_unselected",
    ),
    "nobody is asked to deliver the Decree": Planted(
        STUDIES,
        {"- when: decree_not_delivered": "- when: is_waiting"},
        "no due date: decree lodge_appeal",
    ),
    "one is nominated while the list can change": Planted(
        STUDIES,
        {
            "      - {guard: no_appeal_possible_or_open, rule: BMU-15c}\n      "
            "- {guard: is_selected": "      - {guard: is_selected"
        },
        "sent: nominate",
    ),
    "the faculty nominates while the list can change": Planted(
        FACULTY,
        {
            "      - {guard: no_appeal_possible_or_open, rule: BEE-C5}\n      "
            "- {guard: is_selected": "      - {guard: is_selected"
        },
        "sent: nominate",
    ),
    "at the faculty nobody is asked for the corrected list": Planted(
        FACULTY, NOT_AWAITED, "no due date: ranking publish_list"
    ),
    "at the faculty nobody lapses while the call is not open": Planted(
        FACULTY,
        {
            "  lapse: {rule: BEE-C1}\n": "  lapse: {rule: BEE-C1, guards: "
            "[{guard: call_is_open, rule: BEE-C1}]}\n"
        },
        "refused: lapse",
    ),
    "at the faculty a dismissed complaint does not declare what follows it": Planted(
        FACULTY,
        {"  dismiss_ranking_appeal:\n": "  dismiss_ranking_appeal:\n    at_once: []\n"},
        "at once: dismiss_ranking_appeal close_unselected",
    ),
    "time closes a case while an appeal is open": Planted(
        STUDIES, {**NEVER_RESTS, **UNGUARDED}, "closed: list can change"
    ),
    "who wins a complaint is closed by that": Planted(
        FACULTY,
        {
            "  uphold_ranking_appeal:\n": "  uphold_ranking_appeal:\n    to: not_selected\n",
        },
        "closed: upheld",
    ),
    "time closes who still waits for the decision on an appeal": Planted(
        STUDIES,
        {
            "after: appeal_lodged, days: decision_days}\n      right: true\n  nominated": "after: "
            "appeal_lodged, days: decision_days}\n      then: close_unselected\n      right: true\n"
            "  nominated",
            "    from: ranking\n    to: not_selected\n": "    from: [ranking, ranking_appeal]\n"
            "    to: not_selected\n",
            **UNGUARDED,
        },
        "closed: appeal open",
    ),
    "who waits is on the list for ever": Planted(
        FACULTY,
        {
            "{rule: BEE-L3, on: waiting_ends}\n        then: close_unselected\n": "{rule: BEE-L3, "
            "on: waiting_ends}\n"
        },
        "waits for ever: ranking promote",
    ),
    "without Erasmus+ no case is ever closed": Planted(
        FACULTY,
        {
            "      - {guard: recognition_is_settled, rule: BEE-R2}\n": "      - {guard: "
            "programme_is_erasmus, rule: BEE-R2}\n"
        },
        "no way on: documents_submitted",
    ),
    "nobody lapses while the call is not open": Planted(
        STUDIES,
        {
            "    to: not_applied\n": "    to: not_applied\n    guards: [{guard: call_is_open, "
            "rule: BMU-15a}]\n"
        },
        "refused: lapse",
    ),
    "nobody may enter the agreement that is to be signed": Planted(
        STUDIES,
        {
            "  agreement: {rule: BMU-8b, roles: "
            "[mobility_coordinator, academic_coordinator, candidate]}\n": ""
        },
        "no way on: host_acceptance",
    ),
    "at the faculty the winner of a complaint is closed by the old list": Planted(
        FACULTY, {**NOT_AWAITED, **NEVER_RESTS, **UNGUARDED_AT_THE_FACULTY}, "closed: upheld"
    ),
    "at the faculty an upheld complaint is followed by time at once": Planted(
        FACULTY,
        {**NOT_AWAITED, **NEVER_RESTS, **UNGUARDED_AT_THE_FACULTY},
        "at once: uphold_ranking_appeal close_unselected",
    ),
    "who wins an appeal is closed by that": Planted(
        STUDIES,
        {
            f"    to: ranking\n{BY_THE_RECTOR}": f"    to: not_selected\n{BY_THE_RECTOR}",
        },
        "closed: upheld",
    ),
    "at the faculty who waits is closed the day before the stay, whatever can still change": (
        Planted(
            FACULTY,
            {
                "deadline: {rule: BEE-L3, on: waiting_ends}": "deadline: {rule: BEE-L3, "
                "on: day_before_stay}"
            },
            "refused: close_unselected",
        )
    ),
    "a host may accept only who waits": Planted(
        STUDIES,
        {
            "    takes: host_period\n    guards:\n": "    takes: host_period\n    guards:\n"
            "      - {guard: is_waiting, rule: BMU-15d}\n"
        },
        "no way on: nominated",
    ),
    "at the faculty nobody may enter the transcript that is to be recognised": Planted(
        FACULTY,
        {"  transcript: {rule: BEE-R1}\n": "  transcript: null\n"},
        "no way on: documents_submitted",
    ),
    "who waits at the university is on the list for ever": Planted(
        STUDIES,
        {
            "{rule: BMU-15d, on: waiting_ends}\n        then: close_unselected\n": (
                "{rule: BMU-15d, on: waiting_ends}\n"
            )
        },
        "waits for ever: ranking promote",
    ),
    "at the faculty recording counts from a delivery that nobody is asked for": Planted(
        FACULTY,
        {
            f"{AT_RECORDING}after: state_entered": f"{AT_RECORDING}after: decree_delivered",
        },
        "no due date: decree close",
    ),
    "at the faculty an application is due on a day that only it tells": Planted(
        FACULTY,
        {
            "  call: {awaits: {deadline: {rule: BEE-C1}}}": "  call: {awaits: {deadline: "
            "{rule: BEE-C1, on: first_day_of_stay}}}"
        },
        "no due date: call submit_application",
    ),
    "who waits gets a place while the list can change": Planted(
        STUDIES,
        {
            "      - {guard: no_appeal_possible_or_open, rule: BMU-15c}\n      "
            "- {guard: is_waiting": "      - {guard: is_waiting"
        },
        "sent: promote",
    ),
    "a host accepts whom nobody has nominated yet": Planted(
        STUDIES,
        {
            "    from: nominated\n    to: host_acceptance": "    from: [nominated, ranking]\n    "
            "to: host_acceptance"
        },
        "sent: host_accepts",
    ),
    "at the faculty who loses a complaint is nominated by that": Planted(
        FACULTY,
        {
            "  dismiss_ranking_appeal:\n": "  dismiss_ranking_appeal:\n    to: nominated\n"
            "    at_once: []\n"
        },
        "sent: dismiss_ranking_appeal",
    ),
    "who loses an appeal is nominated by that": Planted(
        STUDIES,
        {
            f"    to: ranking\n{WHERE_IT_STAYS}    settles_list: true\n    at_once: "
            "[close_unselected]\n": f"    to: nominated\n{WHERE_IT_STAYS}    settles_list: true\n"
        },
        "sent: dismiss_ranking_appeal",
    ),
    "at the faculty a host accepts whom nobody has nominated yet": Planted(
        FACULTY,
        {
            "  host_accepts: {rule: BEE-L3, guards: []}\n": "  host_accepts: {rule: BEE-L3, "
            "from: [nominated, ranking], guards: []}\n"
        },
        "sent: host_accepts",
    ),
    "at the faculty who waits gets a place while the list can change": Planted(
        FACULTY,
        {
            "      - {guard: no_appeal_possible_or_open, rule: BEE-C5}\n      "
            "- {guard: is_waiting": "      - {guard: is_waiting"
        },
        "sent: promote",
    ),
    "at the faculty time closes a case while a complaint is open": Planted(
        FACULTY, {**NEVER_RESTS, **UNGUARDED_AT_THE_FACULTY}, "closed: list can change"
    ),
    "at the faculty time closes who still waits for the decision on a complaint": Planted(
        FACULTY,
        {
            "      owner: dean\n      deadline: {rule: BEE-C5}\n": "      owner: dean\n      "
            "deadline: {rule: BEE-C5}\n      then: close_unselected\n",
            "  close_unselected:\n    rule: BEE-C5\n": "  close_unselected:\n    rule: BEE-C5\n"
            "    from: [ranking, ranking_appeal]\n",
            **UNGUARDED_AT_THE_FACULTY,
        },
        "closed: appeal open",
    ),
}
"""What stood in the shipped definitions once, and what somebody may write one day."""


def planted(office: Office, folder: Path, fault: Planted) -> Office:
    """The office with the fault in its copy of the definitions."""
    shutil.copytree(HERE, folder)
    path = folder / f"{fault.definition}.yaml"
    text = path.read_text(encoding="utf-8")
    for was, becomes in fault.changes.items():
        assert was in text
        text = text.replace(was, becomes)
    path.write_text(text, "utf-8")
    return Office(office.settings, office.data, folder)


def found(office: Office, fault: Planted) -> Discovery:
    """The planted fault as the search tells it; what else there is to find is not waited for."""
    discoveries = search(office, office.definition(fault.definition))
    discovery = next(
        (discovery for discovery in discoveries if discovery.broken.what == fault.what), None
    )
    assert discovery is not None, f"“{fault.what}” is not found"
    return discovery


@pytest.mark.parametrize("fault", PLANTED.values(), ids=PLANTED)
def test_a_planted_fault_is_found_and_its_story_shows_it_when_it_is_rehearsed(
    office: Office, tmp_path: Path, fault: Planted
) -> None:
    faulty = planted(office, tmp_path / "definitions", fault)
    definition = faulty.definition(fault.definition)
    discovery = shortened(faulty, definition, found(faulty, fault))
    scenario = tmp_path / "story.yaml"
    scenario.write_text(scenario_of(definition, discovery), encoding="utf-8")
    report = rehearse(faulty, scenario)
    assert [step.what for step in report.steps[:-1] if step.problems] in (
        [], [step.what for step in report.steps[-2:-1]],
    )  # fmt: skip
    if discovery.broken.state or discovery.broken.refused_under:
        assert not report.held


def test_what_is_wrong_from_the_beginning_is_told_as_well(office: Office, tmp_path: Path) -> None:
    edits = {"rule: BMU-15a, on: call_closes": "rule: BMU-15a, on: first_day_of_stay"}
    fault = Planted(STUDIES, edits, "no due date: call submit_application")
    faulty = planted(office, tmp_path / "definitions", fault)
    discovery = found(faulty, fault)
    assert discovery.story == ()
    scenario = tmp_path / "story.yaml"
    scenario.write_text(
        scenario_of(faulty.definition(fault.definition), discovery), encoding="utf-8"
    )
    (step,) = rehearse(faulty, scenario).steps
    assert step.due is None


def test_a_story_says_no_more_than_it_needs(office: Office, tmp_path: Path) -> None:
    fault = PLANTED["one is nominated while the list can change"]
    faulty = planted(office, tmp_path / "definitions", fault)
    discovery = shortened(faulty, faulty.definition(fault.definition), found(faulty, fault))
    assert [line.split(" · ")[1] for line in story_lines(discovery)] == [
        "submit_application", "publish_list", "nominate",
    ]  # fmt: skip
    facts = [event.details for event in discovery.story if event.kind == "record"]
    assert all(fact and fact.get("kind") != "late_agreement_consent" for fact in facts)
