"""What an office has beside its cases: courses, a grading table, closures, a meeting, the plan of
the week, an absence, mail that came in, answers to the survey, programs of others."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from email import message_from_string, policy
from email.message import EmailMessage
from typing import Final

from sqlalchemy import Connection, select

from notifications.message import message_id
from persistence import staff, survey, webhooks
from persistence.survey import Answer
from persistence.tables import cases, mails
from simulation.demo.diary import Act, Diary, at_work
from simulation.demo.material import Material
from simulation.virtual_office import VirtualOffice
from states.decision import Actor
from states.moments import civil_date
from states.text import Text
from workflows.act import Act as OfficeAct
from workflows.cases.status import load_case
from workflows.outside.filing import file_message, read_arrived
from workflows.people import meetings as meeting_acts
from workflows.people import planning
from workflows.people.absences import record_absence
from workflows.people.giving_out import give_out
from workflows.people.programs import Owner, make_token
from workflows.registers.closures import add_closure
from workflows.registers.grading_tables import keep_table, table_written
from workflows.registers.keeping import Keeper, RegisterAct
from workflows.registers.programme_courses import add_course
from workflows.registers.webhooks import add_webhook, end_webhook

HEAD: Final = "head_of_ico"
COORDINATOR: Final = "mobility_coordinator"
JUDGE: Final = "academic_coordinator"

MINUTES: Final = (
    "Прегледани су предмети који чекају потписе домаћина. За Лајпциг се чека одговор до краја "
    "недеље. Конкурс за пролећни семестар је објављен; информативни састанак је у петак."
)
ANSWERS: Final = (
    (4, 5, 5, 5, "Смештај тражити бар два месеца раније."),
    (3, 4, 5, 4, "Проверити да ли се предмет држи на енглеском."),
    (5, 5, 4, 5, "Пасош и виза трају дуже него што пише."),
    (4, 3, 5, 4, "Упознати се унапред са студентима из ранијих година."),
    (2, 4, 4, 5, "Понети довољно новца за први месец."),
    (5, 4, 5, 5, None),
)
"""What those who were back said of their stay, in the order of the office's questions."""


def life_of_the_office(diary: Diary, material: Material) -> None:
    """Writes it into the diary, in the last two weeks before today."""
    host, today = material.partners[0], diary.today
    grades = [
        {"grade": share.grade, "percent": share.percent, "passing": share.passing}
        for share in host.grading_table
    ]
    table = {"institution": host.name, "from": "2024-10-01", "grades": grades}
    # So far ahead that no limit of today falls on it.
    closure = {"from": diary.calendar.move(today, 300), "to": diary.calendar.move(today, 304)}
    for place, match in enumerate(material.programmes[0].courses):
        course = {"code": f"IT{201 + place}", "title": match.home, "english": match.host}
        numbers = {"ects": str(match.home_ects), "hours": str(match.hours), "semester": "5"}
        programme = {"programme": material.programmes[0].programme}
        _write(diary, 9, place, JUDGE, "course", {**course, **numbers, **programme})
    _write(diary, 9, 20, JUDGE, "grading_table", table)
    _write(diary, 9, 30, HEAD, "closure", closure)
    _write(diary, 6, 30, HEAD, "meeting", {"minutes": MINUTES})
    _write(diary, 4, 60, COORDINATOR, "answers", {})
    _write(diary, 3, 30, COORDINATOR, "came_in", {})
    _write(diary, 2, 30, JUDGE, "absence", _next_week(today))
    _write(diary, 2, 60, HEAD, "token", {"until": today + timedelta(days=180)})
    _write(diary, 2, 90, HEAD, "webhook", {})
    _write(diary, 1, 320, HEAD, "plan", {"day": today})


def perform_beside(
    stage: VirtualOffice, connection: Connection, actor: Actor, login: str, act: Act
) -> None:
    """Does one of these at the stage's instant; `login` is how who acts logs in."""
    _ACTS[act.name](_Scene(stage, connection, actor, login), act.details)


