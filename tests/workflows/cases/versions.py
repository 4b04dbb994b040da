"""An office with two versions of outgoing studies: the one shipped, and one in force from 1 July.

The later one gives ten days for the documents instead of thirty, calls `host_acceptance`
`accepted`, has no `nominated` and no pauses, takes changes of the agreement away, and withdrawal
from the coordinator.
"""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

from office.wiring import Office
from states.definition import ProcessDefinition
from states.loader import HERE
from tests.workflows.office_fixtures import Work

PROCESS = "bmu/outgoing-studies"
OLD = f"{PROCESS}.2021-06-29"
NEW = f"{PROCESS}.2026-07-01"
REASON = "Rulebook amended on 15 June 2026"
LATER = """\
extends: outgoing-studies.2021-06-29
process: outgoing-studies
institution: bmu
in_force: 2026-07-01
replaces: {host_acceptance: accepted}
awaited_first: {in: [accepted, la_signed, mobility, documents_submitted]}
states:
  nominated:
  host_acceptance:
  accepted:
    title: {en: Place confirmed, sr: Место потврђено}
    awaits:
      step: sign_learning_agreement
      owner: academic_coordinator
      deadline: {rule: BMU-8a, on: day_before_stay}
  mobility:
    awaits:
      step: submit_documents
      owner: [candidate, mobility_coordinator]
      deadline: {rule: BMU-18a, after: returned_or_agreed_end, days: 10}
transitions:
  nominate: {to: accepted}
  promote: {to: accepted}
  lodge_ranking_appeal: {stays_in: [accepted, la_signed, mobility, documents_submitted, refused]}
  uphold_ranking_appeal: {stays_in: [accepted, la_signed, mobility, documents_submitted, refused]}
  dismiss_ranking_appeal: {stays_in: [accepted, la_signed, mobility, documents_submitted, refused]}
  host_accepts:
  host_refuses:
  change_agreement:
  sign_learning_agreement: {from: accepted}
  recall_nomination: {from: [accepted]}
  host_changes_stay: {from: [accepted, la_signed]}
  host_cancels: {from: [accepted, la_signed, mobility]}
  withdraw:
    from: [call, application, ranking, ranking_appeal, accepted, la_signed, mobility]
    roles: [candidate]
    mails:
      - {mail: withdrawn, to: [candidate, mobility_coordinator]}
      - {mail: withdrawn, to: host, from: [accepted, la_signed, mobility]}
facts:
  pause:
"""


def with_two_versions(data: Path) -> Path:
    """Gives the office in a data folder its own definitions, with the later version beside."""
    folder = data / "definitions"
    shutil.copytree(HERE, folder)
    (folder / f"{NEW}.yaml").write_text(LATER, encoding="utf-8")
    return folder


def in_two_versions(work: Work) -> Work:
    """The same office at work with both versions."""
    folder = with_two_versions(work.office.data)
    return replace(work, office=Office(work.office.settings, work.office.data, folder))


def later(work: Work) -> ProcessDefinition:
    """The version in force from 1 July 2026."""
    return work.office.definition(NEW)


def earlier(work: Work) -> ProcessDefinition:
    """The version as it is shipped."""
    return work.office.definition(OLD)
