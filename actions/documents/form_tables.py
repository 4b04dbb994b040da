"""Where the tables of the forms come from: rows by column name, each cell in words or none."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Final

from actions.documents.content import Words
from actions.documents.context import MissingData
from actions.documents.form_view import View
from actions.documents.letterhead import dated
from actions.documents.recognitions import recognition_of
from rules.agreement_words import CHANGES, TERMS, YES_NO, course_words, name_of, plain, sides_of
from states.agreements import CourseChange, Differences, total_ects
from states.dossier import AgreementVersion, Course
from states.moments import civil_date
from states.recognition import HomeCourse
from states.text import Text
from states.vocabulary import either_of

Row = Mapping[str, Words | None]

_TICKED: Final = "x"
_TOTAL: Final = Text("Total", "Укупно")
"""What the last row of a table of courses is called, under the titles."""


def _ects(value: Decimal | None) -> Words | None:
    return plain(value) if value is not None else None


def _courses(view: View) -> Iterator[Row]:
    for course in view.version.agreement.courses if view.version else ():
        yield {
            **_course(course), "ects": _ects(course.ects), **_home(course.replaces),
            "semester": str(course.semester) if course.semester else None,
        }  # fmt: skip


def _course(course: Course) -> dict[str, Words | None]:
    return {"code": course.code, "title": course.title}


def _home(home: HomeCourse | None) -> dict[str, Words | None]:
    return {"home": home.title if home else None, "home_ects": _ects(home.ects) if home else None}


def _replaced(courses: Sequence[Course]) -> dict[str, HomeCourse]:
    """The home courses that are replaced, each once however many courses replace it."""
    homes = (course.replaces for course in courses)
    return {home.title: home for home in homes if home is not None}


def _home_courses(view: View) -> Iterator[Row]:
    for home in _replaced(view.version.agreement.courses if view.version else ()).values():
        yield {"title": home.title, "ects": _ects(home.ects)}


def _changes(view: View) -> Iterator[Row]:
    """A course that is deleted and one that is added each have a row; of one that changes, both."""
    for change in view.changed.courses if view.changed else ():
        if change.before is not None:
            yield {
                **_course(change.before), "deleted": _TICKED,
                "ects_before": _ects(change.before.ects),
            }  # fmt: skip
        if change.after is not None:
            yield {
                **_course(change.after),
                "added": _TICKED,
                "ects_after": _ects(change.after.ects),
            }


def _home_changes(view: View) -> Iterator[Row]:
    if view.version is None or view.former is None:
        return
    before, after = (
        _replaced(version.agreement.courses) for version in (view.former, view.version)
    )
    for title, home in before.items():
        if title not in after:
            yield {"title": title, "ects": _ects(home.ects), "deleted": _TICKED}
    for title, home in after.items():
        if title not in before:
            yield {"title": title, "ects": _ects(home.ects), "added": _TICKED}


def _plan_changes(view: View) -> Iterator[Row]:
    """The courses that differ from the Study Plan, or that none does (BMU-8a)."""
    differences = view.against_plan
    if differences is None:
        return
    if not differences.courses:
        yield {"change": Text("none", "нема"), "before": None, "after": None,
               **_totals(differences)}  # fmt: skip
        return
    for change in differences.courses:
        yield _plan_change(change)
    yield {"change": _TOTAL, **_totals(differences)}


def _totals(differences: Differences) -> dict[str, Words | None]:
    return {
        "ects_before": plain(differences.ects_before),
        "ects_after": plain(differences.ects_after),
    }


def _plan_change(change: CourseChange) -> Row:
    before, after = change.before, change.after
    return {
        "change": CHANGES[change.kind],
        "before": course_words(before, with_ects=False) if before else None,
        "ects_before": _ects(before.ects) if before else None,
        "after": course_words(after, with_ects=False) if after else None,
        "ects_after": _ects(after.ects) if after else None,
    }


def _term_changes(*told_elsewhere: str) -> Callable[[View], Iterator[Row]]:
    """What a version changes beside courses, but for parts that have a field of their own."""

    def rows(view: View) -> Iterator[Row]:
        for term in view.changed.terms if view.changed else ():
            if term.name not in told_elsewhere:
                before, after = sides_of(term)
                yield {"part": TERMS[term.name], "before": before, "after": after}

    return rows


def _agreed_terms(*names: str) -> Callable[[View], Iterator[Row]]:
    """What only some agreements say: the forms show it where it was agreed."""

    def rows(view: View) -> Iterator[Row]:
        agreement = view.version.agreement if view.version else AgreementVersion()
        for name in names:
            value = getattr(agreement, name)
            if value not in (None, "", ()):
                yield {"part": TERMS[name].capitalised(), "agreed": plain(value)}

    return rows


def _results(view: View) -> Iterator[Row]:
    transcript = view.context.file.transcript
    for course in transcript.courses if transcript else ():
        yield {
            "code": course.code, "title": course.title, "passed": YES_NO[course.passed],
            "ects": _ects(course.ects), "grade": course.grade,
        }  # fmt: skip


def _recognised(view: View) -> Iterator[Row]:
    """What the Decree recognises, once there is one."""
    if view.context.file.decree is None:
        return
    try:
        recognition = recognition_of(view.context)
    except MissingData:
        return
    for line in recognition.replaced:
        yield {"title": line.home.title, "ects": _ects(line.home.ects), "grade": line.grade}
    for course in recognition.recognised:
        yield {
            "code": course.code, "title": course.title, "ects": _ects(course.ects),
            "grade": course.grade,
        }  # fmt: skip


_UNSIGNED: Final = Text("nobody yet", "још нико")
_NEVER_SIGNED: Final = Text("nobody", "нико")
"""Of a version that a later one has taken the place of."""


def _versions(view: View) -> Iterator[Row]:
    kind, versions = view.context.definition.kind, view.context.versions
    for version in versions:
        by_nobody = _UNSIGNED if version is versions[-1] else _NEVER_SIGNED
        days = [
            (either_of([kind.signatory(signature.party)]), dated(signature.on))
            for signature in version.signatures
        ]
        signed_text = Text(
            "; ".join(f"{party.en}, {day.en}" for party, day in days),
            "; ".join(f"{party.sr}, {day.sr}" for party, day in days).replace(".;", ";"),
        )
        yield {
            "version": name_of(version.number).capitalised(),
            "recorded": dated(civil_date(version.recorded_at)),
            "ects": plain(total_ects(version.agreement)) if version.agreement.courses else None,
            "signed": signed_text if days else by_nobody,
        }


TABLES: Final[Mapping[str, Callable[[View], Iterator[Row]]]] = {
    "courses": _courses,
    "home_courses": _home_courses,
    "changes": _changes,
    "home_changes": _home_changes,
    "plan_changes": _plan_changes,
    "term_changes": _term_changes(),
    "other_term_changes": _term_changes("activity"),
    "activity": _agreed_terms("activity"),
    "further_terms": _agreed_terms("insurance_agreed_otherwise", "further_documents"),
    "results": _results,
    "recognised": _recognised,
    "versions": _versions,
}
"""Every table that a model may name."""


def total_of(name: str, view: View) -> Row | None:
    """The last row under a table of courses: the ECTS of each side, a home course counted once."""
    courses = view.version.agreement.courses if view.version else ()
    replaced_courses = _replaced(courses).values()
    at_home = plain(sum((home.ects or Decimal(0) for home in replaced_courses), Decimal(0)))
    if name == "home_courses" and replaced_courses:
        return {"title": _TOTAL, "ects": at_home}
    if name == "courses" and view.version and courses:
        abroad = plain(total_ects(view.version.agreement))
        return {"title": _TOTAL, "ects": abroad, "home_ects": at_home if replaced_courses else None}
    return None
