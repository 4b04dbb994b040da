"""The content of the Decree on recognition (BMU-16; its model is annex 9)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final

from actions.documents.content import (
    Corrected,
    Decree,
    OwedCourse,
    PassedCourse,
    ReplacedCourse,
    Signatory,
    TraineeshipDone,
    Words,
)
from actions.documents.context import DocumentContext, contested_by, known
from actions.documents.letterhead import cited, dated, letterhead_of
from actions.documents.people import (
    ARCHIVE,
    STUDENT,
    STUDENT_SERVICE,
    partner_of,
    signatory,
    signed_by_step,
    student_of,
)
from actions.documents.recognitions import (
    conversion_of,
    counted_without_grade,
    grading_system,
    recognition_of,
)
from actions.documents.remedies import decree_remedy
from actions.documents.stays import academic_years, seasons, spent_period
from rules.averaging import counted_once
from rules.citations import in_brackets
from rules.grades import Ungraded
from rules.recognition import Recognition, Replacement
from rules.traineeships import company_of
from states.copies import newest_received_on
from states.dossier import Appeal, Document, Dossier
from states.frozen import replace
from states.recognition import HomeCourse, TranscriptCourse
from states.text import Text, serbian_in_latin
from states.traineeships import Traineeship
from states.vocabulary import DOCUMENT_KINDS

WITHOUT_GRADE: Final = Text("passed", "положен")
"""What stands in the place of a grade where the host gave none."""
AFTER_RETURN: Final = (
    "petition",
    "transcript_of_records",
    "certified_translation",
    "transcript_of_work",
    "grading_system",
    "report",
)
"""What the student delivers after the return (BMU-18a, BEE-R1), in the order of the explanation."""

ENCLOSED: Final = (
    "transcript_of_records",
    "certified_translation",
    "transcript_of_work",
    "grading_system",
)
"""What is kept with the Decree: how and what the host certified."""


def decree(context: DocumentContext) -> Decree:
    """The Decree, course by course or semester for semester, from what the dossier holds."""
    dossier, recognition = context.file, recognition_of(context)
    first_day, last_day = spent_period(context)
    is_work_alone = _work_alone(context, recognition)
    semesters = () if is_work_alone else seasons(dossier, first_day, last_day)
    return Decree(
        head=letterhead_of("decree", context, known(dossier.decree, "the Decree").number),
        student=student_of(context),
        academic_year=academic_years(first_day, last_day, semesters),
        semesters=semesters,
        first_day=first_day,
        last_day=last_day,
        host=partner_of(context),
        basis=known(dossier.application, "the application").programme,
        method=recognition.method,
        submitted=tuple(_submitted(context)),
        petition_on=_petition_on(dossier),
        remedy=decree_remedy(context),
        signatures=_signatures(context),
        deliver_to=(STUDENT, STUDENT_SERVICE, ARCHIVE),
        replaced=tuple(map(_replaced, recognition.replaced)),
        supplement=tuple(map(_passed, recognition.supplement)),
        recognised=tuple(map(_passed, recognition.recognised)),
        conversion=conversion_of(context, recognition),
        grading_system=(
            grading_system(dossier.transcript, recognition) if dossier.transcript else None
        ),
        remaining=tuple(map(_owed, recognition.remaining)),
        remarks=(*_without_grade(recognition), *_remarks(context)),
        reasons=tuple(_reasons(context)),
        appendices=tuple(DOCUMENT_KINDS[kind] for kind in ENCLOSED if kind in dossier.documents),
        corrects=_corrected(context),
        joint=tuple(map(counted_once, recognition.joint)),
        traineeship=_traineeship(context, recognition),
        sources=_sources(context, recognition),
        averaged=bool(recognition.grades_in_average),
    )


def _sources(context: DocumentContext, recognition: Recognition) -> dict[str, Words]:
    """What stands in brackets behind sentences: the clauses that each carries out.

    What the supplement notes of courses without a match rests on a clause of its own (BMU-22.3);
    of free electives likewise (BMU-22.9).
    """
    book = context.regulation
    sources = dict(book.documents["decree"].sources)
    noted_by = (
        "rubric" if recognition.supplement else "electives" if recognition.recognised else None
    )
    if "diploma" in sources and noted_by in sources and not recognition.replaced:
        sources["diploma"] = sources[noted_by]
    return {sentence: in_brackets(book, source) for sentence, source in sources.items()}


def _replaced(line: Replacement) -> ReplacedCourse:
    home = line.home
    return ReplacedCourse(
        host=_passed(line.course),
        home=home.title,
        ects=known(home.ects, f"the ECTS of {home.title}"),
        grade=(
            WITHOUT_GRADE
            if isinstance(line.conversion, Ungraded)
            else known(line.grade, f"the equivalent of grade {line.course.grade}")
        ),
        hours=home.hours,
    )


def _passed(course: TranscriptCourse) -> PassedCourse:
    return PassedCourse(course.title, course.ects, course.grade, course.hours)


def _owed(course: HomeCourse) -> OwedCourse:
    return OwedCourse(course.title, course.ects, course.hours)


def _submitted(context: DocumentContext) -> Iterator[Text]:
    """The documents taken in after the return, and the agreement in force."""
    dossier = context.file
    for kind in AFTER_RETURN:
        if kind in dossier.documents:
            yield _named(dossier.documents[kind])
    if dossier.agreed is not None:
        agreement = known(context.definition.kind.agreement, "who signs the agreement")
        title = DOCUMENT_KINDS[agreement.recorded_as]
        version = dossier.agreed_version
        yield Text(f"{title.en}, version {version}", f"{title.sr}, верзија {version}")


def _petition_on(dossier: Dossier) -> date | None:
    """The day on which the petition that the Decree decides on was received (BMU-18a, BEE-R1)."""
    return newest_received_on(dossier, "petition")


def _named(document: Document) -> Text:
    """A document's title, with the day on which it was delivered where that is recorded."""
    title = DOCUMENT_KINDS[document.kind]
    if document.delivered_on is None:
        return title
    on = dated(document.delivered_on)
    return Text(f"{title.en}, {on.en}", f"{title.sr}, {on.sr} године")


