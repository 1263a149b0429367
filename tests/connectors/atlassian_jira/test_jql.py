"""Queries quote whatever they are given, and plain text stays plain."""

from datetime import UTC, datetime

import pytest

from connectors.atlassian_jira.jql import keys_in, labelled, newest_of, plain, project_is, quoted, tickets_of
from connectors.errors import RequestRefused


@pytest.mark.parametrize(
    ("value", "jql"),
    [
        ("NB", '"NB"'),
        ('x" OR project = "SECRET', '"x\\" OR project = \\"SECRET"'),
        ("back\\slash", '"back\\\\slash"'),
        ('\\"', '"\\\\\\""'),
        ("", '""'),
        ("empty", '"empty"'),
    ],
)
def test_a_value_cannot_leave_its_quotes(value: str, jql: str) -> None:
    assert quoted(value) == jql


@pytest.mark.parametrize("key", ["nb", "N", "1NB", "NB-1", "NB OR project = X", 'NB"', "", "NB\n", "ÆB"])
def test_what_is_no_project_key_never_reaches_jira(key: str) -> None:
    with pytest.raises(RequestRefused, match="project key"):
        project_is(key)


def test_all_tickets_come_in_the_order_of_their_keys() -> None:
    assert tickets_of("NB") == 'project = "NB" ORDER BY key ASC'


def test_an_incremental_pull_asks_in_milliseconds_and_one_day_back() -> None:
    since = datetime(2026, 11, 2, 8, 0, tzinfo=UTC)  # 1793606400000, the example of the research notes
    assert tickets_of("NB", since) == f'project = "NB" AND updated >= {1793606400000 - 86_400_000} ORDER BY key ASC'


def test_the_other_queries() -> None:
    assert keys_in(["NB-1", "NB-2"]) == 'key in ("NB-1", "NB-2") ORDER BY key ASC'
    assert labelled("NOG", "auto-1") == 'project = "NOG" AND labels = "auto-1" ORDER BY key ASC'
    assert newest_of("NOG") == 'project = "NOG" ORDER BY key DESC'


@pytest.mark.parametrize(
    ("text", "sent"),
    [
        ("Almindelig tekst (med parentes) - og streg!", "Almindelig tekst (med parentes) - og streg!"),
        ("[~accountid:mette] se her", "\\[~accountid:mette] se her"),
        ("{html}<b>{html}", "\\{html}<b>\\{html}"),
        ("!https://spy.example/p.png!", "\\!https://spy.example/p.png!"),
        ("[NB-12] 100 % {} !", "[NB-12] 100 % {} !"),
        ("auto-0123456789abcdef", "auto-0123456789abcdef"),
    ],
)
def test_text_mentions_nobody_runs_nothing_and_loads_nothing(text: str, sent: str) -> None:
    assert plain(text) == sent
