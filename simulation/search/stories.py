"""A found story as a scenario that `mobility rehearse` plays."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime, time, timedelta

import yaml

from simulation.search.alphabet import alphabet, call_of, candidate_of
from simulation.search.moves import MORNING, Event
from simulation.search.searching import Discovery
from states.definition import ProcessDefinition
from states.moments import BELGRADE, civil_date, instant_of

ENOUGH = (90, 80, 70)
TOO_FEW = 10
"""Of a hundred points: what each case has in its turn, and what is below the minimum."""

BEFORE_THE_LIST = timedelta(minutes=40)


def scenario_of(definition: ProcessDefinition, discovery: Discovery) -> str:
    """The YAML of a scenario that plays a finding's story; what must hold stands at its end."""
    scenario = {
        "scenario": discovery.broken.sentence,
        "institution": definition.institution,
        "process": definition.process,
        "clock": _written(_opened()),
        "given": {
            "call": call_of(definition),
            "candidates": {
                _key(index): candidate_of(definition, index)
                for index in range(len(discovery.points))
            },
        },
        "steps": list(_steps(definition, discovery)),
    }
    return yaml.dump(scenario, Dumper=_Plain, allow_unicode=True, sort_keys=False, width=120)


class _Plain(yaml.SafeDumper):
    """Writes out what comes twice."""

    def ignore_aliases(self, data: object) -> bool:
        """Nothing is written as a reference to what stands above."""
        return True


def story_lines(discovery: Discovery) -> Iterator[str]:
    """The story's steps of people and of time, a line each."""
    for event in discovery.story:
        if event.kind != "record":
            role = event.role or "time"
            yield f"{_written(event.at)} {_key(event.index)} · {event.name} · {role}"


def _key(index: int) -> str:
    return alphabet().names[index].lower()


def _steps(definition: ProcessDefinition, discovery: Discovery) -> Iterator[dict[str, object]]:
    is_listed = False
    for event in discovery.story:
        if event.kind == "call" and not is_listed:
            is_listed = True
            yield from _before_the_list(definition, discovery, event.at)
        if event.kind in ("step", "record", "call"):
            yield _step(event) | _expected(discovery, event)
    yield _end(discovery)


def _expected(discovery: Discovery, event: Event) -> dict[str, object]:
    rule = discovery.broken.refused_under
    return {"expect": {"refused": [rule]}} if rule and event is discovery.story[-1] else {}


def _step(event: Event) -> dict[str, object]:
    word = {"step": "do", "record": "record", "call": "call"}[event.kind]
    step: dict[str, object] = {"at": _written(event.at), "by": event.role}
    if event.kind != "call":
        step["case"] = _key(event.index)
    step[word] = event.name
    return step | ({"with": dict(event.details)} if event.details else {})


def _before_the_list(
    definition: ProcessDefinition, discovery: Discovery, published_at: datetime
) -> Iterator[dict[str, object]]:
    """The interviews and the points that the list rests on."""
    at = published_at - BEFORE_THE_LIST
    call = call_of(definition)
    criteria = call.get("criteria")
    if not isinstance(criteria, dict):
        return
    for index, enough in enumerate(discovery.points):
        percent = ENOUGH[index] if enough == "enough" else TOO_FEW
        share = {name: points * percent / 100 for name, points in criteria.items()}
        interview = {"case": _key(index), "on": str(civil_date(published_at))}
        yield _of_commission(at, "interview", interview)
        for member in alphabet().commission:
            at += timedelta(minutes=1)
            score = {"member": member, "case": _key(index), "points": share}
            yield _of_commission(at, "score", score)


def _of_commission(at: datetime, step: str, details: Mapping[str, object]) -> dict[str, object]:
    return {"at": _written(at), "by": "commission_member", "call": step, "with": details}


def _opened() -> datetime:
    """The instant at which the searched call opens, and every story begins."""
    published_on = date.fromisoformat(str(alphabet().call["published"]))
    return instant_of(published_on, time(MORNING))


def _end(discovery: Discovery) -> dict[str, object]:
    last = discovery.story[-1].at if discovery.story else _opened()
    end: dict[str, object] = {"at": _written(last + timedelta(minutes=1))}
    if discovery.broken.state is not None:
        end |= {"case": _key(discovery.broken.index), "expect": {"state": discovery.broken.state}}
    return end


def _written(at: datetime) -> str:
    return at.astimezone(BELGRADE).strftime("%Y-%m-%d %H:%M")
