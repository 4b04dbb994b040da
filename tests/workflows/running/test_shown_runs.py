"""What Prefect's page shows of an action leads to the case, and to the action's place here."""

from __future__ import annotations

from persistence.action_lists import places
from persistence.database import reading
from persistence.outbox import Job
from tests.workflows.office_fixtures import Work, work
from workflows.running.shown_runs import Shown, shown_by

__all__ = ["work"]

HERE = "https://ico.example/"


def shown_of(work: Work) -> dict[str, Shown]:
    """How each waiting action is shown, by its key."""
    jobs: list[Job] = work.jobs()
    with reading(work.engine) as connection:
        describe = shown_by(places(connection, [job.id for job in jobs]), HERE)
    return {job.key: describe(job) for job in jobs}


def test_an_action_is_found_by_its_case_its_step_its_kind_and_its_institution(work: Work) -> None:
    ana = work.open()
    number = work.number(ana)
    work.drain()
    work.bring("application", ana)
    of_step = shown_of(work)
    assert of_step
    for row in work.outbox(case_id=ana, status="claimed"):
        tags = (number, "submit_application", row.action, "bmu")
        tab = "documents" if row.action == "document" else "mails"
        page = f"https://ico.example/cases/{number}/{tab}#action-{row.id}"
        assert of_step[row.key] == Shown(tags, page)


def test_what_time_sends_has_its_level_and_what_is_of_a_call_has_the_call(work: Work) -> None:
    ana = work.open()
    work.bring("application", ana)
    work.drain()
    work.bring("ranking", ana)
    (of_list,) = [run for key, run in shown_of(work).items() if key.endswith("ranking_list")]
    assert of_list == Shown(
        (f"call-{work.call_id}", "document", "bmu"), "https://ico.example/stuck"
    )
    reminder = Job(1, f"{work.number(ana)}/3/2026-05-01/overdue/candidate/1", "", "mail", ana,
                   None, 0, "tests")  # fmt: skip
    with reading(work.engine) as connection:
        place_by_job = places(connection, [row.id for row in work.outbox(case_id=ana)])
    assert {place.number for place in place_by_job.values()} == {work.number(ana)}
    first = next(iter(place_by_job.values()))
    assert shown_by({1: first}, HERE)(reminder).tags[1:] == ("overdue", "mail", "bmu")
    of_nobody = Job(9, "plan/2026", "", "mail", None, None, 0, "tests")
    assert shown_by({}, HERE)(of_nobody) == Shown(("mail",), "https://ico.example/stuck")
