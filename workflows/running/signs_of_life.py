"""Dead man's switch: whether sweep, worker, briefing, backups and the mailbox are still there, and
if not, what to do. A sign from the future counts as none: a clock was moved, and nothing can be
relied on.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Final, Literal

from office.wiring import Office
from persistence.action_lists import Patience
from persistence.signs_of_life import SignsOfLife
from states.frozen import frozen
from states.localization import CountedNoun
from states.moments import civil_date, instant_of
from states.text import Text

SKEW: Final = timedelta(minutes=1)
"""So far two clocks of one office may differ."""

SignName = Literal["sweep", "worker", "action", "briefing", "backup", "mail_in"]


@frozen
class JudgedSign:
    """A sign of life at an instant: when it was given (None: never), and why it alarms, if it does.

    Of the oldest waiting action `at` is when it was to be tried; None where nothing waits.
    """

    name: SignName
    at: datetime | None
    alarm: Text | None

    @property
    def late(self) -> bool:
        """Whether somebody has to look."""
        return self.alarm is not None


def judge(office: Office, signs: SignsOfLife, now: datetime) -> tuple[JudgedSign, ...]:
    """All signs of life of an office, judged at an instant by the limits of `config.yaml`; that of
    the mailbox where it reads one."""
    judged_signs = (
        JudgedSign("sweep", signs.sweep, _sweep(office, signs, now)),
        JudgedSign("worker", signs.worker, _worker(office, signs, now)),
        JudgedSign("action", signs.oldest_action, _action(office, signs, now)),
        JudgedSign("briefing", signs.briefing, _briefing(office, signs, now)),
        JudgedSign("backup", signs.backup, _backup(office, signs, now)),
    )
    if office.settings.mail_in.take_from == "nowhere":
        return judged_signs
    return (*judged_signs, JudgedSign("mail_in", signs.mail_in, _mail_in(office, signs, now)))


NO_MAIL_IN: Final = Text(
    "The mailbox has never been read: see whether the worker runs.",
    "Поштанско сандуче још није прочитано: погледајте да ли обрада у позадини ради.",
)
NO_SWEEP: Final = Text(
    "No deadline has ever been watched: tell who runs the system to start the worker.",
    "Рокови још ниједном нису проверени: администратор система треба да покрене обраду у позадини.",
)
NO_WORKER: Final = Text(
    "No worker has ever been here, no mail leaves: tell who runs the system to start it.",
    "Обрада у позадини још није покренута и поруке не одлазе: треба да је покрене администратор "
    "система.",
)
_MINUTES: Final = CountedNoun(("minute", "minutes"), ("минут", "минута", "минута"))
_HOURS: Final = CountedNoun(("hour", "hours"), ("сат", "сата", "сати"))
_DAYS: Final = CountedNoun(("day", "days"), ("дан", "дана", "дана"))


def patience_of(office: Office) -> Patience:
    """How long an action of the office may wait before somebody has to look."""
    longest = timedelta(seconds=max(office.settings.mail.back_off_seconds))
    overdue = timedelta(minutes=office.settings.signs_of_life.action_minutes)
    return Patience(overdue, longest + SKEW)


def age_in_words(length: timedelta) -> Text:
    """A length of time as people say it: minutes, from two hours on hours, from two days days."""
    minutes = int(length.total_seconds() // 60)
    if minutes < 120:
        return _MINUTES.counted(minutes)
    return _HOURS.counted(minutes // 60) if minutes < 2880 else _DAYS.counted(minutes // 1440)


def _sweep(office: Office, signs: SignsOfLife, now: datetime) -> Text | None:
    pause = timedelta(seconds=3 * office.settings.sweep_seconds)
    limit = max(timedelta(minutes=office.settings.signs_of_life.sweep_minutes), pause)
    if signs.sweep is None:
        return NO_SWEEP
    if _is_ahead(signs.sweep, now):
        return _moved_clock(Text("The last sweep", "Последња провера рокова"))
    reserved_until = signs.reserved_until
    if reserved_until is not None and reserved_until > now + pause + SKEW:
        return _moved_clock(Text("The turn of the sweep", "Заузеће провере рокова"))
    if now - signs.sweep <= limit:
        return None
    age = age_in_words(now - signs.sweep)
    return Text(
        f"No deadline has been watched for {age.en}: see whether the worker runs.",
        f"Рокови нису проверени већ {age.sr}: погледајте да ли обрада у позадини ради.",
    )


def _worker(office: Office, signs: SignsOfLife, now: datetime) -> Text | None:
    if signs.worker is None:
        return NO_WORKER
    if _is_ahead(signs.worker, now):
        return _moved_clock(Text("The worker's last sign", "Последњи знак обраде у позадини"))
    if now - signs.worker <= timedelta(minutes=office.settings.signs_of_life.worker_minutes):
        return None
    age = age_in_words(now - signs.worker)
    return Text(
        f"The worker has been silent for {age.en}, no mail leaves: start it again.",
        f"Обрада у позадини се не јавља већ {age.sr} и поруке не одлазе: покрените је поново.",
    )


def _action(office: Office, signs: SignsOfLife, now: datetime) -> Text | None:
    patience = patience_of(office)
    furthest, oldest = signs.furthest_action, signs.oldest_action
    if furthest is not None and furthest > now + patience.longest_pause:
        return _moved_clock(Text("The next try of an action", "Следећи покушај једне радње"))
    if oldest is None or now - oldest <= patience.overdue:
        return None
    age = age_in_words(now - oldest)
    return Text(
        f"A mail or document has waited for {age.en}: see the mails that wait.",
        f"Једна порука или документ чека већ {age.sr}: погледајте поруке које чекају.",
    )


def _briefing(office: Office, signs: SignsOfLife, now: datetime) -> Text | None:
    limit = timedelta(minutes=office.settings.signs_of_life.briefing_minutes)
    due = next(instant for instant in _briefings_before(office, now - limit))
    if signs.briefing is not None and _is_ahead(signs.briefing, now):
        return _moved_clock(Text("The last briefing", "Последњи јутарњи преглед"))
    if signs.briefing is not None and signs.briefing >= due:
        return None
    if signs.began is not None and signs.began > due:
        return None
    return Text(
        "The briefing did not come: see whether the worker runs, and who holds the role of the "
        "Head of ICO.",
        "Јутарњи преглед није послат: погледајте да ли обрада у позадини ради и да ли је неко "
        "одређен за руководиоца Центра за међународну сарадњу.",
    )


def _backup(office: Office, signs: SignsOfLife, now: datetime) -> Text | None:
    """An office that never made one is copied by other means, which nothing is known of here."""
    if signs.backup is None:
        return None
    if _is_ahead(signs.backup, now):
        return _moved_clock(Text("The last backup", "Последња резервна копија"))
    if now - signs.backup <= timedelta(hours=office.settings.signs_of_life.backup_hours):
        return None
    age = age_in_words(now - signs.backup)
    return Text(
        f"The last backup was made {age.en} ago: see why none was made since.",
        f"Последња резервна копија стара је {age.sr}: проверите зашто нема новије.",
    )


def _mail_in(office: Office, signs: SignsOfLife, now: datetime) -> Text | None:
    """A mailbox that was never read alarms at once, with why; else after the limit."""
    read_at, unreadable = signs.mail_in, signs.unreadable
    if read_at is None:
        return unreadable.sentence if unreadable else NO_MAIL_IN
    if _is_ahead(read_at, now):
        return _moved_clock(Text("The last look into the mailbox", "Последње читање сандучета"))
    limits, mail_in = office.settings.signs_of_life, office.settings.mail_in
    pause = timedelta(seconds=3 * mail_in.look_seconds)
    if now - read_at <= max(timedelta(minutes=limits.mail_in_minutes), pause):
        return None
    age = age_in_words(now - read_at)
    en = f"The mailbox has not been read to its end for {age.en}"
    sr = f"Поштанско сандуче није прочитано до краја већ {age.sr}"
    if unreadable is not None and unreadable.at > read_at:
        return Text(f"{en}. {unreadable.sentence.en}", f"{sr}. {unreadable.sentence.sr}")
    return Text(
        f"{en}: see whether the worker runs.",
        f"{sr}: погледајте да ли обрада у позадини ради.",
    )


def _briefings_before(office: Office, instant: datetime) -> Iterator[datetime]:
    """When briefings had to leave before an instant, the last one first."""
    day, at = civil_date(instant), office.settings.office_hours.briefing_at
    while True:
        if office.calendar.is_worked(day) and instant_of(day, at) <= instant:
            yield instant_of(day, at)
        day -= timedelta(days=1)


def _is_ahead(sign: datetime, now: datetime) -> bool:
    return sign > now + SKEW


def _moved_clock(subject: Text) -> Text:
    return Text(
        f"{subject.en} lies in the future: a clock was moved. Put the clocks right and start the "
        "worker again.",
        f"{subject.sr} носи време које још није наступило: неки сат је померен. Подесите сатове и "
        "поново покрените обраду у позадини.",
    )
