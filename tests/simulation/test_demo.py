"""The demo: a believable office desk by the engine itself, whatever the day it is desk on."""

from __future__ import annotations

import json
import mailbox
import shutil
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from random import Random

import pytest
from pwdlib import PasswordHash
from sqlalchemy import Row, Select, func, select
from typer.testing import CliRunner

from cli.main import app
from notifications.mailer import CapturingMailer
from office.config_file import SHIPPED
from office.settings import Outside
from office.settings_loading import load_settings
from office.wiring import Office
from persistence import cases as case_rows
from persistence import files, staff
from persistence.carrying import contents_of
from persistence.connections import DATABASE, connect, sqlite_url
from persistence.database import reading
from persistence.fact_tables import FACT_TABLES
from persistence.roster import roster
from persistence.schema import empty_database
from persistence.tables import (
    calls,
    cases,
    documents,
    history,
    ledger_entries,
    money_due,
    outbox,
    precedent_withdrawals,
    rankings,
)
from simulation.demo.cast import Cast
from simulation.demo.fates import APPELLANT, FATES, MIDDLING, RAISED, STRONG, SWAY, WEAK
from simulation.demo.making import (
    MARK,
    TAKEN_ELSEWHERE,
    Demo,
    DemoOrder,
    clear_demo,
    engaged,
    find_demo,
    make_demo,
    switch_outside_on,
)
from simulation.demo.material import material
from simulation.demo.money import rated
from simulation.demo.plan import CRITERIA, MINIMUM_POINTS, WHOLE, Plot, fates_of, plot
from simulation.virtual_office import VirtualOffice
from states.moments import instant_of
from states.validation_error import ValidationError
from states.vocabulary import OFFICE_ROLES
from tests.simulation.conftest import TODAY
from tests.workflows.office_fixtures import at_work, config_naming, postgres_database
from workflows.running.bootstrap import App, open_app
from workflows.running.read_only_office import KEPT

pytestmark = pytest.mark.slow


def rows(app: App, statement: Select) -> Sequence[Row]:
    with reading(app.engine) as connection:
        return connection.execute(statement).all()


def test_cases_stand_in_every_state_that_outgoing_studies_may_reach(desk: App) -> None:
    """A complaint is met where an office had chosen annex 9; that Decree keeps it."""
    definition = desk.office.in_force("bmu", "outgoing-studies", TODAY)
    of_students = select(cases.c.state).where(cases.c.process == "outgoing-studies")
    states = {row.state for row in rows(desk, of_students)}
    assert desk.office.regulations["bmu"].remedy_named(TODAY) == "article_24"
    assert states == set(definition.states)


def test_some_cases_are_overdue_and_an_appeal_against_list_and_decree_each_waits(
    desk: App,
) -> None:
    open_ = rows(desk, select(cases).where(cases.c.ended.is_(False)))
    late = {row.state for row in open_ if row.due and row.due < TODAY}
    assert {"nominated", "appeal", "mobility", "documents_submitted"} <= late
    assert {"appeal", "ranking_appeal"} <= {row.state for row in open_}


def test_a_decree_waits_for_its_delivery_and_a_closed_case_was_opened_again(desk: App) -> None:
    delivery = select(cases.c.state).where(cases.c.awaited == "delivery")
    assert [row.state for row in rows(desk, delivery)] == ["decree"]
    appeals = select(cases.c.state).join(history, history.c.case_id == cases.c.id)
    appeals = appeals.where(history.c.name == "lodge_appeal", history.c.source == "closed")
    assert [row.state for row in rows(desk, appeals)] == ["appeal"]


def test_the_list_of_this_season_was_published_a_second_time_after_an_upheld_appeal(
    desk: App,
) -> None:
    """Six lists: of the past call, of the teachers', of this season's, and those of the faculty's,
    the trainees' and the complaint's calls, which came with the cases that were taken over. The
    first number is of what stands behind the agreements with partners."""
    versions = rows(desk, select(rankings.c.call_id, rankings.c.version).order_by(rankings.c.id))
    call_ids = [row.id for row in rows(desk, select(calls.c.id).order_by(calls.c.id))]
    assert [(call_ids.index(row.call_id) + 1, row.version) for row in versions] == [
        (2, 1),
        (4, 1),
        (5, 1),
        (7, 1),
        (8, 1),
        (10, 1),
        (5, 2),
    ]


