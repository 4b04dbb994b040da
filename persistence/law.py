"""The law that was in force on a day: texts of regulations and definitions that cases ran on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime

from sqlalchemy import Connection, select

from persistence.regulations import kept_texts
from persistence.tables import definitions, superseded_definitions
from states.frozen import frozen
from states.moments import civil_date


@frozen
class LawText:
    """A text of a regulation or a definition; cases ran by it until the instant `served_to`.

    `name` is without the day in force; `served_to` is None where the text serves today.
    """

    name: str
    in_force: date
    digest: str
    text: str
    served_to: datetime | None


def law_on(connection: Connection, day: date) -> list[LawText]:
    """What was in force on a civil date: of each name the version of that day, as it then read."""
    texts = [*_of_regulations(connection), *_of_definitions(connection)]
    in_force = [text for text in texts if text.in_force <= day and _served(text, day)]
    texts_of_day: dict[str, LawText] = {}
    # The newest version comes first, and of its texts the one that was replaced first.
    for text in sorted(in_force, key=lambda text: text.in_force, reverse=True):
        texts_of_day.setdefault(text.name, text)
    return [texts_of_day[name] for name in sorted(texts_of_day)]


def _served(text: LawText, day: date) -> bool:
    return text.served_to is None or day < civil_date(text.served_to)


def _of_regulations(connection: Connection) -> Iterator[LawText]:
    by_key: dict[str, list[tuple[str, str]]] = defaultdict(list)
    replaced_at: dict[str, list[datetime]] = defaultdict(list)
    for kept_text in kept_texts(connection):
        by_key[kept_text.key].append((kept_text.digest, kept_text.text))
        replaced_at[kept_text.key].append(kept_text.kept_at)
    for key, texts in by_key.items():
        yield from _successive(key, texts, replaced_at[key][1:])


def _of_definitions(connection: Connection) -> Iterator[LawText]:
    former = connection.execute(
        select(superseded_definitions).order_by(superseded_definitions.c.replaced_at)
    ).all()
    for row in connection.execute(select(definitions)):
        replaced_texts = [old for old in former if old.key == row.key]
        texts = [(text.digest, text.text) for text in (*replaced_texts, row)]
        yield from _successive(row.key, texts, [old.replaced_at for old in replaced_texts])


def _successive(
    key: str, texts: Sequence[tuple[str, str]], replaced_at: Iterable[datetime]
) -> Iterator[LawText]:
    """The texts of one version, oldest first, each until the next one took its place."""
    name, _, in_force = key.rpartition(".")
    for (digest, text), served_to in zip(texts, (*replaced_at, None), strict=True):
        yield LawText(name, date.fromisoformat(in_force), digest, text, served_to)
