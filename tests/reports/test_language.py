"""Values and sentences in Danish and English."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from domain.problems import Problem
from domain.reasons import Reason
from reports.documents import Kind, Value
from reports.language import Speaker


@pytest.mark.parametrize(
    ("value", "kind", "decimals", "danish", "english"),
    [
        (Decimal("1234567.5"), "money", 1, "1.234.567,50 kr.", "DKK 1,234,567.50"),
        (Decimal("1234567"), "money", 1, "1.234.567 kr.", "DKK 1,234,567"),
        (Decimal("12.345"), "money", 1, "12,35 kr.", "DKK 12.35"),  # half up: review-pack 1.4, C13
        (Decimal("-4583.33"), "money", 1, "-4.583,33 kr.", "-DKK 4,583.33"),
        (Decimal("0.9496"), "percent", 1, "95,0 %", "95.0 %"),
        (Decimal("0.9496"), "percent", 2, "94,96 %", "94.96 %"),  # C9: enough decimals to show why
        (1234, "count", 1, "1.234", "1,234"),
        (43_501, "duration", 1, "12 t 06 min", "12 h 06 min"),
        (59, "duration", 1, "1 min", "1 min"),
        (date(2026, 3, 29), "date", 1, "29. mar. 2026", "29 Mar 2026"),
        (datetime(2026, 6, 30, 22, 30, tzinfo=UTC), "instant", 1, "1. jul. 2026 00:30", "1 Jul 2026 00:30"),
        ("2026-10", "date", 1, "oktober 2026", "October 2026"),
        (None, "percent", 1, "–", "–"),
        (True, "text", 1, "ja", "yes"),
        ("{{ 7*7 }} <b>", "text", 1, "{{ 7*7 }} <b>", "{{ 7*7 }} <b>"),
    ],
)
def test_a_value_is_said_in_the_readers_form(
    value: Value, kind: Kind, decimals: int, danish: str, english: str
) -> None:
    plain = {0x00A0: " ", 0x202F: " "}
    assert Speaker("da").value(value, kind, decimals).translate(plain) == danish
    assert Speaker("en").value(value, kind, decimals).translate(plain) == english


def test_facts_in_a_sentence_are_said_by_their_names() -> None:
    reason = Reason("{a_share}, {b_amount}, {c_month}, {d}", a_share=Decimal("0.5"), b_amount=Decimal(10),
                    c_month="2026-10", d=Decimal("2.5"))  # fmt: skip
    assert Speaker("da").say(reason).replace("\u00a0", " ") == "50,0 %, 10 kr., oktober 2026, 2,5"


def test_a_reason_may_stand_in_a_reason() -> None:
    inner = Reason("Resolution {priority}", priority="P1")
    assert Speaker("da").say(Reason("{what}!", what=inner)) == "Løsning P1!"


def test_braces_in_a_fact_are_data_and_never_a_gap() -> None:
    assert Speaker("en").say(Reason("{name}", name="{name.__class__}")) == "{name.__class__}"


def test_an_unknown_language_is_refused_with_the_known_ones() -> None:
    with pytest.raises(Problem, match=r"no language 'xx'.*da, en"):
        Speaker("xx")