def test_a_won_appeal_waits_for_the_corrected_list(desk: App) -> None:
    statement = select(cases.c.due).where(
        cases.c.id.in_(select(history.c.case_id).where(history.c.name == "uphold_ranking_appeal")),
        cases.c.state == "ranking",
        cases.c.awaited == "publish_list",
    )
    (waits,) = rows(desk, statement)
    assert waits.due >= TODAY


@pytest.mark.parametrize(
    ("name", "state"),
    [
        ("host_changes_stay", "host_acceptance"),
        ("withdrawn_record", "host_acceptance"),
        ("candidate", "application"),
        ("application_correction", "application"),
        ("pause", "mobility"),
    ],
)
def test_what_was_put_right_stands_in_a_case_that_goes_on(desk: App, name: str, state: str) -> None:
    """The host's new dates, a signature withdrawn, a candidate corrected, a pause."""
    put_right = select(cases.c.state).join(history, history.c.case_id == cases.c.id)
    put_right = put_right.where(history.c.name == name, cases.c.process == "outgoing-studies")
    assert state in [row.state for row in rows(desk, put_right)]


def test_one_student_is_cared_for_in_every_way_and_another_waits_for_a_decision(desk: App) -> None:
    kinds = {
        "language_decision",
        "mentoring",
        "student_status",
        "help",
        "contact",
        "meeting",
        "evaluation",
    }
    care = select(history.c.case_id, history.c.name).where(
        history.c.name.in_(kinds | {"extra_support"})
    )
    counts = Counter((row.case_id, row.name) for row in rows(desk, care))
    (cared_for,) = {case for case, name in counts if name == "evaluation"}
    assert {name for case, name in counts if case == cared_for} == kinds | {"extra_support"}
    other_cases = [case for case, _ in counts if case != cared_for]
    assert [counts[case, "extra_support"] for case in other_cases] == [1]


def test_agreements_were_changed_before_a_departure_and_concluded_late_with_the_hosts_consent(
    desk: App,
) -> None:
    changes = select(history.c.source).where(history.c.name == "change_agreement")
    assert {row.source for row in rows(desk, changes)} == {"la_signed", "mobility"}
    consent = select(cases.c.state).join(documents, documents.c.case_id == cases.c.id)
    consent = consent.where(documents.c.kind == "late_agreement_consent")
    assert [row.state for row in rows(desk, consent)] == ["mobility"]


def test_grants_were_made_and_what_is_owed_is_met_in_every_way(desk: App) -> None:
    dues = rows(desk, select(money_due.c.kind, money_due.c.due).order_by(money_due.c.due))
    assert {row.kind for row in dues} == {
        "advance", "first_instalment", "last_instalment", "refund",
    }  # fmt: skip
    assert dues[0].due < TODAY < dues[-1].due, "one is overdue, others are ahead"
    entries = rows(desk, select(ledger_entries.c.kind))
    assert {row.kind for row in entries} == {"granted", "paid", "changed", "settled"}


def test_a_host_has_said_of_an_agreement_that_it_has_not_signed_what_it_would_have_otherwise(
    desk: App,
) -> None:
    comments = FACT_TABLES["agreement_comment"]
    statement = select(cases.c.state, comments.c.from_party, comments.c.what).join(
        comments, comments.c.case_id == cases.c.id
    )
    comment_rows = rows(desk, statement)
    assert comment_rows
    assert {(row.state, row.from_party) for row in comment_rows} == {("host_acceptance", "host")}
    assert all("another of the same weight" in row.what for row in comment_rows)


def test_two_teachers_travel_by_an_order_and_one_journey_is_settled(desk: App) -> None:
    travel_orders = FACT_TABLES["travel_order"]
    orders = select(cases.c.state, travel_orders.c.advance).join(
        travel_orders, travel_orders.c.case_id == cases.c.id
    )
    assert {row.state: row.advance for row in rows(desk, orders)} == {
        "mobility": 400, "approved": 400,
    }  # fmt: skip
    receipt = rows(desk, select(ledger_entries.c.receipt).where(ledger_entries.c.kind == "settled"))
    assert "travel_costs" in receipt[0].receipt and "28640" in receipt[0].receipt


