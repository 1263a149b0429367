"""The words of pages: every search for a part of a word, or for a whole number, finds its term in its own file."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.forms.html.search_terms import BUCKETS, bucket, folded, read_terms, terms_of

PAGES = (("NB-1423 blev løst", "Straße 7 · 95,0 %"), ("Ærø Kano\u00a0udlejning", "NB-1423 NB-14"), ())


def pages_of(term: str, place: int) -> int:
    """The mask of a term in a file; 0 when it does not stand there."""
    found = terms_of(PAGES).buckets[place].split(" ")
    return int(dict(zip(found[::2], found[1::2], strict=True)).get(term, "0"), 16)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("ÆRØ Århus", "aeroe aarhus"),
        ("Zürich", "zurich"),
        ("STRASSE Straße", "strasse strasse"),
        ("A\u030arhus", "aarhus"),
    ],
)
def test_letters_are_folded_as_the_script_does_it(text: str, said: str) -> None:
    assert folded(text) == said


def test_a_stretch_without_digits_is_a_word_and_stands_in_its_own_file() -> None:
    words = terms_of(PAGES).words.split(" ")
    assert set(words) == {"nb-", "blev", "loest", "strasse", "·", ",", "%", "aeroe", "kano", "udlejning"}
    assert [pages_of(word, bucket(word)) for word in ("nb-", "udlejning", "strasse")] == [0b11, 0b10, 0b01]


def test_a_term_with_a_number_stands_in_the_file_of_each_of_its_numbers() -> None:
    assert pages_of("nb-1423", bucket("1423")) == 0b11
    assert pages_of("nb-14", bucket("14")) == 0b10
    assert pages_of("95,0", bucket("95")) == pages_of("95,0", bucket("0")) == 0b01


def test_terms_come_back_as_they_were_kept_and_what_is_cut_is_no_terms() -> None:
    terms = terms_of(PAGES)
    assert read_terms(terms.kept()) == terms
    assert read_terms(terms.kept()[:-200].rpartition(b"\n")[0]) is None
    assert read_terms(None) is None


@given(st.lists(st.text(max_size=40), max_size=4))
def test_no_text_breaks_the_form_of_the_files(lines: list[str]) -> None:
    terms = terms_of([lines])
    assert len(terms.buckets) == BUCKETS
    for held in filter(None, terms.buckets):
        parts = held.split(" ")
        assert all(parts[::2])
        assert set(parts[1::2]) == {"1"}
    assert read_terms(terms.kept()) is not None
