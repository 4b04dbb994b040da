"""Examples for the stories about mails: a full case, a bare one, and the contexts of all mails."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

from notifications.catalogue import CATALOGUE
from notifications.context import (
    Awaited,
    CitedRule,
    DueMeasure,
    Event,
    Letterhead,
    ListAwaited,
    MailContext,
    Recipient,
)
from notifications.digest import DeadAction, DigestItem, by_day, by_week
from notifications.mail import RenderedMail
from notifications.rendering import render
from notifications.wording import write
from rules.grades import Conversion
from rules.recognition import Recognition, Replacement
from rules.regulation import LegalRemedy
from states.calls import Call, CallProgress, Candidate, Host
from states.dossier import (
    AgreementVersion,
    Appeal,
    Application,
    Case,
    Course,
    DecreeIssued,
    Document,
    Dossier,
    HostAnswer,
    Placement,
    Signature,
    Stay,
)
from states.mobility_kind import KindAgreement, KindWords, MobilityKind
from states.recognition import HomeCourse, Transcript, TranscriptCourse
from states.text import Language, Text
from states.vocabulary import ROLES

URL = "https://mobility.bmu.example/cases/BMU-2026-0001"

CALL = Call(
    title="Autumn semester 2026/27",
    published=date(2026, 2, 16),
    closes=date(2026, 3, 16),
    appeal_days=8,
    required=("passed_exams", "language_certificate", "motivation_letter", "cv"),
    criteria={"programme_compatibility": Decimal(30), "grade_average": Decimal("30.0")},
    minimum_points=Decimal(50),
    hosts=(Host("University of Graz", "incoming@graz.example", "AT", 1),),
)
CASE = Case(
    id=1,
    number="BMU-2026-0001",
    institution="bmu",
    process="outgoing-studies",
    definition="bmu/outgoing-studies.2021-06-21",
    state="documents_submitted",
    visit=9,
    entered_at=datetime(2027, 3, 1, 9, 0, tzinfo=UTC),
    version=31,
    due=date(2027, 3, 8),
)
DOSSIER = Dossier(
    candidate=Candidate(
        "Ana Petrović",
        "ana@students.example",
        level="undergraduate",
        year=2,
        ects_earned=Decimal(84),
        study_programme="Software Engineering",
    ),
    call=CALL,
    progress=CallProgress(1, date(2026, 3, 19), date(2026, 3, 27)),
    application=Application(date(2026, 10, 1), date(2027, 2, 12), ("University of Graz",)),
    placement=Placement("selected", 1, Decimal("84.50"), "University of Graz", 1),
    host_answer=HostAnswer(True, date(2026, 10, 1), date(2027, 2, 12)),
    documents={"petition": Document("petition"), "cv": Document("cv")},
    agreed=AgreementVersion(
        courses=(
            Course("Databases", "INF.101", Decimal("6.0")),
            Course("Distributed Systems", "INF.204", Decimal("6.0")),
        )
    ),
    agreed_version=2,
    signatures=(Signature("learning_agreement", "student", date(2026, 5, 19)),),
    stay=Stay(date(2026, 10, 1), date(2027, 2, 13)),
    transcript=Transcript((TranscriptCourse("Databases", Decimal(6), "1", True),)),
    appeals=(Appeal("list", date(2026, 3, 24), "The points for language", upheld=False),),
    decree=DecreeIssued("BMU-D-2027-14", date(2027, 3, 3), "course_by_course", date(2027, 3, 3)),
)
BARE = Dossier(candidate=DOSSIER.candidate, call=CALL)
DECREE = Recognition(
    "course_by_course",
    Decimal(14),
    replaced=(
        Replacement(
            TranscriptCourse("Databases", Decimal(6), "1", True),
            HomeCourse("Baze podataka", Decimal(8), Decimal(60)),
            Conversion("9", "largest_overlap", ()),
        ),
        Replacement(
            TranscriptCourse("Distributed Systems", Decimal(6), "3", True),
            HomeCourse("Distribuirani sistemi", Decimal(6), Decimal(60)),
            Conversion("7", "largest_overlap", ()),
        ),
    ),
    supplement=(TranscriptCourse("German for Beginners", Decimal(4), "2", True),),
    remaining=(HomeCourse("Mašinsko učenje"),),
)

_OFFICE = Text("International Cooperation Office", "Центар за међународну сарадњу")
_UNIVERSITY = Text("Belgrade Metropolitan University", "Универзитет Метрополитан, Београд")
_RECEIPTS = (
    Text(
        "Mon 8 Mar 2027 = 5 working days after Mon 1 Mar (documents delivered)",
        "пон 8.3.2027. = 5 радних дана после пон 1.3. (документа предата)",
    ),
    Text("6 and 7 March are a Saturday and a Sunday", "6. и 7. март су субота и недеља"),
)
_TODAY = date(2027, 3, 8)


def office(language: Language) -> Letterhead:
    """The office's letterhead."""
    return Letterhead(
        _OFFICE.in_(language),
        _UNIVERSITY.in_(language),
        "mobility@bmu.example",
        "+381 11 2030 885",
        Text("Tadeuša Košćuška 63, 11000 Belgrade", "Тадеуша Кошћушка 63, 11000 Београд").in_(
            language
        ),
        "https://bmu.example",
    )