def test_where_no_rates_reach_the_demo_has_no_money_and_is_played_all_the_same(
    office: Office,
) -> None:
    acts = plot(material(), office.calendar, TODAY, 1).acts
    assert rated(acts, office.rates) == acts
    without = rated(acts, ())
    assert {act.name or act.deed for act in acts} - {act.name or act.deed for act in without} == {
        "budget", "grant", "instalment", "travel_order", "settlement",
    }  # fmt: skip


def test_teachers_were_chosen_by_the_rector_without_a_commission(desk: App) -> None:
    """One waits for the certificate that the agreement names; the other's stay was moved."""
    of_teachers = select(cases.c.state, cases.c.awaited).where(
        cases.c.process == "outgoing-teaching"
    )
    awaited_steps = {row.state: row.awaited for row in rows(desk, of_teachers)}
    assert awaited_steps == {"mobility": "submit_documents", "approved": "sign_mobility_agreement"}
    lists = select(history.c.role).join(cases, cases.c.id == history.c.case_id)
    lists = lists.where(history.c.name == "publish_list", cases.c.process == "outgoing-teaching")
    assert {row.role for row in rows(desk, lists)} == {"rector"}


def test_a_case_of_the_faculty_was_taken_over_and_certified_before_it_was_recorded(
    desk: App,
) -> None:
    entries = select(history.c.name).join(cases, cases.c.id == history.c.case_id)
    entries = entries.where(cases.c.institution == "bee").order_by(history.c.seq)
    names = [row.name for row in rows(desk, entries)]
    assert names[0] == "take_over"
    assert names[-3:] == ["delivery", "certification", "close"]
    withdrawals = select(precedent_withdrawals.c.person).where(
        precedent_withdrawals.c.role == "academic_coordinator"
    )
    assert len(rows(desk, withdrawals)) == 1, "the host changed the course"
    assert [
        row.state for row in rows(desk, select(cases.c.state).where(cases.c.institution == "bee"))
    ] == ["closed"]


def test_what_the_office_seldom_does_is_met_once(desk: App) -> None:
    """A Study Plan, a nomination recalled, two persons who are one, a transcript of our own, and
    the Decree on a traineeship."""
    seldom = {
        "study_plan": ["application"],
        "recall_nomination": ["ranking"],
        "same_person": ["call", "withdrawn"],
        "issue_transcript": ["transcript_issued"],
    }
    for name, states in seldom.items():
        statement = select(cases.c.state).join(history, history.c.case_id == cases.c.id)
        statement = statement.where(history.c.name == name).order_by(cases.c.state)
        assert [row.state for row in rows(desk, statement)] == states
    papers = select(documents.c.kind).join(cases, cases.c.id == documents.c.case_id)
    papers = papers.where(
        documents.c.produced, cases.c.process.in_(("incoming-studies", "outgoing-traineeship"))
    ).order_by(documents.c.kind)
    assert [row.kind for row in rows(desk, papers)] == ["decree", "transcript_of_records"]


def test_student_service_hears_that_a_decree_is_final(demo: Demo, desk: App) -> None:
    box = mailbox.Maildir(str(demo.data / "mail"), create=False)
    to_service = [mail for mail in box if "sluzba@bmu.example" in str(mail["To"])]
    final = select(func.count()).where(history.c.name.in_(("finalise", "dismiss_appeal")))
    assert len(to_service) > rows(desk, final)[0][0] > 1


def test_what_happened_lies_in_working_days_before_today_and_nothing_is_left_to_send(
    desk: App,
) -> None:
    acts = rows(desk, select(history.c.at).where(history.c.role != "system"))
    days = {row.at.date() for row in acts}
    assert max(days) < TODAY
    assert all(desk.office.calendar.is_worked(day) for day in days)
    statuses = {row.status for row in rows(desk, select(outbox.c.status))}
    assert statuses == {"done", "bounced"}
    mails_back = select(func.count()).where(outbox.c.status == "bounced")
    assert rows(desk, mails_back)[0][0] == 1, "one mail came back"


