"""Nothing is a dead end: what any guard says goes away by a form or a step that some role may take.

Or by time, or by nothing, and then the remedy begins with words that say so. Every guard of every
definition is asked of many dossiers, each sound but for something; and in the source no reason
stands that names nothing at all.
"""

from __future__ import annotations

import ast
from collections.abc import Collection, Iterator
from dataclasses import fields, replace
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

import pytest

import rules.guards
from office.wiring import Office, open_office
from rules.guards import LIST_GUARDS, JudgedApplication, ListDraft
from rules.guards.remedies import BESIDE_FORMS, NOTHING, NOTHING_REMOVES, TIME
from states.calls import Call, CallProgress, Candidate, ListChooser, Waiting
from states.decision import Actor, judged_by
from states.definition import BoundGuard, ProcessDefinition, Transition
from states.dossier import (
    Appeal,
    Application,
    DecreeIssued,
    Document,
    Dossier,
    HostAnswer,
    OtherCase,
    Period,
    Signature,
)
from states.partner_agreements import PartnerTerms
from states.payloads import PAYLOADS
from states.projects import Deliverable, LeadingProfessor, Project, ProjectGrant
from states.reasons import GuardReason, Reason
from states.recognition import HomeCourse, Precedent, RecognitionDecision, TranscriptCourse
from tests.rules.guards.guard_stories import ANA, GRAZ, STAY, VIENNA, at, with_candidate

OFFICE: Final[Office] = open_office(Path("no-data-folder"))
DEFINITIONS: Final = [OFFICE.definition(key) for key in OFFICE.definition_keys()]
SOURCES: Final = sorted(Path(rules.guards.__file__).parent.glob("*.py"))
INSTANTS: Final = [at(f"{day} 10:00") for day in (
    "2021-07-01", "2026-03-10", "2026-03-20", "2026-03-28", "2026-09-30", "2026-10-02",
    "2027-02-20", "2031-12-31",
)]  # fmt: skip
BARE: Final = Dossier(
    Candidate("Nobody", "nobody@students.example"),
    Call("Bare", date(2026, 2, 1), date(2026, 3, 1), required=("study_plan",)),
)
DECREE: Final = DecreeIssued("BMU-1", date(2027, 3, 1), "course_by_course", date(2027, 3, 2))


def lacking() -> Iterator[Dossier]:
    """Ana, each time without one part of what is known of her."""
    yield from (ANA, BARE)
    for part in fields(Dossier):
        if part.name not in ("candidate", "call"):
            bare_part: dict[str, Any] = {part.name: getattr(BARE, part.name)}
            yield replace(ANA, **bare_part)


