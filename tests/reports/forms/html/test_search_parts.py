"""The files of a large search: inert data in one call each, divided by size, and bound to the pages they are of."""

import json
import re

import pytest

from reports.forms.html.search_page import PageKind, PageText, render_large_search
from reports.forms.html.search_parts import FILE_BYTES, file_count, script, stamp_of, text_file, text_script, word_files
from reports.forms.html.search_terms import BUCKETS, Terms, bucket, terms_of
from tests.reports.forms.html.test_search_page import HOSTILE


def page(text: str = "data", address: str = "nordlys/index.html") -> PageText:
    return PageText(address=address, title=text, kind=PageKind.REVIEW, company=text, lines=(text, "Løn 7"))


def data(content: bytes) -> list[object]:
    (text,) = re.findall(r"^rolloutSearch\((.*)\);\n$", content.decode(), flags=re.S)
    return list(json.loads(f"[{text}]"))


@pytest.mark.parametrize("text", HOSTILE)
def test_a_file_is_one_call_with_json_and_the_page_has_no_other_script(text: str) -> None:
    assert data(text_script(page(text), page(text).lines)) == ["nordlys/index.js", f"{text}\nLøn 7"]
    assert data(script(text, [text])) == [text, [text]]
    found = render_large_search([(page(text),)], 8, "0", "en")
    assert found.count("<script") == found.count("</script") == 2


def test_a_rollout_keeps_its_place_in_every_file_of_words() -> None:
    terms = [terms_of([("alpha",)]), terms_of([("beta",), ("alpha",)])]
    files = word_files(terms, "stamp")
    assert data(files["search-words.js"])[1] == ["stamp", "alpha beta"]
    name = f"search-{bucket('alpha') % 8}.js"
    assert data(files[name])[1] == ["stamp", ["alpha 1", "alpha 2"]]
    assert len(files) == 1 + file_count(terms)


def test_there_are_as_many_files_of_words_as_keep_each_small_up_to_a_limit() -> None:
    def of_size(signs: int) -> Terms:
        return Terms(buckets=("x" * (signs // BUCKETS),) * BUCKETS, words="")

    assert [file_count([of_size(size)]) for size in (0, 8 * FILE_BYTES, 9 * FILE_BYTES, 9_999 * FILE_BYTES)] == [
        8, 8, 16, BUCKETS,
    ]  # fmt: skip


def test_the_stamp_is_of_the_pages_and_their_places() -> None:
    one, other = page(), page(address="nordlys/dashboard.html")
    stamps = {stamp_of(pages) for pages in ([(one, other)], [(other, one)], [(one,), (other,)], [(one,)])}
    assert len(stamps) == 4
    assert stamp_of([(page("renamed"),)]) == stamp_of([(one,)])
    assert text_file(other) == "nordlys/dashboard.js"


def test_only_the_pages_own_address_may_give_it_scripts_and_nothing_else_is_loaded() -> None:
    found = render_large_search([(page(),)], 8, "0", "en")
    assert re.search(r"default-src 'none'; [^\"]*script-src 'sha256-[^']+' 'self'; base-uri 'none'", found)
    assert not re.search(r"innerHTML|insertAdjacentHTML|document\.write|eval\(|fetch\(|https?://", found)
    assert "The front page leads to every page" in found.split("<noscript>")[1].split("</noscript>")[0]
