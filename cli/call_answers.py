"""Calls and their lists as answers: JSON for machines, tables for people."""

from __future__ import annotations

from typing import Any

from cli.show import table


def list_of(row: Any) -> str:
    """How far a call's list has come."""
    if not row.list_version:
        return "not published"
    return f"version {row.list_version} of {row.list_published_on}"


def row_json(row: Any) -> dict[str, Any]:
    """A call in the list of calls."""
    return {
        "call": row.id,
        "title": row.title,
        "institution": row.institution,
        "process": row.process,
        "published": row.published,
        "closes": row.closes,
        "cases": row.cases,
        "list_version": row.list_version,
        "appeal_until": row.appeal_until,
    }


def call_json(call_id: int, call: Any, progress: Any) -> dict[str, Any]:
    """A call with all that it names."""
    return {
        "call": call_id,
        "title": call.title,
        "published": call.published,
        "closes": call.closes,
        "hosts": [{"name": host.name, "places": host.places} for host in call.hosts],
        "required": list(call.required),
        "criteria": call.criteria,
        "weights": call.weights,
        "minimum_points": call.minimum_points,
        "commission": list(call.commission),
        "list_version": progress.list_version,
        "appeal_until": progress.appeal_until,
        "open_appeals": list(progress.open_appeals),
    }


def place_json(entry: dict[str, Any]) -> dict[str, Any]:
    """A place on a list."""
    return {
        "rank": entry["rank"],
        "case": entry["number"],
        "candidate": entry["name"],
        "points": str(entry["points"]),
        "outcome": entry["outcome"],
        "host": entry["host"],
    }


def show_list(version: int, places: list[dict[str, Any]]) -> None:
    """A version of a list as a table."""
    rows = [tuple(entry.values()) for entry in places]
    columns = ("Rank", "Case", "Candidate", "Points", "Outcome", "Host")
    table(f"The list, version {version}", columns, rows, "Nobody is on the list.")
