"""The forms of a page, as a browser has them: where each leads, and what stands in its fields."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from html.parser import HTMLParser
from typing import Final

TYPED_INTO: Final = frozenset(
    {"text", "date", "number", "email", "search", "url", "tel", "password", "textarea"}
)


@dataclass
class Field:
    """One field; `value` is what a browser sends of it untouched, None for nothing."""

    name: str
    kind: str
    value: str | None
    options: list[str] = field(default_factory=list)
    is_fixed: bool = False

    @property
    def is_typed(self) -> bool:
        """Whether somebody writes into it."""
        return self.kind in TYPED_INTO and not self.is_fixed


@dataclass
class PageForm:
    """A form of a page, with the fields in it and those that name it from elsewhere."""

    action: str
    method: str
    fields: list[Field] = field(default_factory=list)

    def data(self) -> dict[str, list[str]]:
        """What a browser sends when somebody only clicks the first button."""
        values: dict[str, list[str]] = {}
        buttons = [part for part in self.fields if part.kind == "submit"]
        for part in [part for part in self.fields if part.kind != "submit"] + buttons[:1]:
            if part.name and part.value is not None and part.kind != "file":
                values.setdefault(part.name, []).append(part.value)
        return values

    @property
    def looks(self) -> tuple[str, ...]:
        """What two forms of the same route and the same fields have in common."""
        return (self.action, *sorted({part.name for part in self.fields if part.name}))


def forms_of(page: str, address: str) -> list[PageForm]:
    """The forms of a page at an address that are posted."""
    parser = _Forms(address.partition("#")[0])
    parser.feed(page)
    return [form for form in parser.forms if form.method == "post"]


class _Forms(HTMLParser):
    def __init__(self, address: str) -> None:
        super().__init__()
        self.forms: list[PageForm] = []
        self._address = address
        self._by_id: dict[str, PageForm] = {}
        self._open: PageForm | None = None
        self._field: Field | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        has = {name: value or "" for name, value in attrs}
        if tag == "form":
            self._begin(has)
        elif tag in ("input", "textarea", "select") and has.get("name"):
            self._add(_field(tag, has), has)
        elif tag == "button" and has.get("type", "submit") == "submit":
            self._add(_field(tag, {"name": "", **has}), has)
        elif tag == "option" and self._field is not None:
            self._choose(has)

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._open = None
        elif tag in ("textarea", "select"):
            self._field = None

    def handle_data(self, data: str) -> None:
        if self._field is not None and self._field.kind == "textarea":
            self._field.value = (self._field.value or "") + data

    def _begin(self, has: dict[str, str]) -> None:
        action = has.get("action") or self._address
        self._open = PageForm(action.partition("#")[0], has.get("method", "get").lower())
        self.forms.append(self._open)
        if "id" in has:
            self._by_id[has["id"]] = self._open

    def _add(self, part: Field, has: dict[str, str]) -> None:
        self._field = part if part.kind in ("textarea", "select") else None
        form = self._by_id.get(has["form"]) if "form" in has else self._open
        if form is not None and "disabled" not in has:
            form.fields.append(part)

    def _choose(self, has: dict[str, str]) -> None:
        if self._field is None or self._field.kind != "select":
            return
        value = has.get("value", "")
        self._field.options.append(value)
        if "selected" in has or self._field.value is None:
            self._field.value = value


def _field(tag: str, has: dict[str, str]) -> Field:
    kind = has.get("type", "text").lower() if tag in ("input", "button") else tag
    if tag == "button":
        kind = "submit"
    value: str | None = has.get("value", "on" if kind in ("checkbox", "radio") else "")
    if kind in ("checkbox", "radio") and "checked" not in has:
        return Field(has["name"], kind, None, [value or ""])
    if kind == "date" and not _is_day(value or ""):
        value = ""
    is_fixed = "readonly" in has
    return Field(has["name"], kind, None if tag == "select" else value, is_fixed=is_fixed)


def _is_day(text: str) -> bool:
    """Whether a browser shows it in a field for a day: it empties one that holds anything else."""
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False