def test_mails_and_documents_are_real(demo: Demo, desk: App) -> None:
    mails = rows(desk, select(func.count()).where(outbox.c.action == "mail"))[0][0]
    box = mailbox.Maildir(str(demo.data / "mail"), create=False)
    assert len(box) == mails > 300
    document_rows = rows(
        desk,
        select(documents.c.file, documents.c.produced).where(documents.c.file.is_not(None)),
    )
    assert {row.produced for row in document_rows} == {True, False}
    with reading(desk.engine) as connection:
        papers = [files.read(connection, demo.data, row.file) for row in document_rows]
    assert all(paper.startswith(b"%PDF") for paper in papers)


def test_somebody_holds_each_role_and_logs_in_with_the_printed_password(
    demo: Demo, desk: App
) -> None:
    with reading(desk.engine) as connection:
        holders = {role: roster(connection).holders("bmu", role, TODAY) for role in OFFICE_ROLES}
        account = staff.find(connection, demo.staff[0].login)
    assert all(holders.values())
    assert account is not None
    assert PasswordHash.recommended().verify(demo.password, str(account[1]))
    assert all(employee.email.endswith(".example") for employee in demo.staff)


def test_the_demo_verifies(demo: Demo) -> None:
    result = CliRunner().invoke(app, ["verify", "--data", str(demo.data), "--json"])
    assert result.exit_code == 0, result.stdout
    assert json.loads(result.stdout)["cases"] == demo.cases


@pytest.mark.postgres
def test_the_demo_moves_to_postgresql_and_back_with_every_kind_of_row(
    request: pytest.FixtureRequest, demo: Demo, tmp_path: Path
) -> None:
    if request.config.getoption("--on") != "sqlite":
        pytest.skip("the demo is on PostgreSQL already")
    data, run = tmp_path / "data", CliRunner()
    shutil.copytree(demo.data, data)
    with postgres_database(is_migrated=False) as url:
        there = run.invoke(app, ["move", "--data", str(data), "--to", url])
        assert there.exit_code == 0, there.output
        summary, proof, line, settings, old = there.stdout.splitlines()
        assert f": {demo.cases} cases, " in summary
        assert proof == "It verifies there: every row, every chain and this line are as they were."
        assert settings.startswith(f"{data / 'config.yaml'} names it from now on")
        assert "then destroy it" in old
        (data / DATABASE).rename(tmp_path / "left.db")
        back = run.invoke(app, ["move", "--data", str(data), "--to", "sqlite", "--json"])
        assert back.exit_code == 0, back.output
        assert json.loads(back.stdout)["cases"] == demo.cases
    result = run.invoke(app, ["verify", "--data", str(data), "--against", line])
    assert result.exit_code == 0, result.stdout
    engine = connect(sqlite_url(data))
    with reading(engine) as connection:
        contents = contents_of(connection)
    engine.dispose()
    assert len([content for content in contents.values() if content.rows]) > 45


def test_a_demo_that_is_there_is_found_with_its_cases_and_logins(
    demo: Demo, tmp_path: Path
) -> None:
    assert find_demo(demo.data, None) == demo
    assert find_demo(tmp_path, None) is None
    open_app(tmp_path / "office", make=True).engine.dispose()
    assert find_demo(tmp_path / "office", None) is None, "an office that is no demo"


@pytest.mark.postgres
def test_a_demo_is_made_in_no_database_that_holds_an_office(tmp_path: Path) -> None:
    with postgres_database() as url:
        engine = connect(url)
        at_work(engine, tmp_path / "office").open()
        engine.dispose()
        data = tmp_path / "demo"
        with pytest.raises(ValidationError) as refusal:
            make_demo(data, config_naming(url, data), DemoOrder(TODAY, "http://127.0.0.1:9", 1))
    assert str(refusal.value) == TAKEN_ELSEWHERE
    assert not (data / MARK).exists(), "what is there is called no demo"


def test_a_demo_with_its_database_elsewhere_is_not_half_removed(tmp_path: Path) -> None:
    for name in (MARK, KEPT):
        (tmp_path / name).write_text("")
    with pytest.raises(ValidationError, match="has its database elsewhere: it is not removed"):
        clear_demo(tmp_path)
    assert (tmp_path / MARK).exists()


