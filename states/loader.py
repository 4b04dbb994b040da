"""From a YAML file to a process definition, or to all of its problems at once."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Mapping, Sequence
from dataclasses import field
from functools import lru_cache
from pathlib import Path
from typing import Any

from states.definition import (
    LIST_CONTESTED_BY,
    Awaited,
    BoundGuard,
    BoundRest,
    Deadline,
    FactRule,
    MailRule,
    ProcessDefinition,
    Rest,
    State,
    Transition,
    WithoutCommission,
)
from states.definition_form import (
    AwaitedForm,
    DeadlineForm,
    DefinitionForm,
    FactForm,
    GuardForm,
    MailRuleForm,
    TransitionForm,
    WithoutCommissionForm,
)
from states.facts import FACTS, fact_title
from states.frozen import frozen, replace
from states.kind_soundness import brings_into_force
from states.mobility_kind import MobilityKind
from states.soundness import Bindings, problems_in
from states.strict_yaml import FileProblem, InvalidFile, MarkedData, in_form, read_yaml, text_of
from states.vocabulary import Called

HERE = Path(__file__).parent / "definitions"
BETWEEN_TEXTS = "\n# ---\n"
"""What stands between the texts that a definition was made from."""
_ALONE = frozenset({"extends", "process", "institution", "in_force"})


def definition_files(folder: Path = HERE) -> list[Path]:
    """The definitions that are shipped, in a fixed order."""
    return sorted(folder.glob("*/*.yaml"))


def load_definition(path: Path, bindings: Bindings) -> ProcessDefinition:
    """The definition in a file; raises InvalidFile with every problem of the file."""
    marked_data, texts = read_extended(path)
    return _judged(_Source(str(path), tuple(texts), bindings, marked_data))


@frozen
class _Source:
    """What a definition is made from: the texts of its file, what binds them, and where they say
    what (which follows from the texts)."""

    file: str
    texts: tuple[str, ...]
    bindings: Bindings = field(hash=False)
    marked: MarkedData = field(compare=False)


@lru_cache(maxsize=64)
def _judged(source: _Source) -> ProcessDefinition:
    """The same texts, bound to the same, are judged once, however often an office is opened."""
    form = in_form(DefinitionForm, source.marked)
    located_problems = problems_in(form, source.bindings)
    problems = [source.marked.problem(at, message) for at, message in located_problems]
    if problems:
        raise InvalidFile(problems)
    return _bound(form, source.bindings, *text_and_digest(source.texts))


def text_and_digest(texts: Sequence[str]) -> tuple[str, str]:
    """The texts that a definition was made from as one, and the SHA-256 of that."""
    text = BETWEEN_TEXTS.join(texts)
    return text, hashlib.sha256(text.encode()).hexdigest()


def read_extended(path: Path, below: tuple[Path, ...] = ()) -> tuple[MarkedData, list[str]]:
    """A file's data merged over what it extends, and the texts it was made from.

    `extends: NAME` names a file beside this one, without `.yaml`. A part given as null is left
    out; a new part stands after the one that it is written after. Raises InvalidFile for a file
    that extends itself, however far round.
    """
    text = text_of(path)
    marked_data = read_yaml(text, str(path))
    if not isinstance(marked_data.data, dict) or "extends" not in marked_data.data:
        return marked_data, [text]
    # Made plain, so that a way round through another institution's folder is seen as one too.
    base_path = Path(os.path.normpath(path.parent / f"{marked_data.data['extends']}.yaml"))
    path = Path(os.path.normpath(path))
    if base_path in (*below, path):
        round_ = " → ".join(file.stem for file in (*below, path, base_path))
        raise InvalidFile([marked_data.problem(("extends",), f"goes round in a circle: {round_}")])
    if not base_path.is_file():
        raise InvalidFile([marked_data.problem(("extends",), f"there is no file {base_path}")])
    base, texts = read_extended(base_path, (*below, path))
    return merged(base, marked_data), [*texts, text]


def merged(base: MarkedData, own: MarkedData) -> MarkedData:
    """A file's data over those of the file that it extends."""
    data = _merge({k: v for k, v in base.data.items() if k not in _ALONE}, own.data)
    data.pop("extends", None)
    inherited_marks = {
        at: mark for at, mark in base.marks.items() if not _ALONE.intersection(at[:1])
    }
    marks = {**inherited_marks, **own.marks}
    problems: list[FileProblem] = [*base.problems, *own.problems]
    return MarkedData(own.file, data, marks, problems)


def _merge(base: Mapping[str, object], own: Mapping[str, object]) -> dict[str, object]:
    joined_mapping, before = dict(base), None
    for key, value in own.items():
        if value is None:
            before = _key_before(joined_mapping, key) or before
            joined_mapping.pop(key, None)
            continue
        joined_mapping = _put(joined_mapping, key, _joined(joined_mapping.get(key), value), before)
        before = key
    return joined_mapping


def _joined(base_value: object, value: object) -> object:
    """Maps are joined; anything else takes the place of what stood there."""
    if isinstance(base_value, dict) and isinstance(value, dict):
        return _merge(base_value, value)
    return value


