"""What the fonts can show: read from the files as fonttools reads them; what they cannot show appears as its code."""

import pytest

from reports.forms.paper.glyphs import BOLD, FALLBACKS, FONTS, REGULAR, advances, shown, shown_drawing, width


@pytest.mark.parametrize("font", [REGULAR, BOLD, *FALLBACKS])
def test_signs_and_widths_are_those_that_fonttools_reads(font: str) -> None:
    opened = pytest.importorskip("fontTools.ttLib").TTFont(FONTS / font)
    expected = {
        code: opened["hmtx"][glyph][0] / opened["head"].unitsPerEm for code, glyph in opened.getBestCmap().items()
    }
    assert advances(font) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ærøskøbing → 1.234,50 kr. ✔▲✘○", "Ærøskøbing → 1.234,50 kr. ✔▲✘○"),
        ("שלום مرحبا", "שלום مرحبا"),
        ("中文 😀", "‹U+4E2D U+6587› ‹U+1F600›"),
        ("a\u202egnp.exe", "a‹U+202E›gnp.exe"),
        ("a\x00\x1b[31m\ud800\ufeff\u200b", "a‹U+0000 U+001B›[31m‹U+D800 U+FEFF U+200B›"),
        ("a\r\nb\rc\u2028d\te", "a\nb\nc\nd e"),
        ("A\u030a", "Å"),
        ("", ""),
    ],
)
def test_a_sign_without_a_glyph_is_shown_as_its_code(text: str, expected: str) -> None:
    assert shown(text) == expected
    assert shown(expected) == expected


def test_numbered_signs_of_a_drawing_are_shown_too_and_its_mark_up_is_kept() -> None:
    svg = "<text x='1'>a &lt; &#38; &#x4e2d; &#128512; &#xe6;</text>"
    assert shown_drawing(svg) == "<text x='1'>a &lt; &#38; ‹U+4E2D› ‹U+1F600› æ</text>"


def test_every_digit_is_as_wide_as_the_widest() -> None:
    assert len({width(digit) for digit in "0123456789"}) == 1
    assert width("111") == pytest.approx(3 * width("8"))
    assert width("m", bold=True) > width("i")
