"""Publishing the public pages of an office: `python -m web.public.publish --data DIR --to DIR`."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from persistence.database import reading
from persistence.database_errors import DatabaseError
from persistence.whole_folder import check_is_ours
from states.moments import civil_date
from states.strict_yaml import InvalidFile
from states.validation_error import ValidationError
from web.public.edition import Edition
from web.public.publishing import pages_of, publish
from workflows.running.bootstrap import clock, open_app


def main() -> int:
    """Says what was published; what can't be gives a sentence and status 2."""
    parser = argparse.ArgumentParser(description="Publishes the public pages as a folder.")
    parser.add_argument("--data", type=Path, default=Path("data"))
    parser.add_argument("--config", type=Path)
    parser.add_argument("--to", type=Path, required=True)
    options = parser.parse_args()
    folder = options.to.resolve()
    try:
        check_is_ours(options.to)
        app = open_app(options.data, options.config)
        with reading(app.engine) as connection:
            pages = pages_of(Edition(connection, app.office, civil_date(clock())))
        publish(pages, folder)
    except (DatabaseError, InvalidFile, ValidationError) as error:
        print(error, file=sys.stderr)
        return 2
    except OSError as error:
        print(
            f"{error.filename or folder}: {error.strerror}. Nothing was changed.", file=sys.stderr
        )
        return 2
    print(f"{len(pages)} files are published in {options.to}.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
