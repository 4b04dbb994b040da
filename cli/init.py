"""`mobility init`: making an office in a folder."""

from __future__ import annotations

from cli.options import Config, Data, Json, place
from cli.show import as_json, lines
from office.config_file import settings_file
from persistence.database import head_revision
from workflows.running.read_only_office import open_read_only


def init(data: Data = None, config: Config = None, json: Json = False) -> None:
    """Make an office in the data folder, or bring its database up to date."""
    where = place(data, config)
    existed = (where.data / "office.db").is_file()
    office = open_read_only(where.data, where.config, make=True)
    office.engine.dispose()
    settings = where.config or settings_file(where.data)
    if json:
        as_json({"data": where.data, "config": settings, "institution": office.institution,
                 "database": head_revision()})  # fmt: skip
    else:
        status = "is up to date" if existed else "is made"
        lines([f"The office in {where.data} {status}; its settings are in {settings}."])