def _key_before(mapping: Mapping[str, object], key: str) -> str | None:
    keys = list(mapping)
    place = keys.index(key) if key in mapping else 0
    return keys[place - 1] if place else None


def _put(
    mapping: dict[str, object], key: str, value: object, before: str | None
) -> dict[str, object]:
    """The map with a value at the key's place, or, where the key is new, after `before`."""
    if key in mapping or before not in mapping:
        return {**mapping, key: value}
    parts: dict[str, object] = {}
    for name, part in mapping.items():
        parts[name] = part
        if name == before:
            parts[key] = value
    return parts


def _bound(form: DefinitionForm, bindings: Bindings, text: str, digest: str) -> ProcessDefinition:
    name_of = bindings.rulebooks[form.institution].contests_lists_by()
    rests = {name: _bound_to(rest, name_of) for name, rest in bindings.rests.items()}
    return ProcessDefinition(
        institution=form.institution,
        process=form.process,
        in_force=form.in_force,
        title=form.title,
        kind=form.kind,
        initial=form.initial,
        states={name: _state(name, form, rests) for name in form.states},
        transitions={
            name: _transition(name, step, form.kind, bindings)
            for name, step in form.transitions.items()
        },
        facts={name: _fact_rule(name, fact) for name, fact in form.facts.items()},
        rulebook=bindings.rulebooks[form.institution],
        anchors=bindings.anchors,
        conditions=bindings.guards,
        given={**bindings.given, LIST_CONTESTED_BY: name_of},
        replaces=form.replaces,
        text=text,
        digest=digest,
        by_request=form.by_request,
        numbered=form.numbered,
        call=form.call,
    )


def _bound_to(rest: Rest, name_of: Called) -> BoundRest:
    return lambda dossier: rest(dossier, name_of)


def _fact_rule(name: str, form: FactForm) -> FactRule:
    fact = FACTS[name]
    roles, title = form.roles or fact.roles, form.title or fact.title
    return FactRule(roles, form.rule, title, form.expected, form.checklist, form.at_once)


def _state(name: str, form: DefinitionForm, rests: Mapping[str, BoundRest]) -> State:
    state = form.states[name]
    first = form.awaited_first
    first_forms = first.awaits if first and name in first.states else ()
    awaits = (
        *(replace(_awaited(a, form.transitions, rests), goes_before=True) for a in first_forms),
        *(_awaited(awaited_form, form.transitions, rests) for awaited_form in state.awaits),
    )
    return State(name, state.title, awaits, state.end)


def _awaited(
    form: AwaitedForm, steps: Mapping[str, TransitionForm], rests: Mapping[str, BoundRest]
) -> Awaited:
    return Awaited(
        step=form.step,
        title=form.title or (steps[form.step].title if form.step else fact_title(str(form.record))),
        owners=form.owner,
        deadlines=tuple(_deadline(deadline) for deadline in form.deadline),
        ladder=form.ladder,
        when=form.when,
        then=form.then,
        record=form.record,
        right=form.right,
        rests=rests[form.rests] if form.rests else None,
        reminds=form.reminds,
    )


def _deadline(form: DeadlineForm) -> Deadline:
    if form.on is not None:
        return Deadline(form.rule, form.on, "on")
    unit = "days" if form.days is not None else "working_days"
    count = form.days if form.days is not None else form.working_days
    return Deadline(form.rule, str(form.after), unit, count)


def _transition(
    trigger: str, form: TransitionForm, kind: MobilityKind, bindings: Bindings
) -> Transition:
    return Transition(
        trigger=trigger,
        title=form.title,
        rule=form.rule,
        sources=form.sources,
        target=form.target,
        roles=form.roles,
        takes=form.takes,
        of_call=form.of_call,
        guards=tuple(_guard(guard, kind, bindings) for guard in form.guards),
        call_guards=tuple(_guard(guard, kind, bindings) for guard in form.call_guards),
        mails=tuple(_mail_rule(rule) for rule in form.mails),
        documents=form.documents,
        reopens=form.reopens,
        concludes="agreement" if brings_into_force(form, bindings.needs) else None,
        settles_list=form.settles_list,
        at_once=form.at_once,
        without_commission=_without_commission(form.without_commission),
        stays_in=form.stays_in,
    )


def _mail_rule(form: MailRuleForm) -> MailRule:
    return MailRule(form.mail, form.to, form.sources, form.when, form.rule)


def _without_commission(form: WithoutCommissionForm | None) -> WithoutCommission | None:
    return WithoutCommission(form.rule, form.roles) if form else None


def _guard(form: GuardForm, kind: MobilityKind, bindings: Bindings) -> BoundGuard:
    """The guard with what it is given: of what it can't do without, the kind gives its part."""
    checks: Mapping[str, Any] = {**bindings.guards, **bindings.call_guards}
    needs = bindings.needs.get(form.guard, ())
    of_the_kind = {name: value for name, value in kind.given.items() if name in needs}
    return BoundGuard(form.guard, form.rule, checks[form.guard], {**of_the_kind, **form.given})