def _signatures(context: DocumentContext) -> tuple[Signatory, ...]:
    """Who issues it, who certifies it, and the home institution's legal representative.

    What the Office prepares the Rector signs (ICO), the Dean where a faculty is that institution.
    """
    certified_by = context.regulation.documents["decree"].certified_by
    issuer, *heads = signed_by_step(context, "academic_coordinator")
    if certified_by is None:
        return (issuer, *heads)
    certifier = signatory(context, certified_by)
    other_signatories = [signing for signing in (issuer, *heads) if signing != certifier]
    return (*other_signatories[:1], _certifying(certifier), *other_signatories[1:])


def _certifying(signing: Signatory) -> Signatory:
    """Whoever certifies what another decided, with a word that says so."""
    role = signing.role if isinstance(signing.role, Text) else Text(signing.role, signing.role)
    certifies = Text(f"{role.en}, certifies the decision", f"{role.sr}, оверава решење")
    return replace(signing, role=certifies)


def _remarks(context: DocumentContext) -> Iterator[Text]:
    """What BMU-16 calls other data: exams not passed, a Decree that comes late, and what else who
    issues it holds to be important, in their own words."""
    transcript = context.file.transcript
    failed_courses = [
        course for course in (transcript.courses if transcript else ()) if not course.passed
    ]
    if failed_courses:
        yield _not_passed(failed_courses)
    starts = context.file.semester_start
    if starts and context.today >= starts:
        rule = context.regulation.documents["decree"].late
        yield _late(dated(starts), cited(context, rule) if rule else None)
    remarks = str(context.details.get("remarks") or "").strip()
    if remarks:
        yield Text(serbian_in_latin(remarks), remarks)


def _without_grade(recognition: Recognition) -> Iterator[Text]:
    for line in recognition.replaced:
        if isinstance(line.conversion, Ungraded):
            sentence = counted_without_grade(line)
            yield Text(f"{sentence.en}.", f"{sentence.sr}.")


def _not_passed(failed_courses: Sequence[TranscriptCourse]) -> Text:
    titles = ", ".join(course.title for course in failed_courses)
    return Text(
        f"Not passed at the host institution: {titles}.",
        f"У установи домаћину није положено: {titles}.",
    )


def _traineeship(context: DocumentContext, recognition: Recognition) -> TraineeshipDone | None:
    """BMU-13: a traineeship as its Transcript of Work shows it, and as what it counts."""
    dossier = context.file
    document = dossier.documents.get("transcript_of_work")
    if document is None and dossier.traineeship is None:
        return None
    traineeship = dossier.traineeship or Traineeship(
        company_of(dossier) or partner_of(context).name
    )
    return TraineeshipDone(
        company=traineeship.company,
        certified=_named(document) if document else None,
        tasks=traineeship.tasks,
        skills=traineeship.skills,
        hours=traineeship.hours,
        counts_as=_owed(recognition.traineeship) if recognition.traineeship else None,
    )


def _work_alone(context: DocumentContext, recognition: Recognition) -> bool:
    """A traineeship that brought no courses: it has a period, and no semester of studies."""
    courses = (*recognition.replaced, *recognition.supplement, *recognition.recognised)
    return not courses and _traineeship(context, recognition) is not None


def _late(start: Text, place: Text | None) -> Text:
    en, sr = (f" ({place.en})", f" ({place.sr})") if place else ("", "")
    return Text(
        f"The semester began on {start.en}; the student has gone on studying meanwhile{en}.",
        f"Семестар је почео {start.sr} године; студент је наставио студије{sr}.",
    )


def _reasons(context: DocumentContext) -> Iterator[Words]:
    """The decision on the appeal that a corrected Decree follows."""
    appeal = _upheld_appeal(context)
    if appeal is not None and appeal.reason:
        yield appeal.reason


def _corrected(context: DocumentContext) -> Corrected | None:
    """The Decree that an upheld appeal makes this one replace (BMU-24b)."""
    first = context.earlier_decree
    if first is None:
        return None
    word = contested_by(context, first)
    is_upheld = _upheld_appeal(context) is not None
    return Corrected(
        first.number,
        first.issued_on,
        context.appeal_decision if is_upheld else None,
        word,
        first.certification_refused_on,
    )


def _upheld_appeal(context: DocumentContext) -> Appeal | None:
    """The newest appeal upheld against the Decree that this one corrects."""
    if context.earlier_decree is None:
        return None
    decree_appeals = (appeal for appeal in context.file.appeals if appeal.against == "decree")
    return next((appeal for appeal in reversed(list(decree_appeals)) if appeal.upheld), None)
