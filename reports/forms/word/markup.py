"""The words of a Word file: paragraphs, runs, links and pictures as WordprocessingML.

Here: small pieces of mark-up, and how untrusted text gets into them. Not here: tables (`reports.forms.word.tables`),
the order of a document (`reports.forms.word.files`), files inside the file (`reports.forms.word.package`), styles
(`templates`). Every piece is `Markup`: a plain str put into one is escaped, so no text from a sheet or a ticket
becomes mark-up.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby

from markupsafe import Markup

from reports.drawings import Status
from reports.forms.excel.looks import COLOURS, GROUNDS, SOFT
from reports.forms.paper.columns import LYING, MARGIN, UPRIGHT
from reports.forms.paper.glyphs import JOINERS

NOTHING = Markup("")
KEPT = Markup("<w:keepNext/>")
"""Of a paragraph: on one page with what follows."""

TWIPS, EMU = 20, 12_700
"""How many of them make a point."""

SHORT_SIDE, LONG_SIDE = UPRIGHT + 2 * MARGIN, LYING + 2 * MARGIN
NEUTRAL_GROUND = "EEF1F5"
_LINE_END = re.compile("\r\n|[\r\u2028\u2029\x85]")
_RIGHT_TO_LEFT = re.compile(
    r"([\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]"
    r"(?:[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff\u200c-\u200f \d.,:/-]*"
    r"[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff\d])?)"
)
"""A stretch that is read from right to left, with the figures and spaces inside and the figures behind it."""


@dataclass(frozen=True)
class Ink:
    """How a run differs from its paragraph's style; `size` in points, 0 as the style says."""

    colour: str = ""
    bold: bool = False
    size: float = 0.0
    style: str = ""


PLAIN = Ink()
SOFT_INK = Ink(SOFT.lstrip("#"))
LINKED = "Hyperlink"


def shown(text: str) -> str:
    """The text as XML can hold it and everybody can see it: other signs as their codes, `‹U+0000 U+202E›`.

    Signs that turn or hide the text around them are such, too. Unlike print, Word finds a font for every script.
    """
    if text.isprintable():
        return text
    lines = _LINE_END.sub("\n", text).replace("\t", " ")
    parts = groupby(lines, _is_seen)
    return "".join("".join(signs) if seen else _codes(signs) for seen, signs in parts)


def one_line(text: str) -> str:
    """The same, on one line."""
    return shown(text).replace("\n", " ").strip()


def _is_seen(sign: str) -> bool:
    if sign in "\n\ufffe\uffff" or sign in JOINERS:
        return sign not in "\ufffe\uffff"
    return unicodedata.category(sign) not in ("Cc", "Cf", "Co", "Cs")


def _codes(signs: Iterator[str]) -> str:
    return f"‹{' '.join(f'U+{ord(sign):04X}' for sign in signs)}›"


def colour(status: Status) -> str:
    """The colour of a status's text, as Word writes it."""
    return COLOURS[status].lstrip("#")


def ground(status: Status) -> str:
    """The colour behind it."""
    return GROUNDS.get(status, NEUTRAL_GROUND).lstrip("#")


def run(text: str, ink: Ink = PLAIN) -> Markup:
    """A text; its line ends stay, and what is read from right to left is marked so."""
    pieces = [
        Markup("<w:r>{}{}</w:r>").format(_properties(ink, bool(place % 2)), _lines(part))
        for place, part in enumerate(_RIGHT_TO_LEFT.split(shown(text)))
        if part
    ]
    return NOTHING.join(pieces)


def _lines(text: str) -> Markup:
    texts = [
        Markup('<w:t xml:space="preserve">{}</w:t>').format(line) if line else NOTHING for line in text.split("\n")
    ]
    return Markup("<w:br/>").join(texts)


@lru_cache(maxsize=256)
def _properties(ink: Ink, right_to_left: bool) -> Markup:
    size = round(2 * ink.size)
    parts = (
        Markup('<w:rStyle w:val="{}"/>').format(ink.style) if ink.style else "",
        Markup("<w:b/><w:bCs/>") if ink.bold else "",
        Markup('<w:color w:val="{}"/>').format(ink.colour) if ink.colour else "",
        Markup('<w:sz w:val="{}"/><w:szCs w:val="{}"/>').format(size, size) if size else "",
        Markup("<w:rtl/>") if right_to_left else "",
    )
    inner = NOTHING.join(parts)
    return Markup("<w:rPr>{}</w:rPr>").format(inner) if inner else NOTHING


