"""The version of the rules that compute a review's figures, and which versions can still be computed.

Here: two names that a shape may import without the engine. Not here: the rules.
"""

RULE_VERSION = "4"
"""Raised when a rule changes what a figure comes to, or when a figure is added."""

COMPUTED_VERSIONS = ("3", "4")
"""Versions whose figures this program still computes as they were computed then: a published month is computed again
under its own version where it is one of these, and else under today's."""


def version_for(published: str) -> str:
    """The version under which a month that was published under `published` is computed again."""
    return published if published in COMPUTED_VERSIONS else RULE_VERSION
