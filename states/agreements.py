"""Versions of an agreement, who signed which, and what each changes in the one before it.

Version 0 is the Study Plan from which a Learning Agreement is drawn up (BMU-7, BMU-8a).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import fields
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final, Literal

from states.dossier import AgreementVersion, Course, Dossier, Signature, StudyPlan
from states.frozen import frozen, replace
from states.text import alike

STUDY_PLAN: Final = 0
"""The number under which the Study Plan stands before the versions of the agreement."""

CourseChangeKind = Literal["added", "removed", "replaced", "changed"]


@frozen
class SignedVersion:
    """A version as it was recorded at an instant, and who had signed it on which day.

    `concluded_on` is the civil date on which it came into force; None of a proposal.
    """

    number: int
    agreement: AgreementVersion
    signatures: tuple[Signature, ...]
    recorded_at: datetime
    concluded_on: date | None = None


@frozen
class CourseChange:
    """A course before and after a change. Of one that is added nothing stood before.

    `replaced` by another course for the same home course; `changed` where the course stays and
    its title, code, ECTS or home course differ.
    """

    kind: CourseChangeKind
    before: Course | None
    after: Course | None


@frozen
class TermChange:
    """A part of an agreement that is no course, before and after: tasks, hours, language."""

    name: str
    before: Any
    after: Any


@frozen
class Differences:
    """What one version changes in another; the ECTS are those of all courses of each."""

    courses: tuple[CourseChange, ...]
    terms: tuple[TermChange, ...]
    ects_before: Decimal
    ects_after: Decimal

    @property
    def nothing(self) -> bool:
        """Whether both say the same."""
        return not self.courses and not self.terms


def differences(former: AgreementVersion, newer: AgreementVersion) -> Differences:
    """What `newer` adds to `former`, removes from it, replaces and changes (BMU-8e, BEE-L2)."""
    return Differences(
        tuple(_course_changes(former.courses, newer.courses)),
        tuple(_term_changes(former, newer)),
        total_ects(former),
        total_ects(newer),
    )


def total_ects(agreement: AgreementVersion) -> Decimal:
    """The ECTS of all courses of a version; a course without any counts for nothing.

    One that stands in two lines, since it is to replace two at home, is taken once.
    """
    courses = each_once(agreement.courses)
    return sum((course.ects or Decimal(0) for course in courses), Decimal(0))


def each_once(courses: Sequence[Course]) -> list[Course]:
    """The courses that are taken at the host, each as its first line has it."""
    first_lines: list[Course] = []
    for course in courses:
        if not any(same_course(course, other) for other in first_lines):
            first_lines.append(course)
    return first_lines


def same_course(course: Course, other: Course) -> bool:
    """Whether two lines name one course of the host: by title, code and semester, as far as told.

    A course that goes over two semesters is told apart by these, one of two parts by its code.
    """
    if not course.title or not other.title or alike(course.title) != alike(other.title):
        return False
    if course.code and other.code and alike(course.code) != alike(other.code):
        return False
    return course.semester == other.semester or None in (course.semester, other.semester)


def plan_of(versions: Sequence[SignedVersion]) -> SignedVersion | None:
    """The Study Plan among the versions; None where the case has none."""
    return next((version for version in versions if version.number == STUDY_PLAN), None)


def compared(
    versions: Sequence[SignedVersion],
) -> list[tuple[SignedVersion, SignedVersion | None, Differences | None]]:
    """Each version with the one before it and what it changed there; of the first, None.

    The first version of an agreement is compared with the Study Plan, where there is one.
    """
    before: list[SignedVersion | None] = [None, *versions]
    return [
        (newer, former, differences(former.agreement, newer.agreement) if former else None)
        for former, newer in zip(before, versions, strict=False)
    ]


def _course_changes(former: Sequence[Course], newer: Sequence[Course]) -> Iterator[CourseChange]:
    """In the order of the former version; what is added comes last, in the newer one's order."""
    after: dict[int, CourseChange] = {}
    former_left, added_courses = list(enumerate(former)), list(newer)
    for matches in (_same, _same_code, _same_title):
        former_left, added_courses = _paired(former_left, added_courses, matches, after, "changed")
    former_left, added_courses = _paired(former_left, added_courses, _same_home, after, "replaced")
    for place, course in former_left:
        after[place] = CourseChange("removed", course, None)
    ordered_changes = [after[place] for place in sorted(after)]
    yield from (change for change in ordered_changes if change.before != change.after)
    yield from (CourseChange("added", None, course) for course in added_courses)


