"""What people record is what is loaded: every fact and every form, on both databases."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, replace
from datetime import date
from decimal import Decimal
from typing import Any, get_args

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from persistence.database import reading
from persistence.dossiers import load
from states.agreements import concluded
from states.applying import apply_fact
from states.calls import Candidate
from states.care import LanguageLevel
from states.dossier import DecreeIssued, Dossier
from states.moments import civil_date
from states.money import MONEY_FACTS
from states.partner_agreement_facts import PARTNER_AGREEMENT_FACTS
from states.payloads import FACT_PAYLOADS, read_payload
from states.project_facts import PROJECT_FACTS
from states.travel import TRAVEL_ORDER
from states.validation_error import ValidationError
from states.vocabulary import DOCUMENT_KINDS, Agreement, Party
from tests.workflows.office_fixtures import AGREEMENT, ANA, STAY, Work
from workflows.cases.fact_checks import fact_errors, undelivered_act_errors
from workflows.cases.new_case import read_candidate

DAYS = st.dates(date(2026, 2, 16), date(2028, 12, 31))
WRITTEN = st.text(
    st.sampled_from("aZ09 ,;=\"'\\\n{}[]%_?:/—чЋђžĆ😀"), min_size=1, max_size=12
).filter(str.strip)
ECTS = st.decimals(0, 120, places=2) | st.integers(0, 120).map(Decimal)
HOURS = st.decimals(0, 300, places=1)


def some(**parts: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    """Details of which any part may be left out."""
    return st.fixed_dictionaries({}, optional=parts)


def period(**more: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    """Two days in order."""

    def told(days: list[date]) -> st.SearchStrategy[dict[str, Any]]:
        first, last = sorted(days)
        return st.fixed_dictionaries({"from": st.just(first), "to": st.just(last)}, optional=more)

    return st.lists(DAYS, min_size=2, max_size=2).flatmap(told)


HOME = st.fixed_dictionaries({"title": WRITTEN}, optional={"ects": ECTS, "hours": HOURS})
COURSE = some(title=WRITTEN, code=WRITTEN, ects=ECTS, replaces=HOME)
TAKEN = st.fixed_dictionaries(
    {"title": WRITTEN, "ects": ECTS, "grade": WRITTEN, "passed": st.booleans()},
    optional={
        "code": WRITTEN,
        "hours": HOURS,
        "english": WRITTEN,
        "duration": st.sampled_from(["1S", "2S", "Y", "1T", "2T"]),
    },
)
SHARE = st.fixed_dictionaries(
    {"grade": WRITTEN, "percent": st.decimals(0, 100, places=3)},
    optional={"passing": st.booleans()},
)
DECIDED = st.fixed_dictionaries({"host": WRITTEN}, optional={"home": HOME}) | st.fixed_dictionaries(
    {"host": WRITTEN, "supplement": st.booleans(), "elective": st.booleans()}
)
KINDS = st.sampled_from(sorted(DOCUMENT_KINDS))
SAID: Mapping[str, st.SearchStrategy[dict[str, Any]]] = {
    "document": st.fixed_dictionaries(
        {"kind": KINDS},
        optional={
            "language": WRITTEN,
            "delivered_on": DAYS,
            "certified": st.booleans(),
            "signed_by": st.lists(WRITTEN, max_size=3),
        },
    ),
    "signature": st.fixed_dictionaries(
        {
            "document": st.sampled_from(get_args(Agreement)),
            "party": st.sampled_from(get_args(Party)),
            "on": DAYS,
        }
    ),
    "agreement_comment": st.fixed_dictionaries(
        {
            "version": st.integers(1, 9),
            "from_party": st.sampled_from(get_args(Party)),
            "on": DAYS,
            "what": WRITTEN,
        }
    ),
    "study_plan": some(
        language=WRITTEN,
        semesters=st.integers(1, 4),
        purpose=st.sampled_from(["study", "thesis", "doctoral"]),
        courses=st.lists(COURSE, max_size=3),
    ),
    "agreement": some(
        language=WRITTEN,
        semesters=st.integers(1, 4),
        purpose=st.sampled_from(["study", "thesis", "doctoral"]),
        courses=st.lists(COURSE, max_size=3),
        outcomes=WRITTEN,
        programme=WRITTEN,
        tasks=WRITTEN,
        evaluation=WRITTEN,
        teaching_hours=HOURS,
        activity=WRITTEN,
    ),
    "stay": some(arrived_on=DAYS, returned_on=DAYS),
    "transcript": st.fixed_dictionaries(
        {"courses": st.lists(TAKEN, max_size=3)},
        optional={
            "language": WRITTEN,
            "holds_grading_system": st.booleans(),
            "grading_table": st.lists(SHARE, max_size=3),
            "field": st.sampled_from(["06", "061", "0613"]),
            "programme_semesters": st.integers(1, 16),
            "remarks": WRITTEN,
        },
    ),
    "recognition": st.fixed_dictionaries({"decisions": st.lists(DECIDED, max_size=3)}),
    "home_courses": st.fixed_dictionaries({"semester": st.lists(HOME, max_size=3)}),
    "insurance": period(),
    "residence_permit": period(),
    "semester_start": st.fixed_dictionaries({"on": DAYS}),
    "pause": period(reason=WRITTEN),
    "delivery": st.fixed_dictionaries({"document": KINDS, "on": DAYS}),
    "language_decision": st.fixed_dictionaries(
        {
            "language": WRITTEN,
            "language_level": st.sampled_from(get_args(LanguageLevel)),
            "on": DAYS,
        },
        optional={"note": WRITTEN},
    ),
    "mentoring": st.fixed_dictionaries(
        {"mentor": WRITTEN, "from": DAYS}, optional={"note": WRITTEN}
    ),
    "meeting": st.fixed_dictionaries(
        {"on": DAYS},
        optional={
            "held": st.sampled_from(["group", "alone"]),
            "invited_on": DAYS,
            "came": st.booleans(),
            "note": WRITTEN,
        },
    ),
    "student_status": some(
        requested_on=DAYS, decided_on=DAYS, status=st.sampled_from(["active", "dormant"])
    ),
    "extra_support": st.fixed_dictionaries(
        {"support": st.sampled_from(["social", "disability"])},
        optional={
            "asked_on": DAYS,
            "what": WRITTEN,
            "decided_on": DAYS,
            "granted": st.booleans(),
            "reason": WRITTEN,
        },
    ),
    "help": st.fixed_dictionaries(
        {"need": st.sampled_from(["visa", "lodging"]), "on": DAYS, "what": WRITTEN}
    ),
    "contact": st.fixed_dictionaries(
        {"on": DAYS, "how": st.sampled_from(["meeting", "e_mail"]), "what": WRITTEN}
    ),
    "evaluation": st.fixed_dictionaries(
        {"on": DAYS, "satisfaction": st.integers(1, 5)}, optional={"note": WRITTEN}
    ),
}
TOLD_OF_ELSEWHERE = {
    "traineeship",
    "buddy",
    "certification",
    "candidate",
    "application_correction",
    "withdrawn_record",
    TRAVEL_ORDER,
    *MONEY_FACTS,
    *(fact.name for fact in PROJECT_FACTS),
    *(fact.name for fact in PARTNER_AGREEMENT_FACTS),
}
"""In test_transcripts.py, test_decrees.py, in the situations of money, care and projects, and with
corrections and withdrawals."""
TOLD = st.lists(
    st.sampled_from(sorted(SAID)).flatmap(
        lambda fact: SAID[fact].map(lambda details: (fact, details))
    ),
    min_size=1,
    max_size=6,
)
FEW = settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def test_every_fact_is_told_of_here() -> None:
    assert set(SAID) == set(FACT_PAYLOADS) - TOLD_OF_ELSEWHERE


@FEW
@given(records=TOLD)
@example(records=[("delivery", {"document": "nomination_letter", "on": date(2026, 2, 15)})])
@example(records=[("document", {"kind": "cv", "signed_by": ["Petrović, Ana", "dean"]})])
@example(records=[("stay", {"arrived_on": "2026-10-01"}), ("stay", {"returned_on": "2027-02-12"})])
def test_every_fact_is_loaded_as_it_was_received_and_none_that_is_faulty(
    any_work: Work, records: list[tuple[str, dict[str, Any]]]
) -> None:
    case_id = any_work.open()
    definition = any_work.office.definition(any_work.case(case_id).definition)
    for fact, details in records:
        if details.get("on", date.min) > civil_date(any_work.clock()):
            any_work.clock.now = any_work.clock.now.replace(year=2029)
        case, before = any_work.load(case_id)
        value = read_payload(fact, details)
        expected_dossier = apply_fact(before, fact, value, civil_date(any_work.clock()))
        today = civil_date(any_work.clock())
        errors = (
            *fact_errors(any_work.office, definition, fact, value, before, today),
            *undelivered_act_errors(definition, case, value, before),
        )
        if errors:
            expected_dossier = before
            with pytest.raises(ValidationError):
                any_work.record(case_id, fact, details, definition.facts[fact].roles[0])
        else:
            any_work.record(case_id, fact, details, definition.facts[fact].roles[0])
        assert same(any_work.dossier(case_id), expected_dossier)


def same(dossier: Dossier, expected_dossier: Dossier) -> bool:
    """Equal but for the order of signatures given in one version."""
    sides = [
        replace(side, signatures=tuple(sorted(side.signatures, key=repr)))
        for side in (dossier, expected_dossier)
    ]
    for part in fields(Dossier):
        here, there = (getattr(side, part.name) for side in sides)
        assert here == there, part.name
    return True


APPEAL = {"grounds": "Points, “language” = 0?"}
CHANGE = {
    **AGREEMENT,
    "courses": [{"title": "Nova, stara", "ects": "20.50", "code": "X=1"}],
    "signed_by": ["student", "academic_coordinator", "rector", "host"],
    "on": "2026-10-01",
}
STEPS: list[tuple[str, str, str, dict[str, Any]]] = [
    ("ranking", "candidate", "lodge_ranking_appeal", APPEAL),
    ("", "rector", "dismiss_ranking_appeal", {"reason": "Без основа"}),
    ("nominated", "mobility_coordinator", "host_accepts",
     {"from": "2026-10-05", "to": "2027-02-01"}),
    ("mobility", "academic_coordinator", "change_agreement", CHANGE),
    ("documents_submitted", "academic_coordinator", "return_documents", {"reason": "превод"}),
    ("", "candidate", "submit_documents", {}),
    ("decree", "candidate", "lodge_appeal", APPEAL),
    ("", "rector", "uphold_appeal", {"reason": "Оцена 8"}),
    ("", "academic_coordinator", "issue_decree", {"method": "course_by_course"}),
]  # fmt: skip


def test_every_form_handed_in_with_a_step_is_loaded_as_it_was_received(any_work: Work) -> None:
    ana = any_work.open()
    for state, role, trigger, details in STEPS:
        if state:
            any_work.bring(state, ana)
        any_work.clock.pass_by(hours=1)
        before = any_work.dossier(ana)
        transition = any_work.office.definition(any_work.case(ana).definition).transitions[trigger]
        value = read_payload(transition.takes, details)
        expected_dossier = apply_fact(before, transition.takes, value, civil_date(any_work.clock()))
        expected_dossier = concluded(expected_dossier) if transition.concludes else expected_dossier
        any_work.do(ana, trigger, details, role)
        dossier = any_work.dossier(ana)
        assert same(
            _but_for_what_the_office_adds(dossier), _but_for_what_the_office_adds(expected_dossier)
        )


def _but_for_what_the_office_adds(dossier: Dossier) -> Dossier:
    """Number, remedy and author of a Decree, and the list's appeals, which are counted anew."""
    decree = dossier.decree
    if decree is not None:
        decree = DecreeIssued("", decree.issued_on, decree.method, decree.delivered_on)
    progress = replace(dossier.progress, open_appeals=(), settled_on=None)
    return replace(dossier, decree=decree, progress=progress)


