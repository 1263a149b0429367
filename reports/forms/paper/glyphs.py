"""Which signs our own fonts have and how wide they are, read from the font files themselves.

Here: the fonts, `shown` (a text in which every sign can be seen in print) and `width`. Not here: any layout
(`reports.forms.paper.columns`), what is printed (`reports.forms.paper.prints`).
Only the parts of a font file that answer these two questions are read: character map (formats 4 and 12) and advances.
"""

import re
import struct
import unicodedata
from functools import lru_cache

from reports.fonts import FONT_FOLDER

FONTS = FONT_FOLDER
REGULAR, BOLD = "Inter-Regular.otf", "Inter-SemiBold.otf"
ARABIC = "NotoSansArabic-Regular.ttf"
FALLBACKS = ("NotoSansHebrew-Regular.ttf", ARABIC, "NotoSansSymbols2-Regular.ttf")
FAMILIES = ("Inter", "Noto Sans Hebrew", "Noto Sans Arabic", "Noto Sans Symbols2")
"""The same fonts by the names they carry inside, first choice first."""

JOINERS = "\u200c\u200d\u200e\u200f"
"""Invisible, but part of how Arabic and Hebrew are written."""

BREAK, HARD_BREAK = "\ue000", "\u200b"
"""Where a word may be broken: the template sets an invisible space for the first, which copying from the file leaves
out. The second is a sign of its own, for places where lines do not end at spaces, such as between brackets.
Only `reports.forms.paper.columns` puts them in a text; those in the data are shown as their codes."""

LONGEST_KNOWN = 60
"""Signs up to which a text's width is remembered: tables say the same short things again and again."""

JOINED = 1.35
"""Arabic letters are measured alone; joined ones may be this much wider."""

_LINE_END = re.compile("\r\n|[\r\u2028\u2029\x85]")
_REFERENCE = re.compile(r"&#(?:x([0-9a-fA-F]{1,6})|([0-9]{1,7}));")


def advances(font: str) -> dict[int, float]:
    """Code point -> width in em, for every sign the font has."""
    data = (FONTS / font).read_bytes()
    (count,) = struct.unpack_from(">H", data, 4)
    tables = {data[at : at + 4]: struct.unpack_from(">I", data, at + 8)[0] for at in range(12, 12 + 16 * count, 16)}
    (units,) = struct.unpack_from(">H", data, tables[b"head"] + 18)
    (measured,) = struct.unpack_from(">H", data, tables[b"hhea"] + 34)
    widths = [struct.unpack_from(">H", data, tables[b"hmtx"] + 4 * glyph)[0] for glyph in range(measured)]
    # Glyphs after the last measured one are all as wide as it.
    return {
        code: widths[min(glyph, measured - 1)] / units for code, glyph in _characters(data, tables[b"cmap"]).items()
    }


def _characters(data: bytes, start: int) -> dict[int, int]:
    """Code point -> glyph, from every Unicode part of the character map."""
    (count,) = struct.unpack_from(">H", data, start + 2)
    found: dict[int, int] = {}
    for number in range(count):
        platform, _, offset = struct.unpack_from(">HHI", data, start + 4 + 8 * number)
        (form,) = struct.unpack_from(">H", data, start + offset)
        if platform in (0, 3) and form in (4, 12):
            found |= _segments(data, start + offset) if form == 4 else _groups(data, start + offset)
    return {code: glyph for code, glyph in found.items() if glyph}


def _segments(data: bytes, start: int) -> dict[int, int]:
    """Format 4: four arrays that run side by side, one entry per stretch of code points."""
    count = struct.unpack_from(">H", data, start + 6)[0] // 2
    ends, firsts, deltas, offsets = (
        struct.unpack_from(f">{count}H", data, start + 14 + 2 * count * place + (2 if place else 0))
        for place in range(4)
    )
    offsets_at = start + 16 + 6 * count
    found = {}
    for number, (first, end, delta, offset) in enumerate(zip(firsts, ends, deltas, offsets, strict=True)):
        for code in range(first, min(end, 0xFFFE) + 1):
            glyph = code
            if offset:
                (glyph,) = struct.unpack_from(">H", data, offsets_at + 2 * number + offset + 2 * (code - first))
            found[code] = (glyph + delta) & 0xFFFF if glyph or not offset else 0
    return found


def _groups(data: bytes, start: int) -> dict[int, int]:
    """Format 12: (first, last, glyph of the first) per stretch."""
    (count,) = struct.unpack_from(">I", data, start + 12)
    groups = (struct.unpack_from(">III", data, start + 16 + 12 * number) for number in range(count))
    return {code: glyph + code - first for first, last, glyph in groups for code in range(first, last + 1)}


@lru_cache(maxsize=2)
def _widths(bold: bool) -> dict[int, float]:
    """Widths over all fonts, the first font that has a sign deciding; every digit as wide as the widest."""
    found: dict[int, float] = {}
    for font in (BOLD if bold else REGULAR, *FALLBACKS):
        stretch = JOINED if font == ARABIC else 1.0
        found = {code: advance * stretch for code, advance in advances(font).items()} | found
    digits = [ord(digit) for digit in "0123456789"]
    return found | dict.fromkeys(digits, max(found[digit] for digit in digits))


@lru_cache(maxsize=1)
def _unseen() -> re.Pattern[str]:
    """Runs of signs that no font shows, or that would turn or hide the text around them."""
    kept = {code for code in _widths(False) if code in _widths(True) and _is_seen(chr(code))}
    kept |= {ord(sign) for sign in "\n" + JOINERS}
    return re.compile(f"[^{''.join(map(_span, _spans(sorted(kept))))}]+")


def _is_seen(sign: str) -> bool:
    return unicodedata.category(sign) not in ("Cc", "Cf", "Co", "Cs", "Zl", "Zp")


def _spans(codes: list[int]) -> list[tuple[int, int]]:
    spans: list[tuple[int, int]] = []
    for code in codes:
        if spans and spans[-1][1] == code - 1:
            spans[-1] = (spans[-1][0], code)
        else:
            spans.append((code, code))
    return spans


def _span(span: tuple[int, int]) -> str:
    return f"\\U{span[0]:08x}-\\U{span[1]:08x}"


def shown(text: str) -> str:
    """The text as print can show it: signs without a glyph as their codes, `‹U+4E2D U+6587›`; nothing vanishes."""
    lines = _LINE_END.sub("\n", text).replace("\t", " ")
    return _unseen().sub(_codes, unicodedata.normalize("NFC", lines))


def shown_drawing(svg: str) -> str:
    """The same for an SVG text, whose signs may also stand as numbers (`&#x4e2d;`); its mark-up is left alone."""

    def written_out(found: re.Match[str]) -> str:
        code = int(found[1], 16) if found[1] else int(found[2])
        return found[0] if code < 0x80 or code > 0x10FFFF else chr(code)

    return shown(_REFERENCE.sub(written_out, svg))


def _codes(found: re.Match[str]) -> str:
    return f"‹{' '.join(f'U+{ord(sign):04X}' for sign in found[0])}›"


def width(text: str, *, bold: bool = False) -> float:
    """How wide a `shown` text on one line is, in em; kerning is left out."""
    return _known_width(text, bold) if len(text) <= LONGEST_KNOWN else _width(text, bold)


@lru_cache(maxsize=32_768)
def _known_width(text: str, bold: bool) -> float:
    return _width(text, bold)


def _width(text: str, bold: bool) -> float:
    widths = _widths(bold)
    return sum(widths.get(ord(sign), 0.0) for sign in text)
