"""A Word file taken apart, and one as LibreOffice shows it."""

import io
import re
import shutil
import subprocess
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import docx
import pypdf
import pytest
from docx.table import Table as WordTable

from reports.documents import SYMBOLS
from tests.reports.forms.samples import squeezed


def opened(content: bytes) -> Any:
    return docx.Document(io.BytesIO(content))


def part(content: bytes, name: str) -> str:
    return zipfile.ZipFile(io.BytesIO(content)).read(name).decode()


def texts(content: bytes) -> Iterator[str]:
    """Every paragraph and cell, in reading order."""
    for block in opened(content).iter_inner_content():
        if isinstance(block, WordTable):
            yield from (cell.text for row in block.rows for cell in row.cells)
        else:
            yield block.text


def text_of(content: bytes) -> str:
    return squeezed("".join(texts(content)))


def libreoffice() -> str:
    """LibreOffice, or why there is none that opens Word files."""
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("LibreOffice is not installed: no `soffice` on the path")
    if not (Path(office).resolve().parent / "libswlo.so").exists():
        pytest.skip("LibreOffice is installed without Writer, the part of it that opens Word files")
    return office


def without_symbols(text: str) -> str:
    """LibreOffice takes them from fonts of its own choice, and a PDF's text may then have them elsewhere."""
    return re.sub(f"[{''.join(SYMBOLS.values())}]", "", squeezed(text))


@dataclass(frozen=True)
class Office:
    """Prints Word files as LibreOffice shows them."""

    program: str
    folder: Path

    def printed(self, content: bytes) -> pypdf.PdfReader:
        (self.folder / "fil.docx").write_bytes(content)
        profile = f"-env:UserInstallation={(self.folder / 'profile').as_uri()}"
        subprocess.run(
            [
                self.program,
                profile,
                "--headless",
                "--convert-to",
                "pdf",
                "--outdir",
                str(self.folder),
                str(self.folder / "fil.docx"),
            ],
            check=True,
            capture_output=True,
            timeout=240,
        )
        return pypdf.PdfReader(io.BytesIO((self.folder / "fil.pdf").read_bytes()))


def printed_text(printed: pypdf.PdfReader) -> str:
    return without_symbols("".join(page.extract_text() for page in printed.pages))
