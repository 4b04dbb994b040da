"""The demo's plot: the fates cast with candidates, and the calls that hold them together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from itertools import repeat
from random import Random

from office.settings import ChosenRemedy
from rules.calendar import Calendar
from simulation.demo.agreements import agreements
from simulation.demo.beside_cases import life_of_the_office
from simulation.demo.call_days import CALLS
from simulation.demo.cast import Cast, Part, in_words
from simulation.demo.complaint import complaint_of_annex_9
from simulation.demo.diary import Act, CallKey, Diary, at_work
from simulation.demo.faculty import faculty_case
from simulation.demo.fates import FATES, RAISED, STRONG, SWAY, Fate, Wave
from simulation.demo.material import Material
from simulation.demo.money import budget
from simulation.demo.other_kinds import who_comes_and_who_trains
from simulation.demo.projects import two_projects
from simulation.demo.story import REQUIRED, Story
from simulation.demo.teachers import teachers_call
from states.frozen import frozen
from states.moments import instant_of

CRITERIA = {"programme_compatibility": 30, "grade_average": 30, "relevance": 20, "language": 20}
COMMISSION = ("m.ilic", "j.kos", "s.rus")
MINIMUM_POINTS = 50
WHOLE = 118
"""Cases of students in the table of fates; two teachers make them 120. The faculty's, an incoming
student's, a trainee's and the one of the complaint are taken over from another office. Two projects
and the agreements with partners stand beside the mobilities."""


@frozen
class Plot:
    """Everything that will happen in the demo's office, in order, and when the deputy acts.

    `remedies` are the legal remedies that the office has chosen meanwhile.
    """

    acts: list[Act]
    absent: tuple[date, date]
    remedies: tuple[ChosenRemedy, ...] = ()


def plot(material: Material, calendar: Calendar, today: date, cases: int) -> Plot:
    """The plot of a demo of about so many cases, the same for the same day.

    Of each fate there is at least one case, so that every state it tells of is met.
    """
    random = Random(f"{today}/{cases}")
    diary = Diary(today, calendar)
    absent = (diary.day(-104), diary.day(-90))
    cast, students = Cast(material, random), cases - len(material.people.teachers)
    parts = [
        (fate, _part(cast, fate, place, material)) for place, fate in enumerate(fates_of(students))
    ]
    one_person = _two_addresses(parts)
    for fate, part in parts:
        first, last = _stay(diary, fate.wave)
        fate.tell(Story(diary, material, random, fate.call, part, first, last, absent, fate.ects))
    for key in CALLS:
        own_parts = [(fate, part) for fate, part in parts if fate.call == key]
        diary.acts.extend(_call(diary, key, own_parts, random))
    teachers_call(diary, material)
    faculty_case(diary, material)
    who_comes_and_who_trains(diary, material)
    two_projects(diary, material)
    agreements(diary, material)
    life_of_the_office(diary, material)
    remedies = complaint_of_annex_9(diary, material)
    diary.acts.append(_one_person(diary, one_person, material))
    return Plot(diary.in_order(), absent, remedies)


def _two_addresses(parts: Mine) -> tuple[Part, Part]:
    """Somebody of last year's call who stands in the open one too, under another address."""
    first = next(part for fate, part in parts if fate.call == "past" and not fate.scored)
    place = next(n for n, (fate, _) in enumerate(parts) if fate.call == "open")
    fate, other = parts[place]
    candidate = {**first.candidate, "email": f"private.{first.candidate['email']}"}
    parts[place] = (fate, replace(other, candidate=candidate, programme=first.programme))
    return first, parts[place][1]


def _one_person(diary: Diary, two: tuple[Part, Part], material: Material) -> Act:
    """The office says that the two are one, with the reason."""
    first, other = two
    reason = in_words(material.sentences["same_person"][0], "sr")
    return Act(
        at_work(diary.working_day(1), 300), "same_person", "mobility_coordinator", "past",
        first.key, details={"other": other.key, "reason": reason},
    )  # fmt: skip