def test_a_demo_takes_nobodys_place(demo: Demo, tmp_path: Path) -> None:
    runner = CliRunner()
    second = runner.invoke(app, ["demo", "--data", str(demo.data), "--no-serve"])
    assert second.exit_code == 2
    assert "`mobility demo --fresh` makes the demo anew" in second.stderr
    real = tmp_path / "real"
    assert runner.invoke(app, ["init", "--data", str(real)]).exit_code == 0
    third = runner.invoke(app, ["demo", "--data", str(real), "--fresh", "--no-serve"])
    assert third.exit_code == 2
    assert "is not a demo: it is not removed" in third.stderr
    assert runner.invoke(app, ["demo", "--data", str(real), "--no-serve"]).exit_code == 2
    assert not (real / "config.yaml").exists(), "a real office gets no settings of a demo"
    assert (real / "office.db").is_file()


def test_a_demo_has_pages_for_people_outside_unless_it_has_settings_of_its_own(
    tmp_path: Path,
) -> None:
    switch_outside_on(tmp_path / "demo", 8210)
    settings = load_settings(tmp_path / "demo" / "config.yaml")
    assert settings.outside == Outside(True, 8210, "http://127.0.0.1:8210")
    assert replace(settings, outside=Outside()) == load_settings(SHIPPED)
    (tmp_path / "config.yaml").write_text("own")
    switch_outside_on(tmp_path, 8210)
    assert (tmp_path / "config.yaml").read_text() == "own"


