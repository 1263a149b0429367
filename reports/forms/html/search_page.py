"""The site's search page: every page's title, kind and text in one file, found by a small script without any network.

Here: the page. Its texts stand in it as inert JSON; the one script is inline and allowed by its hash, so that it works
from a disk and from any web server. Not here: what the script does (`templates/search.js`), reading pages
(`reports.forms.html.page_texts`).
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

SCRIPT = Path(__file__).parent / "templates" / "search.js"
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


class PageText(Frozen):
    """A page as the search knows it.

    Attributes:
        address: relative to the search page.
        company: whose page it is; empty for the front page.
    """

    address: str
    title: str
    kind: PageKind
    company: str
    lines: tuple[str, ...]


def render_search(pages: Sequence[PageText], language: str, trail: Sequence[Link] = ()) -> str:
    """The search page over `pages`. Equal pages give equal bytes."""
    speaker = Speaker(language)
    # The script is a file of this program and the JSON is escaped: the two things that must not be escaped again.
    return (
        environment()
        .get_template("search.html.j2")
        .render(
            language=language,
            t=speaker.text,
            value=speaker.value,
            address=address,
            trail=trail,
            pages=pages,
            kind=lambda page: speaker.say(KINDS[page.kind]),
            data=Markup(_data(pages, speaker)),  # noqa: S704
            script=Markup(_script()[0]),  # noqa: S704
            script_hash=_script()[1],
        )
    )


def _data(pages: Sequence[PageText], speaker: Speaker) -> str:
    """The pages as JSON that is safe inside a script element."""
    content = [[p.address, p.title, speaker.say(KINDS[p.kind]), p.company, "\n".join(p.lines)] for p in pages]
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    for sign, escaped in ESCAPED.items():  # over some megabytes many times faster than str.translate
        text = text.replace(sign, escaped)
    return text


@lru_cache(maxsize=1)
def _script() -> tuple[str, str]:
    """The script and its hash for the content security policy."""
    text = SCRIPT.read_text(encoding="utf-8")
    return text, base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
