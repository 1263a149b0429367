"""Something a person has to do, found by a rule: becomes an issue of the governance project.

Here: the shape. Not here: how it becomes an issue (`tasks.publish`), who finds it (each phase's rules).
"""

from datetime import date

from domain.reasons import Reason
from domain.values import Frozen


class Action(Frozen):
    """One thing to do.

    Attributes:
        key: the same thing has the same key in every run, so its issue is created once.
        owner: a role or a person's name; empty when nobody is named yet.
    """

    key: str
    title: Reason
    why: Reason
    due_on: date | None = None
    owner: str = ""
