"""The agreement as its parties signed it: learning, training or staff mobility."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any, Final

from actions.content import AgreedCourse, AgreementForm, Change, Clause
from rules.guards.agreement import TRAINING_PARTS
from states.dossier import AgreementVersion, Course
from states.text import Text
from workflows.paperwork.heading import head_of
from workflows.paperwork.matter import Matter, known
from workflows.paperwork.people import home_and_host, party_signatories, student_of
from workflows.paperwork.stays import academic_year, agreed_period

SIGNED: Final = "agreement_is_signed"
"""The guard by which a definition says which agreement it is and who its parties are."""

CLAUSES: Final[Mapping[str, Text]] = {
    **TRAINING_PARTS,
    "activity": Text("activity", "активност"),
    "teaching_hours": Text("hours of teaching", "часови наставе"),
}
"""The parts of an agreement that are no courses (BMU-11, BMU-30), in the order of the form."""


def signing_of(matter: Matter) -> Mapping[str, Any]:
    """Which `document` the definition asks to be signed, and by which `parties`.

    Of this step, else of any; IncompleteMatter where the process knows no agreement.
    """
    of_the_step = [matter.transition] if matter.transition else []
    steps = (*of_the_step, *matter.definition.transitions.values())
    guards = (guard for step in steps for guard in step.guards if guard.name == SIGNED)
    return known(next(guards, None), "who signs the agreement").given


def agreement_form(matter: Matter) -> AgreementForm:
    """The newest version with all its parties and their signature dates (BMU-8b, 8e, 11, 30)."""
    dossier = matter.file
    newest = known(dossier.agreement, "the agreement")
    signing = signing_of(matter)
    first_day, last_day = agreed_period(matter)
    home, host = home_and_host("agreement_form", matter)
    return AgreementForm(
        head=head_of("agreement_form", matter),
        agreement=signing["document"],
        version=dossier.agreement_version,
        student=student_of(matter),
        home=home,
        host=host,
        academic_year=academic_year(first_day),
        first_day=first_day,
        last_day=last_day,
        signatures=party_signatories(matter, signing["document"], signing["parties"]),
        semesters=newest.semesters,
        courses=tuple(map(_course, newest.courses)),
        clauses=tuple(_clauses(newest)),
        changes=tuple(_changes(matter.former_agreement, newest)),
    )


def _course(course: Course) -> AgreedCourse:
    home = course.replaces
    return AgreedCourse(
        title=known(course.title, "the title of a course"),
        ects=known(course.ects, f"the ECTS of {course.title}"),
        code=course.code,
        home=home.title if home else None,
        home_ects=home.ects if home else None,
    )


def _clauses(newest: AgreementVersion) -> Iterator[Clause]:
    for name, heading in CLAUSES.items():
        agreed = getattr(newest, name)
        if agreed is not None:
            yield Clause(_capital(heading), _said(agreed))


def _said(agreed: str | Decimal) -> str:
    return f"{agreed.normalize():f}" if isinstance(agreed, Decimal) else agreed


def _capital(heading: Text) -> Text:
    return Text(heading.en[:1].upper() + heading.en[1:], heading.sr[:1].upper() + heading.sr[1:])


def _changes(former: AgreementVersion | None, newest: AgreementVersion) -> Iterator[Change]:
    """Courses deleted from the version before and added to it (BMU-8e); none where none was."""
    if former is None:
        return
    for course in _without(former.courses, newest.courses):
        yield Change(
            "deleted",
            known(course.title, "the title of a course"),
            course.ects,
            course.code,
        )
    for course in _without(newest.courses, former.courses):
        yield Change(
            "added",
            known(course.title, "the title of a course"),
            course.ects,
            course.code,
        )


def _without(these: Sequence[Course], others: Sequence[Course]) -> list[Course]:
    """A course is the same by code, title and ECTS; which home course it replaces is no change."""
    known_there = {(course.code, course.title, course.ects) for course in others}
    return [each for each in these if (each.code, each.title, each.ects) not in known_there]