def _paired(
    former: list[tuple[int, Course]],
    newer: list[Course],
    alike: Callable[[Course, Course], bool],
    changes: dict[int, CourseChange],
    kind: CourseChangeKind,
) -> tuple[list[tuple[int, Course]], list[Course]]:
    """Enters the pairs that are alike into `changes`; returns what of both is left over."""
    unpaired_courses, added_courses = [], list(newer)
    for place, course in former:
        partner = next((candidate for candidate in added_courses if alike(course, candidate)), None)
        if partner is None:
            unpaired_courses.append((place, course))
            continue
        added_courses.remove(partner)
        changes[place] = CourseChange(kind, course, partner)
    return unpaired_courses, added_courses


def _same(course: Course, other: Course) -> bool:
    return course == other


def _same_code(course: Course, other: Course) -> bool:
    return bool(course.code) and course.code == other.code


def _same_title(course: Course, other: Course) -> bool:
    """Two courses with codes of their own are two, even under one title."""
    both_coded = bool(course.code) and bool(other.code)
    return not both_coded and bool(course.title) and course.title == other.title


def _same_home(course: Course, other: Course) -> bool:
    if course.replaces is None or other.replaces is None:
        return False
    return course.replaces.title == other.replaces.title


def _term_changes(former: AgreementVersion, newer: AgreementVersion) -> Iterator[TermChange]:
    for part in fields(AgreementVersion):
        before, after = getattr(former, part.name), getattr(newer, part.name)
        if part.name != "courses" and before != after:
            yield TermChange(part.name, before, after)


def versioned(dossier: Dossier, agreement: AgreementVersion) -> Dossier:
    """A new version of the agreement, signed by nobody yet."""
    version = dossier.agreement_version + 1
    return replace(dossier, agreement=agreement, agreement_version=version, signatures=())


def concluded(dossier: Dossier) -> Dossier:
    """The newest version is in force from now on (BMU-8b, 8e, 9, 11, 30; BEE-L2, T3)."""
    return replace(dossier, agreed=dossier.agreement, agreed_version=dossier.agreement_version)


def completed(version: AgreementVersion, earlier: AgreementVersion | None) -> AgreementVersion:
    """The terms of a version, with what it leaves out taken over from an earlier one."""
    terms = {part.name: getattr(version, part.name) for part in fields(AgreementVersion)}
    if earlier is not None:
        terms.update({
            name: getattr(earlier, name) for name, content in terms.items() if _left_out(content)
        })  # fmt: skip
    return AgreementVersion(**terms)


def concludes_proposal(dossier: Dossier, change: AgreementVersion) -> bool:
    """Whether a change brings the newest proposal into force, and makes no version of its own.

    So where a proposal is newer than the agreement in force, and the change says nothing, or the
    same.
    """
    if dossier.agreement is None or dossier.agreement_version == dossier.agreed_version:
        return False
    terms = completed(change, None)
    return terms == AgreementVersion() or completed(terms, dossier.agreed) == dossier.agreement


def _left_out(content: object) -> bool:
    return content is None or content in ("", ())


def with_plan(dossier: Dossier, plan: StudyPlan) -> Dossier:
    """A Study Plan that is written anew is signed anew."""
    if dossier.study_plan is None:
        return replace(dossier, study_plan=plan)
    signatures = tuple(
        signature for signature in dossier.signatures if signature.document != "study_plan"
    )
    return replace(dossier, study_plan=plan, signatures=signatures)


def signed(dossier: Dossier, signature: Signature) -> Dossier:
    """A party's signature on the newest version; who has signed it has signed since the first.

    One on the Study Plan says nothing of an agreement that there is already.
    """
    if signature.document == "study_plan" and dossier.agreement is not None:
        return dossier
    return replace(dossier, signatures=one_of_each((*dossier.signatures, signature)))


def one_of_each(signatures: Iterable[Signature]) -> tuple[Signature, ...]:
    """One signature of each party on a document, the earliest, in the order of the last of each."""
    kept_signatures: dict[tuple[str, str], Signature] = {}
    for signature in signatures:
        before = kept_signatures.pop((signature.document, signature.party), signature)
        first = before if before.on <= signature.on else signature
        kept_signatures[signature.document, signature.party] = first
    return tuple(kept_signatures.values())
