"""A backup as one file: a tar of which every byte is under a checksum.

Its first member names the format; then come what an office consists of, a manifest with the SHA-256
of each, and last the SHA-256 of all that stands before: `tar` reads it as any other.
"""

from __future__ import annotations

import hashlib
import json
import tarfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import Any, BinaryIO, Final

from states.explained import Explained

FORMAT: Final = b"1\n"
"""The version of the format, as the first member holds it."""

_FORMAT_MEMBER: Final = "mobility-backup"
_MANIFEST: Final = "manifest.json"
_CHECKSUM: Final = "checksum.sha256"
_BLOCK: Final = tarfile.BLOCKSIZE
_END: Final = bytes(2 * _BLOCK)
_AT_ONCE: Final = 1 << 20
_BARE_DATABASE: Final = (b"SQLite format 3\0", b"PGDMP")


class UnusableBackup(Explained):
    """A file that nothing can be restored from; the message says why and what to do."""


class BackupWriter:
    """Writes a backup into a file, member by member, and keeps their sums."""

    def __init__(self, file: BinaryIO) -> None:
        self._file, self._whole = file, hashlib.sha256()
        self.members: dict[str, str] = {}
        self._put(_header(_FORMAT_MEMBER, len(FORMAT)) + _padded(FORMAT))

    def add(self, name: str, path: Path) -> str | None:
        """Adds a file under a name; returns its SHA-256, or None where it is not there any more.

        It must not grow or shrink meanwhile: OSError then.
        """
        try:
            source = path.open("rb")
        except FileNotFoundError:
            return None
        with source:
            return self._copy(name, source, path.stat().st_size)

    def _copy(self, name: str, source: BinaryIO, size: int) -> str:
        self._put(_header(name, size))
        digest, bytes_left = hashlib.sha256(), size
        while bytes_left:
            content = source.read(min(_AT_ONCE, bytes_left))
            if not content:
                raise OSError(f"{name} became shorter while it was copied")
            digest.update(content)
            self._put(content)
            bytes_left -= len(content)
        self._put(bytes(-size % _BLOCK))
        self.members[name] = digest.hexdigest()
        return digest.hexdigest()

    def finish(self, manifest: Mapping[str, object]) -> None:
        """Ends the file with its manifest and its checksum."""
        whole = json.dumps({**manifest, "members": self.members}, indent=1, ensure_ascii=False)
        content = whole.encode()
        self._put(_header(_MANIFEST, len(content)) + _padded(content))
        self._file.write(_tail(self._whole.hexdigest()))

    def _put(self, content: bytes) -> None:
        self._file.write(content)
        self._whole.update(content)


def _header(name: str, size: int) -> bytes:
    info = tarfile.TarInfo(name)
    info.size, info.mode = size, 0o600
    return info.tobuf(tarfile.PAX_FORMAT)


def _padded(content: bytes) -> bytes:
    return content + bytes(-len(content) % _BLOCK)


def _tail(digest: str) -> bytes:
    line = f"{digest}\n".encode()
    return _header(_CHECKSUM, len(line)) + _padded(line) + _END


_TAIL: Final = len(_tail("0" * 64))


def read_manifest(path: Path) -> Mapping[str, Any]:
    """The manifest of a backup of which every byte is as it was written.

    Raises UnusableBackup for a file that is damaged, of another format, or no backup; OSError.
    """
    if path.is_dir():
        raise UnusableBackup(
            f"{path} is a folder: what is restored is one file that `mobility backup` made"
        )
    with path.open("rb") as file:
        _refuse_other_formats(path, file.read(2 * _BLOCK))
        if not _is_whole(file, path.stat().st_size):
            raise UnusableBackup(
                f"{path} is damaged: it is not what its checksum was made of. It was changed, or "
                "was not copied to its end: take another copy, or an earlier backup"
            )
    with _opened(path) as archive:
        *_, manifest, _ = archive.getmembers()
        return dict(json.loads(_content(archive, manifest).read()))


def _refuse_other_formats(path: Path, beginning: bytes) -> None:
    if beginning.startswith(_BARE_DATABASE):
        raise UnusableBackup(
            f"{path} is a copy of a database, and no backup: what stood in the database's log and "
            "in the office's files is not in it. Restore from a file that `mobility backup` made"
        )
    if beginning[: len(_FORMAT_MEMBER) + 1] != f"{_FORMAT_MEMBER}\0".encode():
        raise UnusableBackup(f"{path} is not a file that `mobility backup` made, or is damaged")
    version = beginning[_BLOCK:].rstrip(b"\0")
    if version != FORMAT:
        raise UnusableBackup(
            f"{path} is a backup of a format that this program does not know "
            f"({version.decode('ascii', 'replace').strip()}; it reads {FORMAT.decode().strip()}): "
            "restore it with the program that made it, or a newer one"
        )


def _is_whole(file: BinaryIO, size: int) -> bool:
    """Whether the file ends with the checksum of all that stands before it."""
    digest, bytes_left = hashlib.sha256(), size - _TAIL
    file.seek(0)
    while bytes_left > 0 and (content := file.read(min(_AT_ONCE, bytes_left))):
        digest.update(content)
        bytes_left -= len(content)
    return not bytes_left and file.read() == _tail(digest.hexdigest())


@contextmanager
def _opened(path: Path) -> Iterator[tarfile.TarFile]:
    with tarfile.open(path, "r:") as archive:
        yield archive


def _content(archive: tarfile.TarFile, member: tarfile.TarInfo) -> BinaryIO:
    content = archive.extractfile(member)
    if content is None:
        raise UnusableBackup(f"{member.name} in the backup is not a plain file")
    return content  # type: ignore[return-value]


def unpack(path: Path, members: Mapping[str, str], write: Callable[[str, BinaryIO], str]) -> None:
    """Hands each member of a backup to `write`, which returns the SHA-256 of what it wrote.

    Raises UnusableBackup where that is not what the manifest's `members` say, or a name leads out.
    """
    with _opened(path) as archive:
        inside = [member for member in archive if member.name in members]
        if len(inside) != len(members):
            raise UnusableBackup(f"{path} does not hold all that its manifest names")
        for member in inside:
            if not _is_plain(member.name):
                raise UnusableBackup(f"{path} names a file outside the office: {member.name}")
            if write(member.name, _content(archive, member)) != members[member.name]:
                raise UnusableBackup(f"{member.name} in {path} is not what the manifest says")


def _is_plain(name: str) -> bool:
    parts = PurePosixPath(name).parts
    return not name.startswith("/") and ".." not in parts and "" not in parts
