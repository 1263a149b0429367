"""The site's search page, with a small script: every text stands in it, or its titles do and the texts beside it.

Here: the page in both forms. What it knows stands in it as inert JSON; the one script is inline and allowed by its
hash, so that it works from a disk and from any web server. Not here: what the script does (`templates/search*.js`),
files a large search loads (`reports.forms.html.search_parts`), reading pages (`reports.forms.html.page_texts`).
"""

import base64
import hashlib
import json
from collections.abc import Sequence
from enum import StrEnum
from functools import lru_cache
from pathlib import Path

from markupsafe import Markup

from domain.reasons import Reason
from domain.values import Frozen
from reports.documents import Link
from reports.forms.html.pages import address, environment
from reports.language import Speaker

TEMPLATES = Path(__file__).parent / "templates"
WHOLE, PARTS = "search_whole.js", "search_parts.js"
"""Where the script finds texts: in the page, or in files beside it."""
ESCAPED = {sign: f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"}
"""Signs that could end the script element, or a line of it."""


class PageKind(StrEnum):
    """What a page of the site is."""

    PORTFOLIO = "portfolio"
    ROLLOUT = "rollout"
    DASHBOARD = "dashboard"
    REVIEW = "review"
    RESTATEMENT = "restatement"
    PHASE = "phase"


KINDS: dict[PageKind, Reason] = {
    PageKind.PORTFOLIO: Reason("all rollouts"),
    PageKind.ROLLOUT: Reason("rollout"),
    PageKind.DASHBOARD: Reason("dashboard"),
    PageKind.REVIEW: Reason("monthly review"),
    PageKind.RESTATEMENT: Reason("restatement"),
    PageKind.PHASE: Reason("phase report"),
}


class PageEntry(Frozen):
    """A page as a list of pages names it.

    Attributes:
        address: relative to the search page.
        company: whose page it is; empty for the front page.
    """

    address: str
    title: str
    kind: PageKind
    company: str


class PageText(PageEntry):
    """A page as the search knows it, with its text."""

    lines: tuple[str, ...]


def render_search(pages: Sequence[PageText], language: str, trail: Sequence[Link] = ()) -> str:
    """The search page with all texts in it. Equal pages give equal bytes."""
    speaker = Speaker(language)
    content = [[p.address, p.title, speaker.say(KINDS[p.kind]), p.company, "\n".join(p.lines)] for p in pages]
    return _render(content, pages, speaker, WHOLE, trail)


def render_large_search(
    rollouts: Sequence[Sequence[PageEntry]], files: int, stamp: str, language: str, trail: Sequence[Link] = ()
) -> str:
    """The search page with titles only; `files` of words and the texts are loaded from beside it.

    Args:
        rollouts: the pages of each; the files of words name a rollout by its place here, and a page by its place in it.
        stamp: what those files carry that belong to these pages.
    """
    speaker, kinds = Speaker(language), list(PageKind)
    content = {
        "stamp": stamp,
        "files": files,
        "kinds": [speaker.say(KINDS[kind]) for kind in kinds],
        "rollouts": [
            [pages[0].company if pages else "", [[p.address, p.title, kinds.index(p.kind)] for p in pages]]
            for pages in rollouts
        ],
    }
    return _render(content, (), speaker, PARTS, trail)


def _render(content: object, listed: Sequence[PageEntry], speaker: Speaker, source: str, trail: Sequence[Link]) -> str:
    script, digest = _script(source)
    # The script is a file of this program and the JSON is escaped: the two things that must not be escaped again.
    return (
        environment()
        .get_template("search.html.j2")
        .render(
            language=speaker.language,
            t=speaker.text,
            value=speaker.value,
            address=address,
            trail=trail,
            pages=listed,
            beside=source == PARTS,
            kind=lambda page: speaker.say(KINDS[page.kind]),
            data=Markup(_data(content)),  # noqa: S704
            script=Markup(script),  # noqa: S704
            script_hash=digest,
        )
    )


def _data(content: object) -> str:
    """JSON that is safe inside a script element."""
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    for sign, escaped in ESCAPED.items():  # over some megabytes many times faster than str.translate
        text = text.replace(sign, escaped)
    return text


@lru_cache(maxsize=2)
def _script(source: str) -> tuple[str, str]:
    """The script and its hash for the content security policy."""
    parts = [(TEMPLATES / name).read_text(encoding="utf-8") for name in ("search_words.js", source, "search.js")]
    text = '"use strict";\n(() => {\n' + "\n".join(parts) + "})();\n"
    return text, base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