def test_a_demo_is_cleared_whole_and_what_is_not_its_own_stays(tmp_path: Path) -> None:
    (tmp_path / MARK).write_text("A demo.")
    (tmp_path / "office.db").write_text("")
    (tmp_path / "files").mkdir()
    (tmp_path / "config.yaml").write_text("kept")
    clear_demo(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["config.yaml"]
    with pytest.raises(ValidationError):
        (tmp_path / "office.db").write_text("")
        clear_demo(tmp_path)


@pytest.mark.parametrize("day", range(0, 366, 61))
def test_the_plot_is_the_same_for_the_same_day_and_never_in_the_future(
    office: Office, day: int
) -> None:
    today = TODAY + timedelta(days=day)
    first, second = (plot(material(), office.calendar, today, 120) for _ in range(2))
    assert first == second
    assert max(act.at.date() for act in first.acts) < today
    assert sum(act.deed == "open" for act in first.acts) == 120
    assert [act.at for act in first.acts] == sorted(act.at for act in first.acts)


HOLIDAYS = (
    "2027-01-04", "2027-02-09", "2027-02-17", "2027-03-24", "2027-04-13", "2027-06-08",
    "2027-06-10", "2028-02-15", "2028-05-02", "2029-12-19",
)  # fmt: skip
"""Days whose earlier lists fall to New Year, Statehood Day, Easter, Labour or Armistice Day."""


@pytest.mark.parametrize("day", HOLIDAYS)
def test_a_list_comes_after_the_close_and_all_scores_whatever_holidays_there_are(
    office: Office, day: str
) -> None:
    story = plot(material(), office.calendar, date.fromisoformat(day), 1)
    for key in ("past", "recent"):
        of_call = [act for act in story.acts if act.call == key]
        (form,) = [act.details for act in of_call if act.deed == "call"]
        published_at = next(act.at for act in of_call if act.deed == "publish")
        assert date.fromisoformat(str(form["closes"])) < published_at.date()
        first_scores = [act for act in of_call if act.deed == "score" and act.at < published_at]
        applicants = sum(fate.call == key and fate.scored for fate in FATES)
        assert len(first_scores) == 3 * applicants


def test_the_head_of_the_office_is_the_absent_coordinators_deputy(office: Office) -> None:
    story = plot(material(), office.calendar, TODAY, 120)
    as_deputy = [act for act in story.acts if act.deputy_for]
    assert {(act.role, act.deputy_for) for act in as_deputy} == {
        ("head_of_ico", "academic_coordinator")
    }
    first, last = story.absent
    assert all(first <= act.at.date() <= last for act in as_deputy)


def scored_means(story: Plot, call: str, host: str) -> dict[str, float]:
    """What each candidate for a host got in the first round, on average."""
    applied_to = {
        act.case: act.details["hosts"]
        for act in story.acts
        if act.name == "submit_application" and act.call == call
    }
    sums: dict[str, list[int]] = {}
    for act in story.acts:
        if act.deed == "score" and act.call == call and applied_to[act.case] == [host]:
            sums.setdefault(act.case, []).append(sum(act.details["points"].values()))
    return {case: sum(points[:3]) / 3 for case, points in sums.items()}


@pytest.mark.parametrize("cases", [1, 120, 240, 360, 777])
def test_who_is_promoted_is_the_first_who_waits_for_that_host(office: Office, cases: int) -> None:
    story = plot(material(), office.calendar, TODAY, cases)
    (promoted_case,) = [act.case for act in story.acts if act.name == "promote"]
    means = scored_means(story, "past", material().partners[0].name)
    (form,) = [act.details for act in story.acts if (act.deed, act.call) == ("call", "past")]
    places = form["hosts"][0]["places"]
    ahead = [case for case, points in means.items() if points > means[promoted_case]]
    assert len(ahead) == places
    behind = [points for case, points in means.items() if case not in (*ahead, promoted_case)]
    waiting_points = [points for points in behind if points >= form["minimum_points"]]
    assert waiting_points
    assert max(waiting_points) < means[promoted_case]
    withdrawn_cases = {act.case for act in story.acts if act.name == "withdraw"}
    assert withdrawn_cases & set(ahead), "a place came free"


def test_an_office_of_every_size_has_a_cast_and_one_case_at_least_of_each_fate() -> None:
    for size in range(1, 2001):
        fates = Counter(fates_of(size))
        assert set(fates) == set(FATES)
        assert all(fates[fate] == 1 for fate in FATES if fate.alone)
        assert abs(fates.total() - size) <= len(FATES) + size // WHOLE
    cast = Cast(material(), Random(1))
    parts = [cast.draw(material().partners[0], STRONG) for _ in range(2000 + len(FATES))]
    assert len({part.name for part in parts}) == len(parts)
    assert len({str(part.candidate["email"]).casefold() for part in parts}) == len(parts)


def test_no_members_mood_brings_a_candidate_past_one_of_another_merit() -> None:
    """Each criterion's points lie at most `SWAY` and half a point of rounding off the merit."""
    off = len(CRITERIA) * (SWAY + 0.5)
    merits = (STRONG, RAISED, MIDDLING, APPELLANT)
    assert all(100 * better - off > 100 * worse + off for better, worse in pairwise(merits))
    assert 100 * APPELLANT - off >= MINIMUM_POINTS > 100 * WEAK + off


class OfficeWithoutPost(VirtualOffice):
    """Its letters are written and wait: none is set, and none leaves."""

    def drain(self) -> None:
        """Leaves everything in the outbox."""


def test_a_bigger_office_is_played_too(office: Office, tmp_path: Path) -> None:
    """Each act of it is allowed. What depends on the size, who is promoted, is seen above for
    five sizes, and how letters are made and leave in the smallest demo.
    """
    today, about = date(2026, 11, 28), 240
    story = plot(material(), office.calendar, today, about)
    (tmp_path / DATABASE).write_bytes(empty_database())
    engine = connect(sqlite_url(tmp_path), durable=False)
    story_settings = replace(office.settings, legal_remedy=story.remedies)
    bigger_office = replace(office, data=tmp_path, settings=story_settings)
    begins = story.acts[0].at
    stage = OfficeWithoutPost(bigger_office, engine, CapturingMailer(), begins, every_digest=False)
    play = engaged(stage, story)
    for act in story.acts:
        play.perform(act)
    stage.move_to(instant_of(today))
    with reading(engine) as connection:
        assert len(case_rows.numbers(connection)) == len(play.cases)
    agreements = [key for key in play.cases if key.startswith("agreed-")]
    assert abs(len(play.cases) - len(agreements) - about) < 10
    engine.dispose()


def test_an_agreement_with_a_partner_stands_in_each_state(desk: App) -> None:
    of_partners = select(cases.c.state).where(cases.c.process == "inter-institutional-agreement")
    states = {row.state for row in rows(desk, of_partners)}
    assert states == {
        "draft", "sent", "signed", "in_force", "last_year", "renewed", "ended", "abandoned"
    }  # fmt: skip
