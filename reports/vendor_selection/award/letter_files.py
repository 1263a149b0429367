"""A letter as a Word file: draft mark, recipient, date, subject, text, table, place for a signature; one page or two.

Here: how a letter is set. Not here: its words (`reports.vendor_selection.award.letters`), pieces of mark-up
(`reports.forms.word.markup`). Equal letters give equal bytes; every text is escaped, as in all Word files.
"""

from collections.abc import Iterator

from markupsafe import Markup

from domain.reasons import Reason
from reports.forms.word.markup import (
    KEPT,
    NOTHING,
    Ink,
    boxed,
    colour,
    one_line,
    page_field,
    page_shape,
    paragraph,
    run,
)
from reports.forms.word.package import WordPackage
from reports.forms.word.tables import WordTable
from reports.language import Speaker
from reports.vendor_selection.award.letters import AwardLetter

SIGNATURE_LINE = "_" * 36
AIR = Markup('<w:spacing w:before="480" w:after="0"/>')


def render_letter(letter: AwardLetter, language: str) -> bytes:
    """The letter's `.docx`.

    Raises:
        Problem: there is no such language.
    """
    speaker = Speaker(language, currency=letter.currency)
    code = f"{speaker.language}-{speaker.region}"
    footer = paragraph("Footer", page_field(speaker.text("Page {page} of {pages}")))
    header = paragraph("Header", run(one_line(speaker.say(letter.subject))))
    package = WordPackage(code, header, footer)
    body = NOTHING.join(_body(letter, speaker, package))
    return package.packed(body, f"{one_line(speaker.say(letter.subject))} · {one_line(letter.recipient)}", code)


def _body(letter: AwardLetter, speaker: Speaker, package: WordPackage) -> Iterator[Markup]:
    yield _draft(speaker)
    yield paragraph("Normal", run(one_line(letter.company), Ink(bold=True)))
    yield paragraph("Normal", run(one_line(letter.recipient)), properties=AIR)
    dated = speaker.say(Reason("{day}", day=letter.written_on))
    yield paragraph("Normal", run(dated), properties=Markup('<w:spacing w:before="240" w:after="360"/>'))
    yield paragraph("Heading2", run(one_line(speaker.say(letter.subject))))
    yield paragraph("Normal", run(speaker.say(Reason("Dear {recipient},", recipient=one_line(letter.recipient)))))
    for text in letter.paragraphs:
        yield paragraph("Normal", run(speaker.say(text)))
    for point in letter.listed:
        yield paragraph("ListBullet", run(speaker.say(point)))
    if letter.table is not None:
        yield WordTable(letter.table, speaker).markup(package.linked)
        yield paragraph("Normal", properties=Markup('<w:spacing w:before="0" w:after="60"/>'))
    for text in letter.after:
        yield paragraph("Normal", run(speaker.say(text)))
    yield from _signature(letter, speaker)
    yield paragraph("End") + page_shape(lying=False, first=True)


def _draft(speaker: Speaker) -> Markup:
    said = speaker.text("Draft: not sent. Procurement and legal read it before anybody else does.")
    return paragraph("Verdict", run(f"▲ {said}", Ink(colour("warning"), size=9.5)), properties=boxed("warning"))


def _signature(letter: AwardLetter, speaker: Speaker) -> Iterator[Markup]:
    """Kept together, so that nobody signs an empty page."""
    yield paragraph("Normal", run(speaker.text("Kind regards")), properties=KEPT + AIR)
    yield paragraph("Normal", run(SIGNATURE_LINE), properties=KEPT + AIR)
    yield paragraph("Normal", run(one_line(letter.signed_by)), properties=KEPT)
    yield paragraph("Normal", run(one_line(letter.company)))
