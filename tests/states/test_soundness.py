"""A definition that cannot work cannot load: each check catches what it is there for."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from states.calls import Call, Candidate
from states.dossier import Application, Dossier
from states.soundness import CHECKS
from tests.states.small_definition import SOUND, load, said_of

EMPTY = Dossier(
    Candidate("Ana Petrović", "ana@students.example"),
    Call("Spring", date(2026, 2, 2), date(2026, 3, 1)),
)
LADDER = "        ladder: steep\n"
FINISH = (
    "  finish:\n    title: {en: Finish, sr: Крај}\n    rule: INN-2\n    from: applied\n    to: done"
)


def test_the_sound_one_loads_with_every_name_bound(tmp_path: Path) -> None:
    definition = load(tmp_path)
    assert definition.key == "inn/small.2026-01-01"
    assert [step.trigger for step in definition.leaving("call")] == ["apply", "lapse"]
    apply = definition.transitions["apply"]
    assert (apply.guards[0].name, apply.guards[0].given) == ("is_needy", {"need": "no"})
    assert apply.mails[0].to == ("candidate", "host")
    assert definition.states["applied"].awaits[1].title.en == "Finish", "a step lends its title"
    assert len(definition.digest) == 64


BROKEN = {
    "the first state is no state": (
        "initial: call",
        "initial: cal",
        "5:1: initial: `cal` is not a known state; did you mean `call`?",
    ),
    "a source is no state": (
        "from: applied",
        "from: aplied",
        "40:5: transitions.finish.from[1]: `aplied` is not a known state; did you mean `applied`?",
    ),
    "a target is no state": (
        "to: applied",
        "to: nowhere",
        "31:5: transitions.apply.to: `nowhere` is not a known state",
    ),
    "a step leaves an end": (
        "from: applied",
        "from: [applied, done]",
        "40:21: transitions.finish.from[2]: `done` is an end: only a step that says "
        "`reopens: true` leaves it",
    ),
    "a step neither leads nor stays": (
        "    to: done\n    roles: rector",
        "    roles: rector",
        "37:3: transitions.finish: a step says either `to: STATE` or `stays: true`",
    ),
    "a step both leads and stays": (
        "    to: done\n    roles: rector",
        "    to: done\n    stays: true\n    roles: rector",
        "37:3: transitions.finish: a step says either `to: STATE` or `stays: true`",
    ),
    "a state that nobody reaches": (
        "  done: {",
        "  lost: {title: {en: Lost, sr: Изгубљен}, end: true}\n  done: {",
        "25:3: states.lost: no way leads from `call` to this state",
    ),
    "a trap": (
        FINISH,
        FINISH.replace("to: done", "stays: true"),
        "14:3: states.applied: a case that gets here can never end",
    ),
    "no end at all": (
        "end: true",
        "end: false",
        "6:1: states: no state is an end",
    ),
    "a state without a way out": (
        "  done: {title: {en: Done, sr: Готово}, end: true}",
        "  done: {title: {en: Done, sr: Готово}}",
        "25:3: states.done: a state that is no end must say what it awaits, from whom and until "
        "when",
    ),
    "an end that awaits": (
        "end: true}",
        "end: true, awaits: {step: finish, owner: rector, deadline: {rule: INN-1, on: closing}}}",
        "25:52: states.done.awaits: an end awaits nothing",
    ),
    "a step awaited only sometimes": (
        "      - step: finish\n",
        "      - when: is_late\n        step: finish\n",
        "16:5: states.applied.awaits: the last awaited step must hold always: without `when`",
    ),
    "an unknown condition": (
        "when: is_late",
        "when: is_lat",
        "17:9: states.applied.awaits[1].when: `is_lat` is not a known guard; did you mean "
        "`is_late`?",
    ),
    "an awaited step that is none": (
        "step: apply",
        "step: aply",
        "10:7: states.call.awaits[1].step: `aply` is not a known transition; did you mean `apply`?",
    ),
    "an awaited step of another state": (
        "step: apply",
        "step: finish",
        "10:7: states.call.awaits[1].step: `finish` does not leave `call`",
    ),
    "an owner who is nobody": (
        "owner: candidate",
        "owner: student",
        "11:7: states.call.awaits[1].owner: `student` is not a known role; did you mean "
        "`student_service`?",
    ),
    "an owner who may not take the step": (
        "owner: candidate",
        "owner: dean",
        "11:7: states.call.awaits[1].owner: `dean` owns the step but may not take `apply`",
    ),
    "no owner": (
        "owner: candidate",
        "owner: []",
        "11:7: states.call.awaits[1].owner: somebody must own the step",
    ),
    "no deadline": (
        "deadline: {rule: INN-1, on: closing}",
        "deadline: []",
        "12:7: states.call.awaits[1].deadline: the step must have a deadline",
    ),
    "a deadline both on and after": (
        "{rule: INN-1, on: closing}",
        "{rule: INN-1, on: closing, after: closing, days: 5}",
        "12:7: states.call.awaits[1].deadline[1]: a deadline is either `on` a day or `after` an "
        "event",
    ),
    "a deadline that counts nothing": (
        "after: closing, working_days: 5",
        "after: closing",
        "23:9: states.applied.awaits[2].deadline[1]: `after` takes one of `days` and "
        "`working_days`, `on` takes neither",
    ),
    "a deadline after an unknown event": (
        "after: closing, working_days: 5",
        "after: clsing, working_days: 5",
        "23:33: states.applied.awaits[2].deadline[1].after: `clsing` is not a known event; did "
        "you mean `closing`?",
    ),
    "a deadline of an unknown number": (
        "days: some_days",
        "days: many_days",
        "20:9: states.applied.awaits[1].deadline[1]: the rule INN-1 has no number `many_days`",
    ),
    "a deadline under an unknown rule": (
        "deadline: {rule: INN-1, on: closing}",
        "deadline: {rule: INN-9, on: closing}",
        "12:18: states.call.awaits[1].deadline[1].rule: the rule `INN-9` is not in the regulation",
    ),
    "an unknown ladder": (
        LADDER,
        LADDER.replace("steep", "stepp"),
        "24:9: states.applied.awaits[2].ladder: `stepp` is not a known ladder; did you mean "
        "`steep`?",
    ),
    "a ladder that ends below the Head of ICO": (
        LADDER,
        LADDER.replace("steep", "flat"),
        "24:9: states.applied.awaits[2].ladder: a ladder must end at the Head of ICO or above",
    ),
    "`then` made by people": (
        "    to: done\n    roles: system",
        "    to: done\n    roles: rector",
        "13:7: states.call.awaits[1].then: time makes `lapse`, so its roles must be [system]",
    ),
    "a step of time that no state names": (
        "      then: lapse\n",
        "",
        "42:3: transitions.lapse: nothing in `call` says `then: lapse`",
    ),
    "an unknown rule": (
        "rule: INN-2",
        "rule: INN-3",
        "39:5: transitions.finish.rule: the rule `INN-3` is not in the regulation",
    ),
    "an unknown role": (
        "roles: rector",
        "roles: pope",
        "42:5: transitions.finish.roles: `pope` is not a known role",
    ),
    "an unknown form": (
        "takes: application",
        "takes: aplication",
        "33:5: transitions.apply.takes: `aplication` is not a known form; did you mean "
        "`application`?",
    ),
    "an unknown guard": (
        "guard: is_needy",
        "guard: is_greedy",
        "34:15: transitions.apply.guards[1].guard: `is_greedy` is not a known guard; did you "
        "mean `is_needy`?",
    ),
    "a guard under an unknown rule": (
        "guard: is_needy, rule: INN-1",
        "guard: is_needy, rule: INN-4",
        "34:32: transitions.apply.guards[1].rule: the rule `INN-4` is not in the regulation",
    ),
    "a guard without what it needs": (
        "with: {need: no}",
        "with: {}",
        "34:14: transitions.apply.guards[1]: `is_needy` needs `need`: under `with`, or as a "
        "number of INN-1",
    ),
    "a guard of a case where one of a call belongs": (
        "guards: [{",
        "call_guards: [{",
        "34:20: transitions.apply.call_guards[1].guard: `is_needy` is not a known guard",
    ),
    "an unknown mail": (
        "mail: thanks",
        "mail: thank",
        "35:14: transitions.apply.mails[1].mail: `thank` is not a known mail; did you mean "
        "`thanks`?",
    ),
    "a mail to nobody": (
        "to: [candidate, host]",
        "to: [candidate, hos]",
        "35:28: transitions.apply.mails[1].to: `hos` is not a known recipient; did you mean "
        "`host`?",
    ),
    "a mail to the passing of time": (
        "to: [candidate, host]",
        "to: [system]",
        "35:28: transitions.apply.mails[1].to: `system` is not a known recipient",
    ),
    "a mail under an unknown rule": (
        "to: [candidate, host]",
        "to: candidate, rule: INN-4",
        "35:43: transitions.apply.mails[1].rule: the rule `INN-4` is not in the regulation",
    ),
    "a document that the office does not make": (
        "documents: decree",
        "documents: cv",
        "36:5: transitions.apply.documents: `cv` is not a known kind of document",
    ),
    "an unknown fact": (
        "  document: {rule",
        "  horoscope: {rule",
        "50:3: facts.horoscope: `horoscope` is not a known fact",
    ),
    "a fact under an unknown rule": (
        "document: {rule: INN-1",
        "document: {rule: INN-5",
        "50:14: facts.document.rule: the rule `INN-5` is not in the regulation",
    ),
    "a fact recorded by nobody known": (
        "document: {rule: INN-1, roles: candidate",
        "document: {rule: INN-1, roles: clerk",
        "50:27: facts.document.roles: `clerk` is not a known role",
    ),
    "nothing is awaited": (
        "      step: apply\n",
        "",
        "9:5: states.call.awaits[1]: what is awaited is either a `step` or the `record` of a fact",
    ),
    "a step and a fact are awaited at once": (
        "step: apply\n",
        "step: apply\n      record: document\n",
        "9:5: states.call.awaits[1]: what is awaited is either a `step` or the `record` of a fact",
    ),
    "an awaited fact that the process does not have": (
        "step: apply\n",
        "record: stay\n",
        "10:7: states.call.awaits[1].record: `stay` is not a known fact",
    ),
    "an owner who may not record the awaited fact": (
        "step: apply\n      owner: candidate",
        "record: document\n      owner: dean",
        "11:7: states.call.awaits[1].owner: `dean` owns the step but may not record `document`",
    ),
    "an unknown rest": (
        "step: apply\n",
        "step: apply\n      rests: closed_for_cleanin\n",
        "11:7: states.call.awaits[1].rests: `closed_for_cleanin` is not a known rest; did you mean "
        "`closed_for_cleaning`?",
    ),
    "a reminder to nobody": (
        "step: apply\n",
        "step: apply\n      reminds: hosts\n",
        "11:7: states.call.awaits[1].reminds: `hosts` is not a known recipient; did you mean "
        "`host`?",
    ),
    "a mail of a source that is none": (
        "mail: thanks, to: [candidate, host]",
        "mail: thanks, to: [candidate, host], from: [call, done]",
        "35:51: transitions.apply.mails[1].from: `done` is not a known source",
    ),
    "a mail on a condition that is none": (
        "mail: thanks, to: [candidate, host]",
        "mail: thanks, to: [candidate, host], when: is_nedy",
        "35:51: transitions.apply.mails[1].when: `is_nedy` is not a known guard; did you mean "
        "`is_needy`?",
    ),
    "a step that reopens nothing": (
        "    to: done\n    roles: rector",
        "    to: done\n    roles: rector\n    reopens: true\n"
        "    guards: [{guard: is_late, rule: INN-2}]",
        "43:5: transitions.finish.reopens: none of the states that the step comes from is an end",
    ),
    "a step that reopens whatever came too late": (
        "    from: applied\n    to: done\n    roles: rector",
        "    from: [applied, done]\n    to: applied\n    roles: rector\n    reopens: true",
        "43:5: transitions.finish.reopens: an end is left only by what came in time: a guard is "
        "missing, one of: is_late",
    ),
    "an agreement concluded where there is none": (
        "    to: done\n    roles: rector",
        "    to: done\n    roles: rector\n    concludes: agreement",
        "43:5: transitions.finish.concludes: this kind of mobility has no agreement",
    ),
    "a list settled where there is none": (
        "    to: done\n    roles: rector",
        "    to: done\n    roles: rector\n    settles_list: true",
        "43:5: transitions.finish.settles_list: no step of this process makes a list (`of_call`)",
    ),
    "a step at once that is none": (
        "    to: applied\n    roles: candidate",
        "    to: applied\n    roles: candidate\n    at_once: laps",
        "33:5: transitions.apply.at_once: `laps` is not a known transition; did you mean `lapse`?",
    ),
    "a step at once that people take": (
        "    to: applied\n    roles: candidate",
        "    to: applied\n    roles: candidate\n    at_once: finish",
        "33:5: transitions.apply.at_once: `finish` is no step of time: its roles are not [system]",
    ),
    "a step at once from elsewhere": (
        "    to: applied\n    roles: candidate",
        "    to: applied\n    roles: candidate\n    at_once: lapse",
        "33:5: transitions.apply.at_once: `lapse` does not leave `applied`",
    ),
    "a fact that lets follow what people take": (
        "document: {rule: INN-1, roles: candidate}",
        "document: {rule: INN-1, roles: candidate, at_once: finish}",
        "50:45: facts.document.at_once: `finish` is no step of time: its roles are not [system]",
    ),
    "a checklist of a fact that lists nothing": (
        "document: {rule: INN-1, roles: candidate}",
        "document: {rule: INN-1, roles: candidate, checklist: visa}",
        "50:45: facts.document.checklist: `document` has nothing that a checklist could name",
    ),
    "a checklist with what nobody knows": (
        "  document: {rule: INN-1, roles: candidate}",
        "  help: {rule: INN-1, checklist: visas}",
        "50:23: facts.help.checklist: `visas` is not a known choice; did you mean `visa`?",
    ),
    "a commission left out where there is none": (
        "    to: done\n    roles: rector",
        "    to: done\n    roles: rector\n    without_commission: {rule: INN-2, roles: dean}",
        "43:5: transitions.finish.without_commission: only a step of the whole call (`of_call`) "
        "has a commission",
    ),
    "criteria of a call under an unknown rule": (
        "initial: call\n",
        "initial: call\ncall: {rule: INN-5, criteria: [language]}\n",
        "6:8: call.rule: the rule `INN-5` is not in the regulation",
    ),
    "a criterion that nobody knows": (
        "initial: call\n",
        "initial: call\ncall: {rule: INN-1, criteria: [language, charm]}\n",
        "6:42: call.criteria[2]: `charm` is not a known criterion",
    ),
    "a state that a step would stay in and that is none": (
        "    to: done\n    roles: rector",
        "    to: done\n    stays_in: aplied\n    roles: rector",
        "42:5: transitions.finish.stays_in: `aplied` is not a known state; did you mean `applied`?",
    ),
    "what comes first, without a condition": (
        "initial: call\n",
        "initial: call\nawaited_first: {in: applied, awaits: {step: finish, owner: rector, "
        "deadline: {rule: INN-1, after: closing, days: 5}}}\n",
        "6:30: awaited_first.awaits[1]: what comes before all else must say `when`",
    ),
    "what comes first in a state that it does not leave": (
        "initial: call\n",
        "initial: call\nawaited_first: {in: call, awaits: {when: is_late, step: finish, "
        "owner: rector, deadline: {rule: INN-1, after: closing, days: 5}}}\n",
        "6:51: awaited_first.awaits[1].step: `finish` does not leave `call`",
    ),
    "what comes first in a state that is none": (
        "initial: call\n",
        "initial: call\nawaited_first: {in: aplied, awaits: {when: is_late, step: finish, "
        "owner: rector, deadline: {rule: INN-1, after: closing, days: 5}}}\n",
        "6:17: awaited_first.in: `aplied` is not a known state; did you mean `applied`?",
    ),
    "an institution without a rulebook": (
        "institution: inn",
        "institution: hotel",
        "2:1: institution: `hotel` is not a known institution",
    ),
}


@pytest.mark.parametrize("flaw", BROKEN)
def test_what_is_unsound_is_found_where_it_stands(tmp_path: Path, flaw: str) -> None:
    sound, replacement, problem = BROKEN[flaw]
    assert SOUND.count(sound) >= 1
    text = SOUND.replace(sound, replacement, 1)
    assert problem in said_of(tmp_path, text)


def test_what_comes_first_goes_before_what_the_state_waits_for_otherwise(tmp_path: Path) -> None:
    first = "awaited_first: {in: call, awaits: {when: is_late, step: finish, owner: rector, "
    first += "deadline: {rule: INN-1, after: closing, days: 5}}}\n"
    text = SOUND.replace("initial: call\n", f"initial: call\n{first}")
    text = text.replace(
        "    to: done\n    roles: rector", "    to: done\n    stays_in: call\n    roles: rector"
    )
    definition = load(tmp_path, text)
    finish, state = definition.transitions["finish"], definition.states["call"]
    assert [(a.name, a.goes_before) for a in state.awaits] == [("finish", True), ("apply", False)]
    assert (finish.target_from("call"), finish.target_from("applied")) == (None, "done")
    assert [step.trigger for step in definition.leaving("call")] == ["apply", "lapse", "finish"]
    awaited_step = definition.awaits_first("call")
    assert awaited_step is not None and awaited_step.name == "apply"


def test_a_fact_may_be_awaited_by_those_who_may_record_it(tmp_path: Path) -> None:
    awaits = "record: document\n      right: true\n      reminds: [host]\n"
    (fact,) = load(tmp_path, SOUND.replace("step: apply\n", awaits, 1)).states["call"].awaits
    assert (fact.step, fact.record, fact.name) == (None, "document", "document")
    assert fact.title.en == "Document received", "a fact lends its title"
    assert (fact.right, fact.reminds) == (True, ("host",))


def test_an_end_is_left_by_a_step_that_judges_what_came_in_time(tmp_path: Path) -> None:
    step = "    from: [applied, done]\n    to: done\n    reopens: true\n"
    guard = "    guards: [{guard: is_late, rule: INN-2}]\n"
    definition = load(tmp_path, SOUND.replace("    from: applied\n    to: done\n", step + guard))
    assert definition.transitions["finish"].reopens
    assert [step.trigger for step in definition.leaving("done")] == ["finish"]


def test_from_one_end_to_another_nothing_is_opened(tmp_path: Path) -> None:
    step = "  settle: {title: {en: Settle, sr: Измирење}, rule: INN-1, from: done, to: settled, "
    text = SOUND.replace("facts:\n", f"{step}roles: rector}}\nfacts:\n")
    end = "  settled: {title: {en: Settled, sr: Измирено}, end: true}\n  done: {"
    definition = load(tmp_path, text.replace("  done: {", end, 1))
    assert [step.trigger for step in definition.leaving("done")] == ["settle"]


def test_a_step_of_time_may_follow_a_fact_out_of_an_end(tmp_path: Path) -> None:
    again = "  again: {title: {en: Again, sr: Поново}, rule: INN-1, from: done, to: call, "
    again += "roles: system, reopens: true, guards: [{guard: is_late, rule: INN-1}]}\nfacts:\n"
    text = SOUND.replace("facts:\n", again)
    (problem,) = said_of(tmp_path, text)
    assert "nothing in `done` says `then: again`" in problem
    definition = load(
        tmp_path, text.replace("roles: candidate}", "roles: candidate, at_once: again}")
    )
    assert definition.facts["document"].at_once == ("again",)


def test_what_rests_says_why_and_goes_on_when_the_reason_is_gone(tmp_path: Path) -> None:
    with_rest = SOUND.replace("step: apply\n", "step: apply\n      rests: closed_for_cleaning\n", 1)
    (awaited_step,) = load(tmp_path, with_rest).states["call"].awaits
    assert str(awaited_step.resting(EMPTY)) == "rests: nobody is here"
    with_application = replace(EMPTY, application=Application(date(2026, 3, 1), date(2026, 7, 1)))
    assert awaited_step.resting(with_application) is None


def test_every_problem_of_a_definition_is_said_at_once(tmp_path: Path) -> None:
    text = SOUND.replace("owner: candidate", "owner: studnt").replace("INN-2", "INN-3")
    text = text.replace("mail: thanks", "mail: thank")
    places = [line.split(" ", 1)[0] for line in said_of(tmp_path, text)]
    assert places == ["11:7:", "35:14:", "39:5:"]


def test_the_checks_are_named_functions_that_say_what_they_ask() -> None:
    assert all(check.__doc__ for check in CHECKS)
