"""A case whose definition is not there: its file was taken away, or its row names another.

Nothing is decided by a definition that is missing. Lists go on all the same, with the trouble in
the place of the titles.
"""

from __future__ import annotations

from states.definition import ProcessDefinition, State
from states.explained import Explained
from states.frozen import replace
from states.text import Text


class UnknownDefinition(Explained, LookupError):
    """There is no definition with this key; `message` says what that means for its cases."""

    def __init__(self, key: str) -> None:
        self.message = Text(
            f"there is no definition {key}: its cases stand in lists, and nothing is done in them "
            "until its file is back",
            f"нема дефиниције {key}: њени предмети стоје на списковима, али се у њима ништа не "
            "ради док се њена датотека не врати",
        )
        super().__init__(self.message.en)

    def sentence(self, language: str) -> str:
        """The sentence in the language."""
        return self.message.in_(language)


class _UnknownStates(dict[str, State]):
    """Whatever state is asked for, with the trouble as its title."""

    def __init__(self, key: str) -> None:
        super().__init__()
        self._key = key

    def __missing__(self, name: str) -> State:
        words = name.replace("_", " ")
        return State(
            name,
            Text(f"{words} (no definition {self._key})", f"{words} (нема дефиниције {self._key})"),
        )


def unknown_definition(key: str, like: ProcessDefinition) -> ProcessDefinition:
    """What lists show in the place of a definition that is missing: no step, no fact, the trouble.

    `like` is any definition of the office, for what every definition has.
    """
    title = Text(f"no definition {key}", f"нема дефиниције {key}")
    return replace(like, title=title, states=_UnknownStates(key), transitions={}, facts={})