def recipient(role: str, language: Language, name: str = "Ana Petrović") -> Recipient:
    """Somebody in a role, `host` included."""
    title = ROLES.get(role, Text("Host institution", "Установа домаћин"))
    return Recipient(name, title.in_(language), role)


KIND = MobilityKind(
    who="student",
    direction="outgoing",
    forms=("learning_agreement",),
    asks={},
    words=KindWords(Text("studies", "студије"), Text("for studies", "ради студија")),
    agreement=KindAgreement("learning_agreement", "learning_agreement", ("student", "host")),
)
PROJECT = MobilityKind(
    who="project",
    forms=(),
    asks={},
    words=KindWords(
        Text("the project", "пројекат"),
        Text("for the project", "ради пројекта"),
        Text("Project", "Пројекат"),
    ),
)
INCOMING = replace(KIND, direction="incoming")
APPEAL = LegalRemedy(
    "rector", 8, "days", 8, "days",
    Text("article 24", "члан 24"), Text("An appeal to the Rector.", "Жалба ректору."),
)  # fmt: skip
COMPLAINT = LegalRemedy(
    "academic_coordinator", 7, "working_days", 10, "working_days",
    Text("annex 9", "прилог 9"), Text("A complaint.", "Приговор."),
)  # fmt: skip


def awaited(language: Language) -> Awaited:
    """The Decree's five working days."""
    return Awaited(
        Text("Issue the Decree", "Доношење решења").in_(language),
        ROLES["academic_coordinator"].in_(language),
        date(2027, 3, 8),
        "BMU-24a",
        tuple(line.in_(language) for line in _RECEIPTS),
        Text("article 24", "члан 24").in_(language),
        owner_roles=("academic_coordinator",),
        ground=Text("article 24 of the Rulebook", "члан 24. Правилника").in_(language),
    )


