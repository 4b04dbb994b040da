"""Appeals against a ranking list: which concern the list in force, and what they keep from moving.

BMU-15c, BEE-C5. A list that can still change sends nobody and closes nobody: one can appeal
against it, an appeal is open, or one was upheld and the corrected list is not published yet.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from states.calls import CallProgress
from states.dossier import Appeal, Dossier


def newest_list_appeal(dossier: Dossier) -> Appeal | None:
    """The case's newest appeal against a list."""
    appeals = (appeal for appeal in reversed(dossier.appeals) if appeal.against == "list")
    return next(appeals, None)


def decided_against_same_list(dossier: Dossier) -> date | None:
    """The day on which an appeal of the case against the same list was decided: that is final.

    The same as the undecided appeal is against; while there is none, the list in force.
    """
    version, newest = str(dossier.progress.list_version), newest_list_appeal(dossier)
    if newest and newest.decided_on is None and newest.act:
        version = newest.act
    of_list = (
        appeal
        for appeal in dossier.appeals
        if appeal.against == "list" and appeal.act == version and appeal.decided_on is not None
    )
    return next((appeal.decided_on for appeal in of_list), None)


def awaits_corrected_list(dossier: Dossier) -> Appeal | None:
    """The case's upheld appeal since which no new version of the list was published."""
    appeal = newest_list_appeal(dossier)
    if appeal is None or not appeal.upheld:
        return None
    return appeal if appeal.decided_under == str(dossier.progress.list_version) else None


def corrected_since_list(dossier: Dossier) -> date | None:
    """The day on which that was corrected by which the list gave the place: hosts, or merits."""
    return dossier.placement.corrected_on if dossier.placement else None


def with_own_appeal(dossier: Dossier, case: str) -> Dossier:
    """The dossier with the call's progress as the case's own newest appeal leaves it."""
    progress, appeal = dossier.progress, newest_list_appeal(dossier)
    if appeal is None:
        return dossier
    other_numbers = tuple(number for number in progress.open_appeals if number != case)
    if appeal.decided_on is None:
        return _with_progress(dossier, open_appeals=(*other_numbers, case))
    upheld_numbers = (*progress.upheld, case) if awaits_corrected_list(dossier) else progress.upheld
    return _with_progress(
        dossier,
        open_appeals=other_numbers,
        upheld=upheld_numbers,
        settled_on=_later(progress.settled_on, appeal.decided_on),
    )


def settles_otherwise(before: CallProgress, after: CallProgress) -> bool:
    """Whether what rests on a call's list rests for other reasons now, or no more."""
    return _settling(before) != _settling(after)


def _settling(progress: CallProgress) -> tuple[object, ...]:
    return (
        progress.open_appeals,
        progress.upheld,
        progress.corrected,
        progress.missing,
        progress.to_recall,
        progress.settled_on,
        progress.list_version,
    )


def _with_progress(dossier: Dossier, **changes: object) -> Dossier:
    progress: CallProgress = replace(dossier.progress, **changes)  # type: ignore[arg-type]
    return replace(dossier, progress=progress)


def _later(day: date | None, other: date) -> date:
    return max(day, other) if day else other
