"""A summary for chat and mail: short, whole links, and nothing in it that a service would act on."""

import re

import pytest
from markdown import markdown

from domain.reasons import Reason
from reports.documents import Document
from reports.forms.comments import JOINER, comment_text, neutral
from reports.forms.summaries import summary_text

LINKS = {
    "SLA 2026-10": "https://docs.example/d/1_a_b#gid=2",
    "page": "file:///home/me/sla.html",
    "NOG-7": "http://jira.example/browse/NOG-7",
}


def document(*lines: str, asks: tuple[str, ...] = (), verdict: str = "2 of 8 missed") -> Document:
    return Document(
        slug="sla-2026-10",
        title=Reason("SLA review {a_month}", a_month="2026-10"),
        subtitle=Reason(""),
        status="warning",
        verdict=Reason("{x}", x=verdict),
        lines=tuple(Reason("{x}", x=line) for line in lines),
        facts=(),
        sections=(),
        asks=tuple(Reason("{x}", x=ask) for ask in asks),
    )


def test_a_summary_has_verdict_lines_what_is_asked_and_the_links_that_open_anywhere() -> None:
    title, body = summary_text(document("P1: 98.2 %", "P2: 3 breaches", asks=("Approve the plan",)), "da", LINKS)
    assert title == "▲ SLA-gennemgang oktober 2026: 2 of 8 missed"
    assert body.splitlines() == [
        "- P1: 98.2 %",
        "- P2: 3 breaches",
        "",
        "Det bedes du om:",
        "- Approve the plan",
        "",
        "NOG-7: http://jira.example/browse/NOG-7",
        "SLA 2026-10: https://docs.example/d/1_a_b#gid=2",
    ]


def test_nothing_asked_and_no_links_leave_no_empty_headings() -> None:
    assert summary_text(document("P1: 98.2 %"), "en", {})[1] == "- P1: 98.2 %"


def test_a_long_summary_is_cut_between_two_lines_and_keeps_its_links() -> None:
    lines = [f"{n:04} " + "x" * 90 for n in range(100)]
    title, body = summary_text(document(*lines, verdict="v" * 400), "en", LINKS)
    assert len(title) == 250
    assert 2800 < len(title) + len(body) < 3000
    text, _, places = body.partition("\n\n")
    assert places.splitlines()[0] == "NOG-7: http://jira.example/browse/NOG-7"
    *kept, more = text.splitlines()
    assert more == "…"
    assert kept == [f"- {line}" for line in lines[: len(kept)]]


def test_links_stay_whole_even_when_nothing_else_fits() -> None:
    far = "https://docs.example/" + "y" * 4000
    assert summary_text(document("P1"), "en", {"a": far})[1] == f"…\n\na: {far}"


HOSTILE = [
    "@channel",
    "@here",
    "<!here>",
    "<!channel|all>",
    "<@U123>",
    "<https://evil.example|click>",
    "[link](https://evil.example)",
    "[link](//evil.example)",
    "![](https://evil.example/x.png)",
    "*bold*",
    "**bold**",
    "_bold_",
    "__bold__",
    "`code`",
    "```code```",
    "~user",
    "~~gone~~",
    "[~mette]",
    "{code}rm{code}",
    "https://evil.example",
    "www.evil.example",
    "evil.example",
    "mette@nordlys.example",
    "<b>bold</b>",
    "&lt;!here&gt;",
    "!here>",
    "@U123>",
    "a\n\n# heading\n- @all",
    "\u202egnp.exe",
    "\x1b[31m\x00",
    "\ud800",
]
ACTS = re.compile(r"[@!](?!\u2060)|[<>*`~]|://|\](?!\u2060)|www\.\w|\b_|_\b|[\x00-\x1f\u202e\ud800]")


@pytest.mark.parametrize("name", HOSTILE)
@pytest.mark.parametrize("place", ["line", "ask", "verdict", "link"])
def test_a_hostile_name_is_text_wherever_it_stands(name: str, place: str) -> None:
    made = document(name if place == "line" else "x", asks=(name,) if place == "ask" else (), verdict=name)
    title, body = summary_text(made, "en", {name: "https://ok.example/1"} if place == "link" else {})
    for line in (title, *body.replace("https://ok.example/1", "").splitlines()):
        assert not ACTS.search(line), line
    assert not ACTS.search(comment_text(made, "en", {}).replace("\n", "").replace("- ", ""))


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_name_is_plain_in_markdown(name: str) -> None:
    made = re.sub(r"</?p>|<br />", "", markdown(f"- {neutral(name)}\n"))
    assert re.findall(r"<(?!/?(?:ul|li)>)", made) == []


def test_a_hostile_name_wakes_nothing_up_in_slacks_own_marks() -> None:
    from apprise.plugins.slack import NotifySlack

    for name in HOSTILE:
        text = f"- {neutral(name)}".replace("&", "&amp;")
        for marks in (NotifySlack._re_channel_support, NotifySlack._re_user_id_support, NotifySlack._re_url_support):
            assert not marks.search(text), name


@pytest.mark.parametrize(
    ("text", "reads"),
    [
        ("98.2 % of 1.234, e.g. P1", "98.2 % of 1.234, e.g. P1"),
        ("NOG-7: Kære Søren", "NOG-7: Kære Søren"),
        ("a <b> & c_d", "a ‹b› & c_d"),
    ],
)
def test_a_harmless_text_reads_as_before(text: str, reads: str) -> None:
    assert neutral(text).replace(JOINER, "") == reads
