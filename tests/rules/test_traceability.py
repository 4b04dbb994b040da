"""Every rule is accounted for, every place of a definition rests on one, and the page says so."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from office.wiring import Office, open_office
from rules.regulation import Rule
from rules.traceability import NEVER_GIVE_WAY, Table, Use, trace
from rules.traceability_page import render_markdown
from simulation.rehearsal.evidence import Evidence, evidence_in, refusing_places
from states.definition import ProcessDefinition
from states.loader import HERE, definition_files
from states.text import Text

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "rules.md"
SITUATIONS = ROOT / "tests" / "situations"


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Office:
    return open_office(tmp_path_factory.mktemp("office"))


@pytest.fixture(scope="module")
def definitions(office: Office) -> list[ProcessDefinition]:
    keys = (path.relative_to(HERE).with_suffix("").as_posix() for path in definition_files())
    return [office.definition(key) for key in keys]


@pytest.fixture(scope="module")
def evidence(office: Office) -> Evidence:
    return evidence_in(SITUATIONS, office)


@pytest.fixture(scope="module")
def table(office: Office, definitions: list[ProcessDefinition], evidence: Evidence) -> Table:
    return trace(definitions, office.regulations, evidence)


def uses(table: Table, institution: str, rule: str, kind: str) -> set[tuple[str, str]]:
    traced_rule = next(t for t in table.rules if (t.institution, t.id) == (institution, rule))
    return {(use.at, use.name) for use in traced_rule.uses if use.kind == kind}


def test_no_rule_of_either_regulation_is_forgotten(table: Table) -> None:
    assert [traced_rule.id for traced_rule in table.forgotten] == []
    assert len(table.rules) == sum(len(book.rules) for book in table.institutions.values())


def test_every_guard_deadline_step_fact_letter_and_document_rests_on_a_rule(table: Table) -> None:
    assert table.uncited == ()
    assert {use.kind for use in table.uses} == {
        "guard", "deadline", "step", "document", "mail", "fact",
    }  # fmt: skip


def test_each_guard_is_seen_to_refuse_and_to_give_way_wherever_a_process_asks_it(
    table: Table,
) -> None:
    """A rule is enforced where a story of that process sees the refusal and what removes it."""
    unshown = {
        (use.definition.split(".")[0], use.at, use.name)
        for rule in table.unshown
        for use in rule.unshown
    }
    assert unshown == set()


def test_each_guard_is_seen_to_refuse_in_each_step_of_each_process_that_asks_it(
    office: Office, table: Table
) -> None:
    """Those of which no story can tell that they give way are seen to refuse all the same."""
    guard_places = {
        (use.definition.split(".")[0], use.at, use.name)
        for use in table.uses
        if use.kind == "guard"
    }
    unseen_places = guard_places - refusing_places(SITUATIONS, office)
    # A call without three members does not open, so no list of it is ever asked for.
    assert unseen_places == {
        (f"bee/outgoing-{kind}", "publish_list", "commission_has_three")
        for kind in ("studies", "teaching", "training")
    }


def test_no_story_tells_that_a_guard_gives_way_of_which_it_is_said_that_none_can(
    table: Table, evidence: Evidence
) -> None:
    """An exception that is none any more is found; each has its reason and is asked somewhere."""
    assert {guard for _, _, guard in evidence} & set(NEVER_GIVE_WAY) == set()
    assert set(NEVER_GIVE_WAY) <= {use.name for use in table.uses if use.kind == "guard"}
    assert all(NEVER_GIVE_WAY.values())


def test_a_guard_that_no_story_of_its_own_process_shows_is_found(
    office: Office, definitions: list[ProcessDefinition], evidence: Evidence
) -> None:
    """A rule is no more enforced here because another process is seen to enforce it."""
    stories = dict(evidence)
    del stories["bmu/outgoing-teaching", "host_cancels", "nobody_has_arrived"]
    (traced_rule,) = trace(definitions, office.regulations, stories).unshown
    assert (traced_rule.institution, traced_rule.id) == ("bmu", "BMU-31b")
    assert [(use.definition.split(".")[0], use.at, use.name) for use in traced_rule.unshown] == [
        ("bmu/outgoing-teaching", "host_cancels", "nobody_has_arrived")
    ]
    assert traced_rule.stories


def test_every_guard_is_asked_somewhere(table: Table) -> None:
    assert table.idle_guards == ()


def test_all_kinds_of_mobility_of_both_institutions_are_traced(table: Table) -> None:
    kinds = {use.definition.split(".")[0] for use in table.uses}
    bmu = "outgoing-studies outgoing-traineeship outgoing-teaching outgoing-training"
    more_kinds = (
        "outgoing-research", "incoming-studies", "incoming-traineeship", "transcript-request",
        "international-project", "inter-institutional-agreement",
    )  # fmt: skip
    bee = (
        "outgoing-studies", "outgoing-teaching", "outgoing-training",
        "inter-institutional-agreement",
    )  # fmt: skip
    assert kinds == {f"bmu/{k}" for k in (*bmu.split(), *more_kinds)} | {f"bee/{k}" for k in bee}


def test_the_way_from_a_rule_to_its_places_is_the_way_back(table: Table) -> None:
    there = [use for traced_rule in table.rules for use in traced_rule.uses]
    assert sorted(map(repr, there)) == sorted(map(repr, table.uses))


def test_a_rule_knows_what_enforces_and_what_times_it(table: Table) -> None:
    assert uses(table, "bmu", "BMU-31a", "guard") == {("start_mobility", "insurance_covers_stay")}
    deadlines = uses(table, "bmu", "BMU-24a", "deadline")
    assert (
        "documents_submitted",
        "issue_decree decree working days after documents_delivered",
    ) in deadlines
    assert ("issue_decree", "decree") in uses(table, "bee", "BEE-R2", "document")
    assert ("accept_application", "accept_application") in uses(table, "bmu", "BMU-26b", "step")


def test_a_rule_that_nothing_carries_out_is_found(
    office: Office, definitions: list[ProcessDefinition]
) -> None:
    bmu = office.regulations["bmu"]
    idle = Rule(Text("art. 99", "чл. 99."), Text("Nothing.", "Ништа."))
    books = {**office.regulations, "bmu": replace(bmu, rules={**bmu.rules, "BMU-99": idle})}
    new_table = trace(definitions, books, {})
    assert [traced_rule.id for traced_rule in new_table.forgotten] == ["BMU-99"]
    assert new_table.to_json()["forgotten"] == ["bmu: BMU-99"]


def test_a_place_whose_rule_is_gone_is_found(
    office: Office, definitions: list[ProcessDefinition]
) -> None:
    bmu = office.regulations["bmu"]
    fewer = {rule_id: rule for rule_id, rule in bmu.rules.items() if rule_id != "BMU-31a"}
    new_table = trace(definitions, {**office.regulations, "bmu": replace(bmu, rules=fewer)}, {})
    assert {use.rule for use in new_table.uncited} == {"BMU-31a"}
    assert {use.definition.split(".")[0] for use in new_table.uncited} == {
        "bmu/outgoing-teaching", "bmu/outgoing-training", "bmu/outgoing-research",
    }  # fmt: skip


def test_a_guard_that_no_definition_asks_is_found(
    office: Office, definitions: list[ProcessDefinition]
) -> None:
    incoming = [
        definition for definition in definitions if definition.process.startswith("incoming")
    ]
    idle = trace(incoming, office.regulations, {}).idle_guards
    assert "is_selected" in idle and "proposed_agreement_and_transcript" not in idle


def test_the_page_of_rules_is_not_stale(table: Table) -> None:
    assert PAGE.read_text(encoding="utf-8") == render_markdown(table), (
        "docs/rules.md is stale: write it anew with `mobility check --rules`"
    )


def test_the_page_names_every_rule_and_every_definition(table: Table) -> None:
    page = render_markdown(table)
    for traced_rule in table.rules:
        assert f"| **{traced_rule.id}**<br>" in page
    for use in table.uses:
        assert f"## {use.definition}\n" in page


def test_as_plain_values_a_use_says_who_acts_and_where() -> None:
    use = Use(
        "bmu/x.2021-06-29", "BMU-30", "step", "approve_mobility", "approve_mobility", ("rector",)
    )
    data = use.to_json()
    assert (data["at"], data["rule"], data["roles"]) == ("approve_mobility", "BMU-30", ["rector"])


def test_each_definition_is_in_force_with_its_regulation(
    office: Office, definitions: list[ProcessDefinition]
) -> None:
    assert {
        definition.in_force for definition in definitions if definition.institution == "bmu"
    } == {date(2021, 6, 29)}
    for definition in definitions:
        assert definition.in_force == office.regulations[definition.institution].in_force
