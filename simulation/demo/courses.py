"""What a candidate of the demo studies abroad: agreement, transcript, recognition, documents."""

from __future__ import annotations

from decimal import Decimal
from functools import cached_property
from random import Random

from simulation.demo.cast import Part
from simulation.demo.material import Match
from states.vocabulary import DOCUMENT_KINDS

LANGUAGE_ECTS = Decimal(4)


class Studies:
    """A candidate's courses at the host, drawn once: whatever is asked for fits together."""

    def __init__(self, part: Part, random: Random, least: int = 20) -> None:
        """`least`: the ECTS to reach; who takes 30 passes everything (BMU-22.8)."""
        self._part, self._random, self._least = part, random, least

    @cached_property
    def _taken(self) -> list[Match]:
        """Courses worth the ECTS to reach or a little more, in the order of the programme."""
        courses = list(self._part.programme.courses)
        shuffled_courses = self._random.sample(courses, len(courses))
        enough: list[Match] = []
        while sum(course.ects for course in enough) < self._least:
            enough.append(shuffled_courses.pop())
        return [course for course in courses if course in enough]

    @property
    def _language_course(self) -> str:
        return f"{self._part.partner.language} for Beginners"

    @cached_property
    def _grades(self) -> dict[str, str]:
        """The grade in each course, drawn as the host's table has them; two in five fail one."""
        table = self._part.partner.grading_table
        weights = [float(share.percent) for share in table]
        titles = [course.host for course in self._taken] + [self._language_course]
        grades = {
            title: self._random.choices([share.grade for share in table], weights)[0]
            for title in titles
        }
        if self._least < 30 and self._random.random() < 0.4:
            grades[self._random.choice(titles[:-1])] = self._part.partner.failing
        return grades

    def _passed(self, title: str) -> bool:
        return self._grades[title] != self._part.partner.failing

    def _code(self, course: Match) -> str:
        return f"{self._part.partner.prefix}{301 + self._part.programme.courses.index(course) * 17}"

    def agreement(self, short: bool = False) -> dict[str, object]:
        """The Learning Agreement; with `short` three courses only."""
        courses = [self._course(course) for course in self._taken]
        if short:
            return {"language": "en", "semesters": 1, "courses": courses[:3]}
        return {"language": "en", "semesters": 1, "courses": [*courses, self._language()]}

    def change(self) -> dict[str, object]:
        """The agreement with the first course in the place of another that is left out."""
        courses = self._part.programme.courses
        not_taken = [course for course in courses if course not in self._taken]
        self._taken[0] = max(not_taken, key=lambda course: course.ects)
        return self.agreement()

    def _course(self, course: Match) -> dict[str, object]:
        return {
            "code": self._code(course),
            "title": course.host,
            "ects": str(course.ects),
            "replaces": _home(course),
        }

    def _language(self) -> dict[str, object]:
        code = f"{self._part.partner.prefix}LNG1"
        return {"code": code, "title": self._language_course, "ects": str(LANGUAGE_ECTS)}

    def transcript(self) -> dict[str, object]:
        """The host's Transcript of Records, with its grading table."""
        courses = [
            self._result(course.host, self._code(course), course.ects, 45) for course in self._taken
        ]
        language = self._result(
            self._language_course, f"{self._part.partner.prefix}LNG1", LANGUAGE_ECTS, 30
        )
        table = self._part.partner.grading_table
        return {
            "language": "en",
            "holds_grading_system": True,
            "grading_table": [
                {"grade": share.grade, "percent": str(share.percent)} for share in table
            ],
            "courses": [*courses, language],
        }

    def _result(self, title: str, code: str, ects: Decimal, hours: int) -> dict[str, object]:
        return {
            "code": code,
            "title": title,
            "ects": str(ects),
            "hours": hours,
            "grade": self._grades[title],
            "passed": self._passed(title),
        }

    def home_courses(self) -> dict[str, object]:
        """The semester at home: what the agreement replaces."""
        return {"semester": [_home(course) for course in self._taken]}

    def recognition(self, leave_out: int = 0) -> dict[str, object]:
        """A decision on each course passed; the first `leave_out` stay undecided."""
        passed_courses = [course for course in self._taken if self._passed(course.host)]
        decisions: list[dict[str, object]] = [
            {"host": course.host, "home": _home(course)} for course in passed_courses[leave_out:]
        ]
        return {"decisions": [*decisions, {"host": self._language_course, "supplement": True}]}

    def lines_of(self, kind: str) -> tuple[str, ...]:
        """The lines of a document of a kind, as a scan of it would show."""
        title, part = DOCUMENT_KINDS[kind].en, self._part
        lines = [title[0].upper() + title[1:], part.name, part.partner.name]
        if kind == "transcript_of_records":
            lines += [f"{course}: {grade}" for course, grade in self._grades.items()]
        return tuple(lines)


def _home(course: Match) -> dict[str, object]:
    return {"title": course.home, "ects": str(course.home_ects), "hours": course.hours}