def wrong() -> Iterator[Dossier]:
    """Ana, each time with something that a guard does not take."""
    yield with_candidate(level=None)
    yield with_candidate(year=1, ects_earned=Decimal(10), months_abroad=Decimal(12))
    yield with_candidate(employed=False, language={})
    other = OtherCase("BMU-2026-0002", "any", "application", in_this_call=True, applied=True)
    yield replace(ANA, other_cases=(other,))
    assert ANA.application and ANA.agreement and ANA.transcript and ANA.placement
    for application in (
        replace(ANA.application, hosts=("Nowhere",), teaching_hours=Decimal(1)),
        replace(ANA.application, hosts=()),
        replace(ANA.application, programme="bilateral"),
    ):
        yield replace(ANA, application=application, agreement=None, agreed=None)
    long = Application(STAY.first_day, date(2028, 1, 1), hosts=(GRAZ,))
    yield replace(ANA, application=long, host_answer=None)
    yield replace(ANA, host_answer=HostAnswer(True))
    for document in (Document("study_plan", signed_by=()), Document("work_plan", signed_by=())):
        call = replace(ANA.call, required=("study_plan",))
        yield replace(ANA, call=call, documents={document.kind: document}, signatures=())
    translation = Document("certified_translation", certified=False)
    proposal = Document("proposed_learning_agreement", signed_by=(), certified=False)
    for document in (translation, proposal):
        papers = {**ANA.documents, document.kind: document}
        in_german = replace(ANA.transcript, language="de")
        yield replace(ANA, documents=papers, transcript=in_german)
    letter = Document("acceptance_letter", delivered_on=date(2031, 1, 1))
    for document in (letter, Document("transcript_of_records", certified=False)):
        yield replace(ANA, documents={**ANA.documents, document.kind: document})
    german = replace(ANA.agreement, language="de", courses=ANA.agreement.courses[:1])
    first, *_ = ANA.agreement.courses
    yield replace(ANA, agreement=german)
    yield replace(ANA, agreement=replace(german, courses=(replace(first, ects=Decimal(90)),)))
    yield replace(ANA, agreement=replace(german, courses=(replace(first, title=None, code=None),)))
    for semester in (1, 2):
        courses = (replace(first, semester=semester),)
        yield replace(ANA, agreement=replace(german, semesters=2, courses=courses))
    short = Period(STAY.first_day, date(2026, 11, 1))
    yield replace(ANA, insurance=short, residence_permit=short)
    for outcome in ("selected", "waiting", "rejected"):
        placement = replace(ANA.placement, outcome=outcome, rank=3, host=VIENNA)
        queue = (Waiting("BMU-2026-0002", "Boris", 2, (VIENNA, GRAZ)),)
        progress = replace(ANA.progress, waiting=queue, taken={GRAZ: 1, VIENNA: 1})
        yield replace(ANA, placement=placement, progress=progress)
        yield replace(ANA, placement=placement, progress=replace(progress, taken={VIENNA: 9}))
    yield replace(ANA, progress=replace(ANA.progress, open_appeals=("BMU-2026-0007",)))
    yield replace(ANA, progress=replace(ANA.progress, upheld=("BMU-2026-0007",)))
    yield replace(ANA, progress=CallProgress())
    for against in ("list", "decree"):
        late = Appeal(against, date(2031, 12, 31))
        act = "1" if against == "list" else DECREE.number
        dismissed_appeal = Appeal(
            against, date(2027, 3, 3), None, date(2027, 3, 5), False, "Late", act
        )
        for appeal in (late, replace(late, on=date(2032, 1, 1)), dismissed_appeal):
            yield replace(ANA, appeals=(appeal,), decree=DECREE)
    first_appeal, second_appeal = (Appeal("list", date(2027, 3, day), act="1") for day in (1, 2))
    yield replace(ANA, appeals=(first_appeal, second_appeal))
    in_force = str(ANA.progress.list_version)
    won_appeal = replace(
        first_appeal, decided_on=date(2027, 3, 5), upheld=True, decided_under=in_force
    )
    yield replace(ANA, appeals=(won_appeal,))
    chooser = ListChooser("A B", "head_of_ico", "rector")
    without_commission = replace(ANA.call, commission=())
    progress = replace(ANA.progress, chosen_by=chooser)
    yield replace(ANA, call=without_commission, progress=progress)
    yield replace(ANA, decree=replace(DECREE, remedy="annex_9", issued_by="A B"))
    yield replace(ANA, decree=replace(DECREE, issued_as="rector"))
    yield replace(ANA, decree=replace(DECREE, method="semester_for_semester"))
    yield replace(ANA, decree=DECREE, certified_on=DECREE.issued_on)
    yield in_two_semesters(Decimal(36), Decimal(24))
    early = Signature("mobility_agreement", "staff_member", date(2026, 3, 1))
    approval_day = {"approval_decision": date(2026, 3, 2)}
    yield replace(ANA, signatures=(early,), produced=approval_day)
    course = TranscriptCourse("Databases", Decimal(8), "Z", True)
    yield replace(ANA, transcript=replace(ANA.transcript, courses=(course,)))
    nothing_known = RecognitionDecision("Databases", HomeCourse("Baze podataka"))
    yield replace(ANA, recognition=(nothing_known,))
    databases = HomeCourse("Objektne baze", Decimal(8), Decimal(60))
    before = Precedent(1, GRAZ, "Databases", databases, "BMU-2025-0001", "BMU-7", date(2025, 3, 1))
    yield replace(ANA, precedents=(before,))
    yield replace(ANA, documents={"transcript_of_work": Document("transcript_of_work")})
    yield replace(ANA, transcript=replace(ANA.transcript, grading_table=()))
    grant = ProjectGrant("1", *(date(2026, 12, 1),) * 2, Decimal(1), *(date(2027, 1, 1),) * 2)
    yield replace(ANA, project_grant=grant, deliverables=(Deliverable("Course book"),))
    project = Project("0613", "The Agency", *(date(2026, 12, 1),) * 2, Decimal(1))
    yield replace(ANA, partner_terms=PartnerTerms(date(2026, 12, 1), date(2027, 11, 30)))
    professor = LeadingProfessor("Vera Nikolić", "0412")
    yield replace(ANA, project=project, leading_professor=professor)


def in_two_semesters(*ects_by_semester: Decimal) -> Dossier:
    """Ana, with a course in each semester, recognised semester for semester."""
    assert ANA.agreement and ANA.transcript
    first, *_ = ANA.agreement.courses
    courses = tuple(
        replace(first, title=f"Course {n}", code=None, semester=n)
        for n, _ in enumerate(ects_by_semester, start=1)
    )
    agreement = replace(ANA.agreement, semesters=len(ects_by_semester), courses=courses)
    passed_courses = tuple(
        TranscriptCourse(f"Course {n}", ects, "A", True)
        for n, ects in enumerate(ects_by_semester, start=1)
    )
    transcript = replace(ANA.transcript, courses=passed_courses)
    decree = replace(DECREE, method="semester_for_semester")
    return replace(ANA, agreed=agreement, transcript=transcript, decree=decree)


