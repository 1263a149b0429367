"""The parts of a Word file: template, pictures, addresses, properties, and how they are packed.

Here: what python-docx keeps, and equal bytes. Not here: the words (`reports.forms.word.markup`), the look
(`templates/*.xml`, texts that are put together here, so that no binary template lies in the repository).
"""

import io
import re
import zipfile
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from string import Template
from typing import Any

import docx
import vl_convert as vlc
from docx.opc.constants import RELATIONSHIP_TYPE
from markupsafe import Markup

from reports.forms.excel.looks import ACCENT, CARD, INK, LINE, SOFT
from reports.forms.word.markup import outer_link, picture

TEMPLATES = Path(__file__).parent / "templates"
PARTS = {
    "[Content_Types].xml": "content_types.xml",
    "_rels/.rels": "package_rels.xml",
    "docProps/core.xml": "core.xml",
    "word/_rels/document.xml.rels": "document_rels.xml",
    "word/document.xml": "document.xml",
    "word/styles.xml": "styles.xml",
    "word/numbering.xml": "numbering.xml",
    "word/settings.xml": "settings.xml",
    "word/fontTable.xml": "fonts.xml",
    "word/header1.xml": "header.xml",
    "word/footer1.xml": "footer.xml",
    "word/footer2.xml": "footer.xml",
}
"""Name in the file -> name of its text. The first page has a footer of its own, with the same words, and no header."""

WORDS, NO_BODY = "word/document.xml", b"<w:body/>"
"""The part that holds the words, and where."""

MADE_AT = datetime(2000, 1, 1)  # noqa: DTZ001  (a constant of the file format, read as UTC)
PACKED_AT = (1980, 1, 1, 0, 0, 0)
LONGEST_PROPERTY = 255
SCALE = 2.0
"""Dots of a picture for each of its drawing: sharp in print, still small."""

LONGEST_ADDRESS = 2_000
ADDRESS = re.compile(r"https?://[A-Za-z0-9.-]+(:\d{1,5})?([/?#][A-Za-z0-9._~:/?#\[\]@!$&'()*+,;=%-]*)?")
"""What is linked; a name before an @ could pretend to be the host, and Word refuses a file with a broken address."""


class WordPackage:
    """One file in the making."""

    def __init__(self, language: str, header: Markup, footer: Markup) -> None:
        self._file = docx.Document(io.BytesIO(_template(language, str(header), str(footer))))
        self._relations: dict[str, str] = {}
        self._pictures = 0

    def linked(self, url: str, content: Markup) -> Markup:
        """The content as a link, or as it is where the address is none of the web."""
        if len(url) > LONGEST_ADDRESS or not ADDRESS.fullmatch(url):
            return content
        if url not in self._relations:
            # Names of our own: looking for the next free one would take a walk over all of them.
            relation = f"address{len(self._relations) + 1}"
            self._file.part.rels.add_relationship(RELATIONSHIP_TYPE.HYPERLINK, url, relation, is_external=True)
            self._relations[url] = relation
        return outer_link(self._relations[url], content)

    def drawn(self, svg: str, alt: str, widest: float, highest: float) -> Markup:
        """A drawing as a picture, as large as fits into these points."""
        relation, image = self._file.part.get_or_add_image(io.BytesIO(png(svg)))
        self._pictures += 1
        part = min(widest / image.px_width, highest / image.px_height)
        return picture(relation, self._pictures, image.px_width * part, image.px_height * part, alt)

    def packed(self, body: Markup, title: str, language: str) -> bytes:
        """The whole file with this body."""
        about = self._file.core_properties
        about.title, about.language, about.revision = title[:LONGEST_PROPERTY], language, 1
        about.created = about.modified = MADE_AT
        target = io.BytesIO()
        self._file.save(target)
        return _packed_again(target.getvalue(), str(body).encode())


@lru_cache(maxsize=256)
def png(svg: str) -> bytes:
    """A drawing as dots, on white: dark mode turns pages dark, not pictures."""
    on_white = re.sub(r"(<svg\b[^>]*>)", r'\1<rect width="100%" height="100%" fill="#ffffff"/>', svg, count=1)
    content: bytes = vlc.svg_to_png(on_white, scale=SCALE)
    return content


@lru_cache(maxsize=32)
def _text(name: str) -> Template:
    return Template((TEMPLATES / name).read_text(encoding="utf-8"))


def _template(language: str, header: str, footer: str) -> bytes:
    colours = {"ink": INK, "soft": SOFT, "line": LINE, "card": CARD, "accent": ACCENT}
    gaps: dict[str, Any] = {name: value.lstrip("#") for name, value in colours.items()}
    gaps |= {"language": language, "header": header, "footer": footer}
    return _zipped({part: _text(name).substitute(gaps).encode() for part, name in PARTS.items()})


def _packed_again(content: bytes, body: bytes) -> bytes:
    """With its body, and without the time of its making, which python-docx leaves on every entry.

    The body is put in as text: as a tree, a month of two thousand breaches takes more than a minute to move.
    """
    with zipfile.ZipFile(io.BytesIO(content)) as before:
        parts = {name: before.read(name) for name in before.namelist()}
    parts[WORDS] = parts[WORDS].replace(NO_BODY, b"<w:body>%b</w:body>" % body)
    return _zipped(parts)


def _zipped(parts: dict[str, bytes]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in parts.items():
            entry = zipfile.ZipInfo(name, PACKED_AT)
            entry.compress_type, entry.create_system = zipfile.ZIP_DEFLATED, 0
            file.writestr(entry, content)
    return target.getvalue()
