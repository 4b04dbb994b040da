"""What every process writes of its work: a line for each thing, of what happened and never of whom.

Whatever a library or an error says may name a person, or hold what somebody typed. So a line has
the words of this program, and of everything else only numbers, keys and case numbers; of an error
what it is and where it came up, not what it says. What it says stands with the action in the
database, where who may see the case reads it.
"""

from __future__ import annotations

import logging
import re
import sys
import traceback
from collections.abc import Iterator, MutableMapping
from contextlib import suppress
from pathlib import Path
from typing import Any, Final

import structlog

from office.settings import Logs

OURS: Final = "mobility"
ROOT: Final = str(Path(__file__).parents[2])
_KEY: Final = re.compile(r"[A-Za-z0-9_./:{}+-]{0,120}")
_FRAMES: Final = 12
_Line = MutableMapping[str, Any]


class Lines(logging.Handler):
    """What writes the lines of a process; there is one."""

    def emit(self, record: logging.LogRecord) -> None:
        """Writes a line to stderr, wherever that leads now."""
        with suppress(OSError, ValueError):  # nobody reads any more: the work goes on
            print(self.format(record), file=sys.stderr, flush=True)


def begin_logs(logs: Logs) -> None:
    """To be called once by a process, before it works: lines go to stderr."""
    stamps: list[Any] = [
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper("iso", utc=True, key="time"),
        without_persons,
    ]
    to_formatter = structlog.stdlib.ProcessorFormatter.wrap_for_formatter
    structlog.configure(
        processors=[structlog.stdlib.filter_by_level, *stamps, to_formatter],
        logger_factory=lambda *names: logging.getLogger(".".join((OURS, *names))),
        wrapper_class=structlog.stdlib.BoundLogger,
    )
    handler = Lines()
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=stamps,
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, _shown(logs)],
            use_get_message=False,
        )
    )
    root = logging.getLogger()
    for earlier in [other for other in root.handlers if isinstance(other, Lines)]:
        root.removeHandler(earlier)
    root.addHandler(handler)
    root.setLevel(logging.WARNING)
    logging.getLogger(OURS).setLevel(logging.INFO if logs.format == "json" else logging.WARNING)


def _shown(logs: Logs) -> Any:
    if logs.format == "json":
        return structlog.processors.JSONRenderer(ensure_ascii=False)
    return structlog.dev.ConsoleRenderer(colors=False)


def without_persons(logger: object, method: str, line: _Line) -> _Line:
    """The line with what can name nobody: its words, numbers, keys, and what an error is."""
    error = line.pop("error", None) or line.pop("exc_info", None)
    record = line.get("_record")
    if isinstance(error, tuple):
        error = error[1]
    kept_fields = {
        name: value
        for name, value in line.items()
        if name in {"event", "time", "_record", "_from_structlog"} or _is_plain(value)
    }
    if record is not None and not isinstance(record.msg, str):
        kept_fields["event"] = type(record.msg).__name__
    if isinstance(error, BaseException):
        kept_fields["error"] = " from ".join(_kinds(error))
        kept_fields["came_up"] = list(_places(error))
    return kept_fields


def _is_plain(value: object) -> bool:
    if isinstance(value, str):
        return _KEY.fullmatch(value) is not None
    return value is None or isinstance(value, int | float)


def _kinds(error: BaseException) -> Iterator[str]:
    """What an error is, and what it came from; of the system's and the database's own, its words:
    a full disk, a line that was cut."""
    cause: BaseException | None = error
    while cause is not None:
        kind, original = type(cause).__name__, getattr(cause, "orig", None)
        if isinstance(cause, OSError) and cause.strerror:
            kind += f" ({cause.strerror})"
        elif type(original).__name__ == "OperationalError":
            kind += f" ({original})"
        yield kind
        cause = cause.__cause__ or cause.__context__


def _places(error: BaseException) -> Iterator[str]:
    """Where it came up, innermost last; values and lines of the source are left out."""
    for frame in traceback.extract_tb(error.__traceback__)[-_FRAMES:]:
        place = frame.filename.removeprefix(ROOT).rpartition("site-packages")[2].lstrip("/")
        yield f"{place}:{frame.lineno} {frame.name}"
