"""Parts of a run's context that settings give as they are: the issue tracker, project keys, contact persons."""

from configs.rollouts import RolloutSettings
from configs.settings import Settings
from connectors.atlassian_jira import names
from connectors.ports.tracker import Tracker
from domain.ledger.owners import Role
from tasks.frame.sides import Contacts, Projects


def tracker_of(settings: Settings) -> Tracker:
    """The tracker that is read and written. Another service is another line here."""
    # Here, so that commands that only read what was kept load no client.
    from connectors.atlassian_jira.client import JiraService

    server, email, token = settings.jira_account()
    return JiraService.connect(server, email or "", token)


def tickets_source(project: str) -> str:
    """What snapshots of a project's tickets are called in the ledger, for those who read it without a tracker."""
    return names.tickets_source(project)


def project_keys(rollout: RolloutSettings) -> Projects:
    return Projects(
        internal=rollout.jira.internal_project,
        vendor=rollout.jira.vendor_project,
        governance=rollout.jira.governance_project,
        task_type=rollout.jira.task_type,
        epic_type=rollout.jira.epic_type,
    )


def contact_persons(rollout: RolloutSettings) -> Contacts:
    return Contacts(
        client=tuple(person.name for person in rollout.holders(Role.PROJECT_LEAD)),
        vendor=tuple(person.name for person in rollout.holders(Role.VENDOR)),
    )