def full(mail: str, language: Language, role: str = "candidate") -> MailContext:
    """All that a mail can know, as the office would send it."""
    if CATALOGUE[mail].about == "office":
        return plan(mail, language)
    context = MailContext(
        office=office(language),
        recipient=recipient(role, language),
        url=URL,
        case=CASE,
        dossier=DOSSIER,
        process=Text("Outgoing studies", "Одлазна мобилност ради студија").in_(language),
        state=Text("Documents submitted", "Документи предати").in_(language),
        event=Event(
            Text("Submit the documents", "Предаја докумената").in_(language),
            date(2027, 3, 1),
            "Mila Ilić",
            {
                "reason": "The transcript has no stamp",
                "on": "2026-03-24",
                "at": "14:03",
                "what": "Transcript",
                "code": "012345",
                "address": "ana@students.example",
            },
        ),
        rule=CitedRule(
            "BMU-18a",
            Text("article 18", "члан 18").in_(language),
            Text(
                "After the return the student delivers a petition and the transcript.",
                "После повратка студент предаје молбу и препис оцена.",
            ).in_(language),
            Text("article 18 of the Rulebook", "члан 18. Правилника").in_(language),
        ),
        awaited=awaited(language),
        list_awaited=ListAwaited("list", 4, ("Mila Ilić", "Jasna Kos")),
        measure=DueMeasure(
            working_days_left=2 if mail == "reminder" else None,
            working_days_over=3 if mail in ("overdue", "escalation") else None,
        ),
        call=CALL,
        decree=DECREE,
        kind=KIND,
        remedy=APPEAL,
    )
    if CATALOGUE[mail].about == "call":
        return replace(context, case=None, dossier=None, awaited=None, event=None)
    return context


def bare(mail: str, language: Language, role: str = "candidate") -> MailContext:
    """The least that a mail can know: a case just opened, or an office with nothing to do."""
    least = MailContext(office("en"), recipient(role, language), URL)
    about = CATALOGUE[mail].about
    if about == "call":
        return replace(least, call=Call("Spring", date(2026, 2, 16), date(2026, 3, 16)))
    if about == "case":
        return replace(least, case=CASE, dossier=BARE, kind=KIND, call=CALL)
    if CATALOGUE[mail].about == "office":
        return replace(least, event=given_out(0))
    return least


def plan_items(language: Language) -> tuple[DigestItem, ...]:
    """Work of three people: overdue, due today, later this week, later this month, undated."""
    decree = Text("Issue the Decree", "Доношење решења").in_(language)
    answer = Text("Host's answer", "Одговор установе домаћина").in_(language)

    def item(number: int, candidate: str, step: str, owner: str, due: date | None) -> DigestItem:
        overdue = due is not None and due < _TODAY
        address = f"https://mobility.bmu.example/cases/BMU-2026-{number:04}"
        return DigestItem(
            f"BMU-2026-{number:04}", candidate, "", step, owner, due, overdue, address
        )

    stuck_item = item(5, "Iva <Đurić>", answer, "Jovan Kos", None)
    reason = Text("Nobody holds the role Dean", "Нико није у улози декана").in_(language)
    return (
        item(1, "Ana Petrović", decree, "Sanja Rus", date(2027, 3, 4)),
        item(2, "Marko Simić", decree, "Sanja Rus", _TODAY),
        item(3, "Lena Tot", answer, "Jovan Kos", date(2027, 3, 10)),
        item(4, "Petar Vuk", decree, "Mila Ilić", date(2027, 3, 25)),
        replace(stuck_item, stuck_reason=reason),
    )


def given_out(own: int) -> Event:
    """A week's plan that the Head gave out, with so many lines of the reader."""
    details = {"span": "week", "first_day": _TODAY, "own": own}
    return Event("", _TODAY, "Vera Nikolić", details)


def plan(mail: str, language: Language) -> MailContext:
    """The Head of ICO's mail on Monday 8 March 2027."""
    items = plan_items(language)
    grouping = {"weekly_plan": by_day, "monthly_plan": by_week}.get(mail)
    return MailContext(
        office=office(language),
        recipient=recipient("head_of_ico", language, "Vera Nikolić"),
        url="https://mobility.bmu.example/work",
        today=_TODAY,
        items=items,
        days=grouping(items, _TODAY) if grouping else {},
        event=given_out(2),
        dead=(DeadAction("BMU-2026-0007 · decree", "550 no such mailbox", URL),)
        if mail == "briefing"
        else (),
        account={
            "login": "vera",
            "until": date(2027, 3, 15),
            "at": "10:00",
            "by": "Mila Ilić",
            "email": "vera@bmu.example",
            "transport": "SMTP",
        },
    )


def printed(mail: str, language: Language, context: MailContext) -> RenderedMail:
    """A mail as it is read, from its catalogue."""
    return render(write(mail, language, context))
