"""The issues in `issues.ndjson`: headers in memory, the rest read from disk when asked for.

A write appends the whole issue as a new line and waits for the disk; the last line of an id counts. Opening and
closing the store make the file ordinary again, one line per issue, by an atomic replacement. A last line that was cut
off by a crash was never acknowledged and is dropped. Here: the file and its numbers. Not here: what may be written.
"""

import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import orjson

from domain.problems import ConfigurationRefused
from domain.reasons import Reason, verbatim
from sandbox.jira.records.headers import Header, read_header
from sandbox.jira.records.index import SearchIndex

Document = dict[str, Any]
"""An issue as the file has it: REST v3 with the complete changelog, properties and remote links."""


class IssueStore:
    """Every issue of a sandbox folder.

    Args:
        path: `issues.ndjson`; made when missing.
        lag_millis: index lag of searches.

    Raises:
        ConfigurationRefused: a line is not an issue; names the line.
    """

    def __init__(self, path: Path, lag_millis: int = 0) -> None:
        self.path = path
        self.index = SearchIndex(lag_millis)
        self._headers: dict[int, Header] = {}
        self._ids_by_key: dict[str, int] = {}
        self._numbers: dict[str, int] = {}
        self._last_id = 10_000
        self._last_part_id = 100_000
        self._untidy = False
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch(exist_ok=True)
        self._load()
        if self._untidy:
            self._compact()
        self._fd = os.open(path, os.O_RDWR | os.O_APPEND)
        self._end = os.fstat(self._fd).st_size
        self.index.load(self._headers.values())

    def __len__(self) -> int:
        return len(self._headers)

    @property
    def is_open(self) -> bool:
        """Whether issues can be read and written."""
        return self._fd >= 0

    def reopen(self) -> None:
        """Open the file again after `close`; harmless when open."""
        if not self.is_open:
            self._fd = os.open(self.path, os.O_RDWR | os.O_APPEND)
            self._end = os.fstat(self._fd).st_size

    def close(self) -> None:
        """Leave one line per issue and let the file go; harmless when closed."""
        if not self.is_open:
            return
        if self._untidy:
            self._compact()
        os.close(self._fd)
        self._fd = -1

    def header(self, key_or_id: str) -> Header | None:
        """The current header of an issue, by key (any case) or id."""
        if key_or_id.isdecimal():
            return self._headers.get(int(key_or_id))
        issue_id = self._ids_by_key.get(key_or_id.upper())
        return None if issue_id is None else self._headers[issue_id]

    def headers(self) -> Iterator[Header]:
        """Every current header, in the order the issues were created in the file."""
        return iter(self._headers.values())

    def document(self, header: Header) -> Document:
        """The whole issue as it stands now. The caller owns what it gets."""
        current = self._headers[header.issue_id]
        document: Document = orjson.loads(os.pread(self._fd, current.length, current.offset))
        return document

    def save(self, document: Mapping[str, Any], now_millis: int) -> Header:
        """Write an issue; it is on disk when this returns. Searches see it when the index lag has passed."""
        line = orjson.dumps(document) + b"\n"
        header, highest = read_header(line[:-1], self._end)
        written = 0
        while written < len(line):
            written += os.write(self._fd, line[written:])
        os.fsync(self._fd)
        self._end += len(line)
        self._untidy = self._untidy or header.issue_id in self._headers
        self._take(header, highest)
        self.index.note(header, now_millis)
        return header

    def next_issue(self, project_key: str) -> tuple[str, str]:
        """Id and key for a new issue."""
        self._last_id += 1
        self._numbers[project_key] = self._numbers.get(project_key, 0) + 1
        return str(self._last_id), f"{project_key}-{self._numbers[project_key]}"

    def next_part_id(self) -> str:
        """Id for a new comment, history entry, attachment or link."""
        self._last_part_id += 1
        return str(self._last_part_id)

    def _take(self, header: Header, highest: int) -> None:
        self._headers[header.issue_id] = header
        self._ids_by_key[header.key] = header.issue_id
        self._last_id = max(self._last_id, header.issue_id)
        self._last_part_id = max(self._last_part_id, highest)
        self._numbers[header.project_key] = max(self._numbers.get(header.project_key, 0), header.number)

    def _load(self) -> None:
        offset = 0
        with self.path.open("rb") as file:
            for number, line in enumerate(file, 1):
                if line.isspace():
                    self._untidy = True
                else:
                    self._load_line(number, line, offset)
                offset += len(line)

    def _load_line(self, number: int, line: bytes, offset: int) -> None:
        complete = line.endswith(b"\n")
        try:
            header, highest = read_header(line.rstrip(b"\r\n"), offset)
        except ValueError as error:
            if complete:
                raise _refused(self.path, number, verbatim(str(error))) from error
            self._untidy = True  # cut off by a crash before it was acknowledged
            return
        self._untidy = self._untidy or not complete or header.issue_id in self._headers
        self._take(header, highest)

    def _compact(self) -> None:
        temporary = self.path.with_name(self.path.name + ".tidy")
        offset = 0
        moved: dict[int, int] = {}
        with self.path.open("rb") as old, temporary.open("wb") as new:
            for header in self._headers.values():
                moved[header.issue_id] = offset
                old.seek(header.offset)
                offset += new.write(old.read(header.length) + b"\n")
            new.flush()
            os.fsync(new.fileno())
        os.replace(temporary, self.path)
        _sync_folder(self.path.parent)
        for header in self._headers.values():
            header.offset = moved[header.issue_id]
        self._untidy = False


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _refused(path: Path, line_number: int, why: Reason) -> ConfigurationRefused:
    return ConfigurationRefused(
        Reason("The Jira sandbox cannot read an issue"),
        where=Reason("{path}, line {line}", path=str(path), line=line_number),
        why=why,
        next_step=Reason("Correct or remove the line, or make the demo folder anew"),
    )