def fates_of(cases: int) -> Iterator[Fate]:
    """The fate of each of about so many cases, in the order of the table."""
    for fate in FATES:
        count = 1 if fate.alone else max(1, round(fate.count * cases / WHOLE))
        yield from repeat(fate, count)


def _part(cast: Cast, fate: Fate, place: int, material: Material) -> Part:
    partners = material.partners
    partner_place = place % len(partners) if fate.partner is None else fate.partner
    return cast.draw(partners[partner_place], fate.merit)


def _stay(diary: Diary, wave: Wave) -> tuple[date, date]:
    """First and last day of a stay of the wave: four to five months."""
    if wave == "just_back":
        return diary.month_after(-190), diary.today - timedelta(days=36)
    first = {
        "home_again": diary.month_after(-275),
        "away": diary.month_after(-80),
        "leaving": diary.working_day(2),
        "later": diary.month_after(70),
    }[wave]
    return first, first + timedelta(days=137)


Mine = list[tuple[Fate, Part]]


def _call(diary: Diary, key: CallKey, own_parts: Mine, random: Random) -> Iterator[Act]:
    """The call itself, the commission's scores and the list; in the recent call a second one."""
    days = CALLS[key]
    opened_at = _at_eight(diary.day(days.published))
    yield Act(opened_at, "call", "mobility_coordinator", key, details=_form(diary, key, own_parts))
    if not days.listed:
        return
    listed_on = diary.day(days.listed)
    yield budget(diary, key, listed_on, len(own_parts))
    # Holidays may move both to one day.
    scored_on = min(diary.day(days.scored), diary.calendar.move(listed_on, -1))
    for fate, part in own_parts:
        if fate.scored:
            yield from _scores(scored_on, key, part, part.merit, random)
    yield _publication(key, listed_on)
    raised_parts = [part for fate, part in own_parts if fate.raised]
    if raised_parts:
        for part in raised_parts:
            yield from _scores(diary.working_day(5), key, part, RAISED, random)
        yield _publication(key, diary.working_day(3))


def _scores(day: date, key: CallKey, part: Part, merit: float, random: Random) -> Iterator[Act]:
    for member in COMMISSION:
        points = {
            name: min(most, max(0, round(most * merit + random.uniform(-SWAY, SWAY))))
            for name, most in CRITERIA.items()
        }
        at = at_work(day, random.randint(30, 400))
        yield Act(
            at, "score", "commission_member", key, part.key,
            details={"member": member, "points": points}, login=member,
        )  # fmt: skip


def _publication(key: CallKey, day: date) -> Act:
    return Act(at_work(day, 0), "publish", "mobility_coordinator", key)


def _at_eight(day: date) -> datetime:
    return instant_of(day) + timedelta(hours=8)


def _form(diary: Diary, key: CallKey, own_parts: Mine) -> dict[str, object]:
    """The call as it is published: as many places at each host as candidates who get one."""
    days = CALLS[key]
    published_on = diary.day(days.published)
    places = Counter(
        part.partner for fate, part in own_parts if fate.scored and part.merit >= STRONG
    )
    hosts = dict.fromkeys(part.partner for _, part in own_parts)
    return {
        "title": f"Erasmus+ SMS {published_on:%m/%Y}",
        "published": published_on.isoformat(),
        "closes": (diary.today + timedelta(days=days.closes)).isoformat(),
        "appeal_days": 8,
        "required": list(REQUIRED),
        "criteria": CRITERIA,
        "minimum_points": MINIMUM_POINTS,
        "hosts": [
            {
                "name": host.name,
                "email": host.email,
                "country": host.country,
                "erasmus_code": host.erasmus_code,
                "contact": host.contact,
                "places": places[host] or 1,
            }
            for host in hosts
        ],
        "commission": list(COMMISSION),
    }