DOSSIERS: Final = (*lacking(), *wrong())
ACTORS: Final = (Actor("rector", "A B"), Actor("mobility_coordinator"))


def asked(definition: ProcessDefinition, guard: BoundGuard) -> Iterator[Reason]:
    """All that a guard of a definition says of all dossiers at all instants."""
    for dossier in DOSSIERS:
        for now in INSTANTS:
            for actor in ACTORS:
                yield from judged_by(definition, guard, dossier, actor, now)


OF_ANOTHER_CASE: Final = {"no_appeal_possible_or_open": {"appeal_upheld", "appeal_dismissed"}}
"""By guard, the forms by which a reason goes away in the case of somebody else that it names."""


def removable(
    definition: ProcessDefinition,
    step: Transition,
    reason: Reason | GuardReason,
    elsewhere: Collection[str] = (),
) -> bool:
    """Whether some role may do where the step was refused what removes a reason: record a fact, or
    take a step from the very state; or the remedy says that nothing does."""
    if NOTHING in reason.by:
        en, sr = NOTHING_REMOVES
        return reason.remedy.en.startswith(en) and reason.remedy.sr.startswith(sr)
    return any(name in elsewhere or _is_there(definition, step, name) for name in reason.by)


def taken_in(step: Transition) -> set[str]:
    """The states in which a step can be taken, whether it leaves them or not."""
    return {*step.sources, *step.stays_in}


def _is_there(definition: ProcessDefinition, refused_step: Transition, name: str) -> bool:
    if name in BESIDE_FORMS:
        return name == TIME or definition.call is not None or not definition.by_request
    fact = definition.facts.get(name)
    takers = (
        step
        for step in definition.transitions.values()
        if step.takes == name and taken_in(step) & taken_in(refused_step)
    )
    return bool(fact and fact.roles) or any(step.roles != ("system",) for step in takers)


CASES: Final = [
    pytest.param(definition, step, guard, id=f"{definition.key}/{step.trigger}/{guard.name}")
    for definition in DEFINITIONS
    for step in definition.transitions.values()
    for guard in step.guards
]


@pytest.mark.parametrize(("definition", "step", "guard"), CASES)
def test_whatever_a_guard_says_some_role_removes_it_or_the_remedy_says_that_nothing_does(
    definition: ProcessDefinition, step: Transition, guard: BoundGuard
) -> None:
    elsewhere = OF_ANOTHER_CASE.get(guard.name, ())
    reasons = {(reason.by, reason.message.en): reason for reason in asked(definition, guard)}
    assert reasons, "no dossier here makes it speak"
    dead_ends = [
        reason for reason in reasons.values() if not removable(definition, step, reason, elsewhere)
    ]
    assert not dead_ends, [(reason.by, reason.message.en, reason.remedy.en) for reason in dead_ends]


def drafts() -> Iterator[tuple[ListDraft, datetime]]:
    """Lists that can't be published: open, unscored, with a member as candidate, of two."""
    member = replace(ANA.candidate, commission_name="m.ilic")
    application = JudgedApplication("BMU-2026-0001", member)
    for commission in ((), ("m.ilic",), ("m.ilic", "j.kos")):
        call = replace(ANA.call, commission=commission)
        for now in INSTANTS:
            yield ListDraft(call, (application,), now), now


@pytest.mark.parametrize("definition", [process for process in DEFINITIONS if process.call],
                         ids=lambda process: process.key)  # fmt: skip
def test_whatever_keeps_a_list_from_being_published_goes_away_too(
    definition: ProcessDefinition,
) -> None:
    (publishing,) = (step for step in definition.transitions.values() if step.of_call)
    for guard in publishing.call_guards:
        reasons = [
            reason
            for draft, now in drafts()
            for reason in guard.check(
                draft, {**definition.numbers(guard.rule, now.date()), **guard.given}
            )
        ]
        assert reasons, guard.name
        assert all(removable(definition, publishing, reason) for reason in reasons), guard.name
    assert {guard.name for guard in publishing.call_guards} <= set(LIST_GUARDS)


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.name)
def test_every_reason_in_the_source_names_what_removes_it_by_a_known_name(path: Path) -> None:
    known_names = {*PAYLOADS, *BESIDE_FORMS}
    for call in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if not (isinstance(call, ast.Call) and ast.unparse(call.func) == "guard_reason"):
            continue
        by_values = [keyword.value for keyword in call.keywords if keyword.arg == "by"]
        assert by_values, f"{path.name}:{call.lineno} says not what removes it: `by=(…)`"
        words = {
            node.value
            for node in ast.walk(by_values[0])
            if isinstance(node, ast.Constant) and isinstance(node.value, str)
        }
        assert words <= known_names, f"{path.name}:{call.lineno}"