def _write(
    diary: Diary, days_ago: int, minute: int, role: str, name: str, details: Mapping[str, object]
) -> None:
    at = at_work(diary.working_day(days_ago), minute)
    diary.acts.append(Act(at, "beside", role, "open", name=name, details=details))


def _next_week(today: date) -> dict[str, object]:
    monday = today + timedelta(days=7 - today.weekday())
    return {"from": monday, "to": monday + timedelta(days=4)}


class _Scene:
    """Who does it, in an office at its instant."""

    def __init__(
        self, stage: VirtualOffice, connection: Connection, actor: Actor, login: str
    ) -> None:
        self.stage, self.connection, self.actor, self.login = stage, connection, actor, login
        self.institution = stage.office.settings.institution.key

    @property
    def act(self) -> OfficeAct:
        return self.stage.act(self.connection, self.actor)

    @property
    def register(self) -> RegisterAct:
        keeper = Keeper(self.actor.name, frozenset({self.actor.role}), self.login)
        office, now = self.stage.office, self.stage.now
        return RegisterAct(self.connection, office, self.institution, keeper, now)


Details = Mapping[str, object]


def _course(scene: _Scene, details: Details) -> None:
    add_course(scene.register, {name: str(value) for name, value in details.items()})


def _grading_table(scene: _Scene, details: Details) -> None:
    name = str(details["institution"])
    table, errors = table_written(Text(name, name), details)
    assert table is not None, errors
    keep_table(scene.act, scene.institution, table)


def _closure(scene: _Scene, details: Details) -> None:
    days = {name: str(value) for name, value in details.items()}
    add_closure(
        scene.register, {**days, "en": "Annual leave of all", "sr": "Колективни годишњи одмор"}
    )


def _meeting(scene: _Scene, details: Details) -> None:
    """What was said at one, and the next, in a week."""
    held_on = civil_date(scene.stage.now)
    meeting = meeting_acts.call_meeting(scene.act, scene.institution, str(held_on))
    meeting_acts.write_minutes(scene.act, meeting, str(details["minutes"]))
    due = str(held_on + timedelta(days=14))
    task = {"title": "Припрема информативног састанка", "login": "jelena", "due": due}
    meeting_acts.add_task(scene.act, meeting, task)
    next_one = str(held_on + timedelta(days=14))
    meeting_acts.call_meeting(scene.act, scene.institution, next_one)


def _plan(scene: _Scene, details: Details) -> None:
    """The week's plan, begun from what is due, with a task, and given out."""
    day = date.fromisoformat(str(details["day"]))
    plan = planning.begin_plan(scene.act, scene.institution, "week", day)
    task = {"title": "Извештај ректорату о првом полугодишту", "login": scene.login}
    planning.add_task(scene.act, plan, {**task, "due": str(day)})
    give_out(scene.act, plan)


def _absence(scene: _Scene, details: Details) -> None:
    days = {name: str(value) for name, value in details.items()}
    record_absence(scene.register, scene.login, {**days, "note": "Службени пут"})


def _token(scene: _Scene, details: Details) -> None:
    account = staff.find(scene.connection, scene.login)
    assert account is not None, scene.login
    owner = Owner(account[0], frozenset({scene.actor.role}))
    data = {"title": "Табела за колегијум", "roles": [scene.actor.role]}
    make_token(scene.connection, owner, {**data, "until": str(details["until"])}, scene.stage.now)


def _webhook(scene: _Scene, details: Details) -> None:
    """One that was tried, and has ended: nothing of a demo leaves the machine."""
    domain = scene.stage.office.settings.institution.email.partition("@")[2]
    data = {"title": "Студентски портал", "url": f"https://portal.{domain}/mobility"}
    webhook_id, _ = add_webhook(scene.act, scene.institution, data)
    webhook = webhooks.by_id(scene.connection, webhook_id)
    assert webhook is not None, webhook_id
    end_webhook(scene.act, webhook)


