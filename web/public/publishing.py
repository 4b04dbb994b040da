"""The public pages as a folder for the university's own site."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from persistence.whole_folder import FOR_EVERYBODY, whole_folder
from web.public.edition import Edition
from web.public.site import addresses_of, content_of


def pages_of(edition: Edition) -> Mapping[str, bytes]:
    """Every page of an edition by its address."""
    pages = {address: content_of(edition, address) for address in addresses_of(edition)}
    return {address: content for address, content in pages.items() if content is not None}


def publish(pages: Mapping[str, bytes], folder: Path) -> None:
    """Puts the pages into a folder, in the place of those that were published there before.

    Raises what `whole_folder` raises.
    """
    with whole_folder(folder, FOR_EVERYBODY) as beside:
        for address, content in pages.items():
            path = beside / address
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
