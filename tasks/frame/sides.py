"""The two sides of a rollout as tasks name them: project keys in the tracker, contact persons.

Here: names. Not here: the rest of what a task is handed (`tasks.frame.context`): who reads what was kept needs these
alone.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Projects:
    """The tracker's project keys and the names of the issue types that are created."""

    internal: str
    vendor: str
    governance: str
    task_type: str
    epic_type: str


@dataclass(frozen=True)
class Contacts:
    """Names of the contact persons on both sides."""

    client: tuple[str, ...]
    vendor: tuple[str, ...]