def _came_in(scene: _Scene, details: Details) -> None:
    """An answer to a mail of the office, a mail that came back, and a question of somebody."""
    newest = select(mails.c.key, mails.c.to_address, mails.c.to_name).order_by(mails.c.id.desc())
    has_left = mails.c.written_at < scene.stage.now - timedelta(days=1)
    to_candidates = newest.where(mails.c.recipient == "candidate", has_left).limit(2)
    answered_mail, lost_mail = scene.connection.execute(to_candidates).all()
    domain = scene.stage.office.settings.institution.email.partition("@")[2]
    sender = f"{answered_mail.to_name} <{answered_mail.to_address}>"
    reply = _written(sender, "Re: Ваш предмет", "Поштовани, потврду шаљем до петка. Хвала.")
    reply["In-Reply-To"] = message_id(answered_mail.key, domain)
    question = "Да ли се за пролећни семестар може пријавити и студент прве године?"
    question_mail = _written(
        "Маја Илић <maja.ilic@students.example>", "Питање о конкурсу", question
    )
    bounce = _bounce(lost_mail.to_address, message_id(lost_mail.key, domain))
    for message in (reply, question_mail, bounce):
        message["To"] = scene.stage.office.settings.institution.email
        message_in = read_arrived(message.as_bytes(), scene.stage.now)
        file_message(scene.connection, scene.stage.office, message_in, scene.stage.now)


def _written(sender: str, subject: str, text: str) -> EmailMessage:
    message = EmailMessage()
    message["From"], message["Subject"] = sender, subject
    message.set_content(text)
    return message


def _bounce(address: str, of: str) -> EmailMessage:
    """What a mail server says of a mail that reached nobody (RFC 3464)."""
    diagnosis = f"550 5.1.1 <{address}>: Recipient address rejected: User unknown"
    message = _written(
        "MAILER-DAEMON@relay.example", "Undelivered Mail Returned to Sender", diagnosis
    )
    message.make_mixed()
    message.replace_header("Content-Type", 'multipart/report; report-type="delivery-status"')
    report = (
        "Content-Type: message/delivery-status\n\nReporting-MTA: dns; relay.example\n\n"
        f"Final-Recipient: rfc822; {address}\nAction: failed\nStatus: 5.1.1\n"
        f"Diagnostic-Code: smtp; {diagnosis}\n"
    )
    headers = f"Content-Type: text/rfc822-headers\n\nMessage-ID: {of}\n"
    for part in (report, headers):
        message.attach(message_from_string(part, policy=policy.default))
    return message


def _answers(scene: _Scene, details: Details) -> None:
    """Those who are back answer the survey, as many as there are answers."""
    questions = [question.name for question in scene.stage.office.settings.stays.survey]
    closed_cases = select(cases.c.id).where(cases.c.state == "closed").order_by(cases.c.id)
    back = [
        case_id
        for case_id in scene.connection.execute(closed_cases).scalars().all()
        if load_case(scene.connection, case_id)[1].stay.returned_on is not None
    ]
    for case_id, (*scores, words) in zip(back, ANSWERS, strict=False):
        answers = [
            Answer(name, score, None) for name, score in zip(questions, scores, strict=False)
        ]
        if words and len(questions) > len(scores):
            answers.append(Answer(questions[len(scores)], None, str(words)))
        survey.keep(scene.connection, case_id, answers, scene.stage.now)


_ACTS: Final[Mapping[str, Callable[[_Scene, Details], None]]] = {
    "course": _course,
    "grading_table": _grading_table,
    "closure": _closure,
    "meeting": _meeting,
    "plan": _plan,
    "absence": _absence,
    "token": _token,
    "webhook": _webhook,
    "came_in": _came_in,
    "answers": _answers,
}