def test_a_decree_is_numbered_and_an_earlier_one_stays_in_the_database(any_work: Work) -> None:
    ana = any_work.open()
    any_work.bring("decree", ana)
    first = any_work.dossier(ana).decree
    assert first is not None
    any_work.do(ana, "lodge_appeal", {}, "candidate")
    any_work.do(ana, "uphold_appeal", {"reason": "Databases replaces Базе."}, "rector")
    any_work.do(ana, "issue_decree", {}, "academic_coordinator")
    second = any_work.dossier(ana).decree
    assert second is not None
    # The decision on the appeal has the number between them.
    assert [first.number, second.number] == ["BMU-2027/1", "BMU-2027/3"]


def test_who_is_promoted_holds_the_place_that_was_free(any_work: Work) -> None:
    ana, boris = any_work.open(), any_work.open({**ANA, "email": "boris@students.example"})
    any_work.bring("ranking", ana, boris)
    any_work.clock.pass_by(days=10)
    any_work.do(ana, "withdraw", {"reason": "illness"}, "candidate")
    assert any_work.dossier(boris).progress.taken == {}
    any_work.do(boris, "promote")
    placement = any_work.dossier(boris).placement
    assert placement is not None
    assert (placement.outcome, placement.host) == ("selected", "University of Graz")
    assert any_work.dossier(boris).progress.taken == {"University of Graz": 1}


