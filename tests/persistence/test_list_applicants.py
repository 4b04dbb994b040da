"""What keeps a list back is the same on its page, which reads little, as where it is published."""

from __future__ import annotations

from persistence.database import reading
from persistence.list_applicants import applied_in
from tests.workflows.office_fixtures import ANA, Work, at
from workflows.cases.list_guards import list_material, reasons_against_list, versions_of_list

POINTS = {"programme_compatibility": 50, "grade_average": 40}


def test_who_stands_on_a_list_is_judged_alike_by_a_row_and_by_the_dossier(any_work: Work) -> None:
    """One who sits in the commission, one with all points and one with half of them, one who
    has not applied."""
    ids = [
        any_work.open({**ANA, "email": f"a{n}@students.example", "commission_name": name})
        for n, name in enumerate((None, "m.ilic", None, None))
    ]
    any_work.bring("application", *ids[:3])
    any_work.clock.now = at("2026-03-18 09:00")
    any_work.score(ids[1], "m.ilic", POINTS)
    any_work.score(ids[2], "m.ilic", {"grade_average": 40})
    now = any_work.clock.now
    with reading(any_work.engine) as connection:
        versions = versions_of_list(connection, any_work.office, any_work.call_id, now)
        material = list_material(connection, versions, any_work.call_id)
        of_call = applied_in(connection, any_work.call_id)
        reasons = reasons_against_list(connection, versions, any_work.call_id, now)
    criteria_given = {
        case_id: {member: set(points) for member, points in by_member.items()}
        for case_id, by_member in material.points.items()
    }
    assert list(of_call.applicants) == ids[:3]
    assert of_call.applicants == material.judged.applicants
    assert of_call.points == criteria_given and of_call.interviews == material.interviews
    assert reasons and reasons == material.judged.reasons_against(now)
