"""What a run in this process gives back when it was refused."""

from prefect.exceptions import FailedRun

from flows.cli.run import told_problem


def test_a_refusal_of_which_only_the_sentence_came_back_is_told_as_it_was() -> None:
    said = "1 bid has been received and 2 are needed for a choice (Leverandører!A2). Next: get more bids."
    assert str(told_problem(FailedRun(said))) == said
    assert told_problem(FailedRun("Flow run encountered an exception: ValueError: no")) is None
