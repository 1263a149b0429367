"""What a search over many pages loads when it needs it: files of words, and the text of each page.

    search-words.js             every stretch of letters there is
    search-<n>.js               words whose number is n -> the pages they stand on, a text per rollout
    <rollout>/<page>.js         the text of a page, for the lines shown under it

Small scripts, since a page opened from a disk may load nothing else. Not here: which words a page has
(`reports.forms.html.search_terms`), the page (`reports.forms.html.search_page`).
"""

import hashlib
import json
from collections.abc import Sequence

from domain.values import canonical_json
from reports.forms.html.search_page import PageEntry
from reports.forms.html.search_terms import BUCKETS, Terms

FILE_BYTES = 96_000
"""A file of words is about as large, until there are `BUCKETS` of them."""
Rollouts = Sequence[tuple[PageEntry, ...]]


def stamp_of(rollouts: Rollouts) -> str:
    """What stands in the page and in each file of words: words of other pages are not searched."""
    return hashlib.sha256(canonical_json([[p.address for p in pages] for pages in rollouts]).encode()).hexdigest()[:12]


def file_count(terms: Sequence[Terms]) -> int:
    """Into how many files the words are divided: a power of two."""
    size, count = sum(len(part) for found in terms for part in found.buckets), 8
    while count < BUCKETS and size > count * FILE_BYTES:
        count *= 2
    return count


def word_files(terms: Sequence[Terms], stamp: str) -> dict[str, bytes]:
    """The files of words; a rollout's place in them is its place in `terms`."""
    count = file_count(terms)
    words = " ".join(sorted(set().union(*(found.words.split(" ") for found in terms)) - {""}))
    files = {"search-words.js": script("search-words.js", [stamp, words])}
    for place in range(count):
        chunks = [" ".join(filter(None, found.buckets[place::count])) for found in terms]
        files[f"search-{place}.js"] = script(f"search-{place}.js", [stamp, chunks])
    return files


def text_file(page: PageEntry) -> str:
    """The file a page's text is in."""
    return f"{page.address.removesuffix('.html')}.js"


def text_script(page: PageEntry, lines: Sequence[str]) -> bytes:
    """A page's text as a file."""
    return script(text_file(page), "\n".join(lines))


def script(name: str, data: object) -> bytes:
    """One call with inert data: it is JSON, and a script file is read by no HTML parser."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return f"rolloutSearch({json.dumps(name)},{text});\n".encode("utf-8", "replace")
