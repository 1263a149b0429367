"""The letters: neutral, about the reader's own proposal, nothing of anybody else's, safe as files."""

import re
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from connectors.files.documents import safe_name
from domain.vendor_selection.result import VendorSelectionResult
from reports.forms.word.markup import shown
from reports.vendor_selection.award.letter_files import render_letter
from reports.vendor_selection.award.letters import AwardLetter, compose_letters, letter_slugs
from tests.reports.forms.html.test_pages import HOSTILE
from tests.reports.forms.samples import squeezed
from tests.reports.forms.word.word_files import opened, part, text_of
from tests.reports.vendor_selection.award.samples import NAMES, PRICES, bidders, selection


def letters(result: VendorSelectionResult | None = None) -> dict[str, AwardLetter]:
    """By the slug's end."""
    found = compose_letters(selection() if result is None else result, "Nordlys Regnskab A/S", "Søren Dahl", "DKK")
    return {one.slug.removeprefix("letter-"): one for one in found}


def said(name: str, language: str = "en", result: VendorSelectionResult | None = None) -> str:
    return text_of(render_letter(letters(result)[name], language))


def test_every_bidder_has_one_letter() -> None:
    assert set(letters()) == {"a", "b", "c"}


def test_nobody_gets_a_letter_while_nobody_is_recommended() -> None:
    out = [one.model_copy(update={"data_processing_agreement": False}) for one in bidders()]
    assert letters(selection(out)) == {}


@pytest.mark.parametrize("language", ["da", "en"])
@pytest.mark.parametrize("own", ["a", "b", "c"])
def test_no_letter_names_another_bidder_its_price_or_its_total(own: str, language: str) -> None:
    text = said(own, language)
    result = selection()
    for vendor in result.vendors:
        if vendor.vendor_id.lower() == own:
            assert squeezed(vendor.name) in text
            continue
        assert squeezed(NAMES[vendor.vendor_id]) not in text
        for figure in (PRICES[vendor.vendor_id], vendor.total_cost):
            digits = f"{figure:.0f}"
            assert digits not in re.sub(r"\D", "", text)
        points = f"{vendor.lowest}"
        assert points not in text
        assert points.replace(".", ",") not in text


def test_evaluators_are_in_no_letter() -> None:
    result = selection()
    assert not any("evaluatorA" in said(own, result=result) for own in ("a", "b", "c"))


def test_a_ranked_bidder_reads_its_own_scores_and_what_they_come_to() -> None:
    table = letters()["b"].table
    assert table is not None
    assert table.rows == (
        ("Criterion 0", Decimal(60), Decimal(4), Decimal(45)),
        ("Criterion 1", Decimal(40), Decimal(4), Decimal(30)),
    )
    assert sum(row[-1] for row in table.rows) == selection().vendors[1].lowest
    for text in ("reached75of100points", "MostwastobegainedonCriterion0:15points", "beforeit"):
        assert text in said("b").replace("75.0", "75").replace("15.0", "15")


def test_what_was_not_assessed_is_said_so() -> None:
    result = selection()
    bidder = result.vendors[1]
    missing = bidder.scores[1].model_copy(update={"middle": None, "low": None, "high": None})
    changed = bidder.model_copy(update={"scores": (bidder.scores[0], missing)})
    result = result.model_copy(update={"vendors": (result.vendors[0], changed, result.vendors[2])})
    assert "Criterion140notassessed" in said("b", result=result)


def test_a_knocked_out_bidder_reads_the_requirement_and_no_scores() -> None:
    letter = letters()["c"]
    assert [str(one) for one in letter.listed] == ["No data processing agreement."]
    assert letter.table is None
    assert "of100points" not in said("c")
    assert "Ingendatabehandleraftale." in said("c", "da")


def test_the_award_is_subject_to_contract_and_binds_nobody() -> None:
    text = said("a")
    for one in ("subjecttocontract", "noacceptanceandbindsneither", "GDPRart.28", "nopersonaldata"):
        assert one in text
    assert "unsuccessful" not in text


@pytest.mark.parametrize("own", ["a", "b", "c"])
def test_every_letter_is_a_draft_with_a_standstill_and_a_place_to_sign(own: str) -> None:
    text = said(own)
    assert text.startswith(squeezed("▲ Draft: not sent."))
    assert "Wedonotsignthecontractbefore7Jul2025" in text
    assert "Kindregards" + "_" * 36 + "SørenDahl" in text


def test_the_standstill_is_the_settings_own() -> None:
    assert "before27Jun2025" in said("b", result=selection(standstill_days=0))


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_names_are_text_with_no_field_and_no_link(text: str) -> None:
    name = shown(text)[:200]
    content = render_letter(letters(selection(bidders(B=name)))["b"], "da")
    assert squeezed(name.replace("\n", " ")) in text_of(content)
    body = part(content, "word/document.xml")
    assert "w:fldSimple" not in body
    assert "w:instrText" not in body
    assert "hyperlink" not in part(content, "word/_rels/document.xml.rels")


def test_equal_letters_give_equal_bytes_and_say_their_language() -> None:
    letter = letters()["b"]
    assert render_letter(letter, "da") == render_letter(letter, "da")
    assert 'w:lang w:val="da-DK"' in part(render_letter(letter, "da"), "word/styles.xml")
    assert opened(render_letter(letter, "da")).core_properties.title == "Jeres tilbud: resultatet · Bravo Backoffice"


@pytest.mark.parametrize(
    ("vendor_ids", "slugs"),
    [
        (["BLS", "ORE"], ["letter-bls", "letter-ore"]),
        (["BLS", "bls"], ["letter-bls-[0-9a-f]{8}", "letter-bls-[0-9a-f]{8}"]),
        (["Ø/1"], ["letter-1-[0-9a-f]{8}"]),
        (["../../etc/passwd"], ["letter-etc-passwd-[0-9a-f]{8}"]),
        (["北京"], ["letter-bidder-[0-9a-f]{8}"]),
    ],
)
def test_files_are_named_by_the_bidders_id(vendor_ids: list[str], slugs: list[str]) -> None:
    found = letter_slugs(vendor_ids)
    for one, pattern in zip(vendor_ids, slugs, strict=True):
        assert re.fullmatch(pattern, found[one])
    assert len(set(found.values())) == len(vendor_ids)


@given(st.lists(st.text(alphabet=st.characters(exclude_categories=["Cs"]), min_size=1, max_size=40), unique=True))
def test_no_two_bidders_share_a_file_and_every_name_is_safe(vendor_ids: list[str]) -> None:
    slugs = letter_slugs(vendor_ids)
    assert len(set(slugs.values())) == len(vendor_ids)
    for slug in slugs.values():
        assert re.fullmatch(r"letter-[a-z0-9-]+", slug)
        assert safe_name(f"{slug}.docx") == f"{slug}.docx"
