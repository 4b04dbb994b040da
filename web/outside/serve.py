"""Serving the pages of people outside: `python -m web.outside.serve --data DIR --port N`."""

from __future__ import annotations

import sys

from web.serving import MakeApp, main


def load() -> MakeApp:
    """What makes the pages, loaded once the start is set to be fast."""
    from web.outside.app import make_app

    return make_app


if __name__ == "__main__":
    sys.exit(main(load, "Serves the pages of candidates and hosts.", 8090))
