"""One candidate's case as people live it: each method writes a passage of it into the diary."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from random import Random

from simulation.demo.cast import Part, in_words
from simulation.demo.courses import Studies
from simulation.demo.diary import Act, CallKey, Diary, at_work
from simulation.demo.material import Material, Partner
from states.agreement_comments import AGREEMENT_COMMENT
from states.moments import civil_date

PARTIES = ("student", "academic_coordinator", "rector", "host")
LODGING = {"ranking": "lodge_ranking_appeal", "decree": "lodge_appeal"}
REQUIRED = ("passed_exams", "language_certificate", "motivation_letter", "cv")


@dataclass
class Story:
    """A case in the making; `absent` is when the Head of ICO is the coordinator's deputy."""

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

    def step(
        self, day: date, role: str, name: str, details: Mapping[str, object] | None = None
    ) -> None:
        """Somebody takes a step with the case."""
        act = Act(self._instant(day), "step", role, self.call, self.part.key, name, details or {})
        self._write(day, act)

    def fact(
        self, day: date, role: str, name: str, details: Mapping[str, object],
        pages: tuple[str, ...] = (),
    ) -> None:  # fmt: skip
        """Somebody records a fact of the case; `pages` are of the document handed in with it."""
        at = self._instant(day)
        act = Act(at, "record", role, self.call, self.part.key, name, details, pages=pages)
        self._write(day, act)

    def beside(self, day: date, role: str, name: str, details: Mapping[str, object]) -> None:
        """A fact that no step waits for, recorded on its own day whatever the case does."""
        at = at_work(day, self.random.randint(0, 59))
        self._write(day, Act(at, "record", role, self.call, self.part.key, name, details))

    def _instant(self, day: date) -> datetime:
        """When something is done on a day: after the case's act before."""
        at = at_work(day, self.random.randint(60, 300))
        if self._last is not None and at <= self._last:
            at = self._last + timedelta(minutes=self.random.randint(2, 9))
        self._last = at
        return at

    def _write(self, day: date, act: Act) -> None:
        """Writes an act into the diary; a deputy acts where the coordinator is absent that day."""
        if act.role == "academic_coordinator" and self.absent[0] <= day <= self.absent[1]:
            act = replace(act, role="head_of_ico", deputy_for=act.role)
        self.diary.acts.append(act)

    def says(self, purpose: str, language: str | None = None) -> str:
        """A sentence for a purpose, in the candidate's language or in the one given."""
        sentence = self.random.choice(self.material.sentences[purpose])
        return in_words(sentence, language or self.part.writes_in)

    def later(self, working_days: int) -> date:
        """So many worked days after the case's last act, and before today."""
        assert self._last is not None
        day = self.diary.calendar.move(civil_date(self._last), working_days)
        return min(day, self.diary.working_day(1))

    def opens(self, day: date, mistyped_values: Mapping[str, object] | None = None) -> None:
        """The case is opened in its call; with what was `mistyped` of the candidate."""
        act = Act(
            self._instant(day), "open", "mobility_coordinator", self.call, self.part.key,
            details={**self.part.candidate, **(mistyped_values or {})},
        )  # fmt: skip
        self._write(day, act)

    def corrects(self, day: date, mistyped_values: Mapping[str, object]) -> None:
        """What was mistyped of the candidate is put right, with the reason."""
        right = {field: self.part.candidate[field] for field in mistyped_values}
        reason = self.says("correction", "sr")
        self.fact(day, "mobility_coordinator", "candidate", {**right, "reason": reason})

    def corrects_application(self, day: date) -> None:
        """The last day applied for was typed a week too early: it is put right, with the reason."""
        assert self._last is not None
        self.last_day += timedelta(days=7)
        came_in = civil_date(self._last).isoformat()
        reason = in_words(self.material.sentences["application_correction"][0], "sr")
        right = {"to": self.last_day.isoformat(), "document_on": came_in, "reason": reason}
        act = Act(
            at_work(day, 400), "record", "mobility_coordinator", self.call, self.part.key,
            "application_correction", right,
        )  # fmt: skip
        self._write(day, act)

    def corrects_hosts(self, day: date, right: Partner, came_in: date) -> None:
        """The host applied to was typed wrongly: what came in by then names the right one."""
        correction = {
            "hosts": [right.name],
            "document_on": came_in.isoformat(),
            "reason": self.says("wrong_host", "sr"),
        }
        self.fact(day, "mobility_coordinator", "application_correction", correction)

    def recalls_nomination(self, day: date) -> None:
        """The nomination to a host that nobody applied to is recalled."""
        self.office(day, "recall_nomination", {"reason": self.says("wrong_host", "sr")})

    def host_cancels(self, day: date) -> None:
        """The host takes its acceptance back."""
        self.office(day, "host_cancels", {"reason": self.says("host_cancels", "en")})

    def plans(self, day: date) -> None:
        """A Study Plan, signed by the student and the Academic Coordinator."""
        agreement = self.studies.agreement()
        self.fact(day, "candidate", "study_plan", {**agreement, "purpose": "study"})
        for party in PARTIES[:2]:
            signature = {"document": "study_plan", "party": party, "on": day.isoformat()}
            self.fact(day, "mobility_coordinator", "signature", signature)

    def hands_in(self, day: date, kinds: tuple[str, ...] = REQUIRED) -> None:
        """The documents of the application; of some a scan too."""
        for kind in kinds:
            language = {"language": "en"} if kind == "language_certificate" else {}
            self.delivers(day, kind, language, is_scanned=self.random.random() < 0.1)

    def delivers(
        self,
        day: date,
        kind: str,
        details: Mapping[str, object] | None = None,
        is_scanned: bool = False,
    ) -> None:
        """One document, recorded; where it is `scanned`, its file is stored too."""
        pages = self.studies.lines_of(kind) if is_scanned else ()
        self.fact(day, "candidate", "document", {"kind": kind, **(details or {})}, pages)

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
        self.step(day, "candidate", "submit_application", details)

    def office(self, day: date, step: str, details: Mapping[str, object] | None = None) -> None:
        """A step that the Mobility Coordinator takes."""
        self.step(day, "mobility_coordinator", step, details)

    def accepted(self, day: date) -> None:
        """The host accepts, with the exact period, and its letter is filed."""
        period = {"from": self.first_day.isoformat(), "to": self.last_day.isoformat()}
        self.office(day, "host_accepts", period)
        pages = self.studies.lines_of("acceptance_letter") if self.random.random() < 0.4 else ()
        letter = {"kind": "acceptance_letter", "language": "en"}
        self.fact(day, "mobility_coordinator", "document", letter, pages)

    def host_moves(self, day: date, days: int) -> None:
        """The host moves the stay by so many days; from now on its dates count."""
        self.first_day += timedelta(days=days)
        self.last_day += timedelta(days=days)
        period = {"from": self.first_day.isoformat(), "to": self.last_day.isoformat()}
        self.office(day, "host_changes_stay", period)

    def host_consents(self, day: date) -> None:
        """The host's letter that the agreement may be concluded once the stay has begun."""
        kind = "late_agreement_consent"
        letter = {"kind": kind, "language": "en", "signed_by": ["host"]}
        consent_details = {**letter, "delivered_on": day.isoformat()}
        pages = self.studies.lines_of(kind)
        self.fact(day, "mobility_coordinator", "document", consent_details, pages)

    def agrees(self, day: date, short: bool = False) -> None:
        """A version of the Learning Agreement; with `short` it has too few ECTS."""
        agreement = self.studies.agreement(short)
        self.fact(day, "academic_coordinator", "agreement", agreement)

    def host_comments(self, day: date) -> None:
        """The host says of the first version what it would have otherwise."""
        sentence = self.says("host_comment", "en")
        comment = {"version": 1, "from_party": "host", "on": day.isoformat(), "what": sentence}
        self.fact(day, "academic_coordinator", AGREEMENT_COMMENT, comment)

    def sign(self, day: date, parties: tuple[str, ...] = PARTIES) -> None:
        """Signatures on the newest version, each recorded as it comes in."""
        for party in parties:
            signature = {"document": "learning_agreement", "party": party, "on": day.isoformat()}
            self.fact(day, "mobility_coordinator", "signature", signature)

    def unsigns(self, day: date, party: str) -> None:
        """A signature that was recorded wrongly is withdrawn, with the reason."""
        record = {"fact": "signature", "document": "learning_agreement", "party": party}
        reason = self.says("wrong_signature", "sr")
        self.fact(day, "mobility_coordinator", "withdrawn_record", {**record, "reason": reason})

    def concludes(self, day: date) -> None:
        """The Learning Agreement is concluded."""
        self.step(day, "academic_coordinator", "sign_learning_agreement")

    def departs(self) -> None:
        """The stay begins on its first day."""
        day = self.diary.calendar.next_worked(self.first_day)
        self.fact(day, "candidate", "stay", {"arrived_on": self.first_day.isoformat()})
        self.office(day, "start_mobility")

    def changes(self, day: date) -> None:
        """The agreement is changed with the consent of all who signed."""
        change = {**self.studies.change(), "signed_by": list(PARTIES), "on": day.isoformat()}
        self.step(day, "academic_coordinator", "change_agreement", change)

    def returns(self) -> None:
        """The candidate is home again, the day after the stay's last day."""
        home = self.last_day + timedelta(days=1)
        day = self.diary.calendar.next_worked(home)
        self.fact(day, "candidate", "stay", {"returned_on": home.isoformat()})

    def petitions(self, day: date) -> None:
        """The petition for recognition reaches the office."""
        self.delivers(day, "petition")

    def hands_over(self, day: date) -> None:
        """Petition and transcript are delivered, and taken in."""
        self.petitions(day)
        self.delivers(day, "transcript_of_records", {"language": "en"}, is_scanned=True)
        self.transcribed(day)
        self.office(day, "submit_documents")

    def transcribed(self, day: date) -> None:
        """The transcript is entered course by course, and what home would have asked for."""
        self.fact(day, "mobility_coordinator", "transcript", self.studies.transcript())
        home = self.studies.home_courses()
        self.fact(day, "academic_coordinator", "home_courses", home)

    def decides(self, day: date, leave_out: int = 0) -> None:
        """What each course passed counts as; `leave_out` of them stay undecided."""
        decisions = self.studies.recognition(leave_out)
        self.fact(day, "academic_coordinator", "recognition", decisions)

    def decree(
        self, day: date, method: str = "course_by_course", is_delivered: bool = True
    ) -> None:
        """The Decree is issued, and on the same day delivered, or not yet."""
        details = {"method": method, **({"delivered_on": day.isoformat()} if is_delivered else {})}
        self.step(day, "academic_coordinator", "issue_decree", details)

    def appeals(
        self, day: date, against: str, received_on: date | None = None, text_suffix: str = ""
    ) -> None:
        """An appeal against the list or the Decree, written down on a day; received then or before.

        One that came before is for the office to write down. `told` says for which end of it the
        grounds are; left out, none has come yet.
        """
        on = received_on or day
        grounds = {"on": on.isoformat(), "grounds": self.says(f"{against}_appeal{text_suffix}")}
        self.step(
            day, "mobility_coordinator" if received_on else "candidate", LODGING[against], grounds
        )

    def rector(self, day: date, step: str, purpose: str) -> None:
        """The Rector's decision, with its reason."""
        self.step(day, "rector", step, {"reason": self.says(purpose, "sr")})

    def withdraws(self, day: date) -> None:
        """The candidate withdraws."""
        self.step(day, "candidate", "withdraw", {"reason": self.says("withdraw")})
