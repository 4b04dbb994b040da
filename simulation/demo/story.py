"""One candidate's case as people live it: each method writes a passage of it into the diary."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from random import Random
from typing import Any

from simulation.demo.cast import Part, in_words
from simulation.demo.courses import Studies
from simulation.demo.diary import Act, CallKey, Deed, Diary, at_work
from simulation.demo.material import Material
from states.moments import civil_date

PARTIES = ("student", "academic_coordinator", "rector", "host")
REQUIRED = ("passed_exams", "language_certificate", "motivation_letter", "cv")


@dataclass
class Story:
    """A case in the making; `absent` is when the Head of ICO stands in for the coordinator."""

    diary: Diary
    material: Material
    random: Random
    call: CallKey
    part: Part
    first_day: date
    last_day: date
    absent: tuple[date, date]
    ects: int = 20
    _last: datetime | None = None
    studies: Studies = field(init=False)

    def __post_init__(self) -> None:
        self.studies = Studies(self.part, self.random, self.ects)

    def act(
        self, day: date, deed: Deed, role: str, name: str = "",
        details: Mapping[str, Any] | None = None, pages: tuple[str, ...] = (),
    ) -> None:  # fmt: skip
        """Writes an act into the diary, on the day, after the case's act before."""
        at = at_work(day, self.random.randint(60, 300))
        if self._last is not None and at <= self._last:
            at = self._last + timedelta(minutes=self.random.randint(2, 9))
        self._last = at
        instead = None
        if role == "academic_coordinator" and self.absent[0] <= day <= self.absent[1]:
            role, instead = "head_of_ico", role
        self.diary.acts.append(
            Act(at, deed, role, self.call, self.part.key, name, details or {}, "", instead, pages)
        )

    def says(self, occasion: str, language: str | None = None) -> str:
        """A sentence for an occasion, in the candidate's language or in the one given."""
        sentence = self.random.choice(self.material.sentences[occasion])
        return in_words(sentence, language or self.part.writes_in)

    def later(self, working_days: int) -> date:
        """So many worked days after the case's last act, and before today."""
        assert self._last is not None
        wanted = self.diary.calendar.move(civil_date(self._last), working_days)
        return min(wanted, self.diary.working_day(1))

    def opens(self, day: date) -> None:
        """The case is opened in its call."""
        self.act(day, "open", "mobility_coordinator", details=self.part.candidate)

    def hands_in(self, day: date, kinds: tuple[str, ...] = REQUIRED) -> None:
        """The documents of the application; of some the paper itself."""
        for kind in kinds:
            language = {"language": "en"} if kind == "language_certificate" else {}
            self.delivers(day, kind, language, paper=self.random.random() < 0.1)

    def delivers(
        self, day: date, kind: str, more: Mapping[str, Any] | None = None, paper: bool = False
    ) -> None:
        """One document, recorded; with `paper` its file is stored too."""
        pages = self.studies.paper(kind) if paper else ()
        self.act(day, "record", "candidate", "document", {"kind": kind, **(more or {})}, pages)

    def applies(self, day: date) -> None:
        """The application is complete and handed in."""
        details = {
            "hosts": [self.part.partner.name],
            "programme": "erasmus",
            "purpose": "study",
            "from": self.first_day.isoformat(),
            "to": self.last_day.isoformat(),
            "semesters": 1,
        }
        self.act(day, "step", "candidate", "submit_application", details)

    def office(self, day: date, step: str, details: Mapping[str, Any] | None = None) -> None:
        """A step that the Mobility Coordinator takes."""
        self.act(day, "step", "mobility_coordinator", step, details)

    def accepted(self, day: date) -> None:
        """The host accepts, with the exact period, and its letter is filed."""
        period = {"from": self.first_day.isoformat(), "to": self.last_day.isoformat()}
        self.office(day, "host_accepts", period)
        paper = self.studies.paper("acceptance_letter") if self.random.random() < 0.4 else ()
        letter = {"kind": "acceptance_letter", "language": "en"}
        self.act(day, "record", "mobility_coordinator", "document", letter, paper)

    def agrees(self, day: date, short: bool = False) -> None:
        """A version of the Learning Agreement; with `short` it has too few ECTS."""
        agreement = self.studies.agreement(short)
        self.act(day, "record", "academic_coordinator", "agreement", agreement)

    def sign(self, day: date, parties: tuple[str, ...] = PARTIES) -> None:
        """Signatures on the newest version, each recorded as it comes in."""
        for party in parties:
            signed = {"document": "learning_agreement", "party": party, "on": day.isoformat()}
            self.act(day, "record", "mobility_coordinator", "signature", signed)

    def concludes(self, day: date) -> None:
        """The Learning Agreement is concluded."""
        self.act(day, "step", "academic_coordinator", "sign_learning_agreement")

    def departs(self) -> None:
        """The stay begins on its first day."""
        day = self.diary.calendar.next_worked(self.first_day)
        self.act(day, "record", "candidate", "stay", {"arrived_on": self.first_day.isoformat()})
        self.office(day, "start_mobility")

    def changes(self, day: date) -> None:
        """The agreement is changed with the consent of all who signed."""
        change = {**self.studies.change(), "signed_by": list(PARTIES), "on": day.isoformat()}
        self.act(day, "step", "academic_coordinator", "change_agreement", change)

    def returns(self) -> None:
        """The candidate is home again, the day after the stay's last day."""
        home = self.last_day + timedelta(days=1)
        day = self.diary.calendar.next_worked(home)
        self.act(day, "record", "candidate", "stay", {"returned_on": home.isoformat()})

    def petitions(self, day: date) -> None:
        """The petition for recognition reaches the office."""
        self.delivers(day, "petition")

    def hands_over(self, day: date) -> None:
        """Petition and transcript are delivered, and taken in."""
        self.petitions(day)
        self.delivers(day, "transcript_of_records", {"language": "en"}, paper=True)
        self.transcribed(day)
        self.office(day, "submit_documents")

    def transcribed(self, day: date) -> None:
        """The transcript is entered course by course, and what home would have asked for."""
        self.act(day, "record", "mobility_coordinator", "transcript", self.studies.transcript())
        home = self.studies.home_courses()
        self.act(day, "record", "academic_coordinator", "home_courses", home)

    def decides(self, day: date, leave_out: int = 0) -> None:
        """What each course passed counts as; `leave_out` of them stay undecided."""
        decisions = self.studies.recognition(leave_out)
        self.act(day, "record", "academic_coordinator", "recognition", decisions)

    def decree(self, day: date, method: str = "course_by_course") -> None:
        """The Decree is issued and delivered."""
        details = {"delivered_on": day.isoformat(), "method": method}
        self.act(day, "step", "academic_coordinator", "issue_decree", details)

    def appeals(self, day: date, against: str) -> None:
        """An appeal against the list or the Decree."""
        step = {"ranking": "lodge_ranking_appeal", "decree": "lodge_appeal"}[against]
        grounds = {"on": day.isoformat(), "grounds": self.says(f"{against}_appeal")}
        self.act(day, "step", "candidate", step, grounds)

    def rector(self, day: date, step: str, occasion: str) -> None:
        """The Rector's decision, with its reason."""
        self.act(day, "step", "rector", step, {"reason": self.says(occasion, "sr")})

    def withdraws(self, day: date) -> None:
        """The candidate withdraws."""
        self.act(day, "step", "candidate", "withdraw", {"reason": self.says("withdraw")})
