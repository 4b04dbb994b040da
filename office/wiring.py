"""The office, wired: settings, regulations, definitions, calendar. Made once, changed never."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache, cached_property
from pathlib import Path
from typing import TypeVar

from notifications.catalogue import CATALOGUE
from office.config_file import (
    RATES,
    REGULATIONS,
    SHIPPED,
    rates_of,
    regulations_of,
    settings_file,
)
from office.rulebooks import Rulebook, read_rulebooks, version_on
from office.settings import Settings
from office.settings_loading import load_settings
from office.unknown_definitions import UnknownDefinition, unknown_definition
from rules.anchors import ANCHORS
from rules.calendar import Calendar, Closure, calendar_of
from rules.guards import GUARDS, LIST_GUARDS, NEEDS, TIMELY
from rules.ladder import Level
from rules.rates import Rates, read_rates
from rules.regulation import Regulation
from rules.rests import RESTS
from states.definition import ProcessDefinition
from states.dossier import Case, Dossier
from states.legal_representative import represented_by
from states.loader import HERE, definition_files, load_definition
from states.soundness import Bindings
from states.text import Text
from states.validation_error import ValidationError

Key = TypeVar("Key")
FORM_MODELS = Path(__file__).parents[1] / "actions" / "documents" / "form_models"


@dataclass(frozen=True, eq=False)
class Office:
    """Everything that decides and is not a case: read at start, the same until the end.

    `data` is the folder with the database, files and mails; `folder` holds the definitions,
    `rulebooks` the regulations, `rates_folder` the rates of grants.
    """

    settings: Settings
    data: Path
    folder: Path = HERE
    rulebooks: Path = REGULATIONS
    rates_folder: Path = RATES
    _loaded: dict[str, ProcessDefinition] = field(default_factory=dict)
    _represented: dict[tuple[str, str], ProcessDefinition] = field(default_factory=dict)

    @cached_property
    def calendar(self) -> Calendar:
        """The office's working days: closed as the settings say, and as `close_on` was told."""
        return self.settings.calendar

    def close_on(self, closures: Sequence[Closure]) -> None:
        """From now on the office counts with these closures beside those of its settings.

        They stand in the database; whoever opens the office, changes them or looks for what has
        fallen due tells them.
        """
        calendar = self.settings.calendar
        all_closures = (*calendar.closures, *closures)
        if all_closures != self.calendar.closures:
            # The one thing of an office that changes while it runs, as a whole and at once.
            self.__dict__["calendar"] = calendar_of(all_closures, calendar.saturday_worked)
            self._bind_anew(self._loaded)
            self._bind_anew(self._represented)

    def _bind_anew(self, read_definitions: dict[Key, ProcessDefinition]) -> None:
        """Guards of the definitions that were read already count with the calendar in force."""
        for key, definition in list(read_definitions.items()):
            read_definitions[key] = replace(
                definition, given={**definition.given, "calendar": self.calendar}
            )

    @cached_property
    def ladders(self) -> Mapping[str, tuple[Level, ...]]:
        """The ladders by name."""
        return self.settings.levels

    @cached_property
    def rates(self) -> tuple[Rates, ...]:
        """The rates of grants, by their names; raises InvalidFile for a wrong file."""
        return read_rates(self.rates_folder)

    @cached_property
    def regulations(self) -> Mapping[str, Regulation]:
        """The newest regulation of each institution; a case has that of its definition."""
        return {key: versions[-1].regulation for key, versions in self.rulebook_versions.items()}

    @cached_property
    def rulebook_versions(self) -> Mapping[str, tuple[Rulebook, ...]]:
        """By institution its versions, oldest first; ours with the legal remedies that we chose."""
        return {
            institution: tuple(map(self._with_our_remedies, versions))
            for institution, versions in read_rulebooks(self.rulebooks).items()
        }

    def _with_our_remedies(self, rulebook: Rulebook) -> Rulebook:
        regulation = rulebook.regulation
        if regulation.institution != self.settings.institution.key:
            return rulebook
        remedies = [
            choice for choice in self.settings.remedies if choice.value in regulation.legal_remedies
        ]
        if not remedies:
            return rulebook
        return replace(rulebook, regulation=regulation.with_remedies(remedies))

    def rulebook_of(self, definition: ProcessDefinition) -> Rulebook:
        """The version of the regulation that a definition was written for."""
        return version_on(self.rulebook_versions[definition.institution], definition.in_force)

    def regulation_of(self, definition: ProcessDefinition) -> Regulation:
        """The regulation that a definition was written for: the one in force as it began."""
        return self.rulebook_of(definition).regulation

    def rulebook(self, key: str) -> Rulebook:
        """A version by its key `institution.date`; LookupError where there is none."""
        versions = self.rulebook_versions.get(key.partition(".")[0], ())
        for rulebook in versions:
            if rulebook.key == key:
                return rulebook
        raise LookupError(f"there is no regulation {key}")

    def regulation_on(self, institution: str, day: date) -> Regulation:
        """The regulation of an institution that is in force on a civil date."""
        return version_on(self.rulebook_versions[institution], day).regulation

    def bindings_for(self, file: str) -> Bindings:
        """What the names in a definition's file are bound to, by the day in the file's name."""
        try:
            day = date.fromisoformat(Path(file).name.removesuffix(".yaml").rpartition(".")[2])
        except ValueError:
            return self._bound_to(self.regulations)
        regulations = {
            institution: version_on(versions, day).regulation
            for institution, versions in self.rulebook_versions.items()
        }
        return self._bound_to(regulations)

    def _bound_to(self, regulations: Mapping[str, Regulation]) -> Bindings:
        return Bindings(
            rulebooks=regulations,
            guards=GUARDS,
            call_guards=LIST_GUARDS,
            needs=NEEDS,
            anchors=ANCHORS,
            mails=CATALOGUE,
            forms=_form_models(),
            ladders={name: levels[-1].to for name, levels in self.ladders.items()},
            rests=RESTS,
            timely=TIMELY,
            given={"calendar": self.calendar},
        )

    def definition(self, key: str) -> ProcessDefinition:
        """A definition by its key `institution/process.date`; raises UnknownDefinition."""
        if key not in self._loaded:
            path = self.folder / f"{key}.yaml"
            if not path.is_file():
                raise UnknownDefinition(key)
            self._loaded[key] = load_definition(path, self.bindings_for(path.name))
        return self._loaded[key]

    @property
    def read_definitions(self) -> Sequence[ProcessDefinition]:
        """The definitions that this program has read so far."""
        return list(self._loaded.values())

    def knows(self, key: str) -> bool:
        """Whether there is a definition with this key."""
        return key in self._loaded or (self.folder / f"{key}.yaml").is_file()

    def shown_definition(self, key: str) -> ProcessDefinition:
        """A definition to show cases by in a list; where it is missing one that says so."""
        if self.knows(key):
            return self.definition(key)
        return unknown_definition(key, self.definition(self.definition_keys()[0]))

    def definition_of(self, case: Case, dossier: Dossier) -> ProcessDefinition:
        """A case's definition with whoever speaks for the candidate's home institution in it.

        That is the Rector or the Dean, as `config.yaml` says; either, where it does not say.
        """
        return self.for_home_of(dossier, self.definition(case.definition))

    def for_home_of(self, dossier: Dossier, definition: ProcessDefinition) -> ProcessDefinition:
        """A definition as it holds for a candidate: see `definition_of`."""
        speaker = self.settings.home.representative_for(dossier.candidate.faculty)
        if speaker is None or definition.institution != self.settings.institution.key:
            return definition
        if (definition.key, speaker) not in self._represented:
            self._represented[definition.key, speaker] = represented_by(definition, speaker)
        return self._represented[definition.key, speaker]

    def check_faculty(self, key: str | None) -> None:
        """Raises ValidationError for a key that is none of the faculties of `config.yaml`."""
        home = self.settings.home
        if key is None or home.faculty(key) is not None:
            return
        keys = ", ".join(faculty.key for faculty in home.by_faculty) or "–"
        raise ValidationError(
            Text(
                f"faculty: `{key}` is not one of config.yaml's home.by_faculty; there are: {keys}",
                f"факултет: `{key}` није у config.yaml, home.by_faculty; наведени су: {keys}",
            )
        )

    def definition_keys(self) -> list[str]:
        """The keys of all definitions, in a fixed order."""
        return [f"{path.parent.name}/{path.stem}" for path in definition_files(self.folder)]

    def in_force(self, institution: str, process: str, on: date) -> ProcessDefinition:
        """The definition that serves new cases on a civil date; ValidationError where none does."""
        definition = self.served(institution, process, on)
        if definition is None:
            names = ", ".join(sorted({key.rsplit(".", 1)[0] for key in self.definition_keys()}))
            raise ValidationError(
                f"no process {institution}/{process} is in force; there are: {names}"
            )
        return definition

    def served(self, institution: str, process: str, on: date) -> ProcessDefinition | None:
        """The definition that serves new cases on a civil date; None where none does."""
        return self._newest(self.definition_keys(), f"{institution}/{process}.", on)

    def processes(self, institution: str, on: date) -> list[ProcessDefinition]:
        """What serves an institution's new cases on a civil date, one for each process."""
        keys = self.definition_keys()
        prefixes = {
            key.rpartition(".")[0] + "." for key in keys if key.startswith(f"{institution}/")
        }
        definitions = (self._newest(keys, prefix, on) for prefix in sorted(prefixes))
        return [definition for definition in definitions if definition]

    def _newest(self, keys: Iterable[str], prefix: str, on: date) -> ProcessDefinition | None:
        versions = [key for key in keys if key.startswith(prefix) and key[len(prefix) :] <= str(on)]
        return self.definition(max(versions)) if versions else None


@cache
def _form_models() -> frozenset[str]:
    """The names of the models that documents are made on: they are the program's own."""
    return frozenset(path.stem for path in FORM_MODELS.glob("*.yaml"))


def open_office(data: Path, config: Path | None = None) -> Office:
    """The office of a data folder; raises InvalidFile for a wrong config.yaml."""
    settings = load_settings(config or settings_file(data), regulations_of(data))
    return office_of(settings, data)


def office_of(settings: Settings, data: Path) -> Office:
    """The office of these settings, under the definitions and regulations of its data folder."""
    return Office(settings, data, definitions_of(data), regulations_of(data), rates_of(data))


def definitions_of(data: Path) -> Path:
    """The folder of an office's definitions: `definitions` in its own, else the one shipped."""
    of_folder = data / "definitions"
    return of_folder if of_folder.is_dir() else HERE


__all__ = ["REGULATIONS", "SHIPPED", "Office", "office_of", "open_office"]