def paragraph(style: str, *content: Markup, properties: Markup = NOTHING) -> Markup:
    """A paragraph in a style; `properties` are its own, in the order of the schema."""
    return Markup('<w:p><w:pPr><w:pStyle w:val="{}"/>{}</w:pPr>{}</w:p>').format(
        style, properties, NOTHING.join(content)
    )


def heading(level: int, text: str, name: str, number: int, *, new_page: bool = False) -> Markup:
    """A heading that the list of contents can lead to by its name."""
    return Markup('{}<w:bookmarkStart w:id="{}" w:name="{}"/>{}<w:bookmarkEnd w:id="{}"/></w:p>').format(
        Markup('<w:p><w:pPr><w:pStyle w:val="Heading{}"/>{}</w:pPr>').format(
            level, Markup("<w:pageBreakBefore/>") if new_page else ""
        ),
        number,
        name,
        run(one_line(text)),
        number,
    )


def inner_link(name: str, text: str) -> Markup:
    """A text that leads to a heading of the same file."""
    return Markup('<w:hyperlink w:anchor="{}" w:history="1">{}</w:hyperlink>').format(name, run(one_line(text)))


def outer_link(relation: str, content: Markup) -> Markup:
    """A text that opens an address, which stands among the file's relations."""
    return Markup('<w:hyperlink r:id="{}" w:history="1">{}</w:hyperlink>').format(relation, content)


def boxed(status: Status) -> Markup:
    """Paragraph properties: the ground of a status, and its colour as a bar on the left."""
    edge = Markup('<w:{} w:val="single" w:sz="{}" w:space="9" w:color="{}"/>')
    edges = [
        edge.format(side, *((36, colour(status)) if side == "left" else (4, ground(status))))
        for side in ("top", "left", "bottom", "right")
    ]
    return Markup('<w:pBdr>{}</w:pBdr><w:shd w:val="clear" w:color="auto" w:fill="{}"/>').format(
        NOTHING.join(edges), ground(status)
    )


def page_field(text: str) -> Markup:
    """`Page {page} of {pages}` with fields in its gaps, which are the only fields of a file."""
    parts = re.split(r"(\{pages?\})", text)
    fields = {"{page}": "PAGE", "{pages}": "NUMPAGES"}
    shaped = Markup('<w:fldSimple w:instr=" {} "><w:r><w:t>1</w:t></w:r></w:fldSimple>')
    return NOTHING.join(shaped.format(fields[part]) if part in fields else run(part) for part in parts)


def page_shape(*, lying: bool, first: bool) -> Markup:
    """A section's properties: A4 upright or lying; the first one names header and footer, its first page no header."""
    wide, high = (LONG_SIDE, SHORT_SIDE) if lying else (SHORT_SIDE, LONG_SIDE)
    side = round(MARGIN * TWIPS)
    named = Markup(
        '<w:headerReference w:type="default" r:id="header"/><w:footerReference w:type="default" r:id="footer"/>'
        '<w:footerReference w:type="first" r:id="first_footer"/>'
    )
    return Markup(
        '<w:sectPr>{}<w:type w:val="nextPage"/><w:pgSz w:w="{}" w:h="{}"{}/><w:pgMar w:top="1190" w:right="{}" '
        'w:bottom="1190" w:left="{}" w:header="567" w:footer="510" w:gutter="0"/>{}</w:sectPr>'
    ).format(
        named if first else "",
        round(wide * TWIPS),
        round(high * TWIPS),
        Markup(' w:orient="landscape"') if lying else "",
        side,
        side,
        Markup("<w:titlePg/>") if first else "",
    )


def picture(relation: str, number: int, width: float, height: float, alt: str) -> Markup:
    """A picture in a run, its size in points, with what a reader who cannot see it is told."""
    across, down = round(width * EMU), round(height * EMU)
    name = f"Picture {number}"
    return Markup(
        '<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx="{across}" cy="{down}"/>'
        '<wp:docPr id="{number}" name="{name}" descr="{alt}"/>'
        '<wp:cNvGraphicFramePr><a:graphicFrameLocks noChangeAspect="1"/></wp:cNvGraphicFramePr>'
        '<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic>'
        '<pic:nvPicPr><pic:cNvPr id="{number}" name="{name}" descr="{alt}"/><pic:cNvPicPr/></pic:nvPicPr>'
        '<pic:blipFill><a:blip r:embed="{relation}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
        '<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{across}" cy="{down}"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic>'
        "</wp:inline></w:drawing></w:r>"
    ).format(across=across, down=down, number=number, name=name, alt=one_line(alt), relation=relation)
