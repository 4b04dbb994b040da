"""What a Decree recognises, and how its grades became grades of the home institution."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from actions.documents.content import Conversion, GradeReceipt, Share
from actions.documents.context import DocumentContext, known
from rules import grades, parameters
from rules.grading_tables import per_cent
from rules.recognition import Recognition, Replacement, compose
from rules.regulation import GradingScale
from rules.wording import format_text
from states.recognition import GradeShare, Transcript
from states.text import Text


def recognition_of(context: DocumentContext) -> Recognition:
    """What the Decree recognises (BMU-16, 22): the regulation's scale, the rule of its day.

    Composed once for each Decree: the document says what was written down with it.
    """
    if context.recognition is not None:
        return context.recognition
    decree = context.file.decree
    scale = context.regulation.grading_scale
    return compose(
        context.file,
        scale.shares(),
        conversion_rule(context),
        decree.method if decree else "course_by_course",
        scale.source,
    )


def conversion_rule(context: DocumentContext) -> grades.ConversionRule:
    """How a grade that straddles two is converted, as set on the day of the Decree (BMU-22.4)."""
    decree = context.file.decree
    on = decree.issued_on if decree else context.today
    numbers = context.regulation.numbers(context.regulation.grading_scale.serves[0], on)
    rule = parameters.conversion_rule(numbers) if "conversion" in numbers else None
    return known(rule, "how grades are converted")


def conversion_of(context: DocumentContext, recognition: Recognition) -> Conversion | None:
    """The tables, the rule and a receipt for each grade; None where no grade had to change.

    Where the home institution keeps no statistics, the regulation's scale takes their place (annex
    11). A host that gives ECTS letters grades on that very scale, so the letters with its shares
    are the host's table.
    """
    converted_courses = [line for line in recognition.replaced if _is_converted(line)]
    if not converted_courses:
        return None
    scale, tables = context.regulation.grading_scale, known(recognition.tables, "the tables")
    return Conversion(
        rule=conversion_rule(context),
        table="annex_10" if tables.statistics else "annex_11",
        host_table=_shares(tables.host) or _shares_by_letter(scale),
        home_table=_shares(tables.home) if tables.statistics else scale_of(scale),
        receipts=tuple(_receipt(line) for line in recognition.replaced),
        ties=tuple(_ties(converted_courses)),
        chosen=tables.why,
    )


def scale_of(scale: GradingScale) -> tuple[Share, ...]:
    """The home scale, best grade first, each with its ECTS letter."""
    return tuple(Share(step.grade, step.percent, step.letter) for step in scale.steps)


def grading_system(transcript: Transcript, recognition: Recognition) -> Text:
    """The host's grades as section 6.1 of the diploma supplement notes them (BMU-22.2).

    Where the transcript shows none, those of the office's table that was taken, with its name.
    """
    if transcript.grading_table:
        return _listed(transcript.grading_table)
    tables = recognition.tables
    if tables is None or not tables.host:
        return Text("the one enclosed with its transcript", "приложен уз препис оцена")
    shares, name = _listed(tables.host), tables.host_named
    return Text(f"{shares.en}; {name.en}", f"{shares.sr}; {name.sr}")


def _listed(table: Sequence[GradeShare]) -> Text:
    notes = [(share.grade, _note(share)) for share in table]
    return Text(
        ", ".join(f"{grade} ({note.en})" for grade, note in notes),
        ", ".join(f"{grade} ({note.sr})" for grade, note in notes),
    )


def _note(share: GradeShare) -> Text:
    if not share.passing:
        return Text("not a pass", "није прелазна")
    return per_cent(Fraction(share.percent))


def _is_converted(line: Replacement) -> bool:
    """By a table, or by letters; a grade of the home scale stays what it is."""
    conversion = line.conversion
    if not isinstance(conversion, grades.Conversion):
        return False
    return conversion.rule is not None or conversion.grade != line.course.grade.strip()


def _shares(table: Sequence[GradeShare]) -> tuple[Share, ...]:
    """The grades of a table that pass: failing ones are left out of the comparison."""
    return tuple(Share(share.grade, share.percent) for share in table if share.passing)


def _shares_by_letter(scale: GradingScale) -> tuple[Share, ...]:
    return tuple(Share(step.letter, step.percent) for step in scale.steps)


def _receipt(line: Replacement) -> GradeReceipt:
    conversion = line.conversion
    if isinstance(conversion, grades.Conversion):
        lines = conversion.receipt
    elif isinstance(conversion, grades.Ungraded):
        lines = (counted_without_grade(line),)
    else:
        lines = (conversion.why,)
    return GradeReceipt(line.course.title, line.course.grade, line.grade or "–", lines)


def counted_without_grade(line: Replacement) -> Text:
    """That a course counts as passed where the host gave no grade for it (BMU-22.1)."""
    return format_text(
        "“{title}” was passed at the host without a grade ({grade}): “{home}” counts as passed and "
        "enters no average",
        "„{title}“ је на установи домаћину положен без оцене ({grade}): „{home}“ се признаје као "
        "положен и не улази у просек",
        title=line.course.title,
        grade=line.course.grade,
        home=line.home.title,
    )


def _ties(converted_courses: Sequence[Replacement]) -> Iterator[Text]:
    """Each tie with the last line of its receipt, which says how it was settled."""
    for line in converted_courses:
        conversion = line.conversion
        if isinstance(conversion, grades.Conversion) and conversion.tie:
            last_line = conversion.receipt[-1]
            grade = line.course.grade
            yield Text(
                f"{line.course.title}, grade {grade}: {last_line.en}",
                f"{line.course.title}, оцена {grade}: {last_line.sr}",
            )