CANDIDATES: list[dict[str, Any]] = [
    {},
    {"language": {"en": "B2, C1 = “good”", "de": "A1;A2", "": "x=y,z"}},
    {"months_abroad": "1.5", "earlier_mobilities": 2, "employed": False, "staff": "teaching"},
    {"commission_name": "a.petrovic", "home_institution": "Факултет, „Београд“"},
    {"student_card": "2023/0001", "study_programme": "Информатика", "grade_average": "8.125"},
]


@pytest.mark.parametrize("more", CANDIDATES)
def test_a_candidate_is_loaded_as_entered(any_work: Work, more: dict[str, Any]) -> None:
    details = {**ANA, **more}
    ana = any_work.open(details)
    candidate: Candidate = read_candidate(details)
    assert any_work.dossier(ana).candidate == candidate


def test_a_call_is_loaded_as_it_was_opened(any_work: Work) -> None:
    ana = any_work.open()
    call = any_work.dossier(ana).call
    assert list(call.criteria.items()) == [
        ("programme_compatibility", Decimal(60)), ("grade_average", Decimal(40))
    ]  # fmt: skip
    assert (call.required, call.commission) == (("cv",), ("m.ilic",))
    assert [(host.name, host.places) for host in call.hosts] == [("University of Graz", 1)]
    assert (call.closes, call.appeal_days) == (date(2026, 3, 16), 8)


def test_many_cases_are_loaded_as_each_alone(any_work: Work) -> None:
    people = [any_work.open({**ANA, "email": f"student{n}@students.example"}) for n in range(4)]
    any_work.bring("application", *people[:3])
    any_work.record(people[0], "agreement", AGREEMENT)
    any_work.record(people[1], "insurance", STAY)
    with reading(any_work.engine) as connection:
        together = load(connection, [*people, 10_000])
    assert together == {case_id: any_work.load(case_id) for case_id in people}


def test_a_later_record_takes_the_place_of_the_earlier_and_both_stay_in_the_history(
    any_work: Work,
) -> None:
    ana = any_work.open()
    any_work.record(ana, "document", {"kind": "cv", "language": "sr"})
    any_work.record(ana, "document", {"kind": "cv", "language": "en"})
    assert any_work.dossier(ana).documents["cv"].language == "en"
    payloads = [entry.data for entry in any_work.history(ana)[1:]]
    assert [payload.count('"language":"sr"') for payload in payloads] == [1, 0]
    assert [payload.count('"language":"en"') for payload in payloads] == [0, 1]
